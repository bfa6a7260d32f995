"""What may answer a weak point: the office's own past measures, then the starter library.

Whatever is taken over becomes rows of the plan like any others, to be edited in the editor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches

from django.db import transaction

from assessments.models import Indicator
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Issue, Measure, Plan
from measures.models.numbering import in_order, outline
from measures.rules.answering import findings_of
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.findings import weak_indicators
from measures.rules.importing.owners import GroupName, matched
from measures.rules.library import Library, Starter, Subject, starter_library
from measures.rules.naming import folded
from measures.rules.rows import content_of
from measures.rules.saving import save_plan

_ALIKE = 0.7
"""How like a title of the library an office's own title must be, from 0 to 1."""
OWN_AT_MOST = 6
"""How many of its own past measures are shown at a point, the latest years first."""


@dataclass(frozen=True)
class Offer:
    """A measure that may be taken over.

    `ref` names it within its point; `year` is that of the office's own plan it comes from, None
    for the starter library. `subjects` are the folded titles of all that it answers; `unmatched`
    are usual owners that no active group is called.
    `parts` are the places of the steps, from 0, that are sub-steps of the last one that is none.
    `taken` tells that the point has a measure of that title, `taken_steps` which steps it has.
    """

    ref: str
    title: str
    reason: str
    steps: tuple[str, ...]
    owners: tuple[GroupName, ...]
    every_group: bool
    unmatched: tuple[str, ...]
    monitoring: str
    target: str
    year: int | None = None
    subjects: frozenset[str] = frozenset()
    taken: bool = False
    taken_steps: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()

    def rows(self) -> list[OfferRow]:
        """Return the steps in order, sub-steps with the words of their step."""
        found: list[OfferRow] = []
        whole = ""
        for place, text in enumerate(self.steps):
            is_part = place in self.parts and bool(whole)
            whole = whole if is_part else text
            found.append(OfferRow(text, whole if is_part else ""))
        return found


@dataclass(frozen=True)
class OfferRow:
    """A step of an offer; a sub-step tells `whole`, the words of the step it is part of."""

    text: str
    whole: str = ""


@dataclass(frozen=True)
class Picked:
    """An offer with those of its steps that are taken over."""

    offer: Offer
    rows: tuple[OfferRow, ...]


@dataclass(frozen=True)
class WeakPoint:
    """An issue of the plan, or a weak indicator that no issue answers, with what fits it.

    `ref` names it on the page; `number` is its number in the plan, "" for an indicator that has
    no issue yet: taking something over makes the issue.
    """

    ref: str
    number: str
    title: str
    measures: int
    offers: tuple[Offer, ...]
    indicator: Indicator | None = None


def suggestions_for(plan: Plan) -> list[WeakPoint]:
    """Return the weak points of the plan with what fits each; a few queries, however many.

    Weak indicators that nothing answers come first, then the issues in the order of the paper.
    Fetch the plan with `for_page()`.
    """
    offering = Offering(plan)
    return [*offering.indicators(), *offering.issues()]


