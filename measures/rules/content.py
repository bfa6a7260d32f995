"""What a person has written for a plan: plain values that are saved as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class StepContent:
    """One step; `key` is that of the row it was read from, or the one that a new row shall have.

    `parts` are its sub-steps, which have none of their own. Without a period it has that of its
    measure. Raises ValueError for sub-steps of sub-steps and for a period that is none.
    """

    text: str
    key: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    parts: tuple[StepContent, ...] = ()

    def __post_init__(self) -> None:
        _require_period(self.starts_on, self.ends_on)
        if any(part.parts for part in self.parts):
            raise ValueError("a sub-step has no sub-steps")


@dataclass(frozen=True)
class MeasureContent:
    """One measure with its steps in order.

    `owner_ids` are groups of the plan's office, which lead where it is `every_group` as well;
    `answers_id` is an indicator of the plan's result, or `finding` what else of its analysis is
    answered, neither for that of the issue; `budget` is baht. Raises ValueError for a period with
    one end, or one that ends before it starts, for a budget beside "none", and for two answers:
    the form has told the person.
    """

    title: str
    steps: tuple[StepContent, ...] = ()
    owner_ids: frozenset[int] = frozenset()
    every_group: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    monitoring: str = ""
    target: str = ""
    budget: Decimal | None = None
    no_budget: bool = False
    answers_id: int | None = None
    key: UUID | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        _require_period(self.starts_on, self.ends_on)
        _require_one_answer(self.answers_id, self.finding)
        if self.budget is not None and (self.no_budget or self.budget < 0):
            raise ValueError("a measure has a budget of 0 or more, or none")


@dataclass(frozen=True)
class IssueContent:
    """One issue with its measures in order, and its parts (๒.๑), which have none of their own.

    `answers_id` is an indicator of the plan's result, or `finding` what else of its analysis it
    answers. Raises ValueError for both, and for parts of parts.
    """

    title: str
    purpose: str = ""
    answers_id: int | None = None
    measures: tuple[MeasureContent, ...] = ()
    key: UUID | None = None
    parts: tuple[IssueContent, ...] = ()
    finding: str = ""

    def __post_init__(self) -> None:
        _require_one_answer(self.answers_id, self.finding)
        if any(part.parts for part in self.parts):
            raise ValueError("a part of an issue has no parts")


@dataclass(frozen=True)
class PlanContent:
    """A whole plan as it was written; `basis` None leaves the type of the plan as it is."""

    subject: str
    layout: str
    opening: str
    closing: str
    issues: tuple[IssueContent, ...] = ()
    basis: str | None = None

    def measures(self) -> Iterator[MeasureContent]:
        """Give all measures in the order of the paper."""
        for issue in self.issues:
            yield from issue.measures
            for part in issue.parts:
                yield from part.measures


def _require_one_answer(answers_id: int | None, finding: str) -> None:
    if answers_id is not None and finding:
        raise ValueError("a row answers an indicator or a finding, not both")


def _require_period(starts_on: date | None, ends_on: date | None) -> None:
    if (starts_on is None) != (ends_on is None):
        raise ValueError("a period has both ends or none")
    if starts_on and ends_on and ends_on < starts_on:
        raise ValueError("a period ends after it starts")
