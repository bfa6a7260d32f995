"""What the public sees of an office's fiscal year: every item, grouped, with its evidence.

All is worked out from the rows each time: nothing is copied, so nothing can be out of date. The
strings are made here, since a template would take most of the time of the page to make them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from assessments.models import Framework, OITItem
from disclosure.models import Entry, Evidence, Setting
from disclosure.rules.heading import YearHead
from disclosure.rules.pieces import Piece, day_of, pieces_of
from disclosure.rules.statement import Slot, Statement
from ita_portal.documents.models import Document
from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean

NOTHING_KNOWN = "ข้อ OIT ตามรายการของปีนี้"
NOT_KNOWN_HERE = "ข้อที่ยังไม่ทราบตัวชี้วัดย่อย"

_ITEMS = Statement(
    lambda: (
        OITItem.objects.filter(framework_id=Slot("framework_id"))
        .order_by("position", "pk")
        .values_list("code", "title", "duties", "subindicator__number", "subindicator__name")
    )
)
_EXCEPTED = Statement(
    lambda: Entry.objects.filter(
        office_id=Slot("office_id"), fiscal_year=Slot("fiscal_year"), setting=Setting.ACCEPTED
    ).values_list("code", "reason")
)
_YEARS = Statement(
    lambda: Framework.objects.order_by("-fiscal_year").values_list("fiscal_year").distinct()
)


class Row(NamedTuple):
    """An item of the year. `has_paper` tells that a signed paper of the portal is among it.

    `links` are title, address, kind and icon of each of its pieces; `words` is what a search
    looks through; `not_applicable` why it does not concern the office, "" where it does.
    """

    code: str
    title: str
    has_paper: bool
    owner: str
    updated: str
    links: list[tuple[str, str, str, str]]
    words: str
    not_applicable: str = ""


class Group(NamedTuple):
    """A sub-indicator with its items."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class YearPage:
    """A year as its page shows it. `disclosed` of `total` items have evidence; `excepted` have
    none, because it was accepted that they do not concern the office.

    `years` are the years that can be chosen, each with its address as seen from this page.
    """

    head: YearHead
    years: list[tuple[str, str]]
    groups: list[Group]
    disclosed: int
    excepted: int
    total: int
    updated: str

    @property
    def year(self) -> str:
        """The fiscal year as text: a template takes long over numbers."""
        return str(self.head.fiscal_year)

    @property
    def found(self) -> int:
        """How many items stand on the page; fewer than `total` after a search."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def is_whole(self) -> bool:
        """Whether as many items are listed as the year's manual counts."""
        return self.total >= self.head.items_expected


def year_page(head: YearHead) -> YearPage:
    """Return the year of `head` as the public sees it, in 5 queries however much it holds."""
    items = _ITEMS.rows(framework_id=head.framework_id)
    pieces = pieces_of(
        office_id=head.office_id,
        office_code=head.code,
        fiscal_year=head.fiscal_year,
        items=[(code, title, duties) for code, title, duties, _, _ in items],
    )
    excepted = dict(_EXCEPTED.rows(office_id=head.office_id, fiscal_year=head.fiscal_year))
    unknown = NOT_KNOWN_HERE if any(number for *_, number, _ in items) else NOTHING_KNOWN
    groups: dict[str, list[Row]] = {}
    for code, title, _, number, name in items:
        heading = f"{number} {name}" if number else unknown
        groups.setdefault(heading, []).append(
            _row(code, title, pieces[code], excepted.get(code, ""))
        )
    every = [piece.changed_at for some in pieces.values() for piece in some]
    return YearPage(
        head=head,
        years=[(str(year), f"../{year}/") for year in framework_years()],
        groups=[Group(heading, rows) for heading, rows in groups.items()],
        disclosed=sum(1 for some in pieces.values() if some),
        excepted=sum(1 for code, some in pieces.items() if code in excepted and not some),
        total=len(items),
        updated=day_of(max(every)) if every else "",
    )


def _row(code: str, title: str, pieces: list[Piece], not_applicable: str) -> Row:
    return Row(
        code=code,
        title=title,
        has_paper=any(piece.is_paper for piece in pieces),
        owner=" · ".join(dict.fromkeys(piece.owner for piece in pieces if piece.owner)),
        updated=day_of(max(piece.changed_at for piece in pieces)) if pieces else "",
        links=[piece[:4] for piece in pieces],
        words="\n".join(piece.words for piece in pieces if piece.words),
        not_applicable=not_applicable,
    )


def framework_years() -> list[int]:
    """Return the fiscal years that have a framework, newest first, in 1 query."""
    return [year for (year,) in _YEARS.rows()]


def search(page: YearPage, query: str) -> YearPage:
    """Return the page with those items only in which every word of `query` stands somewhere.

    Looked through are code, title, evidence, owner and the group's title; ๑ and 1 are one, and
    so are capital and small letters. Counts stay those of the whole year.
    """
    words = _folded(query).split()
    groups = [Group(g.title, [row for row in g.rows if _holds(g, row, words)]) for g in page.groups]
    return replace(page, groups=[group for group in groups if group.rows])


def _folded(text: str) -> str:
    return arabic_digits(clean(text)).casefold()


def _holds(group: Group, row: Row, words: Iterable[str]) -> bool:
    titles = [f"{title} {kind}" for title, _, kind, _ in row.links]
    text = _folded("\n".join([group.title, row.code, row.title, row.owner, row.words, *titles]))
    return all(word in text for word in words)


def latest_year(office_id: int, *, current: int) -> int | None:
    """Return the newest fiscal year up to `current` in which the office discloses anything.

    Where it discloses nothing yet, the newest year up to `current`; None without frameworks.
    At most 3 queries.
    """
    years = framework_years()
    past = [year for year in years if year <= current] or years
    evidence = Evidence.objects.published().filter(office_id=office_id)
    papers = Document.objects.published().filter(office_id=office_id).exclude(duties=[])
    shown = set(evidence.values_list("item__framework__fiscal_year", flat=True).distinct())
    shown.update(papers.values_list("fiscal_year", flat=True).distinct())
    return next((year for year in past if year in shown), past[0] if past else None)
