"""A total opened into its arithmetic, from the weighted sum down to items and questions: pure.

Every node holds its value unrounded, the value that goes on into the sum above it (rounded where
the year rounds at this place), and the value as it is shown. All values are percent (0–100), save
the points of an instrument, which are points of the total. None stands for what is not known.

**Source:** the year's ITA manual, as the framework file's `source` and `basis` name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.rules.arithmetic.items import (
    Detail,
    DetailedScore,
    detailed_scores,
    items_are_known,
    subindicator_scores,
)
from assessments.rules.arithmetic.scoring import HUNDRED, mean, round_half_up
from assessments.rules.frameworks.facts import (
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    RoundingPlace,
    SubIndicatorFacts,
)

NOTHING_KNOWN: Mapping[str, Decimal] = {}


class Kind(StrEnum):
    """What a node of the arithmetic stands for."""

    TOTAL = "total"
    INSTRUMENT = "instrument"
    INDICATOR = "indicator"
    SUBINDICATOR = "subindicator"
    ITEM = "item"
    QUESTION = "question"


class Operation(StrEnum):
    """How a node's value comes about."""

    SUM = "sum"  # of its parts' points
    MEAN = "mean"  # of what its parts give on
    ENTERED = "entered"  # a mark or score by itself
    TOLD = "told"  # the office was told it; its parts, where there are any, did not make it
    OPEN = "open"  # not known: a part is missing


@dataclass(frozen=True, slots=True)
class Node:
    """One figure of the arithmetic with the figures it is made of.

    `value` is unrounded, `counted` what the figure above takes of it, `shown` what a page prints.
    `weight` (percent) and `points` (`counted` × weight, unrounded) stand at instruments only.
    `published` is what was told of an indicator, `difference` published minus shown.
    """

    kind: Kind
    code: str
    name: str
    operation: Operation
    value: Decimal | None
    counted: Decimal | None
    shown: Decimal | None
    parts: tuple["Node", ...] = ()
    weight: Decimal | None = None
    points: Decimal | None = None
    published: Decimal | None = None
    difference: Decimal | None = None

    @property
    def known_parts(self) -> int:
        """How many of the parts have a value."""
        return sum(part.value is not None for part in self.parts)

    @property
    def knows_anything(self) -> bool:
        """Whether this figure or any below it has a value."""
        return self.value is not None or any(part.knows_anything for part in self.parts)

    @property
    def is_rounded(self) -> bool:
        """Whether the year rounds this figure before it goes on."""
        return self.counted != self.value


def tree_of_total(
    facts: FrameworkFacts,
    told: Mapping[int, Decimal],
    *,
    marks: Mapping[str, Decimal] = NOTHING_KNOWN,
    questions: Mapping[str, Decimal] = NOTHING_KNOWN,
) -> Node:
    """Return the total with all its parts, each as far as it is known.

    `told` are published scores by indicator number, `marks` by item code, `questions` by question
    code; what is more detailed counts. The total has no value while an indicator has none: a sum
    of some would look like a total. Raises ValueError as `items.detailed_scores` does.
    """
    scores = detailed_scores(facts, told, marks=marks, questions=questions)
    by_number = {indicator.number: indicator for indicator in facts.indicators}
    parts = tuple(
        _instrument(
            facts,
            instrument,
            tuple(
                _indicator(facts, by_number[number], scores.get(number), marks, questions)
                for number in instrument.indicators
            ),
        )
        for instrument in facts.instruments
    )
    points = [part.points for part in parts if part.points is not None]
    value = sum(points, Decimal(0)) if len(points) == len(parts) else None
    shown = _shown(facts, value)
    operation = Operation.OPEN if value is None else Operation.SUM
    return Node(Kind.TOTAL, "", "คะแนนรวม", operation, value, shown, shown, parts)


def _instrument(
    facts: FrameworkFacts, instrument: InstrumentFacts, parts: tuple[Node, ...]
) -> Node:
    value = _mean_of(parts)
    counted = _counted(facts, RoundingPlace.INSTRUMENT, value)
    return Node(
        kind=Kind.INSTRUMENT,
        code=instrument.code,
        name=instrument.name,
        operation=Operation.OPEN if value is None else Operation.MEAN,
        value=value,
        counted=counted,
        shown=_shown(facts, value),
        parts=parts,
        weight=instrument.weight,
        points=None if counted is None else counted * instrument.weight / HUNDRED,
    )


def _indicator(
    facts: FrameworkFacts,
    indicator: IndicatorFacts,
    score: DetailedScore | None,
    marks: Mapping[str, Decimal],
    questions: Mapping[str, Decimal],
) -> Node:
    value = score.score if score else None
    return Node(
        kind=Kind.INDICATOR,
        code=str(indicator.number),
        name=indicator.name,
        operation=_operation(score),
        value=value,
        counted=_counted(facts, RoundingPlace.INDICATOR, value),
        shown=_shown(facts, value),
        parts=_subindicators(facts, indicator, marks) + _questions(facts, indicator, questions),
        published=score.published if score else None,
        difference=score.difference if score else None,
    )


def _operation(score: DetailedScore | None) -> Operation:
    if score is None:
        return Operation.OPEN
    return Operation.TOLD if score.detail is Detail.TOLD else Operation.MEAN


def _subindicators(
    facts: FrameworkFacts, indicator: IndicatorFacts, marks: Mapping[str, Decimal]
) -> tuple[Node, ...]:
    """Return the sub-indicators; nothing where the year's items or their places are not known."""
    if not items_are_known(facts):
        return ()
    scores = subindicator_scores(facts, marks)
    return tuple(
        _subindicator(facts, sub, scores.get(sub.number), marks)
        for sub in facts.subindicators
        if sub.indicator == indicator.number
    )


def _subindicator(
    facts: FrameworkFacts,
    sub: SubIndicatorFacts,
    score: Decimal | None,
    marks: Mapping[str, Decimal],
) -> Node:
    parts = tuple(
        _leaf(facts, Kind.ITEM, item.code, item.title, marks.get(item.code))
        for item in facts.items
        if item.subindicator == sub.number
    )
    operation = Operation.OPEN if score is None else Operation.MEAN
    shown = _shown(facts, score)
    return Node(Kind.SUBINDICATOR, sub.number, sub.name, operation, score, score, shown, parts)


def _questions(
    facts: FrameworkFacts, indicator: IndicatorFacts, questions: Mapping[str, Decimal]
) -> tuple[Node, ...]:
    return tuple(
        _leaf(facts, Kind.QUESTION, one.code, one.topic or "", questions.get(one.code))
        for one in facts.questions
        if one.indicator == indicator.number
    )


def _leaf(facts: FrameworkFacts, kind: Kind, code: str, name: str, value: Decimal | None) -> Node:
    operation = Operation.OPEN if value is None else Operation.ENTERED
    return Node(kind, code, name, operation, value, value, _shown(facts, value))


def _mean_of(parts: tuple[Node, ...]) -> Decimal | None:
    counted = [part.counted for part in parts if part.counted is not None]
    return mean(counted) if counted and len(counted) == len(parts) else None


def _counted(facts: FrameworkFacts, place: RoundingPlace, value: Decimal | None) -> Decimal | None:
    """Round where the year rounds at `place`, else leave the value as it is."""
    if value is None or facts.rounding.place is not place:
        return value
    return round_half_up(value, facts.rounding.decimals)


def _shown(facts: FrameworkFacts, value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, facts.rounding.decimals)
