"""A result's indicators as rows: what counts, where it comes from, and what was told beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.items import Detail, DetailedScore
from assessments.rules.arithmetic.scoring import indicator_band, round_half_up
from assessments.rules.frameworks.facts import Band, FrameworkFacts, IndicatorFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results.reading import detailed_of, item_marks, question_scores


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of the year; all but its name is None while nothing is known of it.

    `score` is what counts, rounded for show. `difference` is the told score minus the computed
    one, None where the two are not both there.
    """

    number: int
    name: str
    instrument: str
    score: Decimal | None = None
    band: Band | None = None
    passed: bool | None = None
    detail: Detail | None = None
    published: Decimal | None = None
    difference: Decimal | None = None


@dataclass(frozen=True)
class Progress:
    """How many of a year's items or questions have a score."""

    entered: int
    of: int


def indicator_rows(result: Result) -> list[IndicatorRow]:
    """Return every indicator of the year in order; empty in a year without a framework."""
    if result.framework is None:
        return []
    facts, found = facts_of(result.framework), detailed_of(result)
    return [_row(facts, one, found.get(one.number)) for one in facts.indicators]


def progress_of(facts: FrameworkFacts, result: Result | None) -> dict[str, Progress]:
    """Return how far items and questions are entered, by "items" and "questions"."""
    marks = len(item_marks(result)) if result else 0
    asked = len(question_scores(result)) if result else 0
    return {
        "items": Progress(marks, len(facts.items)),
        "questions": Progress(asked, len(facts.questions)),
    }


def _row(
    facts: FrameworkFacts, indicator: IndicatorFacts, found: DetailedScore | None
) -> IndicatorRow:
    number, name, instrument = indicator.number, indicator.name, indicator.instrument
    if found is None:
        return IndicatorRow(number, name, instrument)
    score = round_half_up(found.score, facts.rounding.decimals)
    return IndicatorRow(
        number=number,
        name=name,
        instrument=instrument,
        score=score,
        band=indicator_band(facts, score),
        passed=score >= facts.pass_mark,
        detail=found.detail,
        published=found.published,
        difference=found.difference,
    )
