"""What the pages of scores show, as ready values: an office's years, and the analysis of one.

Reads only. All figures are rounded as the year rounds; scores and totals are percent (0–100).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Framework, Result
from assessments.rules.arithmetic.gains import NextLevel, next_level, points_of
from assessments.rules.arithmetic.scoring import IndicatorOutcome, Outcome
from assessments.rules.arithmetic.standing import (
    YearChange,
    changes,
    highest,
    lowest,
    order,
    summary_sentences,
    weak,
)
from assessments.rules.frameworks.facts import Band, FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import level_of_total, outcome_of, total_of
from ita_portal.organisations.models import Office

MOST_LOST = 3
"""How many indicators the list of lost points names."""


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


@dataclass(frozen=True)
class InstrumentLine:
    """An instrument's arithmetic: score × weight = points."""

    code: str
    name: str
    score: Decimal
    weight: Decimal
    weighted: Decimal


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in its place; `lost` is what it lacks of the total's 100 points."""

    number: int
    name: str
    instrument: str
    score: Decimal
    level: str
    passed: bool
    is_highest: bool
    is_lowest: bool
    before: Decimal | None
    change: Decimal | None
    lost: Decimal


@dataclass(frozen=True)
class WeakPoint:
    """An indicator below the pass mark: how far below, and what reaching it adds to the total."""

    line: IndicatorLine
    short: Decimal
    gain: Decimal


@dataclass(frozen=True)
class Breakdown:
    """All that the indicators of a year tell; `indicators` stand best first."""

    outcome: Outcome
    instruments: list[InstrumentLine]
    indicators: list[IndicatorLine]
    weak: list[WeakPoint]
    most_lost: list[IndicatorLine]
    next_level: NextLevel | None
    sentences: list[str]
    has_before: bool


@dataclass(frozen=True)
class Analysis:
    """The analysis of one year (วิเคราะห์ผล). Without indicators only the total is known."""

    result: Result
    year: YearRow
    before: YearRow | None
    years: list[YearRow]
    breakdown: Breakdown | None


def year_rows(office: Office) -> list[YearRow]:
    """Return the office's years in order, each with the change from the year before it."""
    return _rows(list(Result.objects.of(office).for_history()))


def analysis_of(office: Office, fiscal_year: int) -> Analysis | None:
    """Return the analysis of a year; None when nothing is entered for it."""
    results = {r.fiscal_year: r for r in Result.objects.of(office).for_history()}
    result = results.get(fiscal_year)
    if result is None:
        return None
    rows = _rows(list(results.values()))
    counted = [row for row in rows if row.fiscal_year < fiscal_year and row.total is not None]
    before = counted[-1] if counted else None
    outcome = outcome_of(result)
    return Analysis(
        result=result,
        year=next(row for row in rows if row.fiscal_year == fiscal_year),
        before=before,
        years=rows,
        breakdown=_breakdown(result, outcome, results, before) if outcome else None,
    )


def _rows(results: Sequence[Result]) -> list[YearRow]:
    totals = [(r.fiscal_year, total) for r in results if (total := total_of(r)) is not None]
    change = {entry.fiscal_year: entry for entry in changes(totals)}
    return [_row(result, change.get(result.fiscal_year)) for result in results]


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


def _breakdown(
    result: Result, outcome: Outcome, results: dict[int, Result], before: YearRow | None
) -> Breakdown:
    facts = _facts(result)
    earlier = results.get(result.fiscal_year - 1)
    earlier_scores = _comparable(outcome, outcome_of(earlier) if earlier else None)
    lines = [_line(facts, outcome, one, earlier_scores) for one in order(outcome)]
    below = weak(outcome)
    return Breakdown(
        outcome=outcome,
        instruments=_instrument_lines(facts, outcome),
        indicators=lines,
        weak=[_weak_point(facts, line) for line in reversed(lines) if line.number in below],
        most_lost=_most_lost(lines),
        next_level=next_level(facts, outcome),
        sentences=summary_sentences(outcome, before.total if before else None),
        has_before=bool(earlier_scores),
    )


def _facts(result: Result) -> FrameworkFacts:
    """Return the facts of a result that has an outcome; raises ValueError without a framework."""
    framework: Framework | None = result.framework
    if framework is None:
        raise ValueError(f"the result of {result.fiscal_year} has no framework")
    return facts_of(framework)


def _comparable(outcome: Outcome, earlier: Outcome | None) -> dict[int, Decimal]:
    """Return last year's scores by number, empty unless both years ask the same indicators."""
    if earlier is None:
        return {}
    now = {one.number: one.name for one in outcome.indicators}
    then = {one.number: one.name for one in earlier.indicators}
    return {one.number: one.score for one in earlier.indicators} if now == then else {}


def _line(
    facts: FrameworkFacts, outcome: Outcome, one: IndicatorOutcome, before: dict[int, Decimal]
) -> IndicatorLine:
    earlier = before.get(one.number)
    best, worst = highest(outcome), lowest(outcome)
    tell_apart = best != worst
    return IndicatorLine(
        number=one.number,
        name=one.name,
        instrument=one.instrument,
        score=one.score,
        level=one.band.name,
        passed=one.passed,
        is_highest=tell_apart and one.number in best,
        is_lowest=tell_apart and one.number in worst,
        before=earlier,
        change=None if earlier is None else one.score - earlier,
        lost=points_of(facts, one.instrument, 100 - one.score),
    )


def _weak_point(facts: FrameworkFacts, line: IndicatorLine) -> WeakPoint:
    short = facts.pass_mark - line.score
    gain = points_of(facts, line.instrument, short)
    return WeakPoint(line=line, short=short, gain=gain)


def _most_lost(lines: Sequence[IndicatorLine]) -> list[IndicatorLine]:
    losing = [line for line in lines if line.lost > 0]
    return sorted(losing, key=lambda line: (-line.lost, line.number))[:MOST_LOST]


def _instrument_lines(facts: FrameworkFacts, outcome: Outcome) -> list[InstrumentLine]:
    names = {instrument.code: instrument.name for instrument in facts.instruments}
    return [
        InstrumentLine(one.code, names[one.code], one.score, one.weight, one.weighted)
        for one in outcome.instruments
    ]
