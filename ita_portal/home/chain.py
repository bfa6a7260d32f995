"""The chain of an office-year: from the scores of the year before to the disclosure of this one.

The ITA of a fiscal year asks for measures that answer the result of the year before. So the
work of year N begins with the scores of N-1 and ends on the disclosure page of N.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from assessments.models import Framework, Result
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office
from measures.models import Plan


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


def years_of(office: Office) -> list[YearFacts]:
    """Return the office's years of work, latest first, in 3 queries however many they are.

    These are the years with a plan, and the one that the latest result asks for: older results
    are history that nobody has to answer any more.
    """
    results = {
        result.fiscal_year: result
        for result in Result.objects.of(office).only("pk", "fiscal_year", "status", "office_id")
    }
    plans = {plan.fiscal_year: plan for plan in Plan.objects.of(office).for_list()}
    frameworks = set(Framework.objects.values_list("fiscal_year", flat=True))
    years = set(plans) | ({max(results) + 1} if results else set())
    return [
        YearFacts(year, results.get(year - 1), plans.get(year), year in frameworks)
        for year in sorted(years, reverse=True)
    ]


def facts_of_year(office: Office, fiscal_year: int) -> YearFacts:
    """Return what the chain of `fiscal_year` is made of, in 3 queries."""
    return YearFacts(
        fiscal_year,
        Result.objects.of(office).filter(fiscal_year=fiscal_year - 1).first(),
        Plan.objects.of(office).filter(fiscal_year=fiscal_year).for_list().first(),
        Framework.objects.filter(fiscal_year=fiscal_year).exists(),
    )


def chain(office: Office, facts: YearFacts, *, here: str = "") -> list[ChainStep]:
    """Return the steps of the year with their states; the first one not done is "now"."""
    steps = [
        _scores(office, facts),
        _analysis(office, facts),
        _measures(office, facts),
        _announcement(office, facts),
        _disclosure(office, facts),
    ]
    now = next((step for step in steps if step.state != "done"), None)
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
    told = plan.get_status_display() if plan else "ยังไม่ได้เริ่ม"
    name = "measures:plan" if plan else "measures:plan_list"
    href = reverse(name, args=[office.code, year] if plan else [office.code])
    return ChainStep("measures", f"มาตรการปี {year}", href, "done" if done else "", told)


def _announcement(office: Office, facts: YearFacts) -> ChainStep:
    plan = facts.plan
    paper = plan.announcement if plan else None
    done = paper is not None and paper.status == Document.Status.READY
    told = "รอลงนาม" if plan and plan.status == Plan.Status.SUBMITTED else "ยังไม่มี"
    if paper:
        told = paper.get_status_display()
    href = ""
    if plan and plan.status in {Plan.Status.SUBMITTED, Plan.Status.APPROVED}:
        href = reverse("measures:plan", args=[office.code, facts.fiscal_year])
    return ChainStep("announcement", "ประกาศ", href, "done" if done else "", told)


def _disclosure(office: Office, facts: YearFacts) -> ChainStep:
    if not facts.has_framework:
        return ChainStep("disclosure", "เปิดเผยข้อมูล", "", "", "ยังไม่มีกรอบการประเมินของปีนี้")
    href = reverse("disclosure:checklist", args=[office.code, facts.fiscal_year])
    return ChainStep("disclosure", "เปิดเผยข้อมูล", href, "", "แบบตรวจข้อ OIT")
