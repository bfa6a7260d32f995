"""Finding what was asked for: the database's sieve first, then the words themselves.

What the sieve lets through is taken from the newest on, a little at a time, until a page is full:
so a word that stands everywhere takes no longer than a rare one. Titles come before texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.urls import reverse

from disclosure.models import EvidenceKind, PublicText
from disclosure.rules.pieces import TEXT as TEXT_PAGE
from disclosure.rules.pieces import kind_of_file, kind_of_link
from disclosure.rules.search.asking import Asked, Part
from disclosure.rules.search.codes import Place, places_of_papers
from disclosure.rules.search.grams import TEXT, TITLE, mark_of_office, mark_of_year, one_line

PAGE = 10
MOST_PAGES = 20
_MOST_LOOKED_AT = 600
"""Rows of one walk whose words are compared; the sieve lets few through that do not hold them."""
_MOST_GRAMS = 40
_FIRST = PAGE + 3
"""How many rows are taken first: a page, the sign that more follow, and some that do not hold."""
_SQLITE = """
    SELECT rowid FROM disclosure_sieve WHERE disclosure_sieve MATCH %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s
"""
_POSTGRESQL = """
    SELECT id FROM disclosure_publictext WHERE sieve @@ %s::tsquery AND id < %s
    ORDER BY id DESC LIMIT %s
"""


@dataclass(frozen=True)
class Result:
    """One thing that was found; `row` is a PublicText with its evidence or paper.

    `href` leads to the thing itself, `item_href` to the item on which it stands, "" without one;
    `kind` and `icon` are as the public pages show them.
    """

    row: PublicText
    place: Place
    title: list[Part]
    snippet: list[Part]
    href: str
    kind: str
    icon: str
    item_href: str


@dataclass(frozen=True)
class Found:
    """A page of results; `total` is known where they end."""

    results: list[Result]
    page: int
    has_next: bool

    @property
    def total(self) -> int | None:
        """How many there are in all; None while more follow."""
        return None if self.has_next else self.last

    @property
    def first(self) -> int:
        """The number of the first result of the page."""
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last result of the page."""
        return (self.page - 1) * PAGE + len(self.results)

    @property
    def is_cut(self) -> bool:
        """Whether more follow that are not shown: another word would help."""
        return self.has_next and self.page == MOST_PAGES


@dataclass(frozen=True)
class Within:
    """Where to look: in one office or all (None), in one fiscal year or all."""

    office_id: int | None = None
    fiscal_year: int | None = None

    @property
    def marks(self) -> list[str]:
        """What has to stand among the grams."""
        office = [mark_of_office(self.office_id)] if self.office_id else []
        return office + ([mark_of_year(self.fiscal_year)] if self.fiscal_year else [])


def find(asked: Asked, *, within: Within, page: int = 1) -> Found:
    """Return a page (from 1 to MOST_PAGES) of what everybody may see and holds all the words.

    The number of queries does not grow with what there is. Nothing is found for less than two
    letters.
    """
    page = min(max(page, 1), MOST_PAGES)
    if asked.is_too_short:
        return Found([], 1, has_next=False)
    wanted = page * PAGE + 1
    rows: list[PublicText] = []
    for row in _walk(asked, within):
        rows.append(row)
        if len(rows) == wanted:
            break
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return Found(_results(asked, shown), page, has_next=len(rows) == wanted)


def _walk(asked: Asked, within: Within) -> Iterator[PublicText]:
    """Yield what holds the words: in its title first, then anywhere; each from the newest on."""
    seen: set[int] = set()
    candidates = _candidates(asked, within)
    size = _FIRST
    while chunk := list(islice(candidates, size)):
        rows = _rows({pk for _, pk in chunk} - seen)
        for is_title, pk in chunk:
            row = rows.get(pk)
            if row is None or pk in seen:
                continue
            texts = (row.title, row.heading) if is_title else (row.title, row.heading, row.text)
            if asked.stands_in(*texts):
                seen.add(pk)
                yield row
        size = min(size * 2, 80)


def _candidates(asked: Asked, within: Within) -> Iterator[tuple[bool, int]]:
    """Yield the ids of rows in which all grams stand, and whether they do in the title."""
    for start in (TITLE, TEXT):
        grams = [*within.marks, *sorted(asked.grams(start=start))]
        before, looked_at = 2**62, 0
        while looked_at < _MOST_LOOKED_AT:
            ids = _ids(grams, before=before, most=_FIRST * 2)
            yield from ((start == TITLE, pk) for pk in ids)
            if len(ids) < _FIRST * 2:
                break
            before, looked_at = ids[-1], looked_at + len(ids)


def _rows(ids: Collection[int]) -> dict[int, PublicText]:
    """Return those of the rows that are public now, by id."""
    rows = PublicText.objects.public().filter(pk__in=ids) if ids else PublicText.objects.none()
    related = rows.select_related(
        "office", "evidence__item__framework", "version__owner", "version__file", "document"
    )
    found = related.defer("grams", "document__words", "version__text")
    return {row.pk: row for row in found}


def _ids(grams: list[str], *, before: int, most: int) -> list[int]:
    kept = grams[:: max(1, len(grams) // _MOST_GRAMS)] if len(grams) > _MOST_GRAMS else grams
    is_sqlite = connection.vendor == "sqlite"
    needed = (" AND " if is_sqlite else " & ").join(kept)
    parameters: list[Any] = [needed, before, most]
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if is_sqlite else _POSTGRESQL, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def _results(asked: Asked, rows: list[PublicText]) -> list[Result]:
    papers = [row.document for row in rows if row.document]
    of_papers = places_of_papers(papers) if papers else {}
    return [_result(asked, row, of_papers.get(row.document_id or 0)) for row in rows]


def _result(asked: Asked, row: PublicText, place: Place | None) -> Result:
    place = place or _place(row)
    at_item = [row.office.code, place.fiscal_year, place.code]
    item_href = reverse("disclosure:public_item", args=at_item) if place.code else ""
    href, kind, icon = _thing(row, item_href)
    return Result(
        row=row,
        place=place,
        title=asked.marked(one_line(row.title)),
        snippet=_snippet(asked, row),
        href=href,
        kind=kind,
        icon=icon,
        item_href=item_href,
    )


def _snippet(asked: Asked, row: PublicText) -> list[Part]:
    """Return the words around what was found; the text of a link is its address alone."""
    parts = asked.snippet(row.text)
    is_link = row.version is not None and row.version.kind == EvidenceKind.LINK
    return parts if not is_link or any(part.is_found for part in parts) else []


def _place(row: PublicText) -> Place:
    item = row.evidence.item if row.evidence else None
    return Place(row.fiscal_year, item.code, item.title) if item else Place(row.fiscal_year)


def _thing(row: PublicText, item_href: str) -> tuple[str, str, str]:
    """Return the address of what was found, what it is in words, and its icon."""
    version = row.version
    if row.document or version is None:
        paper = row.document
        href = reverse("documents:public", args=[row.office.code, paper.code if paper else ""])
        is_old = paper is not None and paper.replaced_by_id is not None
        return href, "ถูกแทนที่แล้ว" if is_old else "ลงนามแล้ว", "file-earmark-check"
    if version.kind == EvidenceKind.LINK:
        return version.url, *kind_of_link(version.url)
    if version.file is not None:
        kind = kind_of_file(version.file.media_type, version.file.size)
        return f"{item_href}files/{row.evidence_id}/", *kind
    return f"{item_href}#evidence-{row.evidence_id}", *TEXT_PAGE
