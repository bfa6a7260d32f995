"""Last year's plan as the beginning of this year's: owners and steps stay, periods move.

States and notes stay behind with their year. What was reported as unfinished is closed, moved or
explained, step by step, and kept as such.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from assessments.models import Indicator
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from measures.models import CarryDecision, Plan
from measures.models.findings import ISSUE
from measures.models.numbering import numbered_measures
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.leftovers import Decided, Source, keep_decisions
from measures.rules.naming import folded
from measures.rules.rows import content_of
from measures.rules.saving import locked_open, save_plan
from measures.rules.standing import units_of_measure


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
    copying = Copying(plan, source.plan, wanted, decided)
    copied = copying.issues()
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
    keep_decisions(saved, source, _with_places(source, decided, copying.made), by=by)
    detail = {"from": source.plan.pk, "measures": count}
    record(by=by, office=plan.office, verb="plan.copied", subject=saved, detail=detail)
    return count


@transaction.atomic
def settle(
    plan: Plan,
    *,
    source: Source,
    decided: Mapping[UUID, Decided],
    as_new: Collection[UUID],
    expected_revision: int,
    by: User,
) -> int:
    """Decide about unfinished steps without copying the plan; return how many were decided.

    Those `as_new` (by key) come into the plan, in measures of their own without what was done;
    other moved ones name the measure of the plan in which they go on. What is not `decided` stays
    as it was. Raises Refused when the plan is not open, and as `save_plan` does for new ones.
    """
    made: dict[UUID, UUID] = {}
    if as_new:
        copying = _copying_alone(plan, source, as_new)
        content = content_of(plan)
        issues = _merged(content, copying.issues())
        content = replace(content, issues=issues)
        plan = save_plan(plan, content=content, expected_revision=expected_revision, by=by)
        made = copying.made
    else:
        plan = locked_open(plan)
    places = _with_places(source, decided, made)
    keep_decisions(plan, source, places, by=by)
    detail = {"from": source.plan.pk, "decided": len(places)}
    record(by=by, office=plan.office, verb="plan.leftovers_decided", subject=plan, detail=detail)
    return len(places)


def _copying_alone(plan: Plan, source: Source, as_new: Collection[UUID]) -> Copying:
    """Return the copying of the measures of these steps, with no other step of them."""
    wanted = set()
    behind: dict[UUID, Decided] = {}
    for one in numbered_measures(source.plan):
        units = {unit.key for unit in units_of_measure(one)}
        if units & set(as_new):
            wanted.add(one.measure.key)
            behind |= {key: Decided(CarryDecision.CLOSED) for key in units - set(as_new)}
    return Copying(plan, source.plan, wanted, behind)


def _with_places(
    source: Source, decided: Mapping[UUID, Decided], made: Mapping[UUID, UUID]
) -> dict[UUID, Decided]:
    """Tell for each moved step in which measure of the new plan it goes on."""
    places = {
        one.unit.key: made.get(measure.measure.key, measure.there)
        for measure in source.measures
        for one in measure.unfinished
    }
    return {
        key: replace(one, moved_to=places.get(key))
        if one.decision == CarryDecision.MOVED and one.moved_to is None
        else one
        for key, one in decided.items()
    }


def _measures_of(issue: IssueContent) -> Iterator[MeasureContent]:
    yield from issue.measures
    for part in issue.parts:
        yield from part.measures


class Copying:
    """One plan's content as that of another year; `made` tells which measure became which."""

    def __init__(
        self, plan: Plan, source: Plan, wanted: Collection[UUID], decided: Mapping[UUID, Decided]
    ) -> None:
        self.years = plan.fiscal_year - source.fiscal_year
        self.source, self.wanted = source, wanted
        self.left = {key for key, one in decided.items() if one.decision != CarryDecision.MOVED}
        self.indicators = _same_indicators(source, plan)
        self.made: dict[UUID, UUID] = {}

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
            finding=_lasting(issue.finding),
            measures=tuple(one for one in measures if one),
            parts=parts,
        )

    def _measure(self, measure: MeasureContent) -> MeasureContent | None:
        """Return the measure of the new year; None when all of it stays behind."""
        steps = tuple(step for step in map(self._step, measure.steps) if step)
        if measure.key in self.left or (measure.steps and not steps):
            return None
        key = uuid4()
        if measure.key:
            self.made[measure.key] = key
        return replace(
            measure,
            key=key,
            steps=steps,
            starts_on=later(measure.starts_on, self.years),
            ends_on=later(measure.ends_on, self.years),
            answers_id=self.indicators.get(measure.answers_id),
            finding=_lasting(measure.finding),
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
    """Return the same day of the year so many years later; the end of a month stays its end."""
    if day is None:
        return None
    year = day.year + years
    last = monthrange(year, day.month)[1]
    if day.day == monthrange(day.year, day.month)[1]:
        return date(year, day.month, last)
    return date(year, day.month, min(day.day, last))


def _lasting(finding: str) -> str:
    """Return a finding as the next year knows it: issues keep their titles, points are new."""
    return finding if finding.startswith(ISSUE) else ""


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
                answers_id=None if there.finding else there.answers_id or issue.answers_id,
                finding=there.finding or ("" if there.answers_id else issue.finding),
                measures=there.measures + issue.measures,
                parts=there.parts + issue.parts,
            )
        else:
            issues.append(issue)
    return tuple(issues)
