"""The numbers of issues, measures and steps: made from their places, never typed.

Issues are 1, 2, …; what stands in one – its own measures, then its parts – 2.1, 2.2, …; the
measures of a part 2.1.1, …. Steps are 1, 2, … within their measure and sub-steps 1.1, 1.2, ….
All digits are Arabic; a paper that wants Thai ones turns them when it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from measures.models.plan import Issue, Measure, Plan, Step

Row = TypeVar("Row", Issue, Step)


@dataclass(frozen=True)
class NumberedStep:
    """A step with its number within the measure: "1", or "1.2" for a sub-step."""

    number: str
    step: Step
    is_part: bool


@dataclass(frozen=True)
class NumberedMeasure:
    """A measure with its number, e.g. "2.1"."""

    number: str
    measure: Measure
    steps: tuple[NumberedStep, ...]


@dataclass(frozen=True)
class NumberedIssue:
    """An issue, or a part of the one before, with its number and its measures."""

    number: str
    issue: Issue
    is_part: bool
    has_parts: bool
    measures: tuple[NumberedMeasure, ...]


def outline(plan: Plan) -> list[NumberedIssue]:
    """Return the issues and their parts in the order of the paper, with all numbers.

    Costs no query for a plan that was fetched with `for_page()`.
    """
    issues = in_order(list(plan.issues.all()))
    measures = [list(issue.measures.all()) for issue in issues]
    numbers = issue_numbers(
        (bool(issue.part_of_id), len(rows)) for issue, rows in zip(issues, measures, strict=True)
    )
    wholes = {issue.part_of_id for issue in issues}
    return [
        NumberedIssue(
            number,
            issue,
            is_part=bool(issue.part_of_id),
            has_parts=issue.pk in wholes,
            measures=tuple(map(_numbered, places, rows)),
        )
        for (number, places), issue, rows in zip(numbers, issues, measures, strict=True)
    ]


def numbered_measures(plan: Plan) -> Iterator[NumberedMeasure]:
    """Give all measures in the order of the paper with their numbers."""
    for one in outline(plan):
        yield from one.measures


def _numbered(number: str, measure: Measure) -> NumberedMeasure:
    steps = in_order(list(measure.steps.all()))
    numbers = step_numbers(bool(step.part_of_id) for step in steps)
    return NumberedMeasure(
        number,
        measure,
        tuple(
            NumberedStep(one, step, bool(step.part_of_id))
            for one, step in zip(numbers, steps, strict=True)
        ),
    )


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with each part behind what it is part of."""
    place = {row.pk: nth for nth, row in enumerate(rows)}

    def where(row: Row) -> tuple[int, bool, int]:
        return place.get(row.part_of_id or row.pk, 0), bool(row.part_of_id), place[row.pk]

    return sorted(rows, key=where)


def issue_numbers(rows: Iterable[tuple[bool, int]]) -> Iterator[tuple[str, list[str]]]:
    """Give for each issue its number and those of its measures.

    A row tells whether the issue is a part of the one before, and how many measures it has. A
    part that has nothing before it counts as an issue.
    """
    whole, inner = 0, count(1)
    for is_part, measures in rows:
        if is_part and whole:
            number = f"{whole}.{next(inner)}"
            yield number, [f"{number}.{nth}" for nth in range(1, measures + 1)]
        else:
            whole, inner = whole + 1, count(1)
            yield str(whole), [f"{whole}.{next(inner)}" for _ in range(measures)]


def step_numbers(parts: Iterable[bool]) -> Iterator[str]:
    """Give the number of each step; a row tells whether it is a sub-step of the one before."""
    whole, inner = 0, 0
    for is_part in parts:
        if is_part and whole:
            inner += 1
            yield f"{whole}.{inner}"
        else:
            whole, inner = whole + 1, 0
            yield str(whole)
