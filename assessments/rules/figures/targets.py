"""The gap between what was reached and a target: pure arithmetic on a year's facts.

Which target offices are held to is not fixed: papers name 95 or 100. So the office's own comes
first, else what the year's best level asks for, and it is always said which of them it is.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.rules.arithmetic.gains import points_of
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.frameworks.facts import FrameworkFacts


class TargetSource(StrEnum):
    """Where a target comes from."""

    ASKED = "asked"  # tried on the page, kept nowhere
    OFFICE = "office"  # the office set it itself
    BEST_LEVEL = "best_level"  # the minimum of the year's best level


@dataclass(frozen=True, slots=True)
class Target:
    """A score (percent) to be reached by the total and by each indicator."""

    value: Decimal
    source: TargetSource
    level: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorGap:
    """What an indicator lacks of the target, and what that is in points of the total."""

    number: int
    name: str
    score: Decimal
    short: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class TargetGap:
    """How far the total (`short`, 0 when it is reached) and each indicator are from the target.

    `indicators` are those that lack something, the costliest first.
    """

    target: Target
    total: Decimal
    short: Decimal
    indicators: tuple[IndicatorGap, ...]
    reached: int


def target_of(facts: FrameworkFacts, own: Decimal | None, asked: Decimal | None = None) -> Target:
    """Return the target to measure by: the one asked for, the office's own, or the best level's."""
    if asked is not None:
        return Target(asked, TargetSource.ASKED)
    if own is not None:
        return Target(own, TargetSource.OFFICE)
    best = facts.bands[0]
    return Target(best.minimum_total, TargetSource.BEST_LEVEL, best.name)


def gap_to(facts: FrameworkFacts, reached: Outcome, target: Target) -> TargetGap:
    """Return what is missing to the target; all figures rounded as the year shows them."""
    gaps = [
        IndicatorGap(
            number=one.number,
            name=one.name,
            score=one.score,
            short=target.value - one.score,
            points=points_of(facts, one.instrument, target.value - one.score),
        )
        for one in reached.indicators
        if one.score < target.value
    ]
    return TargetGap(
        target=target,
        total=reached.total,
        short=max(Decimal(0), target.value - reached.total),
        indicators=tuple(sorted(gaps, key=lambda gap: (-gap.points, gap.number))),
        reached=len(reached.indicators) - len(gaps),
    )
