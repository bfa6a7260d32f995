"""All years of an office: totals, each indicator by its name, each OIT item by its duty.

Reads only; the figures are those that count, rounded as their year shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Framework, Result
from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.figures.duties import DutyHistory, YearMarks, duty_histories
from assessments.rules.figures.years import YearRow, rows_of
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import detailed_of, item_marks
from ita_portal.organisations.models import Office
from ita_portal.thai.text import clean


@dataclass(frozen=True)
class IndicatorYear:
    """An indicator's score in one year; `change` is from the year before that has one."""

    number: int
    score: Decimal
    passed: bool
    change: Decimal | None


@dataclass(frozen=True)
class IndicatorHistory:
    """An indicator over the years, followed by its name; one entry per year, None where unknown."""

    name: str
    number: int
    years: list[IndicatorYear | None]


@dataclass(frozen=True)
class Column:
    """A year as the column of a table; `is_draft` while its scores are not settled."""

    fiscal_year: int
    is_draft: bool


@dataclass(frozen=True)
class OfficeHistory:
    """All years of an office, oldest first.

    `columns` are the years with a framework, to which the entries of `indicators` and `duties`
    belong; totals before 2562 have neither.
    """

    totals: list[YearRow]
    columns: list[Column]
    indicators: list[IndicatorHistory]
    duties: list[DutyHistory]

    @property
    def unframed(self) -> list[int]:
        """The years with a total and without a framework: how they were assessed is not known."""
        framed = {column.fiscal_year for column in self.columns}
        return [
            row.fiscal_year
            for row in self.totals
            if row.total is not None and row.fiscal_year not in framed
        ]


def history_of(office: Office) -> OfficeHistory:
    """Return the office's history; the number of queries does not grow with its years."""
    results = list(Result.objects.of(office).for_history())
    framed = [result for result in results if result.framework]
    return OfficeHistory(
        totals=rows_of(results),
        columns=[Column(result.fiscal_year, not result.is_settled) for result in framed],
        indicators=_indicators(framed),
        duties=duty_histories([_year_marks(result) for result in framed], _all_frameworks()),
    )


def public_history_of(office: Office) -> OfficeHistory:
    """Return the history of what is the office's word, for everybody: no draft, no single item."""
    results = list(Result.objects.of(office).settled().for_history())
    framed = [result for result in results if result.framework]
    return OfficeHistory(
        totals=rows_of(results),
        columns=[Column(result.fiscal_year, is_draft=False) for result in framed],
        indicators=_indicators(framed),
        duties=[],
    )


def _all_frameworks() -> list[FrameworkFacts]:
    """Return the facts of every year, oldest first: an older one may name a merged duty alone."""
    return [facts_of(one) for one in Framework.objects.order_by("fiscal_year", "version")]


def _year_marks(result: Result) -> YearMarks:
    if result.framework is None:
        raise ValueError(f"the result of {result.fiscal_year} has no framework")
    return YearMarks(facts_of(result.framework), item_marks(result))


def _indicators(results: Sequence[Result]) -> list[IndicatorHistory]:
    """Follow the indicators by name through the years, in the order of the newest year."""
    years = [_scores_by_name(result) for result in results]
    numbers = {name: number for year in years for name, (number, _, _) in year.items()}
    newest_first = dict.fromkeys(name for year in reversed(years) for name in year)
    return [IndicatorHistory(name, numbers[name], _entries(name, years)) for name in newest_first]


def _scores_by_name(result: Result) -> dict[str, tuple[int, Decimal | None, bool]]:
    """Return number, score and whether it passed of each indicator of a year, by clean name."""
    if result.framework is None:
        return {}
    facts, detailed = facts_of(result.framework), detailed_of(result)
    found: dict[str, tuple[int, Decimal | None, bool]] = {}
    for one in facts.indicators:
        score = detailed.get(one.number)
        shown = round_half_up(score.score, facts.rounding.decimals) if score else None
        passed = shown is not None and shown >= facts.pass_mark
        found[clean(one.name)] = (one.number, shown, passed)
    return found


def _entries(
    name: str, years: Sequence[dict[str, tuple[int, Decimal | None, bool]]]
) -> list[IndicatorYear | None]:
    entries: list[IndicatorYear | None] = []
    before: Decimal | None = None
    for year in years:
        number, score, passed = year.get(name, (0, None, False))
        if score is None:
            entries.append(None)
            continue
        change = None if before is None else score - before
        entries.append(IndicatorYear(number, score, passed, change))
        before = score
    return entries
