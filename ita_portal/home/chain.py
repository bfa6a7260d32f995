"""The chain of an office-year: from the scores of the year before to the disclosure of this one.

The ITA of a fiscal year asks for measures that answer the result of the year before. So the
work of year N begins with the scores of N-1 and ends on the disclosure page of N.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from assessments.models import Framework, Result
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office
from measures.models import Plan, RoundMonths
from measures.rules.progress.overview import RoundStanding, rounds_standing

UNOPENED = "ยังไม่เปิดรอบ"


@dataclass(frozen=True)
class ChainStep:
    """One step of the chain. `state` is "done", "now" (what to do next) or "" (not yet)."""

    key: str
    words: str
    href: str
    state: str
    told: str
    here: bool = False


@dataclass(frozen=True)
class YearFacts:
    """What the chain of one year is made of."""

    fiscal_year: int
    result: Result | None
    plan: Plan | None
    has_framework: bool
    rounds: Mapping[int, RoundStanding] = field(default_factory=dict)


def years_of(office: Office) -> list[YearFacts]:
    """Return the office's years of work, latest first, in 4 queries however many they are.

    These are the years with a plan, and the one that the latest result asks for: older results
    are history that nobody has to answer any more.
    """
    results = {
        result.fiscal_year: result
        for result in Result.objects.of(office).only("pk", "fiscal_year", "status", "office_id")
    }
    plans = {plan.fiscal_year: plan for plan in Plan.objects.of(office).newest().for_list()}
    frameworks = set(Framework.objects.values_list("fiscal_year", flat=True))
    rounds: dict[int, dict[int, RoundStanding]] = {}
    for one in rounds_standing(office):
        rounds.setdefault(one.fiscal_year, {})[one.months] = one
    years = set(plans) | ({max(results) + 1} if results else set())
    return [
        YearFacts(
            year, results.get(year - 1), plans.get(year), year in frameworks, rounds.get(year, {})
        )
        for year in sorted(years, reverse=True)
    ]


def facts_of_year(office: Office, fiscal_year: int, *, plan: Plan | None = None) -> YearFacts:
    """Return what the chain of `fiscal_year` is made of, in 4 queries.

    In 1 or 2 for who has the year's newest `plan` already, whole, with its proposal and result.
    """
    plan = plan or Plan.objects.of(office).newest(fiscal_year).for_list().first()
    known = plan.result if plan and plan.result_id else None
    never_signed = plan is not None and plan.version == 1 and plan.is_open  # and so no round opened
    rounds = [] if never_signed else rounds_standing(office, fiscal_year)
    return YearFacts(
        fiscal_year,
        known or Result.objects.of(office).filter(fiscal_year=fiscal_year - 1).first(),
        plan,
        _has_framework(fiscal_year, plan),
        {one.months: one for one in rounds},
    )


def _has_framework(fiscal_year: int, plan: Plan | None) -> bool:
    told: bool | None = getattr(plan, "has_framework", None)  # a whole plan has asked already
    return Framework.objects.filter(fiscal_year=fiscal_year).exists() if told is None else told


def chain(office: Office, facts: YearFacts, *, here: str = "") -> list[ChainStep]:
    """Return the steps of the year with their states; the first one to be done is "now".

    A round that has not opened yet is nothing to be done.
    """
    steps = [
        _scores(office, facts),
        _analysis(office, facts),
        _measures(office, facts),
        _announcement(office, facts),
        _round(office, facts, RoundMonths.SIX),
        _round(office, facts, RoundMonths.TWELVE),
        _disclosure(office, facts),
    ]
    now = next((step for step in steps if step.state != "done" and step.told != UNOPENED), None)
    return [
        ChainStep(
            step.key,
            step.words,
            step.href,
            "now" if step is now else step.state,
            step.told,
            here=step.key == here,
        )
        for step in steps
    ]


def _scores(office: Office, facts: YearFacts) -> ChainStep:
    year = facts.fiscal_year - 1
    done = facts.result is not None and facts.result.is_settled
    told = facts.result.get_status_display() if facts.result else "ยังไม่ได้บันทึก"
    href = reverse("assessments:result_edit", args=[office.code, year])
    return ChainStep("scores", f"คะแนนปี {year}", href, "done" if done else "", told)


def _analysis(office: Office, facts: YearFacts) -> ChainStep:
    year = facts.fiscal_year - 1
    done = facts.result is not None and facts.result.is_settled
    href = reverse("assessments:analysis", args=[office.code, year]) if facts.result else ""
    told = "ดูได้แล้ว" if done else "รอคะแนนที่ยืนยันแล้ว"
    return ChainStep("analysis", f"วิเคราะห์ผลปี {year}", href, "done" if done else "", told)


def _measures(office: Office, facts: YearFacts) -> ChainStep:
    plan, year = facts.plan, facts.fiscal_year
    done = plan is not None and plan.status in {Plan.Status.SUBMITTED, Plan.Status.APPROVED}
    told = plan.status.label if plan else "ยังไม่ได้เริ่ม"
    name = "measures:plan" if plan else "measures:plan_list"
    href = reverse(name, args=[office.code, year] if plan else [office.code])
    return ChainStep("measures", f"มาตรการปี {year}", href, "done" if done else "", told)


def _announcement(office: Office, facts: YearFacts) -> ChainStep:
    plan = facts.plan
    paper = plan.announcement_in_force if plan else None
    waits = plan is not None and plan.status == Plan.Status.SUBMITTED
    done = paper is not None and paper.status == Document.Status.READY and not waits
    told = paper.get_status_display() if paper else "ยังไม่มี"
    if waits:
        told = "รอลงนาม"
    href = ""
    if paper or waits:
        href = reverse("measures:plan", args=[office.code, facts.fiscal_year])
    return ChainStep("announcement", "ประกาศ", href, "done" if done else "", told)


def _round(office: Office, facts: YearFacts, months: RoundMonths) -> ChainStep:
    key, words = f"months_{months}", f"{months} เดือน"
    found = facts.rounds.get(months)
    if found is None or not found.is_open:
        has_paper = facts.plan is not None and facts.plan.announcement is not None
        href = reverse("measures:progress_list", args=[office.code]) if has_paper else ""
        return ChainStep(key, words, href, "", UNOPENED)
    href = reverse("measures:progress_round", args=[office.code, facts.fiscal_year, months])
    if found.is_signed:
        return ChainStep(key, words, href, "done", "รายงานลงนามแล้ว")
    return ChainStep(key, words, href, "", f"ส่งแล้ว {found.sent}/{found.asked} กลุ่ม")


def _disclosure(office: Office, facts: YearFacts) -> ChainStep:
    if not facts.has_framework:
        return ChainStep("disclosure", "เปิดเผยข้อมูล", "", "", "ยังไม่มีกรอบการประเมินของปีนี้")
    href = reverse("disclosure:checklist", args=[office.code, facts.fiscal_year])
    return ChainStep("disclosure", "เปิดเผยข้อมูล", href, "", "แบบตรวจข้อ OIT")
