"""Last year's plan as the beginning of this year's: owners and steps stay, periods move.

States and notes stay behind with their year. What was reported as unfinished is closed, moved or
explained, step by step, and kept as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.models import Indicator
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from measures.models import CarryDecision, CarryOver, Measure, Plan, Round
from measures.models.numbering import numbered_measures
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.plan import save_plan
from measures.rules.rows import content_of
from measures.rules.standing import Standing, Unit, standing_of, units_of_measure
from measures.rules.suggesting import folded

FEBRUARY = 2


@dataclass(frozen=True)
class Unfinished:
    """A step, or a measure without steps, that was not told to be done, and how it stands.

    `decided` is what the plan has kept about it, when it was copied before.
    """

    unit: Unit
    standing: Standing
    decided: CarryOver | None = None


@dataclass(frozen=True)
class SourceMeasure:
    """A measure that may be copied, with owners that are no longer among the active groups.

    `is_there` tells that the plan has a measure of that title already.
    """

    measure: Measure
    number: str
    gone: tuple[str, ...]
    unfinished: tuple[Unfinished, ...]
    is_there: bool


@dataclass(frozen=True)
class Source:
    """The plan that is copied. `has_rounds` tells whether its groups were ever asked to report."""

    plan: Plan
    measures: tuple[SourceMeasure, ...]
    has_rounds: bool

    @property
    def unfinished(self) -> list[Unfinished]:
        """All that is left of the year, in the order of the paper."""
        return [one for measure in self.measures for one in measure.unfinished]


@dataclass(frozen=True)
class Decided:
    """What is done with an unfinished step, and why."""

    decision: CarryDecision
    reason: str = ""


def source_for(plan: Plan) -> Source | None:
    """Return the plan of the nearest year before, with what it left; None when there is none.

    Of a year it is what was in force, else what was written last. A few queries.
    """
    earlier = Plan.objects.of(plan.office).filter(fiscal_year__lt=plan.fiscal_year)
    year = earlier.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
    if year is None:
        return None
    found = earlier.in_force(year).first() or earlier.newest(year).first()
    if found is None:
        return None
    source = Plan.objects.for_page().get(pk=found.pk)
    opened = Round.objects.filter(office=plan.office, fiscal_year=year, opened_at__isnull=False)
    has_rounds = opened.exists()
    measures = _measures(source, plan, has_rounds=has_rounds)
    return Source(source, tuple(measures), has_rounds)


def carried_over(plan: Plan) -> list[CarryOver]:
    """Return what the plan keeps about what was left before, all versions of its year; 1 query."""
    rows = CarryOver.objects.filter(plan__office=plan.office, plan__fiscal_year=plan.fiscal_year)
    return list(rows.select_related("measure", "step", "decided_by"))


def _measures(source: Plan, plan: Plan, *, has_rounds: bool) -> Iterator[SourceMeasure]:
    standings = standing_of(source) if has_rounds else {}
    decided = {row.row_key: row for row in carried_over(plan)}
    there = {folded(one.measure.title) for one in numbered_measures(plan)}
    for one in numbered_measures(source):
        measure = one.measure
        gone = tuple(group.name for group in measure.owners.all() if not group.is_active)
        left = tuple(
            Unfinished(unit, standings[unit.key], decided.get(unit.key))
            for unit in units_of_measure(one)
            if unit.key in standings and not standings[unit.key].is_done
        )
        yield SourceMeasure(measure, one.number, gone, left, folded(measure.title) in there)


@transaction.atomic
def copy_plan(
    plan: Plan,
    *,
    source: Source,
    wanted: Collection[UUID],
    decided: Mapping[UUID, Decided],
    expected_revision: int,
    by: User,
) -> int:
    """Copy the `wanted` measures (by key) into the open plan; return how many came over.

    An issue of the same name gets them added, others are added at the end. Steps that are closed
    or explained stay behind; a measure of which no step is left does too. Raises Refused when
    nothing is wanted or an unfinished step is not decided, and as `save_plan` does.
    """
    undecided = [one for one in source.unfinished if one.unit.key not in decided]
    if undecided:
        raise Refused(f"ยังมีขั้นตอนที่ไม่แล้วเสร็จ {len(undecided)} ข้อที่ไม่ได้ระบุว่าจะปิด ยกไปทำต่อ หรือชี้แจง")
    copied = Copying(plan, source.plan, wanted, decided).issues()
    count = sum(1 for issue in copied for _ in _measures_of(issue))
    if not count:
        raise Refused("ไม่มีมาตรการให้คัดลอก โปรดเลือกอย่างน้อย 1 มาตรการ")
    content = content_of(plan)
    saved = save_plan(
        plan,
        content=replace(content, issues=_merged(content, copied)),
        expected_revision=expected_revision,
        by=by,
    )
    _note(saved, source, decided, by)
    detail = {"from": source.plan.pk, "measures": count}
    record(by=by, office=plan.office, verb="plan.copied", subject=saved, detail=detail)
    return count


def _measures_of(issue: IssueContent) -> Iterator[MeasureContent]:
    yield from issue.measures
    for part in issue.parts:
        yield from part.measures


class Copying:
    """One plan's content as that of another year."""

    def __init__(
        self, plan: Plan, source: Plan, wanted: Collection[UUID], decided: Mapping[UUID, Decided]
    ) -> None:
        self.years = plan.fiscal_year - source.fiscal_year
        self.source, self.wanted = source, wanted
        self.left = {key for key, one in decided.items() if one.decision != CarryDecision.MOVED}
        self.indicators = _same_indicators(source, plan)

    def issues(self) -> list[IssueContent]:
        """Return the issues with what of them is copied; those without anything are left out."""
        issues = [self._issue(issue) for issue in content_of(self.source).issues]
        return [issue for issue in issues if issue.measures or issue.parts]

    def _issue(self, issue: IssueContent) -> IssueContent:
        parts = tuple(part for part in map(self._issue, issue.parts) if part.measures)
        measures = (self._measure(one) for one in issue.measures if one.key in self.wanted)
        return replace(
            issue,
            key=None,
            answers_id=self.indicators.get(issue.answers_id),
            measures=tuple(one for one in measures if one),
            parts=parts,
        )

    def _measure(self, measure: MeasureContent) -> MeasureContent | None:
        """Return the measure of the new year; None when all of it stays behind."""
        steps = tuple(step for step in map(self._step, measure.steps) if step)
        if measure.key in self.left or (measure.steps and not steps):
            return None
        return replace(
            measure,
            key=None,
            steps=steps,
            starts_on=later(measure.starts_on, self.years),
            ends_on=later(measure.ends_on, self.years),
            answers_id=self.indicators.get(measure.answers_id),
        )

    def _step(self, step: StepContent) -> StepContent | None:
        parts = tuple(part for part in map(self._step, step.parts) if part)
        if step.key in self.left or (step.parts and not parts):
            return None
        return replace(
            step,
            key=None,
            starts_on=later(step.starts_on, self.years),
            ends_on=later(step.ends_on, self.years),
            parts=parts,
        )


