"""Points that could still be gained, and the way to the next level: pure arithmetic.

Points are those of the total (0–100), rounded half up as the year shows scores; scores and marks
are percent. Every function gives the same answer to the same arguments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.arithmetic.scoring import (
    HUNDRED,
    Outcome,
    item_worth,
    outcome,
    round_half_up,
)
from assessments.rules.frameworks.facts import FrameworkFacts, ItemFacts

ROUNDING_SLACK = Decimal("0.01")
NO_MARKS: Mapping[str, Decimal] = {}


@dataclass(frozen=True)
class NextLevel:
    """What is missing for the next better level: points of the total, a minimum of instruments."""

    name: str
    gap: Decimal
    minimum_instrument: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorGain:
    """What an indicator would add to the total if it rose from `score` to 100."""

    number: int
    name: str
    instrument: str
    score: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class ItemGain:
    """What an OIT item would add to the total with a full mark.

    `certain` tells that its mark is known; else `points` is what it adds at most, if it is one
    of those that were lost: no more than its whole indicator lost.
    """

    code: str
    title: str
    subindicator: str
    indicator: int
    points: Decimal
    certain: bool


@dataclass(frozen=True, slots=True)
class PointsToGain:
    """What is still to be had, most points first, and what the next level asks for.

    `items` is empty where the year's items are not fully known; `next_level` is None at the top.
    """

    indicators: tuple[IndicatorGain, ...]
    items: tuple[ItemGain, ...]
    next_level: NextLevel | None


def points_to_gain(
    facts: FrameworkFacts, scores: Mapping[int, Decimal], marks: Mapping[str, Decimal] = NO_MARKS
) -> PointsToGain:
    """Return what each indicator and OIT item could still add to the total, most first.

    `scores` has one score for every indicator of the year, `marks` those of the items that are
    known, by code. What has nothing left to gain is left out. Raises ValueError as
    `scoring.outcome` does.
    """
    reached = outcome(facts, scores)
    indicators = [
        IndicatorGain(
            number=one.number,
            name=one.name,
            instrument=one.instrument,
            score=one.score,
            points=points_of(facts, one.instrument, HUNDRED - one.score),
        )
        for one in reached.indicators
        if one.score < HUNDRED
    ]
    return PointsToGain(
        indicators=tuple(sorted(indicators, key=lambda gain: (-gain.points, gain.number))),
        items=_item_gains(facts, {gain.number: gain.points for gain in indicators}, marks),
        next_level=next_level(facts, reached),
    )


def points_of(facts: FrameworkFacts, instrument_code: str, difference: Decimal) -> Decimal:
    """Return what a difference in one indicator's score is in points of the total."""
    instrument = next(tool for tool in facts.instruments if tool.code == instrument_code)
    return round_half_up(
        difference * instrument.weight / len(instrument.indicators) / HUNDRED,
        facts.rounding.decimals,
    )


def next_level(facts: FrameworkFacts, reached: Outcome) -> NextLevel | None:
    """Return what the next better level still asks for; None at the best level."""
    place = facts.bands.index(reached.band)
    if place == 0:
        return None
    better = facts.bands[place - 1]
    minimum = better.minimum_instrument
    short = minimum is not None and any(one.score < minimum for one in reached.instruments)
    return NextLevel(
        name=better.name,
        gap=max(Decimal(0), better.minimum_total - reached.total),
        minimum_instrument=minimum if short else None,
    )


def _item_gains(
    facts: FrameworkFacts, open_points: Mapping[int, Decimal], marks: Mapping[str, Decimal]
) -> tuple[ItemGain, ...]:
    indicator_of = {sub.number: sub.indicator for sub in facts.subindicators}
    gains = [
        _item_gain(facts, item, indicator_of[item.subindicator], open_points, marks)
        for item in facts.items
        if item.subindicator is not None
    ]
    listed = [gain for gain in gains if gain is not None and gain.points > 0]
    return tuple(sorted(listed, key=lambda gain: (-gain.points, not gain.certain)))


def _item_gain(
    facts: FrameworkFacts,
    item: ItemFacts,
    indicator: int,
    open_points: Mapping[int, Decimal],
    marks: Mapping[str, Decimal],
) -> ItemGain | None:
    worth = item_worth(facts, item.code)
    if worth is None or item.subindicator is None:
        return None
    mark, left = marks.get(item.code), open_points.get(indicator, Decimal(0))
    if mark is not None:
        points = worth * (HUNDRED - mark) / HUNDRED
    elif worth * _least_loss(facts) / HUNDRED > left + ROUNDING_SLACK:
        return None
    else:
        points = min(worth, left)
    return ItemGain(
        code=item.code,
        title=item.title,
        subindicator=item.subindicator,
        indicator=indicator,
        points=round_half_up(points, facts.rounding.decimals),
        certain=mark is not None,
    )


def _least_loss(facts: FrameworkFacts) -> Decimal:
    """Return the smallest loss of an item in percent: 100 for all or nothing, 0 while unknown.

    An item of which even this is more than its indicator lost cannot be among the lost ones.
    """
    marks = sorted(set(facts.item_marks))
    known = facts.item_marks_certain and len(marks) > 1
    return marks[-1] - marks[-2] if known else Decimal(0)
