"""The plan of a round as it is numbered: what is reported stands in the plan's own order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from measures.models import Issue, Measure, Plan, Step
from measures.models.numbering import NumberedMeasure, outline


@dataclass(frozen=True)
class StepLine:
    """What can be noted of a measure: a step, a sub-step, or the measure itself (no number)."""

    key: UUID
    number: str
    text: str
    within: str = ""


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its number, the issue it stands under, and what can be noted of it."""

    measure: Measure
    number: str
    issue: str
    steps: tuple[StepLine, ...]


def outline_of(plan_id: int | None) -> list[MeasureLine]:
    """Return the measures of a plan in their order, in 5 queries however many they are."""
    if plan_id is None:
        return []
    steps = Prefetch("steps", Step.objects.order_by("position", "pk"))
    measures = Measure.objects.order_by("position", "pk").prefetch_related("owners", steps)
    issues = Issue.objects.order_by("position", "pk")
    plans = Plan.objects.prefetch_related(
        Prefetch("issues", issues.prefetch_related(Prefetch("measures", measures)))
    )
    return [
        _line(one, f"{issue.number}. {issue.issue.title}")
        for issue in outline(plans.get(pk=plan_id))
        for one in issue.measures
    ]


def _line(one: NumberedMeasure, issue: str) -> MeasureLine:
    whole = StepLine(one.measure.key, "", one.measure.title)
    return MeasureLine(one.measure, one.number, issue, tuple(_steps(one)) or (whole,))


def _steps(one: NumberedMeasure) -> Iterator[StepLine]:
    """Give the steps without sub-steps, and the sub-steps with the words of their step."""
    texts = {numbered.step.pk: numbered.step.text for numbered in one.steps}
    wholes = {numbered.step.part_of_id for numbered in one.steps}
    for numbered in one.steps:
        step = numbered.step
        if step.pk not in wholes:
            yield StepLine(
                step.key, numbered.number, step.text, texts.get(step.part_of_id or 0, "")
            )
