"""Bringing the rows of a plan into line with what was written.

Rows whose number is known are changed in place, so that whatever hangs on them later (progress,
evidence) stays; rows that are gone from the content are deleted, and numbers that are not the
plan's own count as new rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model

from measures.models import Issue, Measure, Plan, Step
from measures.rules.content import IssueContent, MeasureContent, PlanContent

Row = TypeVar("Row", bound=Model)


def write_rows(plan: Plan, content: PlanContent) -> None:
    """Make the rows of `plan` say what `content` says. Must run in the caller's transaction."""
    Rows(plan).write(content)


class Rows:
    """The rows that a plan has, and which of them are still wanted."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.issues: dict[int | None, Issue] = {
            row.pk: row for row in Issue.objects.filter(plan=plan)
        }
        self.measures: dict[int | None, Measure] = {
            row.pk: row
            for row in Measure.objects.filter(issue__plan=plan).prefetch_related("owners")
        }
        self.steps: dict[int | None, Step] = {
            row.pk: row for row in Step.objects.filter(measure__issue__plan=plan)
        }

    def write(self, content: PlanContent) -> None:
        """Change, add and delete rows until they say what `content` says."""
        for position, issue in enumerate(content.issues, 1):
            self._write_issue(position, issue)
        # What is left was not mentioned any more. Parts first: a measure that moved to another
        # issue has left its old one by now.
        Step.objects.filter(pk__in=_numbers(self.steps)).delete()
        Measure.objects.filter(pk__in=_numbers(self.measures)).delete()
        Issue.objects.filter(pk__in=_numbers(self.issues)).delete()

    def _write_issue(self, position: int, content: IssueContent) -> None:
        issue = _written(
            self.issues.pop(content.pk, Issue(plan=self.plan)),
            position=position,
            title=content.title,
            purpose=content.purpose,
            answers_id=content.answers_id,
        )
        for place, measure in enumerate(content.measures, 1):
            self._write_measure(issue, place, measure)

    def _write_measure(self, issue: Issue, position: int, content: MeasureContent) -> None:
        known = self.measures.pop(content.pk, None)
        measure = _written(
            known or Measure(),
            issue_id=issue.pk,
            position=position,
            title=content.title,
            every_group=content.every_group,
            starts_on=content.starts_on,
            ends_on=content.ends_on,
            monitoring=content.monitoring,
        )
        owners = {group.pk for group in known.owners.all()} if known else set()
        if owners != content.owner_ids:
            measure.owners.set(content.owner_ids)
        for place, step in enumerate(content.steps, 1):
            _written(
                self.steps.pop(step.pk, Step()),
                measure_id=measure.pk,
                position=place,
                text=step.text,
            )


def _numbers(rows: Mapping[int | None, Model]) -> list[int]:
    return [row.pk for row in rows.values()]


def _written(row: Row, **facts: Any) -> Row:  # noqa: ANN401 - the values of the row's own fields
    """Give `row` the facts and save it, if it is new or says something else."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if row.pk is None or changed:
        row.save(update_fields=None if row.pk is None else changed)
    return row
