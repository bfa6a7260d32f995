"""The plan as it stands in the editor: strings in rows, exactly as they were typed.

The same tree is made from the saved plan and from a posted form. So a page that comes back with
errors, with one row more, or because somebody else has saved, shows all that was typed. Issues
stand in one list and steps in another: what has `part` is part of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

from django.http import QueryDict

from ita_portal.thai.dates import short_date
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Plan
from measures.models.numbering import issue_numbers, step_numbers
from measures.rules.merging import HEAD, Base

_NAME = re.compile(
    r"issue-([0-9]{1,6})(?:-measure-([0-9]{1,6})(?:-step-([0-9]{1,6}))?)?"
    r"-(key|part|take|theirs|title|purpose|answers|owners|every|starts|ends|monitoring|target"
    r"|budget|free|text|when)"
)

_HEAD = ("revision", "base", "subject", "layout", "basis", "opening", "closing", "take", "theirs")


def new_key() -> str:
    """Return the key of a row that is not saved yet."""
    return str(uuid4())


@dataclass
class TypedRow:
    """What every row of the editor has: who it is, its place, its errors, what is to be known.

    `was` is the fingerprint of the row that the page was made from, "" for a new one; `theirs`
    what somebody else has made of the row meanwhile, and `take` which of the two shall stay.
    """

    key: str = field(default_factory=new_key)
    was: str = ""
    prefix: str = ""
    number: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    focus: bool = False
    theirs: str = ""
    take: str = ""


@dataclass
class TypedStep(TypedRow):
    """One step, or with `part` a sub-step of the one before; `when` is a period of its own."""

    text: str = ""
    when: str = ""
    part: str = ""


@dataclass
class TypedMeasure(TypedRow):
    """One measure; `owners` are the numbers of groups as strings."""

    title: str = ""
    owners: list[str] = field(default_factory=list)
    every: str = ""
    starts: str = ""
    ends: str = ""
    monitoring: str = ""
    target: str = ""
    budget: str = ""
    free: str = ""
    answers: str = ""
    note: str = ""
    steps: list[TypedStep] = field(default_factory=list)


@dataclass
class TypedIssue(TypedRow):
    """One issue, or with `part` a part of the one before (๒.๑)."""

    title: str = ""
    purpose: str = ""
    answers: str = ""
    part: str = ""
    measures: list[TypedMeasure] = field(default_factory=list)


Row = TypeVar("Row", bound=TypedRow)


@dataclass
class TypedPlan(TypedRow):
    """A whole plan as it was typed; as a row it stands for its own fields, not for what is in it.

    `base` is what the page was made from, as `measures.rules.merging.Base` writes it.
    """

    year: FiscalYear = field(kw_only=True)
    key: str = str(HEAD)
    revision: str = ""
    base: str = ""
    subject: str = ""
    layout: str = Plan.Layout.PROSE
    basis: str = Plan.Basis.OWN
    opening: str = ""
    closing: str = ""
    issues: list[TypedIssue] = field(default_factory=list)

    @classmethod
    def posted(cls, data: QueryDict, year: FiscalYear) -> TypedPlan:
        """Return what was posted; rows stand in the order in which the page had them."""
        typed = cls(year=year)
        for name in _HEAD:
            setattr(typed, name, data.get(name, ""))
        rows: dict[str, TypedRow] = {}
        for name, values in data.lists():
            if match := _NAME.fullmatch(name):
                *places, what = match.groups()
                _put(typed._row(rows, *places), what, [str(value) for value in values])
        return typed.with_keys().with_marks().numbered()

    def _row(
        self, rows: dict[str, TypedRow], issue: str, measure: str | None, step: str | None
    ) -> TypedRow:
        """Return the row at this place of the form; it is made when it is first named."""
        row: TypedRow = _found(rows, self.issues, TypedIssue, f"issue-{issue}")
        if measure and isinstance(row, TypedIssue):
            key = f"issue-{issue}-measure-{measure}"
            row = _found(rows, row.measures, TypedMeasure, key)
        if step and isinstance(row, TypedMeasure):
            key = f"issue-{issue}-measure-{measure}-step-{step}"
            row = _found(rows, row.steps, TypedStep, key)
        return row

    def rows(self) -> Iterator[TypedIssue | TypedMeasure | TypedStep]:
        """Give all rows in the order of the page."""
        for issue in self.issues:
            yield issue
            for measure in issue.measures:
                yield measure
                yield from measure.steps

    def with_keys(self) -> TypedPlan:
        """Give a key of its own to each row whose key is none, or is that of a row before it."""
        seen = {str(HEAD)}
        for row in self.rows():
            row.key = row.key if row_key(row.key) and row.key not in seen else new_key()
            seen.add(row.key)
        return self

    def with_marks(self) -> TypedPlan:
        """Give the rows the marks that they had when the page was made."""
        was = Base.read(self.base).was
        for row in (self, *self.rows()):
            key = row_key(row.key)
            row.was = was.get(key, "") if key else ""
        return self

    def numbered(self) -> TypedPlan:
        """Give every row its number and the prefix of its fields, by its place."""
        if self.issues:
            self.issues[0].part = ""
        numbers = issue_numbers((bool(one.part), len(one.measures)) for one in self.issues)
        for i, (issue, (number, places)) in enumerate(zip(self.issues, numbers, strict=True)):
            issue.prefix, issue.number = f"issue-{i}", number
            for m, (measure, place) in enumerate(zip(issue.measures, places, strict=True)):
                measure.prefix, measure.number = f"issue-{i}-measure-{m}", place
                _number_steps(measure)
        return self

    def ready(self) -> TypedPlan:
        """Give issues an empty measure, and measures an empty step, to write in where none is.

        What stays empty is not saved. An issue that has parts needs no measure of its own.
        """
        for place, issue in enumerate(self.issues):
            if not issue.measures and not self._has_parts(place):
                issue.measures = [self.new_measure()]
            for measure in issue.measures:
                measure.steps = measure.steps or [TypedStep()]
        return self.numbered()

    def _has_parts(self, place: int) -> bool:
        later = self.issues[place + 1 : place + 2]
        return not self.issues[place].part and any(issue.part for issue in later)

    def new_issue(self) -> TypedIssue:
        """Return an empty issue with one empty measure to begin with."""
        return TypedIssue(measures=[self.new_measure()])

    def new_measure(self) -> TypedMeasure:
        """Return an empty measure for the whole fiscal year, with one empty step."""
        return TypedMeasure(
            starts=short_date(self.year.starts),
            ends=short_date(self.year.ends),
            steps=[TypedStep()],
        )


def _number_steps(measure: TypedMeasure) -> None:
    if measure.steps:
        measure.steps[0].part = ""
    numbers = step_numbers(bool(step.part) for step in measure.steps)
    for s, (step, number) in enumerate(zip(measure.steps, numbers, strict=True)):
        step.prefix, step.number = f"{measure.prefix}-step-{s}", number


def _found(rows: dict[str, TypedRow], siblings: list[Row], kind: type[Row], key: str) -> Row:
    row = rows.get(key)
    if not isinstance(row, kind):
        row = rows[key] = kind()
        siblings.append(row)
    return row


def _put(row: TypedRow, what: str, values: list[str]) -> None:
    """Set one field of the row; a field that such a row does not have is left out."""
    value = values[-1] if values else ""
    if what == "owners" and isinstance(row, TypedMeasure):
        row.owners = values
    elif what != "owners" and hasattr(row, what):
        setattr(row, what, value)


def row_key(text: str) -> UUID | None:
    """Return the key of a row from a hidden field; None for anything else."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return key if str(key) == text else None