class Offering:
    """What can be offered to one plan."""

    def __init__(self, plan: Plan, library: Library | None = None) -> None:
        self.plan = plan
        self.library = library or starter_library()
        self.groups = [
            GroupName(group.pk, group.name, group.short_name)
            for group in OfficeGroup.objects.filter(office=plan.office, is_active=True)
        ]
        self.past = list(_past_measures(plan.office, plan.fiscal_year))

    def indicators(self) -> Iterator[WeakPoint]:
        """Give the weak indicators that no issue answers, the lowest first."""
        issues = list(self.plan.issues.all())
        answered = {one.answers_id for one in issues}
        answered |= {measure.answers_id for one in issues for measure in one.measures.all()}
        answered |= self._through_points(issues)
        titles = {folded(one.title) for one in issues}
        result = self.plan.result
        for weak in weak_indicators(result) if result else []:
            if weak.pk in answered or folded(weak.name) in titles:
                continue
            offers = tuple(self._offers({folded(weak.name)}, []))
            yield WeakPoint(f"indicator-{weak.pk}", "", weak.name, 0, offers, weak)

    def _through_points(self, issues: list[Issue]) -> set[int | None]:
        """Return the indicators below which a point to develop is answered."""
        named = {one.finding for one in issues}
        named |= {measure.finding for one in issues for measure in one.measures.all()}
        found = findings_of(self.plan.result) if named - {""} else []
        return {int(one.below) for one in found if one.below and one.ref in named}

    def issues(self) -> Iterator[WeakPoint]:
        """Give the issues of the plan in the order of the paper."""
        for one in outline(self.plan):
            issue = one.issue
            names = {folded(issue.title)} | (
                {folded(issue.answers.name)} if issue.answers else set()
            )
            measures = list(issue.measures.all())
            offers = tuple(self._offers(names, measures))
            yield WeakPoint(
                f"issue-{issue.key}", one.number, issue.title, len(measures), offers, issue.answers
            )

    def _offers(self, names: Set[str], there: list[Measure]) -> Iterator[Offer]:
        """Give what answers any of `names`: own measures first, each title once."""
        known: set[str] = set()
        own = [self._own(one) for one in self.past if names & _names_of(one)][:OWN_AT_MOST]
        for offer in [*own, *(self._starter(one) for one in self._fitting(names))]:
            if folded(offer.title) not in known:
                known.add(folded(offer.title))
                yield _marked(offer, there)

    def _fitting(self, names: Set[str]) -> list[Starter]:
        subjects = self._subjects(names)
        found = [starter for one in subjects for starter in self.library.answering(one.key)]
        return list(dict.fromkeys(found))

    def _subjects(self, names: Set[str]) -> list[Subject]:
        """Return the subjects of these names; where there is none, the one that is most alike."""
        titles = {folded(one.title): one for one in self.library.subjects.values()}
        exact = [subject for title, subject in titles.items() if title in names]
        alike = [near for name in names for near in get_close_matches(name, titles, 1, _ALIKE)]
        return exact or [titles[near] for near in alike]

    def _own(self, measure: Measure) -> Offer:
        year = measure.issue.plan.fiscal_year
        active = {group.pk for group in self.groups}
        owners = [GroupName(g.pk, g.name, g.short_name) for g in measure.owners.all()]
        steps = in_order(list(measure.steps.all()))
        return Offer(
            ref=f"own-{measure.pk}",
            title=measure.title,
            reason=f"สำนักงานใช้มาตรการนี้กับเรื่องเดียวกันในปี {year} จึงมีผู้รับผิดชอบและวิธีทำอยู่แล้ว",
            steps=tuple(step.text for step in steps),
            parts=frozenset(n for n, step in enumerate(steps) if step.part_of_id),
            owners=tuple(owner for owner in owners if owner.pk in active),
            every_group=measure.every_group,
            unmatched=tuple(owner.name for owner in owners if owner.pk not in active),
            monitoring=measure.monitoring,
            target=measure.target,
            year=year,
            subjects=frozenset({folded(measure.issue.title)}),
        )

    def _starter(self, starter: Starter) -> Offer:
        found = matched(starter.owners, self.groups)
        return Offer(
            ref=f"starter-{starter.key}",
            title=starter.title,
            reason=starter.reason,
            steps=starter.steps,
            owners=found.groups,
            every_group=found.every_group,
            unmatched=found.unknown,
            monitoring=starter.monitoring,
            target=starter.target,
            subjects=frozenset(folded(self.library.subjects[key].title) for key in starter.answers),
        )


def _past_measures(office: Office, fiscal_year: int) -> Iterable[Measure]:
    """Return the measures of the office's approved plans of the years before, latest first."""
    plans = Plan.objects.of(office).in_force().filter(fiscal_year__lt=fiscal_year)
    rows = Measure.objects.filter(issue__plan__in=plans)
    rows = rows.select_related("issue__plan", "issue__answers", "answers")
    return rows.prefetch_related("steps", "owners").order_by(
        "-issue__plan__fiscal_year", "issue__position", "position", "pk"
    )


def _names_of(measure: Measure) -> set[str]:
    """Return the names of what a past measure answered: its issue, its indicators."""
    indicators = (measure.answers, measure.issue.answers)
    return {folded(measure.issue.title)} | {folded(one.name) for one in indicators if one}


def _marked(offer: Offer, there: list[Measure]) -> Offer:
    """Return the offer with what of it the point has already."""
    same = next((one for one in there if folded(one.title) == folded(offer.title)), None)
    if same is None:
        return offer
    texts = {folded(step.text) for step in same.steps.all()}
    steps = frozenset(n for n, text in enumerate(offer.steps) if folded(text) in texts)
    return replace(offer, taken=True, taken_steps=steps)


