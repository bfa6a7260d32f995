"""A framework as it is read from top to bottom: instruments, indicators, sub-indicators, items."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.rules.frameworks.facts import (
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    ItemFacts,
    QuestionFacts,
    SubIndicatorFacts,
)


@dataclass(frozen=True)
class SubIndicatorTree:
    """A sub-indicator with its items."""

    subindicator: SubIndicatorFacts
    items: list[ItemFacts]


@dataclass(frozen=True)
class IndicatorTree:
    """An indicator with its sub-indicators, and how many questions ask for it."""

    indicator: IndicatorFacts
    questions: int
    subindicators: list[SubIndicatorTree]


@dataclass(frozen=True)
class InstrumentTree:
    """An instrument with its indicators."""

    instrument: InstrumentFacts
    indicators: list[IndicatorTree]


def tree_of(facts: FrameworkFacts) -> list[InstrumentTree]:
    """Return the framework's parts in their order, each with what belongs to it."""
    by_number = {indicator.number: indicator for indicator in facts.indicators}
    return [
        InstrumentTree(
            instrument,
            [_indicator(facts, by_number[number]) for number in instrument.indicators],
        )
        for instrument in facts.instruments
    ]


def loose_items(facts: FrameworkFacts) -> list[ItemFacts]:
    """Return the items whose sub-indicator the year's list does not tell."""
    return [item for item in facts.items if item.subindicator is None]


def questions_of(facts: FrameworkFacts) -> list[tuple[IndicatorFacts, list[QuestionFacts]]]:
    """Return the indicators that have questions, each with them in order."""
    found = [
        (one, [question for question in facts.questions if question.indicator == one.number])
        for one in facts.indicators
    ]
    return [(indicator, questions) for indicator, questions in found if questions]


def _indicator(facts: FrameworkFacts, indicator: IndicatorFacts) -> IndicatorTree:
    return IndicatorTree(
        indicator=indicator,
        questions=sum(question.indicator == indicator.number for question in facts.questions),
        subindicators=[
            SubIndicatorTree(sub, [one for one in facts.items if one.subindicator == sub.number])
            for sub in facts.subindicators
            if sub.indicator == indicator.number
        ],
    )
