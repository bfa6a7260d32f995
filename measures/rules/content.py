"""What a person has written for a plan: plain values that are saved as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StepContent:
    """One step; `pk` is the row it was read from, None for a new one."""

    text: str
    pk: int | None = None


@dataclass(frozen=True)
class MeasureContent:
    """One measure with its steps in order.

    `owner_ids` are groups of the plan's office. Raises ValueError for a period with one end, or
    one that ends before it starts: the form has told the person so before.
    """

    title: str
    steps: tuple[StepContent, ...] = ()
    owner_ids: frozenset[int] = frozenset()
    every_group: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    monitoring: str = ""
    pk: int | None = None

    def __post_init__(self) -> None:
        if (self.starts_on is None) != (self.ends_on is None):
            raise ValueError("a period has both ends or none")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("a period ends after it starts")


@dataclass(frozen=True)
class IssueContent:
    """One issue with its measures in order; `answers_id` is an indicator of the plan's result."""

    title: str
    purpose: str = ""
    answers_id: int | None = None
    measures: tuple[MeasureContent, ...] = ()
    pk: int | None = None


@dataclass(frozen=True)
class PlanContent:
    """A whole plan as it was written."""

    subject: str
    layout: str
    opening: str
    closing: str
    issues: tuple[IssueContent, ...] = ()
