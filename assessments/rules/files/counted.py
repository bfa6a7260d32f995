"""What counts of a row: the score of each indicator, from items and questions where they are whole.

As `results.keep_figures` writes it for one result; here for the many of an import. Scores are
percent (0–100), unrounded where they were computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.rules.arithmetic.items import Detail, DetailedScore, detailed_scores
from assessments.rules.arithmetic.scoring import (
    instrument_scores,
    round_half_up,
    total_and_band,
    weighted_points,
)
from assessments.rules.frameworks.facts import Band, FrameworkFacts


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year's facts, with what each row of it asks for again and again."""

    facts: FrameworkFacts
    names: Mapping[int, str] = field(init=False)
    items: frozenset[str] = field(init=False)
    questions: frozenset[str] = field(init=False)
    weights: Mapping[str, Decimal] = field(init=False)

    def __post_init__(self) -> None:
        facts, keep = self.facts, object.__setattr__
        keep(self, "names", {one.number: one.name for one in facts.indicators})
        keep(self, "items", frozenset(one.code for one in facts.items))
        keep(self, "questions", frozenset(one.code for one in facts.questions))
        keep(self, "weights", {one.code: one.weight for one in facts.instruments})


@dataclass(frozen=True, slots=True)
class Counted:
    """What the scores of a row give; `computed` are the indicators that come from details.

    `scores` are those that count, of all indicators.
    """

    total: Decimal
    band: Band
    scores: Mapping[int, Decimal]
    computed: Mapping[int, DetailedScore]


NOTHING_COMPUTED: Mapping[int, DetailedScore] = {}


def computed_scores(
    year: YearFacts,
    told: Mapping[int, Decimal],
    marks: Mapping[str, Decimal],
    questions: Mapping[str, Decimal],
) -> Mapping[int, DetailedScore]:
    """Return the indicators whose items or questions are whole, which win over what was told."""
    if not marks and not questions:
        return NOTHING_COMPUTED
    found = detailed_scores(year.facts, told, marks=marks, questions=questions)
    return {number: one for number, one in found.items() if one.detail is not Detail.TOLD}


def counted(
    year: YearFacts, told: Mapping[int, Decimal], computed: Mapping[int, DetailedScore]
) -> Counted:
    """Return what counts; together `told` and `computed` have all indicators of the year."""
    scores = told
    if computed:
        scores = {**told, **{number: one.score for number, one in computed.items()}}
    return Counted(*total_and_band(year.facts, scores), scores, computed)


def weighted_of(year: YearFacts, scores: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """Return the weighted points of each instrument, rounded as the year shows them."""
    points = weighted_points(year.facts, instrument_scores(year.facts, scores))
    return {code: shown(year, one) for code, one in points.items()}


def shown(year: YearFacts, score: Decimal) -> Decimal:
    """Return a score rounded as the year shows it."""
    return round_half_up(score, year.facts.rounding.decimals)
