"""From answers and item marks up to indicator scores: pure arithmetic on a year's facts.

Answers make a question, questions an IIT or EIT indicator; marks make an OIT sub-indicator, those
an OIT indicator. Everything is percent (0–100), unrounded, and the same for the same arguments.
None stands for what cannot be known yet: not all is entered, or the year's facts have a gap.

**Source:** the year's ITA manual, as the framework file's `source` and `basis` name it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from assessments.rules.arithmetic.scoring import HUNDRED, mean, round_half_up
from assessments.rules.frameworks.facts import FrameworkFacts, QuestionFacts, ScaleFacts

Key = TypeVar("Key", str, int)


class Detail(StrEnum):
    """What an indicator's score was computed from, or that it was only told."""

    ITEMS = "items"
    QUESTIONS = "questions"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class DetailedScore:
    """An indicator's score that counts, and how it fits the one that was published.

    `score` is unrounded where it was computed. `difference` is published minus computed, both
    rounded as the year shows them; None unless both are there.
    """

    number: int
    score: Decimal
    detail: Detail
    published: Decimal | None
    difference: Decimal | None


def answer_points(question: QuestionFacts, scale: ScaleFacts, part: int = 1) -> tuple[Decimal, ...]:
    """Return the points of each answer of the scale, for sub-question `part` (from 1).

    Empty where the year's points, or whether the question is scored in reverse, is not known. A
    scale without reversed points is made for its questions as it stands, e.g. มี/ไม่มี = 0/100.
    """
    if question.reverse_scored is None and not question.reversed_parts:
        return ()
    in_reverse = question.reverse_scored or part in question.reversed_parts
    return (scale.points_reversed or scale.points) if in_reverse else scale.points


def question_score(
    question: QuestionFacts, scale: ScaleFacts, counts: Sequence[Sequence[int]]
) -> Decimal | None:
    """Return a question's score: the mean over its respondents, then over its sub-questions.

    `counts` has for every sub-question how many respondents gave each answer, in the order of
    the scale's labels. None where points are unknown or a sub-question has no answers. Raises
    ValueError when the counts do not fit the question or its scale.
    """
    expected = question.subquestions
    if expected is not None and len(counts) != expected:
        raise ValueError(f"{question.code}: {len(counts)} sub-questions given, {expected} needed")
    parts = [
        _part_score(answer_points(question, scale, part), chosen)
        for part, chosen in enumerate(counts, start=1)
    ]
    known = [score for score in parts if score is not None]
    return mean(known) if known and len(known) == len(parts) else None


def answer_counts(answers: Iterable[int], scale: ScaleFacts) -> tuple[int, ...]:
    """Return how many respondents gave each answer; `answers` are places in the scale, from 0.

    Raises ValueError for an answer that the scale does not have.
    """
    counts = [0] * len(scale.labels)
    for answer in answers:
        if not 0 <= answer < len(counts):
            raise ValueError(f"scale {scale.code} has no answer {answer}")
        counts[answer] += 1
    return tuple(counts)


