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
from complaints.rules.masking import Half
from complaints.rules.settling import HALVES, Truth, YearFigures, settled
from ita_portal.organisations.access import COMPLAINT_ROLES
from ita_portal.organisations.models import Appointment, Office
from ita_portal.thai.dates import MONTHS, full_date
from ita_portal.thai.fiscal_year import FiscalYear

_NEVER = 9999
YEARS = 5
"""The latest years that are shown."""


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
    """Return what might be shown of a year that was not published before, in 2 queries."""
    truth = truths_of(office, [fiscal_year], today=today or timezone.localdate())[fiscal_year]
    return settled(truth, Kind.values)


def truths_of(office: Office, years: list[int], *, today: date) -> dict[int, Truth]:
    """Return the years as the register has them, in 2 queries. Not to be shown to anybody."""
    rows = _rows(office, years)
    return {year: _truth(year, rows[year], today) for year in years}


def years_to_settle(office: Office, today: date) -> list[int]:
    """Return the latest years of which figures are shown, oldest first, in 3 queries.

    A year without any complaint is among them, but none from before the office took complaints
    here: it may have had some, and "none" would be untrue.
    """
    year = FiscalYear.of(today).year
    years = [year - back for back in reversed(range(YEARS))]
    cases = Case.objects.of(office).filter(fiscal_year__in=years)
    purged = PurgedFigure.objects.filter(office=office, fiscal_year__in=years)
    known = {*cases.values_list("fiscal_year", flat=True).order_by().distinct()}
    known |= {*purged.values_list("fiscal_year", flat=True).order_by().distinct()}
    first = min([_first_year(office), *known])
    return [one for one in years if one >= first]


def half_ended(today: date) -> date:
    """Return the last day of the half of a year that ended last before `today`."""
    ends = [*_ends(FiscalYear.of(today).year - 1), *_ends(FiscalYear.of(today).year)]
    return max(day for day in ends if day < today)


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


def _truth(fiscal_year: int, rows: list[_Row], today: date) -> Truth:
    ends = tuple(day for day in _ends(fiscal_year) if day < today)
    cells, done, months = [], [], set[int]()
    for number, end in enumerate(ends, 1):
        months |= set(HALVES[number])
        cells.append(_cells(number, rows))
        done.append(_done(rows, end, months))
    return Truth(fiscal_year, ends, tuple(cells), tuple(done))


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


def _cells(number: int, rows: list[_Row]) -> Counter[tuple[int, str]]:
    cells = Counter[tuple[int, str]]()
    for row in rows:
        if row.month in HALVES[number]:
            cells[row.month, row.kind] += row.count
    return cells


def _done(rows: list[_Row], end: date, months: set[int]) -> int:
    """Return how many of the cases of these months were told until the end of a month."""
    until = (end.year, end.month)
    told = [row for row in rows if row.told and row.told <= until and row.month in months]
    return sum(row.count for row in told)


def _told(count: int | None) -> str:
    return "" if count is None else str(count)
