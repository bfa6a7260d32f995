"""A piece of what an item discloses, with its words ready for a page."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import Evidence, EvidenceKind
from disclosure.rules.complaint_pages import complaint_pages
from disclosure.rules.statement import Slot, Statement
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.files.models import SUFFIXES
from ita_portal.thai.dates import short_date
from ita_portal.thai.text import file_size

WEB_PAGE = ("หน้าเว็บ", "globe")
TEXT = ("ข้อความ", "card-text")
FILES = {
    ".pdf": ("ไฟล์ PDF", "file-earmark-pdf"),
    ".doc": ("ไฟล์ Word", "file-earmark-word"),
    ".docx": ("ไฟล์ Word", "file-earmark-word"),
    ".xls": ("ไฟล์ Excel", "file-earmark-excel"),
    ".xlsx": ("ไฟล์ Excel", "file-earmark-excel"),
    ".csv": ("ไฟล์ CSV", "filetype-csv"),
    ".zip": ("ไฟล์ ZIP", "file-earmark-zip"),
    ".jpg": ("ไฟล์ภาพ", "file-earmark-image"),
    ".jpeg": ("ไฟล์ภาพ", "file-earmark-image"),
    ".png": ("ไฟล์ภาพ", "file-earmark-image"),
    ".webp": ("ไฟล์ภาพ", "file-earmark-image"),
    ".heic": ("ไฟล์ภาพ", "file-earmark-image"),
    ".txt": ("ไฟล์ข้อความ", "file-earmark-text"),
}
"""What a link leads to, by the end of its path: words and icon."""

_PLACE_OF_KIND = {code: place for place, code in enumerate(KINDS)}

_OF_A_PAPER = (
    "kind",
    "duties",
    "title",
    "code",
    "pages",
    "ready_at",
    "replaced_by__code",
    "replaced_by__status",
)
_PAPERS = Statement(
    lambda: (
        Document.objects.published()
        .filter(
            Q(fiscal_year=Slot("fiscal_year")) | Q(fiscal_year=Slot("year_before")),
            office_id=Slot("office_id"),
            ready_at__isnull=False,
            revoked_at__isnull=True,
        )
        .order_by("-dated_on", "-pk")
        .values_list("fiscal_year", *_OF_A_PAPER)
    )
)
_OF_A_VERSION = (
    "shown__kind",
    "shown__title",
    "shown__url",
    "shown__text",
    "shown__owner__name",
    "shown__file__media_type",
    "shown__file__size",
)
_EVIDENCE = Statement(
    lambda: (
        Evidence.objects.published()
        .filter(
            office_id=Slot("office_id"),
            item__framework__fiscal_year=Slot("fiscal_year"),
            shown_at__isnull=False,
        )
        .order_by("position", "pk")
        .values_list("pk", "item__code", "shown_at", *_OF_A_VERSION)
    )
)


class Piece(NamedTuple):
    """Evidence or a paper of the portal, ready to be shown.

    `changed_at` is when it became public; `words` is the text of a piece that is a text; `newer`
    is the address of the paper that holds in its place, "" for what holds itself.
    """

    title: str
    href: str
    kind: str
    icon: str
    owner: str
    changed_at: datetime
    is_paper: bool
    words: str
    anchor: str
    newer: str = ""

    @property
    def changed_on(self) -> str:
        """The day it became public, e.g. "9 เม.ย. 2567"."""
        return day_of(self.changed_at)


def day_of(moment: datetime) -> str:
    """Return the day of a moment in Bangkok, e.g. "9 เม.ย. 2567"."""
    return short_date(timezone.localtime(moment, timezone.get_default_timezone()))


def pieces_of(
    *,
    office_id: int,
    office_code: str,
    fiscal_year: int,
    items: Iterable[tuple[str, str, list[str]]],
) -> dict[str, list[Piece]]:
    """Return what the office discloses in the year by the codes of its items, in 3 queries.

    `items` are code, title and duties of the items that are asked for. The portal's own papers
    come first, then evidence in its order. Only what was accepted or signed.
    """
    codes_of_duty: dict[tuple[bool, str], list[str]] = {}
    pieces: dict[str, list[Piece]] = {}
    for code, title, keys in items:
        pieces[code] = []
        for key in keys:
            codes_of_duty.setdefault((asks_for_year_before(title), key), []).append(code)
    for is_before, keys, piece in papers_around(office_id, office_code, fiscal_year):
        asking = (c for key in keys for c in codes_of_duty.get((is_before, key), ()))
        for code in dict.fromkeys(asking):
            pieces[code].append(piece)
    for code, piece in _evidence(office_id, office_code, fiscal_year, pieces):
        pieces[code].append(piece)
    return pieces


def papers_of(office_id: int, office_code: str, fiscal_year: int) -> list[tuple[list[str], Piece]]:
    """Return the year's own papers and pages of the office with their duties, in 2 queries."""
    around = papers_around(office_id, office_code, fiscal_year)
    return [(duties, piece) for is_before, duties, piece in around if not is_before]


