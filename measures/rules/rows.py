"""Bringing the rows of a plan into line with what was written.

Rows whose key is known are changed in place, so that whatever hangs on them (progress, evidence)
stays; rows that are gone from the content are deleted, and keys that are not the plan's own are
those of new rows. Only rows that say something else are written: a save of one row touches it
alone. The place of an issue is counted through the whole plan and that of a step through its
measure, parts following what they are part of, so that rows by position stand as on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db.models import Manager, Model

from measures.models import Issue, Measure, Plan, Step
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent

Row = TypeVar("Row", Issue, Measure, Step)
AT_ONCE = 200
"""How many rows one statement writes; SQLite allows only so many values in one."""


def write_rows(plan: Plan, content: PlanContent) -> None:
    """Make the rows of `plan` say what `content` says. Must run in the caller's transaction.

    A handful of queries, however many rows.
    """
    issues = Rows(Issue, Issue.objects.filter(plan=plan))
    measures = Rows(Measure, Measure.objects.filter(issue__plan=plan))
    steps = Rows(Step, Step.objects.filter(measure__issue__plan=plan))
    wanted = _write_issues(plan, content, issues)
    written = _write_measures(wanted, measures)
    _write_steps(written, steps)
    _write_owners(written)
    # What is left was not mentioned any more. Parts first: a measure that moved to another issue
    # has left its old one by now.
    for rows in (steps, measures, issues):
        rows.delete_the_rest()


def content_of(plan: Plan) -> PlanContent:
    """Return what the rows of `plan` say, with their keys; fetch it with `for_page()` before."""
    issues = [issue for issue in plan.issues.all() if issue.part_of_id is None]
    return PlanContent(
        subject=plan.subject,
        layout=plan.layout,
        opening=plan.opening,
        closing=plan.closing,
        basis=plan.basis,
        issues=tuple(_issue_content(plan, issue) for issue in issues),
    )


def _issue_content(plan: Plan, issue: Issue) -> IssueContent:
    parts = [one for one in plan.issues.all() if one.part_of_id == issue.pk]
    return IssueContent(
        title=issue.title,
        purpose=issue.purpose,
        answers_id=issue.answers_id,
        finding=issue.finding,
        measures=tuple(_measure_content(measure) for measure in issue.measures.all()),
        key=issue.key,
        parts=tuple(_issue_content(plan, part) for part in parts),
    )


def _measure_content(measure: Measure) -> MeasureContent:
    steps = list(measure.steps.all())
    return MeasureContent(
        title=measure.title,
        steps=tuple(_step_content(step, steps) for step in steps if step.part_of_id is None),
        owner_ids=frozenset(group.pk for group in measure.owners.all()),
        **{name: getattr(measure, name) for name in _MEASURE_FACTS},
        key=measure.key,
    )


def _step_content(step: Step, steps: list[Step]) -> StepContent:
    parts = tuple(_step_content(one, steps) for one in steps if one.part_of_id == step.pk)
    return StepContent(step.text, step.key, step.starts_on, step.ends_on, parts)


_MEASURE_FACTS = (
    "every_group",
    "starts_on",
    "ends_on",
    "monitoring",
    "target",
    "budget",
    "no_budget",
    "answers_id",
    "finding",
)


class Rows(Generic[Row]):
    """The rows of one kind that a plan has, what becomes of them, and which are still wanted."""

    def __init__(self, model: type[Row], rows: Iterable[Row]) -> None:
        self.model: type[Row] = model
        self.known: dict[UUID | None, Row] = {row.key: row for row in rows}
        self.taken: set[UUID] = set()
        self.new: list[Row] = []
        self.changed: list[Row] = []
        self.fields: set[str] = set()

    def take(self, key: UUID | None, **facts: Any) -> Row:  # noqa: ANN401 - values of the fields
        """Give the row of this key the facts; a new row when it has none, or was taken before."""
        row = self.known.pop(key, None)
        if row is None:
            row = self.model(key=key if key and key not in self.taken else uuid4(), **facts)
            self.new.append(row)
        else:
            changed = {name for name, value in facts.items() if _differs(row, name, value)}
            for name in changed:
                setattr(row, name, facts[name])
            self.fields |= changed
            self.changed += [row] if changed else []
        self.taken.add(row.key)
        return row

    def write(self) -> None:
        """Write what is new or says something else."""
        rows: Manager[Row] = self.model._default_manager
        rows.bulk_create(self.new, AT_ONCE)
        if self.changed:
            rows.bulk_update(self.changed, sorted(self.fields), AT_ONCE)
        self.new, self.changed, self.fields = [], [], set()

    def delete_the_rest(self) -> None:
        """Delete the rows that were not mentioned any more."""
        numbers = [row.pk for row in self.known.values()]
        if numbers:
            self.model._default_manager.filter(pk__in=numbers).delete()


def _differs(row: Model, name: str, value: object) -> bool:
    field = row._meta.get_field(name)
    now = getattr(row, getattr(field, "attname", name))
    return bool(now != (value.pk if isinstance(value, Model) else value))


def _write_issues(
    plan: Plan, content: PlanContent, rows: Rows[Issue]
) -> list[tuple[Issue, MeasureContent, int]]:
    """Write the issues, then their parts; return each measure with its issue and place."""
    place = count(1)
    wanted: list[tuple[Issue, MeasureContent, int]] = []
    later: list[tuple[Issue, IssueContent, int]] = []
    for issue in content.issues:
        row = _take_issue(plan, rows, issue, next(place), None)
        wanted += [(row, measure, nth) for nth, measure in enumerate(issue.measures, 1)]
        later += [(row, part, next(place)) for part in issue.parts]
    rows.write()
    for whole, part, position in later:
        row = _take_issue(plan, rows, part, position, whole)
        wanted += [(row, measure, nth) for nth, measure in enumerate(part.measures, 1)]
    rows.write()
    return wanted


def _take_issue(
    plan: Plan, rows: Rows[Issue], content: IssueContent, position: int, whole: Issue | None
) -> Issue:
    return rows.take(
        content.key,
        plan=plan,
        part_of=whole,
        position=position,
        title=content.title,
        purpose=content.purpose,
        answers_id=content.answers_id,
        finding=content.finding,
    )


def _write_measures(
    wanted: Iterable[tuple[Issue, MeasureContent, int]], rows: Rows[Measure]
) -> list[tuple[Measure, MeasureContent]]:
    written = []
    for issue, content, position in wanted:
        facts = {name: getattr(content, name) for name in _MEASURE_FACTS}
        row = rows.take(content.key, issue=issue, position=position, title=content.title, **facts)
        written.append((row, content))
    rows.write()
    return written


def _write_steps(written: Iterable[tuple[Measure, MeasureContent]], rows: Rows[Step]) -> None:
    later: list[tuple[Step, StepContent, int]] = []
    for measure, content in written:
        place = count(1)
        for step in content.steps:
            row = _take_step(rows, measure, step, next(place), None)
            later += [(row, part, next(place)) for part in step.parts]
    rows.write()
    for whole, part, position in later:
        _take_step(rows, whole.measure, part, position, whole)
    rows.write()


def _take_step(
    rows: Rows[Step], measure: Measure, content: StepContent, position: int, whole: Step | None
) -> Step:
    return rows.take(
        content.key,
        measure=measure,
        part_of=whole,
        position=position,
        text=content.text,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
    )


def _write_owners(written: Iterable[tuple[Measure, MeasureContent]]) -> None:
    """Write who owns the measures, where it is not as it was."""
    owners = Measure.owners.through._default_manager
    wanted = {(row.pk, group) for row, content in written for group in content.owner_ids}
    measures = [row.pk for row, _ in written]
    rows = owners.filter(measure_id__in=measures).values_list("pk", "measure_id", "officegroup_id")
    now = {(measure, group): pk for pk, measure, group in rows}
    gone = [pk for pair, pk in now.items() if pair not in wanted]
    if gone:
        owners.filter(pk__in=gone).delete()
    owners.bulk_create(
        [
            Measure.owners.through(measure_id=measure, officegroup_id=group)
            for measure, group in sorted(wanted - now.keys())
        ],
        AT_ONCE,
    )
