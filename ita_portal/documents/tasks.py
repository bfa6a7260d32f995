"""What the worker does with papers: making the PDF from the frozen words."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ita_portal.documents.models import Document, Preview, Seal
from ita_portal.documents.models.previews import PAPER_FILE
from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.fonts import installed_fonts
from ita_portal.documents.rendering.pdf import to_pdf
from ita_portal.documents.rendering.photos import PhotoFetcher
from ita_portal.documents.rendering.pictures import Pictures, make_pictures
from ita_portal.documents.rendering.sealing import sealed
from ita_portal.organisations.rules import touch_public

logger = logging.getLogger(__name__)


def render_document(document_id: int) -> None:
    """Render the PDF of a pending paper, seal it where its office can, and keep both.

    Safe to run twice: a paper that is no longer pending is left as it is, so that an issued
    PDF never changes; the same words give the same bytes before the seal. Nothing stands
    before all of it does: a worker that dies between rendering and sealing leaves a paper that
    is still pending. Raises whatever the template, the renderer or the sealing raises; the job
    then notes it (see `note_failure`).
    """
    document = Document.objects.select_related("office").get(pk=document_id)
    if document.status != Document.Status.PENDING:
        logger.info("document %s is %s: nothing to render", document_id, document.status)
        return
    fonts = installed_fonts(Path(settings.FONT_DIR))
    html = document_html(document.words, fonts=fonts)
    rendered = to_pdf(html, fonts=fonts, fetcher=PhotoFetcher(document.words), code=document.code)
    data, seal = sealed(document, rendered.data, at=timezone.now())
    _publish(document, data, pages=rendered.pages, seal=seal)


def _publish(document: Document, data: bytes, *, pages: int, seal: Seal | None) -> None:
    """Let the finished PDF stand with its seal, all at once, unless another run was quicker."""
    name = _keep_file(document, data)
    with transaction.atomic():
        made = Document.objects.filter(pk=document.pk, status=Document.Status.PENDING).update(
            pdf=name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            pages=pages,
            status=Document.Status.READY,
            ready_at=timezone.now(),
        )
        if made:
            if seal:
                seal.save(force_insert=True)
            touch_public(document.office_id)
            _tell_others(document)
    if not made:
        _drop_unless_kept(document, name)


def _tell_others(document: Document) -> None:
    """Let the rooms above know that the paper stands, as the setting AFTER_READY names them."""
    for name in settings.AFTER_READY:
        import_string(name)(document.pk)


def _drop_unless_kept(document: Document, name: str) -> None:
    """Remove the file of a run that was overtaken, unless the quicker one made the same bytes."""
    if not Document.objects.filter(pk=document.pk, pdf=name).exists():
        (Path(settings.PRIVATE_FILES) / name).unlink(missing_ok=True)


def _keep_file(document: Document, data: bytes) -> str:
    """Write the PDF whole or not at all, and return its name in the private folder.

    The name carries the hash of the bytes, so a second run that made other bytes cannot put
    them under the first one's name.
    """
    digest = hashlib.sha256(data).hexdigest()
    name = f"documents/{document.office.code}/{document.code}-{digest[:12]}.pdf"
    path = Path(settings.PRIVATE_FILES) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{uuid.uuid4()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # a full disk would not get emptier by trying again
    _keep_name(path.parent)
    return name


def _keep_name(folder: Path) -> None:
    """Have the folder's list of names on the disk too, before the database relies on it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def note_failure(document_id: int) -> None:
    """Mark a paper whose PDF could not be made, so that its page says so and offers a retry."""
    Document.objects.filter(pk=document_id, status=Document.Status.PENDING).update(
        status=Document.Status.FAILED
    )


def make_preview(preview_id: int) -> None:
    """Draw the pages of a paper before it is signed, for the people of its office alone.

    Safe to run twice: pictures that stand are left as they are, and all of them appear at once.
    Raises as `render_document`; a preview that was swept meanwhile needs nothing.
    """
    preview = Preview.objects.filter(pk=preview_id, made_at__isnull=True).first()
    if preview is None:
        return
    fonts = installed_fonts(Path(settings.FONT_DIR))
    html = document_html(preview.words, fonts=fonts)
    rendered = to_pdf(html, fonts=fonts, fetcher=PhotoFetcher(preview.words))
    drawn = _draw(preview, rendered.data)
    Preview.objects.filter(pk=preview_id, made_at__isnull=True).update(
        pages=drawn.pages, sizes=drawn.sizes, made_at=timezone.now()
    )


def _draw(preview: Preview, pdf: bytes) -> Pictures:
    """Write the pictures into a folder aside, and give it the preview's name when it is whole."""
    part = preview.folder.with_suffix(f".{uuid.uuid4()}.part")
    part.mkdir(mode=0o700, parents=True)
    try:
        drawn = make_pictures(pdf, part)
        (part / PAPER_FILE).write_bytes(pdf)
        shutil.rmtree(preview.folder, ignore_errors=True)
        part.rename(preview.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return drawn


def note_no_preview(preview_id: int) -> None:
    """Leave a word in the log; the page of the paper reads from the job what went wrong."""
    logger.warning("the pages of preview %s could not be drawn", preview_id)
