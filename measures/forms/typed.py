"""The plan as it stands in the editor: strings in rows, exactly as they were typed.

The same tree is made from the saved plan and from a posted form. So a page that comes back with
errors, with one row more, or because somebody else has saved, shows all that was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

from django.http import QueryDict

from ita_portal.thai.dates import short_date
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Issue, Measure, Plan

_NAME = re.compile(
    r"issue-([0-9]{1,6})(?:-measure-([0-9]{1,6})(?:-step-([0-9]{1,6}))?)?"
    r"-(pk|title|purpose|answers|owners|every|starts|ends|monitoring|text)"
)


@dataclass
class TypedRow:
    """What every row of the editor has: its row in the database, its place, its errors."""

    pk: str = ""
    prefix: str = ""
    number: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    focus: bool = False


@dataclass
class TypedStep(TypedRow):
    """One step."""

    text: str = ""


@dataclass
class TypedMeasure(TypedRow):
    """One measure; `owners` are the numbers of groups as strings."""

    title: str = ""
    owners: list[str] = field(default_factory=list)
    every: str = ""
    starts: str = ""
    ends: str = ""
    monitoring: str = ""
    steps: list[TypedStep] = field(default_factory=list)


@dataclass
class TypedIssue(TypedRow):
    """One issue."""

    title: str = ""
    purpose: str = ""
    answers: str = ""
    measures: list[TypedMeasure] = field(default_factory=list)


Row = TypeVar("Row", bound=TypedRow)


@dataclass
class TypedPlan:
    """A whole plan as it was typed."""

    year: FiscalYear
    revision: str = ""
    subject: str = ""
    layout: str = Plan.Layout.PROSE
    opening: str = ""
    closing: str = ""
    issues: list[TypedIssue] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> TypedPlan:
        """Return the saved plan; fetch it with `for_page()` before."""
        typed = cls(
            year=FiscalYear(plan.fiscal_year),
            revision=str(plan.revision),
            subject=plan.subject,
            layout=plan.layout,
            opening=plan.opening,
            closing=plan.closing,
            issues=[_issue(issue) for issue in plan.issues.all()],
        )
        return typed.numbered()

    @classmethod
    def posted(cls, data: QueryDict, year: FiscalYear) -> TypedPlan:
        """Return what was posted; rows stand in the order in which the page had them."""
        typed = cls(
            year=year,
            revision=data.get("revision", ""),
            subject=data.get("subject", ""),
            layout=data.get("layout", ""),
            opening=data.get("opening", ""),
            closing=data.get("closing", ""),
        )
        rows: dict[str, TypedRow] = {}
        for name, values in data.lists():
            if match := _NAME.fullmatch(name):
                *places, what = match.groups()
                _put(typed._row(rows, *places), what, [str(value) for value in values])
        return typed.numbered()

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

    def numbered(self) -> TypedPlan:
        """Give every row its number and the prefix of its fields, by its place."""
        for i, issue in enumerate(self.issues):
            issue.prefix, issue.number = f"issue-{i}", str(i + 1)
            for m, measure in enumerate(issue.measures):
                measure.prefix, measure.number = f"issue-{i}-measure-{m}", f"{i + 1}.{m + 1}"
                for s, step in enumerate(measure.steps):
                    step.prefix, step.number = f"{measure.prefix}-step-{s}", str(s + 1)
        return self

    def ready(self) -> TypedPlan:
        """Give issues an empty measure, and measures an empty step, to write in where none is.

        What stays empty is not saved.
        """
        for issue in self.issues:
            issue.measures = issue.measures or [self.new_measure()]
            for measure in issue.measures:
                measure.steps = measure.steps or [TypedStep()]
        return self.numbered()

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

    def change(self, order: str) -> TypedPlan:
        """Carry out a button of the page that works without script, e.g. "up issue-1".

        Orders are add-issue, and with the prefix of a row: add-measure, add-step, remove, up and
        down. An order that fits no row changes nothing.
        """
        verb, _, prefix = order.partition(" ")
        if verb == "add-issue":
            _add(self.issues, self.new_issue())
        for issue in list(self.issues):
            _move(self.issues, issue, verb, prefix)
            if (verb, prefix) == ("add-measure", issue.prefix):
                _add(issue.measures, self.new_measure())
            for measure in list(issue.measures):
                _move(issue.measures, measure, verb, prefix)
                if (verb, prefix) == ("add-step", measure.prefix):
                    _add(measure.steps, TypedStep())
                for step in list(measure.steps):
                    _move(measure.steps, step, verb, prefix)
        return self.numbered()


def _found(rows: dict[str, TypedRow], siblings: list[Row], kind: type[Row], key: str) -> Row:
    row = rows.get(key)
    if not isinstance(row, kind):
        row = rows[key] = kind()
        siblings.append(row)
    return row


def _put(row: TypedRow, what: str, values: list[str]) -> None:
    """Set one field of the row; a field that such a row does not have is left out."""
    if what == "owners" and isinstance(row, TypedMeasure):
        row.owners = values
    elif what != "owners" and hasattr(row, what):
        setattr(row, what, values[-1] if values else "")


def _add(siblings: list[Row], row: Row) -> None:
    row.focus = True
    siblings.append(row)


def _move(siblings: list[Row], row: Row, verb: str, prefix: str) -> None:
    if row.prefix != prefix or verb not in {"remove", "up", "down"}:
        return
    place = siblings.index(row)
    siblings.remove(row)
    if verb != "remove":
        row.focus = True
        siblings.insert(max(0, place - 1) if verb == "up" else place + 1, row)


def _issue(issue: Issue) -> TypedIssue:
    return TypedIssue(
        pk=str(issue.pk),
        title=issue.title,
        purpose=issue.purpose,
        answers=str(issue.answers_id or ""),
        measures=[_measure(measure) for measure in issue.measures.all()],
    )


def _measure(measure: Measure) -> TypedMeasure:
    return TypedMeasure(
        pk=str(measure.pk),
        title=measure.title,
        owners=[str(group.pk) for group in measure.owners.all()],
        every="1" if measure.every_group else "",
        starts=short_date(measure.starts_on) if measure.starts_on else "",
        ends=short_date(measure.ends_on) if measure.ends_on else "",
        monitoring=measure.monitoring,
        steps=[TypedStep(pk=str(step.pk), text=step.text) for step in measure.steps.all()],
    )
