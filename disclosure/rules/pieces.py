"""A piece of what an item discloses, with its words ready for a page."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from disclosure.models import Evidence
from disclosure.rules.statement import Slot, Statement
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.thai.dates import short_date

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
            office_id=Slot("office_id"), fiscal_year=Slot("fiscal_year"), ready_at__isnull=False
        )
        .order_by("-dated_on", "-pk")
        .values_list(*_OF_A_PAPER)
    )
)
_EVIDENCE = Statement(
    lambda: (
        Evidence.objects.published()
        .filter(
            office_id=Slot("office_id"),
            item__framework__fiscal_year=Slot("fiscal_year"),
            decided_at__isnull=False,
        )
        .order_by("position", "pk")
        .values_list(
            "pk", "item__code", "kind", "title", "url", "text", "owner__name", "decided_at"
        )
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
    *, office_id: int, office_code: str, fiscal_year: int, duties: Iterable[tuple[str, list[str]]]
) -> dict[str, list[Piece]]:
    """Return what the office discloses in the year by the codes of its items, in 2 queries.

    `duties` are the codes of the items that are asked for, each with the keys of its duties. The
    portal's own papers come first, then evidence in its order. Only what was accepted or signed.
    """
    codes_of_duty: dict[str, list[str]] = {}
    pieces: dict[str, list[Piece]] = {}
    for code, keys in duties:
        pieces[code] = []
        for key in keys:
            codes_of_duty.setdefault(key, []).append(code)
    for keys, piece in papers_of(office_id, office_code, fiscal_year):
        for code in dict.fromkeys(c for key in keys for c in codes_of_duty.get(key, ())):
            pieces[code].append(piece)
    for code, piece in _evidence(office_id, office_code, fiscal_year, pieces):
        pieces[code].append(piece)
    return pieces


def papers_of(office_id: int, office_code: str, fiscal_year: int) -> list[tuple[list[str], Piece]]:
    """Return the year's signed papers of the office with their duties, in 1 query.

    They come in the order of the kinds: what an item asks for before what gives its ground. Of
    a kind the latest is first.
    """
    rows = _PAPERS.rows(office_id=office_id, fiscal_year=fiscal_year)
    rows = sorted(rows, key=lambda row: _PLACE_OF_KIND.get(row[0], len(_PLACE_OF_KIND)))
    return [(duties, _paper(office_code, *facts)) for _, duties, *facts in rows]


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
        (code, _evidence_piece(base, pk, code, kind, title, url, text, owner or "", decided_at))
        for pk, code, kind, title, url, text, owner, decided_at in rows
        if code in codes
    ]


def _evidence_piece(
    base: str,
    pk: int,
    code: str,
    kind: str,
    title: str,
    url: str,
    text: str,
    owner: str,
    decided_at: datetime,
) -> Piece:
    anchor = f"evidence-{pk}"
    is_link = kind == Evidence.Kind.LINK
    words, icon = kind_of_link(url) if is_link else TEXT
    href = url if is_link else f"{base}{code}/#{anchor}"
    return Piece(
        title=title,
        href=href,
        kind=words,
        icon=icon,
        owner=owner,
        changed_at=decided_at,
        is_paper=False,
        words=text,
        anchor=anchor,
    )


def kind_of_link(url: str) -> tuple[str, str]:
    """Return what a link leads to in words, and its icon, as its path promises it."""
    path = urlsplit(url).path
    dot = path.rfind(".")
    return FILES.get(path[dot:].lower(), WEB_PAGE) if dot >= 0 else WEB_PAGE