def subindicator_scores(facts: FrameworkFacts, marks: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the score of each sub-indicator whose items all have a mark: their mean.

    `marks` are by item code. Raises ValueError for an unknown item or a mark not from 0 to 100.
    """
    _require_known(marks, {item.code for item in facts.items})
    scores = {}
    for sub in facts.subindicators:
        codes = [item.code for item in facts.items if item.subindicator == sub.number]
        if codes and all(code in marks for code in codes):
            scores[sub.number] = mean(marks[code] for code in codes)
    return scores


def oit_score(
    facts: FrameworkFacts, indicator: int, marks: Mapping[str, Decimal]
) -> Decimal | None:
    """Return an OIT indicator's score: the mean of its sub-indicators, not of all its items.

    None while a mark is missing, and in a year whose items or their grouping are not all known.
    Raises ValueError as `subindicator_scores` does.
    """
    if not marks:
        return None
    scores = subindicator_scores(facts, marks)
    numbers = [sub.number for sub in facts.subindicators if sub.indicator == indicator]
    if not numbers or not items_are_known(facts) or any(sub not in scores for sub in numbers):
        return None
    return mean(scores[number] for number in numbers)


def questions_score(
    facts: FrameworkFacts, indicator: int, questions: Mapping[str, Decimal]
) -> Decimal | None:
    """Return an IIT or EIT indicator's score: the mean of the year's questions under it.

    `questions` are scores by question code. None while one is missing, and where the year's
    questions under it are not all known. Raises ValueError for an unknown question or a score
    not from 0 to 100.
    """
    if not questions:
        return None
    _require_known(questions, {question.code for question in facts.questions})
    codes = [question.code for question in facts.questions if question.indicator == indicator]
    if not questions_are_known(facts, indicator) or any(code not in questions for code in codes):
        return None
    return mean(questions[code] for code in codes)


def detailed_scores(
    facts: FrameworkFacts,
    published: Mapping[int, Decimal],
    *,
    marks: Mapping[str, Decimal] | None = None,
    questions: Mapping[str, Decimal] | None = None,
) -> dict[int, DetailedScore]:
    """Return the score that counts for each indicator: what is more detailed wins.

    Complete items or questions come before a published indicator score; a difference between the
    two is told, not hidden. Indicators of which nothing is known are left out. Raises ValueError
    as `oit_score` and `questions_score` do, and for an unknown or impossible published score.
    """
    _require_known(published, {indicator.number for indicator in facts.indicators})
    found = {}
    for indicator in facts.indicators:
        number, told = indicator.number, published.get(indicator.number)
        computed, detail = oit_score(facts, number, marks or {}), Detail.ITEMS
        if computed is None:
            computed, detail = questions_score(facts, number, questions or {}), Detail.QUESTIONS
        if computed is not None:
            difference = _difference(facts, told, computed)
            found[number] = DetailedScore(number, computed, detail, told, difference)
        elif told is not None:
            found[number] = DetailedScore(number, told, Detail.TOLD, told, None)
    return found


def mark_is_possible(facts: FrameworkFacts, mark: Decimal) -> bool:
    """Tell whether an item can earn `mark`: one of the year's, or any percent while unknown."""
    if facts.item_marks:
        return mark in facts.item_marks
    return 0 <= mark <= HUNDRED


def items_are_known(facts: FrameworkFacts) -> bool:
    """Tell whether all items of the year are there and stand under a sub-indicator."""
    complete = 0 < facts.items_expected <= len(facts.items)
    return complete and all(item.subindicator is not None for item in facts.items)


def questions_are_known(facts: FrameworkFacts, indicator: int) -> bool:
    """Tell whether all questions that the year asks for an indicator are there."""
    expected = next(
        (one.questions_expected for one in facts.indicators if one.number == indicator), None
    )
    asked = sum(question.indicator == indicator for question in facts.questions)
    return expected is not None and 0 < expected <= asked


def _part_score(points: Sequence[Decimal], counts: Sequence[int]) -> Decimal | None:
    """Return the mean points of a sub-question's respondents."""
    if not points:
        return None
    if len(counts) != len(points) or any(count < 0 for count in counts):
        raise ValueError(f"counts {list(counts)} do not fit {len(points)} answers")
    respondents = sum(counts)
    if not respondents:
        return None
    earned = sum((point * count for point, count in zip(points, counts, strict=True)), Decimal(0))
    return earned / respondents


def _difference(facts: FrameworkFacts, told: Decimal | None, computed: Decimal) -> Decimal | None:
    if told is None:
        return None
    decimals = facts.rounding.decimals
    return round_half_up(told, decimals) - round_half_up(computed, decimals)


def _require_known(scores: Mapping[Key, Decimal], known: set[Key]) -> None:
    unknown = scores.keys() - known
    if unknown:
        raise ValueError(f"unknown: {sorted(map(str, unknown))}")
    for key, score in scores.items():
        if not score.is_finite() or not 0 <= score <= HUNDRED:
            raise ValueError(f"{key}: {score} is not from 0 to 100")