def papers_around(
    office_id: int, office_code: str, fiscal_year: int
) -> list[tuple[bool, list[str], Piece]]:
    """Return the signed papers of a year and of the one before with their duties, in 2 queries.

    Each says whether it is of the year before: it stands at the items that ask for that. They
    come in the order of the kinds: what an item asks for before what gives its ground. Of a kind
    the latest is first. The pages of complaints that are permitted follow them.
    """
    rows = _PAPERS.rows(office_id=office_id, fiscal_year=fiscal_year, year_before=fiscal_year - 1)
    rows = sorted(rows, key=lambda row: _PLACE_OF_KIND.get(row[1], len(_PLACE_OF_KIND)))
    papers = [
        (year < fiscal_year, duties, _paper(office_code, *facts))
        for year, _, duties, *facts in rows
    ]
    pages = complaint_pages(office_id, office_code, fiscal_year)
    return papers + [
        (year < fiscal_year, [duty], _page(title, href, kind, at))
        for year, duty, title, href, kind, at in pages
    ]


def _page(title: str, href: str, kind: str, changed_at: datetime) -> Piece:
    """Return a page of the portal that stands by itself."""
    icon = "filetype-csv" if href.endswith(".csv") else WEB_PAGE[1]
    return Piece(title, href, kind, icon, "", changed_at, False, "", anchor_of(href))  # noqa: FBT003


def anchor_of(href: str) -> str:
    """Return the anchor of a page of the portal on the page of its item."""
    return "page-" + "-".join(part for part in href.replace(".", "/").split("/")[3:] if part)


def _paper(
    office_code: str,
    title: str,
    code: str,
    pages: int,
    ready_at: datetime,
    newer_code: str | None,
    newer_status: str | None,
) -> Piece:
    """Return a signed paper; one in whose place another one stands for everybody says so."""
    newer = ""
    if newer_code and newer_status == Document.Status.READY:
        newer = reverse("documents:public", args=[office_code, newer_code])
    return Piece(
        title=title,
        href=reverse("documents:public", args=[office_code, code]),
        kind=f"{'ถูกแทนที่แล้ว' if newer else 'ลงนามแล้ว'} · {pages} หน้า",
        icon="file-earmark-text" if newer else "file-earmark-check",
        owner="",
        changed_at=ready_at,
        is_paper=True,
        words="",
        anchor=code,
        newer=newer,
    )


def _evidence(
    office_id: int, office_code: str, fiscal_year: int, codes: Container[str]
) -> list[tuple[str, Piece]]:
    """Return the accepted evidence by item code, so that it outlives a new framework version."""
    rows = _EVIDENCE.rows(office_id=office_id, fiscal_year=fiscal_year)
    base = reverse("disclosure:public_year", args=[office_code, fiscal_year])
    return [
        (code, _evidence_piece(f"{base}{code}/", pk, shown_at, _Version(*facts)))
        for pk, code, shown_at, *facts in rows
        if code in codes
    ]


class _Version(NamedTuple):
    """The version that the public sees, as `_OF_A_VERSION` reads it; `size` is in bytes."""

    kind: str
    title: str
    url: str
    text: str
    owner: str | None
    media_type: str | None
    size: int | None


def _evidence_piece(base: str, pk: int, shown_at: datetime, version: _Version) -> Piece:
    """Return a piece of evidence; `base` is the address of its item's public page."""
    anchor = f"evidence-{pk}"
    href, (words, icon) = f"{base}#{anchor}", TEXT
    if version.kind == EvidenceKind.LINK:
        href, (words, icon) = version.url, kind_of_link(version.url)
    elif version.kind == EvidenceKind.FILE and version.media_type:
        href = f"{base}files/{pk}/"
        words, icon = kind_of_file(version.media_type, version.size or 0)
    return Piece(
        title=version.title,
        href=href,
        kind=words,
        icon=icon,
        owner=version.owner or "",
        changed_at=shown_at,
        is_paper=False,
        words=version.text,
        anchor=anchor,
    )


def kind_of_file(media_type: str, size: int) -> tuple[str, str]:
    """Return what a kept file is and how large, in words, and its icon."""
    words, icon = FILES.get(f".{SUFFIXES[media_type][0]}", ("ไฟล์", "file-earmark"))
    return f"{words} · {file_size(size)}", icon


def kind_of_link(url: str) -> tuple[str, str]:
    """Return what a link leads to in words, and its icon, as its path promises it."""
    path = urlsplit(url).path
    dot = path.rfind(".")
    return FILES.get(path[dot:].lower(), WEB_PAGE) if dot >= 0 else WEB_PAGE
