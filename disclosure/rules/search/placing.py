"""Keeping what the search knows in step with what is public, in the transaction of each change."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.html import strip_tags

from disclosure.models import Evidence, EvidenceKind, EvidenceVersion, PublicText
from disclosure.rules.checking.reading.files import read_file
from disclosure.rules.checking.reading.recognising import recogniser
from disclosure.rules.search.grams import (
    MOST_GRAMS,
    TITLE,
    grams_of,
    mark_of_office,
    mark_of_year,
    one_line,
)
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.documents.rendering.document import body_html
from ita_portal.errors import Refused
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from ita_portal.jobs.rules import enqueue

logger = logging.getLogger(__name__)

TASK = "disclosure.words"
MOST_LETTERS = 500_000
"""Of one file: some 250 full pages; the search does not know what comes after."""


@transaction.atomic
def place_evidence(evidence: Evidence, version: EvidenceVersion) -> None:
    """Let the search find a version from now on, and no other of that evidence.

    Called in the transaction that shows it. The words of a file follow by the worker, unless they
    are known from the version before. Safe to repeat.
    """
    before = PublicText.objects.filter(evidence=evidence).select_related("version").first()
    row = row_of(evidence, version)
    if version.file_id and before and before.is_read and _has_file(before, version.file_id):
        row.text, row.is_read = before.text, True
    remove_evidence(evidence)
    _save(row)
    if not row.is_read:
        _ask_words(row)


def row_of(evidence: Evidence, version: EvidenceVersion) -> PublicText:
    """Return what the search knows of a version before its file is read; not saved, no grams."""
    return PublicText(
        office_id=evidence.office_id,
        fiscal_year=evidence.item.framework.fiscal_year,
        evidence=evidence,
        version=version,
        title=version.title,
        heading=f"{evidence.item.code} {evidence.item.title}",
        text=one_line(_written(version)),
        is_read=version.kind != EvidenceKind.FILE,
    )


def with_grams(row: PublicText) -> PublicText:
    """Return the row with its grams as they follow from its words."""
    row.grams = _grams(row)
    return row


def remove_evidence(evidence: Evidence) -> None:
    """Let the search find it no more; called in the transaction that takes it down."""
    PublicText.objects.filter(evidence=evidence).delete()


@transaction.atomic
def place_paper(document_id: int) -> None:
    """Let the search find a signed paper; called where its PDF stands (setting AFTER_READY).

    Whether it is public is asked when somebody searches. Safe to repeat.
    """
    paper = Document.objects.get(pk=document_id)
    PublicText.objects.filter(document=paper).delete()
    if KINDS[paper.kind].is_internal:
        return
    html = body_html(paper.words) if paper.words else ""
    words = unescape(strip_tags(html.replace("<", " <")))
    _save(
        PublicText(
            office_id=paper.office_id,
            fiscal_year=paper.fiscal_year,
            document=paper,
            title=paper.title,
            heading=paper.number_text,
            text=one_line(words)[:MOST_LETTERS],
        )
    )


def read_words(row_id: int) -> None:
    """Read the file of a row, so that its words are found. Safe to repeat and at the same time.

    Does nothing for what is public no more. A file that cannot be read is found by its title.
    """
    row = PublicText.objects.filter(pk=row_id, is_read=False).select_related("version__file")
    found = row.first()
    if found is None or found.version is None or found.version.file is None:
        return
    words = _words_of(found.version.file)
    found.text, found.is_read = one_line(f"{found.text} {words}")[:MOST_LETTERS], True
    PublicText.objects.filter(pk=row_id, is_read=False).update(
        text=found.text, grams=_grams(found), is_read=True
    )


def note_failure(row_id: int) -> None:
    """Leave a word in the log: the title is found all the same, and the next day tries again."""
    logger.warning("the words of public text %s could not be read", row_id)


def place_missing(*, anew: bool = False) -> int:
    """Let the search find all that is public and that it does not know; return how many.

    With `anew` everything is forgotten before. Safe to repeat.
    """
    if anew:
        PublicText.objects.all().delete()
    known = PublicText.objects.filter(evidence=OuterRef("pk"), version=OuterRef("shown"))
    evidence = Evidence.objects.published().exclude(Exists(known)).order_by("shown_at", "pk")
    found = _each(evidence.values_list("pk", flat=True))
    placed = sum(_place_one(pk) for pk in found)
    papers = Document.objects.listed().exclude(
        Exists(PublicText.objects.filter(document=OuterRef("pk")))
    )
    for pk in _each(papers.order_by("ready_at", "pk").values_list("pk", flat=True)):
        place_paper(pk)
        placed += 1
    PublicText.objects.filter(evidence__isnull=False).exclude(evidence__shown=F("version")).delete()
    return placed


def _each(ids: Iterable[int]) -> Iterator[int]:
    yield from list(ids)


@transaction.atomic
def _place_one(pk: int) -> int:
    rows = Evidence.objects.select_for_update(of=("self",)).published()
    evidence = rows.select_related("shown__file", "item__framework", "item__subindicator")
    found = evidence.filter(pk=pk).first()
    if found is None or found.shown is None:
        return 0
    place_evidence(found, found.shown)
    return 1


def _save(row: PublicText) -> None:
    with_grams(row).save(force_insert=True)


def _grams(row: PublicText) -> str:
    """Return all grams of a row; of a very long text those of its beginning."""
    title = one_line(f"{row.title} {row.heading}")
    marks = [mark_of_office(row.office_id), mark_of_year(row.fiscal_year)]
    in_title = grams_of(title, start=TITLE) | grams_of(title)
    in_text = islice(sorted(grams_of(row.text)), MOST_GRAMS - len(in_title))
    return " ".join([*marks, *in_title.union(in_text)])


def _has_file(row: PublicText, file_id: int) -> bool:
    return row.version is not None and row.version.file_id == file_id


def _written(version: EvidenceVersion) -> str:
    if version.kind == EvidenceKind.FILE:
        return version.file.name if version.file else ""
    return version.text or version.url


def _ask_words(row: PublicText) -> None:
    enqueue(
        task=TASK,
        subject_id=row.pk,
        key=f"{TASK}:{row.pk}",
        title=f"อ่านข้อความของไฟล์เพื่อการค้นหา {row.title}",
        office=row.office,
    )


def _words_of(file: StoredFile) -> str:
    try:
        content = read_file(path_of(file.key), name=file.name, recogniser=recogniser())
    except (Refused, FileNotFoundError):
        logger.warning("stored file %s has no words to find", file.pk)
        return ""
    return " ".join(page.text for page in content.pages)
