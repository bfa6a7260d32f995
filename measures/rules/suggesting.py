"""What may answer a weak point: the office's own past measures, then the starter library.

Whatever is taken over becomes rows of the plan like any others, to be edited in the editor.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches

from django.db import transaction

from assessments.models import Indicator
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean
from measures.models import Measure, Plan
from measures.models.numbering import outline
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.findings import weak_indicators
from measures.rules.importing.owners import GroupName, matched
from measures.rules.library import Library, Starter, Subject, starter_library
from measures.rules.plan import save_plan
from measures.rules.rows import content_of

_NUMBER = re.compile(r"^\s*(?:ประเด็นที่|ด้านที่|ข้อ)?\s*[0-9.()]*\s*")
_BEFORE = re.compile(r"^(?:ประเด็น|ด้าน|ตัวชี้วัด)(?:ที่\s*[0-9.]+)?\s*")
_SPACE = re.compile(r"\s+")
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
        titles = {folded(one.title) for one in issues}
        result = self.plan.result
        for weak in weak_indicators(result) if result else []:
            if weak.pk in answered or folded(weak.name) in titles:
                continue
            offers = tuple(self._offers({folded(weak.name)}, []))
            yield WeakPoint(f"indicator-{weak.pk}", "", weak.name, 0, offers, weak)

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
        return Offer(
            ref=f"own-{measure.pk}",
            title=measure.title,
            reason=f"สำนักงานใช้มาตรการนี้กับเรื่องเดียวกันในปี {year} จึงมีผู้รับผิดชอบและวิธีทำอยู่แล้ว",
            steps=tuple(step.text for step in measure.steps.all()),
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
            owners=() if found.every_group else found.groups,
            every_group=found.every_group,
            unmatched=() if found.every_group else found.unknown,
            monitoring=starter.monitoring,
            target=starter.target,
            subjects=frozenset(folded(self.library.subjects[key].title) for key in starter.answers),
        )


def folded(title: str) -> str:
    """Return a title for comparing: without number, spaces, "ประเด็น", "ด้าน" or "ตัวชี้วัด"."""
    text = _NUMBER.sub("", arabic_digits(clean(title)))
    return _SPACE.sub("", _BEFORE.sub("", text)).casefold()


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
    picked: dict[str, list[Offer]] = {}
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


def _picked(point: WeakPoint | None, ref: str, places: Collection[int]) -> Offer:
    """Return the offer with only the steps at `places` that the plan does not have."""
    offer = next((one for one in point.offers if one.ref == ref), None) if point else None
    if offer is None:
        raise Refused("มีข้อเสนอที่เลือกไว้ซึ่งไม่มีในรายการแล้ว โปรดเลือกใหม่จากรายการล่าสุด")
    steps = [
        text for n, text in enumerate(offer.steps) if n in places and n not in offer.taken_steps
    ]
    return replace(offer, steps=tuple(steps))


def _with(
    content: PlanContent,
    picked: Mapping[str, list[Offer]],
    points: Mapping[str, WeakPoint],
    year: FiscalYear,
) -> PlanContent:
    issues = [_issue_with(issue, picked, year) for issue in content.issues]
    for ref, offers in picked.items():
        indicator = points[ref].indicator
        if not points[ref].number and indicator:
            for offer in offers:
                _place(issues, offer, indicator, year)
    return replace(content, issues=tuple(issues))


def _place(
    issues: list[IssueContent], offer: Offer, indicator: Indicator, year: FiscalYear
) -> None:
    """Put an offer for an indicator into the issue that it fits, or into one of its own."""
    own = folded(indicator.name)
    fitting = [n for n, one in enumerate(issues) if folded(one.title) in {own, *offer.subjects}]
    if not fitting:
        issues.append(IssueContent(title=f"ด้าน{indicator.name}", answers_id=indicator.pk))
    place = fitting[0] if fitting else len(issues) - 1
    issue = issues[place]
    measures = _measures_with(issue.measures, [offer], year)
    if issue.answers_id != indicator.pk:
        measures = tuple(
            replace(one, answers_id=indicator.pk)
            if folded(one.title) == folded(offer.title) and one.answers_id is None
            else one
            for one in measures
        )
    issues[place] = replace(issue, measures=measures)


def _issue_with(
    issue: IssueContent, picked: Mapping[str, list[Offer]], year: FiscalYear
) -> IssueContent:
    offers = picked.get(f"issue-{issue.key}", [])
    return replace(
        issue,
        measures=_measures_with(issue.measures, offers, year),
        parts=tuple(_issue_with(part, picked, year) for part in issue.parts),
    )


def _measures_with(
    there: tuple[MeasureContent, ...], offers: list[Offer], year: FiscalYear
) -> tuple[MeasureContent, ...]:
    """Return the measures with those of the offers; one that is there gets the steps it lacks."""
    measures = list(there)
    for offer in offers:
        steps = tuple(StepContent(text) for text in offer.steps)
        names = [folded(one.title) for one in measures]
        if folded(offer.title) in names:
            place = names.index(folded(offer.title))
            measures[place] = replace(measures[place], steps=measures[place].steps + steps)
        else:
            measures.append(_measure(offer, steps, year))
    return tuple(measures)


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
