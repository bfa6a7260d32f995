"""The years of an office as rows: total, level, change, state. Reads only; scores are percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.arithmetic.standing import YearChange, changes
from assessments.rules.frameworks.facts import Band
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import level_of_total, outcome_of, total_of
from ita_portal.organisations.models import Office
from ita_portal.thai.text import clean


@dataclass(frozen=True)
class YearRow:
    """A year of the office. `level` is computed where it can be, else as the office was told."""

    fiscal_year: int
    status: str
    status_label: str
    total: Decimal | None
    level: str
    passed: bool | None
    change: Decimal | None
    computed: bool
    entered: int
    pass_mark: Decimal | None

    @property
    def is_draft(self) -> bool:
        """Whether the figures are not yet the office's word."""
        return self.status == Result.Status.DRAFT


def year_rows(office: Office) -> list[YearRow]:
    """Return the office's years in order, each with the change from the year before it."""
    return rows_of(list(Result.objects.of(office).for_history()))


def rows_of(results: Sequence[Result]) -> list[YearRow]:
    """Return results, oldest first, as rows; they come from `Result.objects.for_history()`."""
    totals = [(r.fiscal_year, total) for r in results if (total := total_of(r)) is not None]
    change = {entry.fiscal_year: entry for entry in changes(totals)}
    return [_row(result, change.get(result.fiscal_year)) for result in results]


def comparable_scores(outcome: Outcome | None, earlier: Outcome | None) -> dict[int, Decimal]:
    """Return earlier scores by this year's numbers, of the indicators that both years ask.

    They are found by their names: their numbers may have changed.
    """
    if outcome is None or earlier is None:
        return {}
    then = {clean(one.name): one.score for one in earlier.indicators}
    now = {one.number: clean(one.name) for one in outcome.indicators}
    return {number: then[name] for number, name in now.items() if name in then}


def _row(result: Result, entry: YearChange | None) -> YearRow:
    outcome = outcome_of(result)
    band = outcome.band if outcome else _band_of_total_alone(result)
    return YearRow(
        fiscal_year=result.fiscal_year,
        status=result.status,
        status_label=result.get_status_display(),
        total=entry.total if entry else None,
        level=outcome.band.name if outcome else _told_level(result, band),
        passed=band.passed if band else None,
        change=entry.change if entry else None,
        computed=outcome is not None,
        entered=len(result.scores.all()),
        pass_mark=result.framework.pass_mark if result.framework else None,
    )


def _band_of_total_alone(result: Result) -> Band | None:
    """Return the level that a total gives by itself; None for years graded by other rules."""
    total = total_of(result)
    if total is None or result.framework is None:
        return None
    return level_of_total(facts_of(result.framework), total)


def _told_level(result: Result, band: Band | None) -> str:
    """Return the level the office was told, else what the total gives; "" for a draft's gaps."""
    if total_of(result) is None:
        return ""
    return result.published_level or (band.name if band else "")