@transaction.atomic
def take_over(
    plan: Plan,
    *,
    chosen: Mapping[tuple[str, str], Collection[int]],
    expected_revision: int,
    by: User,
) -> Plan:
    """Add the chosen offers to the plan: point and offer, each with the places of its steps.

    An offer whose measure is there already gives it the steps that it lacks. Raises Refused when
    nothing is chosen or something is not offered (any more), and as `save_plan` does.
    """
    points = {point.ref: point for point in suggestions_for(plan)}
    picked: dict[str, list[Picked]] = {}
    for (point_ref, offer_ref), places in chosen.items():
        picked.setdefault(point_ref, []).append(_picked(points.get(point_ref), offer_ref, places))
    if not picked:
        raise Refused("ยังไม่ได้เลือกมาตรการ โปรดเลือกอย่างน้อย 1 มาตรการ")
    content = _with(content_of(plan), picked, points, FiscalYear(plan.fiscal_year))
    saved = save_plan(plan, content=content, expected_revision=expected_revision, by=by)
    refs = sorted({offer for _, offer in chosen})
    detail = {"offers": refs, "revision": saved.revision}
    record(by=by, office=plan.office, verb="plan.suggestions_taken", subject=saved, detail=detail)
    return saved


def _picked(point: WeakPoint | None, ref: str, places: Collection[int]) -> Picked:
    """Return the offer with only the steps at `places` that the plan does not have."""
    offer = next((one for one in point.offers if one.ref == ref), None) if point else None
    if offer is None:
        raise Refused("มีข้อเสนอที่เลือกไว้ซึ่งไม่มีในรายการแล้ว โปรดเลือกใหม่จากรายการล่าสุด")
    wanted = set(places) - offer.taken_steps
    return Picked(offer, tuple(row for n, row in enumerate(offer.rows()) if n in wanted))


def _with(
    content: PlanContent,
    picked: Mapping[str, list[Picked]],
    points: Mapping[str, WeakPoint],
    year: FiscalYear,
) -> PlanContent:
    issues = [_issue_with(issue, picked, year) for issue in content.issues]
    for ref, offers in picked.items():
        indicator = points[ref].indicator
        if not points[ref].number and indicator:
            for one in offers:
                _place(issues, one, indicator, year)
    return replace(content, issues=tuple(issues))


def _place(
    issues: list[IssueContent], picked: Picked, indicator: Indicator, year: FiscalYear
) -> None:
    """Put an offer for an indicator into the issue that it fits, or into one of its own."""
    own, offer = folded(indicator.name), picked.offer
    fitting = [n for n, one in enumerate(issues) if folded(one.title) in {own, *offer.subjects}]
    if not fitting:
        issues.append(IssueContent(title=f"ด้าน{indicator.name}", answers_id=indicator.pk))
    place = fitting[0] if fitting else len(issues) - 1
    issue = issues[place]
    measures = _measures_with(issue.measures, [picked], year)
    if issue.answers_id != indicator.pk:
        measures = tuple(
            replace(one, answers_id=indicator.pk)
            if folded(one.title) == folded(offer.title) and not (one.answers_id or one.finding)
            else one
            for one in measures
        )
    issues[place] = replace(issue, measures=measures)


def _issue_with(
    issue: IssueContent, picked: Mapping[str, list[Picked]], year: FiscalYear
) -> IssueContent:
    offers = picked.get(f"issue-{issue.key}", [])
    return replace(
        issue,
        measures=_measures_with(issue.measures, offers, year),
        parts=tuple(_issue_with(part, picked, year) for part in issue.parts),
    )


def _measures_with(
    there: tuple[MeasureContent, ...], offers: list[Picked], year: FiscalYear
) -> tuple[MeasureContent, ...]:
    """Return the measures with those of the offers; one that is there gets the steps it lacks."""
    measures = list(there)
    for picked in offers:
        names = [folded(one.title) for one in measures]
        title = folded(picked.offer.title)
        if title in names:
            place = names.index(title)
            steps = _steps_with(measures[place].steps, picked.rows)
            measures[place] = replace(measures[place], steps=steps)
        else:
            measures.append(_measure(picked.offer, _steps_with((), picked.rows), year))
    return tuple(measures)


def _steps_with(
    there: tuple[StepContent, ...], rows: Iterable[OfferRow]
) -> tuple[StepContent, ...]:
    """Return the steps with the new ones; a sub-step whose step is not there stands alone."""
    steps = list(there)
    for row in rows:
        names = [folded(one.text) for one in steps]
        if row.whole and folded(row.whole) in names:
            place = names.index(folded(row.whole))
            inner = (*steps[place].parts, StepContent(row.text))
            steps[place] = replace(steps[place], parts=inner)
        else:
            steps.append(StepContent(row.text))
    return tuple(steps)


def _measure(offer: Offer, steps: tuple[StepContent, ...], year: FiscalYear) -> MeasureContent:
    return MeasureContent(
        title=offer.title,
        steps=steps,
        owner_ids=frozenset(owner.pk for owner in offer.owners),
        every_group=offer.every_group,
        starts_on=year.starts,
        ends_on=year.ends,
        monitoring=offer.monitoring,
        target=offer.target,
    )