def later(day: date | None, years: int) -> date | None:
    """Return the same day of the year so many years later; 29 February becomes 28 if it must."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, FEBRUARY, 28)


def _same_indicators(source: Plan, plan: Plan) -> dict[int | None, int | None]:
    """Return the indicators of the new result by those of the old one, as far as names agree."""
    new: dict[str, int | None] = {folded(one.name): one.pk for one in _indicators(plan)}
    return {one.pk: new.get(folded(one.name)) for one in _indicators(source)}


def _indicators(plan: Plan) -> list[Indicator]:
    return [score.indicator for score in plan.result.scores.all()] if plan.result else []


def _merged(content: PlanContent, copied: list[IssueContent]) -> tuple[IssueContent, ...]:
    """Return the plan's issues with the copied ones: under the same name, or at the end."""
    issues = list(content.issues)
    for issue in copied:
        names = [folded(one.title) for one in issues]
        if issue.title and folded(issue.title) in names:
            place = names.index(folded(issue.title))
            there = issues[place]
            issues[place] = replace(
                there,
                purpose=there.purpose or issue.purpose,
                answers_id=there.answers_id or issue.answers_id,
                measures=there.measures + issue.measures,
                parts=there.parts + issue.parts,
            )
        else:
            issues.append(issue)
    return tuple(issues)


def _note(plan: Plan, source: Source, decided: Mapping[UUID, Decided], by: User) -> None:
    """Keep what was decided about each unfinished step; decided again, the last word holds."""
    now = timezone.now()
    CarryOver.objects.bulk_create(
        [
            CarryOver(
                plan=plan,
                measure=one.unit.measure,
                step=one.unit.step,
                row_key=one.unit.key,
                decision=decided[one.unit.key].decision,
                reason=decided[one.unit.key].reason,
                decided_at=now,
                decided_by=by,
            )
            for one in source.unfinished
        ],
        update_conflicts=True,
        unique_fields=["plan", "row_key"],
        update_fields=["decision", "reason", "decided_at", "decided_by"],
    )
