"""What an office was told of its result, and how it fits what is computed.

Scores and totals are percent (0–100) with two decimals, weighted points those of the total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.arithmetic.standing import PUBLISHED_TOLERANCE, compare_published
from assessments.rules.results.reading import outcome_of


@dataclass(frozen=True)
class Published:
    """What the office was told of its result; all that was not told is None or empty.

    `points` are the weighted points and `respondents` the people who answered, by instrument code.
    """

    total: Decimal | None = None
    level: str = ""
    rank: int | None = None
    rank_of: int | None = None
    national_mean: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    respondents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PointsComparison:
    """The weighted points of an instrument: told, computed, and told minus computed."""

    code: str
    told: Decimal
    computed: Decimal
    difference: Decimal
    agrees: bool


@dataclass(frozen=True)
class Comparison:
    """What the office was told beside what its indicators give.

    `difference` is published minus computed, None when no total was told. `agrees` holds when the
    total and the points of each instrument differ by 0.01 at most and the level is the same.
    """

    published_total: Decimal | None
    published_level: str
    computed_total: Decimal
    computed_level: str
    difference: Decimal | None
    level_agrees: bool
    points: tuple[PointsComparison, ...]
    agrees: bool


def published_of(result: Result) -> Published:
    """Return what is stored of what the office was told."""
    return Published(
        total=result.published_total,
        level=result.published_level,
        rank=result.rank,
        rank_of=result.rank_of,
        national_mean=result.national_mean,
        points={code: Decimal(points) for code, points in result.published_points.items()},
        respondents=dict(result.respondents),
    )


def compare(result: Result) -> Comparison | None:
    """Compare what was told with what is computed; None when either of them is missing."""
    return compare_told(outcome_of(result), published_of(result))


def compare_told(computed: Outcome | None, told: Published) -> Comparison | None:
    """Compare `told` with what the indicators give; None when either of them is missing."""
    if computed is None or (told.total is None and not told.level and not told.points):
        return None
    found = compare_published(computed, told.total, told.level)
    points = _points(computed, told.points)
    return Comparison(
        published_total=told.total,
        published_level=told.level,
        computed_total=computed.total,
        computed_level=computed.band.name,
        difference=found.difference,
        level_agrees=found.level_agrees,
        points=points,
        agrees=found.agrees and all(one.agrees for one in points),
    )


def _points(computed: Outcome, told: Mapping[str, Decimal]) -> tuple[PointsComparison, ...]:
    return tuple(
        PointsComparison(
            code=one.code,
            told=told[one.code],
            computed=one.weighted,
            difference=told[one.code] - one.weighted,
            agrees=abs(told[one.code] - one.weighted) <= PUBLISHED_TOLERANCE,
        )
        for one in computed.instruments
        if one.code in told
    )
