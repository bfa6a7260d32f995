"""The yearly figures of an office's complaints, as they may be published.

All cases count, those that go round the director too, and those that were purged.

**Source:** the item of the OIT list on complaint statistics: total, finished and open, by month
and half-year, covering the first six months of the year; "none" is published when there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from complaints.models import Case, Kind, PurgedFigure
from complaints.rules.masking import (
    HIDDEN,
    Half,
    Outcome,
    shown_half,
    shown_outcome,
    shown_year,
    shown_year_outcome,
)
from ita_portal.organisations.access import COMPLAINT_ROLES
from ita_portal.organisations.models import Appointment, Office
from ita_portal.thai.dates import MONTHS, full_date
from ita_portal.thai.fiscal_year import FiscalYear

HALVES = {1: (10, 11, 12, 1, 2, 3), 2: (4, 5, 6, 7, 8, 9)}
"""The months of each half of a fiscal year, in their order."""
_NEVER = 9999
YEARS = 5
"""The latest years that are shown."""


@dataclass(frozen=True)
class YearFigures:
    """What may be shown of a fiscal year. `until` is the last day that it covers.

    `halves` are those that have ended, none in the first half itself.
    """

    fiscal_year: int
    until: date | None
    halves: tuple[Half, ...]
    total: int | None
    outcome: Outcome

    @property
    def is_none(self) -> bool:
        """Whether no complaint came in during the time covered."""
        return bool(self.halves) and all(half.is_none for half in self.halves)


@dataclass(frozen=True)
class _Row:
    """Some cases of a year: the month of receipt, the kind, how many, and when they were told.

    `told` is year and month, common era; None while they are open.
    """

    month: int
    kind: str
    told: tuple[int, int] | None
    count: int


def figures_of(office: Office, fiscal_year: int, *, today: date | None = None) -> YearFigures:
    """Return what may be shown of a year on that day, in 2 queries."""
    rows = _rows(office, [fiscal_year])[fiscal_year]
    return _figures(fiscal_year, rows, today or timezone.localdate())


def latest_years(office: Office, *, today: date | None = None) -> list[YearFigures]:
    """Return the figures of the latest years that have something to show, in 3 queries.

    The latest stands first; a year without any complaint is among them, but none from before the
    office took complaints here: it may have had some, and "none" would be untrue.
    """
    today = today or timezone.localdate()
    year = FiscalYear.of(today).year
    years = [year - back for back in range(YEARS)]
    rows = _rows(office, years)
    first = min([_first_year(office), *(one for one in years if rows[one])])
    found = [_figures(one, rows[one], today) for one in years if one >= first]
    return [one for one in found if one.halves]


def rows_of(figures: YearFigures) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the open data: the table, the name of the cell, the count or ""."""
    yield "total", "all", _told(figures.total)
    yield "total", "finished", _told(figures.outcome.done)
    yield "total", "open", _told(figures.outcome.open)
    for half in figures.halves:
        yield "half", str(half.number), _told(half.total)
        for month in HALVES[half.number]:
            yield "month", str(month), _told(dict(half.by_month or ()).get(month))
        for kind in Kind.values:
            yield f"kind_in_half_{half.number}", kind, _told(dict(half.by_kind or ()).get(kind))


def named_months(half: Half) -> list[tuple[str, int]]:
    """Return the counts by the names of the months, nothing where they are not shown."""
    return [(MONTHS[month - 1], count) for month, count in half.by_month or ()]


def named_kinds(half: Half) -> list[tuple[str, int]]:
    """Return the counts by the names of the kinds, nothing where they are not shown."""
    return [(Kind(kind).label, count) for kind, count in half.by_kind or ()]


def until_words(figures: YearFigures) -> str:
    """Return until when the figures reach."""
    return full_date(figures.until) if figures.until else ""


def _ends(fiscal_year: int) -> tuple[date, date]:
    year = FiscalYear(fiscal_year)
    return date(year.ends.year, 4, 1) - timedelta(days=1), year.ends


def _figures(fiscal_year: int, rows: list[_Row], today: date) -> YearFigures:
    ends = [day for day in _ends(fiscal_year) if day < today]
    halves = tuple(_half(number, rows) for number in HALVES if number <= len(ends))
    if not halves:
        return YearFigures(fiscal_year, None, (), None, HIDDEN)
    outcome = shown_outcome(halves[0], done=_done(rows, ends[0], HALVES[1]))
    total = halves[0].total
    if len(halves) > 1:
        total = shown_year(*halves)
        done = _done(rows, ends[1], (*HALVES[1], *HALVES[2]))
        outcome = shown_year_outcome(total, outcome, done=done)
    return YearFigures(fiscal_year, ends[-1], halves, total, outcome)


def _first_year(office: Office) -> int:
    """Return the year in which somebody was first to take complaints; far ahead if nobody was."""
    posts = Appointment.objects.filter(office=office, role__in=COMPLAINT_ROLES)
    began = posts.aggregate(first=Min("starts_on"))["first"]
    return FiscalYear.of(began).year if began else _NEVER


def _rows(office: Office, years: list[int]) -> dict[int, list[_Row]]:
    """Return the cases of some years in few rows, with those that were purged."""
    rows: dict[int, list[_Row]] = {year: [] for year in years}
    cases = Case.objects.of(office).filter(fiscal_year__in=years)
    counted = cases.annotate(
        month=ExtractMonth("received_on"),
        told_year=ExtractYear("told_on"),
        told_month=ExtractMonth("told_on"),
    ).values_list("fiscal_year", "month", "kind", "told_year", "told_month")
    for year, month, kind, *told, count in counted.annotate(count=Count("pk")).order_by():
        when = (told[0], told[1]) if told[0] else None
        rows[year].append(_Row(month, kind, when, count))
    gone = PurgedFigure.objects.filter(office=office, fiscal_year__in=years)
    for figure in gone:
        # When exactly is forgotten; a year is purged long after its first half was published.
        end = FiscalYear(figure.fiscal_year).ends
        when = (end.year, end.month) if figure.told_in_year else (end.year + 1, end.month)
        rows[figure.fiscal_year].append(_Row(figure.month, figure.kind, when, figure.count))
    return rows


def _half(number: int, rows: list[_Row]) -> Half:
    months, cells = HALVES[number], Counter[tuple[int, str]]()
    for row in rows:
        if row.month in months:
            cells[row.month, row.kind] += row.count
    return shown_half(number, cells, months=months, kinds=Kind.values)


def _done(rows: list[_Row], end: date, months: tuple[int, ...]) -> int:
    """Return how many of the cases of these months were told until the end of a month."""
    until = (end.year, end.month)
    told = [row for row in rows if row.told and row.told <= until and row.month in months]
    return sum(row.count for row in told)


def _told(count: int | None) -> str:
    return "" if count is None else str(count)
