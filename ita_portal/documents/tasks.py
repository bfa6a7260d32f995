"""What the worker does with papers: making the PDF from the frozen words."""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.fonts import installed_fonts
from ita_portal.documents.rendering.pdf import to_pdf
from ita_portal.documents.rendering.photos import PhotoFetcher
from ita_portal.organisations.rules import touch_public

logger = logging.getLogger(__name__)


def render_document(document_id: int) -> None:
    """Render the PDF of a pending paper and keep it with its SHA-256.

    Safe to run twice: a paper that is no longer pending is left as it is, so that an issued
    PDF never changes; the same words give the same bytes under the same name. Raises whatever
    the template or the renderer raises; the job then notes it (see `note_failure`).
    """
    document = Document.objects.select_related("office").get(pk=document_id)
    if document.status != Document.Status.PENDING:
        logger.info("document %s is %s: nothing to render", document_id, document.status)
        return
    fonts = installed_fonts(Path(settings.FONT_DIR))
    html = document_html(document.words, fonts=fonts)
    rendered = to_pdf(html, fonts=fonts, fetcher=PhotoFetcher(document.words))
    name = _keep_file(document, rendered.data)
    with transaction.atomic():
        made = Document.objects.filter(pk=document_id, status=Document.Status.PENDING).update(
            pdf=name,
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            size=len(rendered.data),
            pages=rendered.pages,
            status=Document.Status.READY,
            ready_at=timezone.now(),
        )
        if made:
            touch_public(document.office_id)


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
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
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
