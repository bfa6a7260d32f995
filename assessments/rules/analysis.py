"""What the analysis page of a year shows, as ready values.

Reads only. All figures are rounded as the year rounds; scores and totals are percent (0–100).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Analysis as WrittenAnalysis
from assessments.models import Framework, Result
from assessments.rules.arithmetic.gains import NextLevel, PointsToGain, points_of, points_to_gain
from assessments.rules.arithmetic.scoring import IndicatorOutcome, Outcome
from assessments.rules.arithmetic.standing import highest, lowest, order, summary_sentences, weak
from assessments.rules.figures.targets import TargetGap, gap_to, target_of
from assessments.rules.figures.years import YearRow, comparable_scores, rows_of
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import detailed_of, item_marks, outcome_of
from ita_portal.organisations.models import Office

MOST_LOST = 3
"""How many indicators the list of lost points names."""


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
    """An indicator in its place; `lost` is what it lacks of the total's 100 points.

    `before` is what it had last year, found by its name: its number may have changed.
    """

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
    """All that the indicators of a year tell; `indicators` stand best first.

    `strong` are those at the year's best level. `gains` are the points that are still to be had.
    """

    outcome: Outcome
    instruments: list[InstrumentLine]
    indicators: list[IndicatorLine]
    strong: list[IndicatorLine]
    weak: list[WeakPoint]
    most_lost: list[IndicatorLine]
    gains: PointsToGain
    gap: TargetGap
    sentences: list[str]
    has_before: bool
    before_is_draft: bool

    @property
    def next_level(self) -> NextLevel | None:
        """What the next better level asks for; None at the best one."""
        return self.gains.next_level

    @property
    def best(self) -> list[IndicatorLine]:
        """The indicators with the highest score: several when they tie."""
        return [line for line in self.indicators if line.score == self.indicators[0].score]


@dataclass(frozen=True)
class Analysis:
    """The analysis of one year (วิเคราะห์ผล). Without indicators only the total is known."""

    result: Result
    year: YearRow
    before: YearRow | None
    years: list[YearRow]
    breakdown: Breakdown | None


def analysis_of(
    office: Office, fiscal_year: int, *, target: Decimal | None = None
) -> Analysis | None:
    """Return the analysis of a year; None when nothing is entered for it.

    The gap is measured to `target` (percent), else to the one that the office set itself, else
    to the year's best level.
    """
    results = {r.fiscal_year: r for r in Result.objects.of(office).for_history()}
    result = results.get(fiscal_year)
    if result is None:
        return None
    rows = rows_of(list(results.values()))
    counted = [row for row in rows if row.fiscal_year < fiscal_year and row.total is not None]
    before = counted[-1] if counted else None
    outcome = outcome_of(result)
    return Analysis(
        result=result,
        year=next(row for row in rows if row.fiscal_year == fiscal_year),
        before=before,
        years=rows,
        breakdown=_breakdown(result, outcome, results, before, target) if outcome else None,
    )


def _breakdown(
    result: Result,
    outcome: Outcome,
    results: dict[int, Result],
    before: YearRow | None,
    target: Decimal | None,
) -> Breakdown:
    facts = _facts(result)
    earlier = results.get(result.fiscal_year - 1)
    earlier_scores = comparable_scores(outcome, outcome_of(earlier) if earlier else None)
    lines = [_line(facts, outcome, one, earlier_scores) for one in order(outcome)]
    below = weak(outcome)
    best = facts.bands[0].name
    scores = {number: one.score for number, one in detailed_of(result).items()}
    return Breakdown(
        outcome=outcome,
        instruments=_instrument_lines(facts, outcome),
        indicators=lines,
        strong=[line for line in lines if line.level == best],
        weak=[_weak_point(facts, line) for line in reversed(lines) if line.number in below],
        most_lost=_most_lost(lines),
        gains=points_to_gain(facts, scores, item_marks(result)),
        gap=gap_to(facts, outcome, target_of(facts, _own_target(result), target)),
        sentences=summary_sentences(outcome, _fact(before)),
        has_before=bool(earlier_scores),
        before_is_draft=bool(earlier_scores and earlier and not earlier.is_settled),
    )


def _facts(result: Result) -> FrameworkFacts:
    """Return the facts of a result that has an outcome; raises ValueError without a framework."""
    framework: Framework | None = result.framework
    if framework is None:
        raise ValueError(f"the result of {result.fiscal_year} has no framework")
    return facts_of(framework)


def _fact(before: YearRow | None) -> Decimal | None:
    """Return the total of the year before as a sentence may say it: nothing while it is a draft."""
    return before.total if before and not before.is_draft else None


def _own_target(result: Result) -> Decimal | None:
    """Return the target that the office set in its written analysis of this result, if any."""
    return WrittenAnalysis.objects.filter(result=result).values_list("target", flat=True).first()


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
