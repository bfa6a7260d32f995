"""What some offices disclose, read at once and in the order of the public page of each year.

Only the latest accepted version of evidence, papers that hold or held and were not revoked, and
what somebody accepted to be none of the office's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from assessments.models import Framework, OITItem
from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import Entry, Evidence, EvidenceKind, Setting
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.opendata.addresses import absolute
from ita_portal.opendata.columns import day_and_year
from ita_portal.opendata.dataset import OfficeName, Selection, offices_in
from ita_portal.opendata.tables.permitted import permitted_pages

PAPER, PAGE, NOT_APPLICABLE = "paper", "page", "not_applicable"
NONE_OF_THEIRS = "ไม่เกี่ยวข้องกับสำนักงาน"
_PLACE_OF_KIND = {code: place for place, code in enumerate(KINDS)}
_OF_A_VERSION = (
    "shown__kind",
    "shown__title",
    "shown__url",
    "shown__text",
    "shown__file__media_type",
    "shown__file__size",
    "shown__owner__name",
    "shown__components",
    "shown__starts_on",
    "shown__ends_on",
)
_OF_A_PAPER = (
    "duties",
    "kind",
    "title",
    "code",
    "ready_at",
    "replaced_by__code",
    "replaced_by__status",
)


@dataclass(frozen=True)
class Item:
    """An item of a year; `place` is its place in the list, from 1."""

    place: int
    code: str
    title: str
    group: str
    is_verified: bool
    duties: frozenset[str]
    asks_for_year_before: bool

    def asks_for(self, year: int, paper_year: int, duties: frozenset[str]) -> bool:
        """Tell whether a paper with these duties stands at the item in `year`."""
        wanted = year - 1 if self.asks_for_year_before else year
        return paper_year == wanted and not self.duties.isdisjoint(duties)


class Piece(NamedTuple):
    """What stands at an item; `replaced_by` is the address of a paper in its place."""

    kind: str
    title: str
    address: str | None
    text: str | None = None
    media_type: str | None = None
    size: int | None = None
    owner_group: str | None = None
    components: str | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    published_on: date | None = None
    published_year_be: int | None = None
    replaced_by: str | None = None


Items = dict[int, list[Item]]
"""The items that are asked for, by fiscal year."""


def items_of(selection: Selection) -> Items:
    """Return the items that are asked for, by the newest list of each year, in 2 queries."""
    frameworks = Framework.objects.order_by("version").values_list("fiscal_year", "pk")
    newest = {year: pk for year, pk in frameworks if selection.fiscal_year in {None, year}}
    rows = OITItem.objects.filter(framework__in=newest.values()).select_related(
        "framework", "subindicator"
    )
    found: Items = {year: [] for year in sorted(newest)}
    places = Counter[int]()
    for row in rows.order_by("position", "pk"):
        year = row.framework.fiscal_year
        places[year] += 1
        if selection.item in {None, row.code}:
            found[year].append(
                Item(
                    places[year],
                    row.code,
                    row.title,
                    str(row.subindicator or ""),
                    row.framework.is_verified,
                    frozenset(row.duties),
                    asks_for_year_before(row.title),
                )
            )
    return found


class Disclosed:
    """What some offices disclose, in 5 queries."""

    def __init__(self, selection: Selection, offices: Sequence[OfficeName]) -> None:
        self._codes = {office.pk: office.code for office in offices}
        self._absent: dict[tuple[int, int, str], list[Piece]] = defaultdict(list)
        self._evidence: dict[tuple[int, int, str], list[Piece]] = defaultdict(list)
        self._papers: dict[int, list[tuple[int, frozenset[str], Piece]]] = defaultdict(list)
        self._read_absent(selection)
        self._read_evidence(selection)
        self._read_papers(selection)
        for page in permitted_pages(self._codes, _years_of_papers(selection)):
            piece = _page(page.title, page.address, page.permitted_at)
            self._papers[page.office].append((page.fiscal_year, frozenset({page.duty}), piece))

    def at(self, office: int, year: int, item: Item) -> Iterator[Piece]:
        """Give what stands at an item: that it is none of theirs, papers, evidence."""
        place = (office, year, item.code)
        papers = (
            piece
            for paper_year, duties, piece in self._papers.get(office, ())
            if item.asks_for(year, paper_year, duties)
        )
        return chain(self._absent.get(place, ()), papers, self._evidence.get(place, ()))

    def _read_absent(self, selection: Selection) -> None:
        rows = _absent(selection).filter(office__in=self._codes)
        names = ("office", "fiscal_year", "code", "reason", "owner__name", "decided_at")
        for *place, reason, owner, decided_at in rows.values_list(*names):
            published_on, year_be = day_and_year(decided_at)
            piece = Piece(
                kind=NOT_APPLICABLE,
                title=NONE_OF_THEIRS,
                address=None,
                text=reason,
                owner_group=owner,
                published_on=published_on,
                published_year_be=year_be,
            )
            self._absent[tuple(place)].append(piece)

    def _read_evidence(self, selection: Selection) -> None:
        rows = _evidence(selection).filter(office__in=self._codes).order_by("position", "pk")
        place = ("office", "item__framework__fiscal_year", "item__code", "pk", "shown_at")
        for office, year, code, *facts in rows.values_list(*place, *_OF_A_VERSION):
            page = reverse("disclosure:public_year", args=[self._codes[office], year])
            self._evidence[office, year, code].append(_piece(f"{page}{code}/", *facts))

    def _read_papers(self, selection: Selection) -> None:
        rows = _papers(selection).filter(office__in=self._codes).order_by("-dated_on", "-pk")
        found = list(rows.values_list("office", "fiscal_year", *_OF_A_PAPER))
        found.sort(key=lambda row: _PLACE_OF_KIND.get(row[3], len(_PLACE_OF_KIND)))
        for office, year, duties, _, *facts in found:
            paper = _paper(self._codes[office], *facts)
            self._papers[office].append((year, frozenset(duties), paper))


def count_disclosed(selection: Selection) -> int:
    """Return how many pieces stand at the items that are asked for, in 8 queries.

    Counted in the database; a paper counts at each item that asks for it.
    """
    items = items_of(selection)
    known = {(year, item.code) for year, some in items.items() for item in some}
    total = 0
    for rows, year, code in (
        (_evidence(selection), "item__framework__fiscal_year", "item__code"),
        (_absent(selection), "fiscal_year", "code"),
    ):
        counts = rows.order_by().values_list(year, code).annotate(Count("pk"))
        total += sum(n for at_year, at_code, n in counts if (at_year, at_code) in known)
    papers = _papers(selection).order_by().values_list("fiscal_year", "duties")
    for paper_year, duties, n in papers.annotate(Count("pk")):
        total += n * _asking(items, paper_year, frozenset(duties))
    codes = dict(offices_in(replace(selection, after=None)).values_list("pk", "code"))
    for page in permitted_pages(codes, _years_of_papers(selection)):
        total += _asking(items, page.fiscal_year, frozenset({page.duty}))
    return total


def _asking(items: Items, paper_year: int, duties: frozenset[str]) -> int:
    """Return how many items ask for what was made for `paper_year` with these duties."""
    return sum(
        item.asks_for(year, paper_year, duties)
        for year in (paper_year, paper_year + 1)
        for item in items.get(year, ())
    )


def _years_of_papers(selection: Selection) -> list[int]:
    """Return the years of which something may stand in those that are asked for."""
    if selection.fiscal_year:
        return [selection.fiscal_year - 1, selection.fiscal_year]
    years = Framework.objects.values_list("fiscal_year", flat=True).order_by().distinct()
    return sorted({year - back for year in years for back in (0, 1)})


def _evidence(selection: Selection) -> QuerySet[Evidence]:
    rows = Evidence.objects.published().filter(office__is_active=True, shown_at__isnull=False)
    narrowed: QuerySet[Evidence] = _narrowed(
        rows, selection, year="item__framework__fiscal_year", item="item__code"
    )
    return narrowed


def _absent(selection: Selection) -> QuerySet[Entry]:
    rows = Entry.objects.filter(office__is_active=True, setting=Setting.ACCEPTED)
    narrowed: QuerySet[Entry] = _narrowed(rows, selection, year="fiscal_year", item="code")
    return narrowed


def _narrowed(rows: Any, selection: Selection, *, year: str, item: str) -> Any:  # noqa: ANN401 - any queryset
    if selection.office:
        rows = rows.filter(office__code=selection.office)
    if selection.fiscal_year:
        rows = rows.filter(**{year: selection.fiscal_year})
    return rows.filter(**{item: selection.item}) if selection.item else rows


def _papers(selection: Selection) -> QuerySet[Document]:
    """Return the papers of the year and of the one before, for which some items ask."""
    rows = Document.objects.published().filter(
        office__is_active=True, ready_at__isnull=False, revoked_at__isnull=True
    )
    if selection.office:
        rows = rows.filter(office__code=selection.office)
    if selection.fiscal_year:
        rows = rows.filter(fiscal_year__in=(selection.fiscal_year, selection.fiscal_year - 1))
    return rows


def _paper(
    office: str,
    title: str,
    code: str,
    ready_at: datetime,
    newer: str | None,
    newer_status: str | None,
) -> Piece:
    published_on, year_be = day_and_year(ready_at)
    is_replaced = newer is not None and newer_status == Document.Status.READY
    return Piece(
        kind=PAPER,
        title=title,
        address=absolute(reverse("documents:public", args=[office, code])),
        published_on=published_on,
        published_year_be=year_be,
        replaced_by=absolute(reverse("documents:public", args=[office, newer]))
        if is_replaced
        else None,
    )


def _page(title: str, address: str, permitted_at: datetime) -> Piece:
    """Return a page of the portal that stands at its item by itself, or its open data."""
    published_on, year_be = day_and_year(permitted_at)
    return Piece(
        kind=PAGE,
        title=title,
        address=absolute(address),
        media_type="text/csv" if address.endswith(".csv") else None,
        published_on=published_on,
        published_year_be=year_be,
    )


def _piece(page: str, pk: int, shown_at: datetime, kind: str, title: str, *facts: Any) -> Piece:  # noqa: ANN401 - as the database gives them
    url, text, media_type, size, owner, components, starts_on, ends_on = facts
    published_on, year_be = day_and_year(shown_at)
    addresses = {
        EvidenceKind.LINK: iri_to_uri(url),
        EvidenceKind.FILE: absolute(f"{page}files/{pk}/"),
        EvidenceKind.TEXT: absolute(f"{page}#evidence-{pk}"),
    }
    return Piece(
        kind=kind,
        title=title,
        address=addresses[EvidenceKind(kind)],
        text=text or None,
        media_type=media_type,
        size=size,
        owner_group=owner,
        components="; ".join(components) or None,
        covers_from=starts_on,
        covers_to=ends_on,
        published_on=published_on,
        published_year_be=year_be,
    )
