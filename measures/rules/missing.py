"""What a plan still lacks before it may be submitted, and what was checked before it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import arabic_digits
from measures.models import Issue, Measure, Plan
from measures.rules.findings import weak_indicators

LAST_OF_BMP = 0xFFFF
"""The last sign of the plane in which all writing of the papers lies."""

_FISCAL_YEAR = re.compile(r"ปีงบประมาณ\s*(?:พ\.\s*ศ\.)?\s*(\d{4})")


def missing(plan: Plan) -> list[str]:
    """Return what keeps `plan` from being submitted, a full Thai sentence each; empty when nothing.

    In sentences an issue with a single measure needs its steps, since they are what follows
    "ดังนี้"; in a table every measure needs them.
    """
    return list(_missing(plan))


def _missing(plan: Plan) -> Iterator[str]:
    if not plan.subject:
        yield "ยังไม่ได้กรอกเรื่องของประกาศ"
    if not plan.opening:
        yield "ยังไม่ได้กรอกความนำของประกาศ"
    yield from _pictures(plan)
    issues = list(plan.issues.all())
    if not issues:
        yield "ยังไม่มีประเด็น อย่างน้อยต้องมี 1 ประเด็น และ 1 มาตรการ"
    for number, issue in enumerate(issues, 1):
        yield from _missing_in_issue(plan, number, issue)


def _pictures(plan: Plan) -> Iterator[str]:
    """Name emoji and other signs that no typeface of papers has: they would be empty boxes."""
    found = "".join(dict.fromkeys(sign for sign in _all_text(plan) if ord(sign) > LAST_OF_BMP))
    if found:
        yield f"มีอักขระที่พิมพ์ในประกาศไม่ได้ โปรดลบหรือเขียนเป็นคำแทน: {found}"


def _missing_in_issue(plan: Plan, number: int, issue: Issue) -> Iterator[str]:
    name = f"ประเด็นที่ {number}"
    if not issue.title:
        yield f"{name} ยังไม่มีชื่อ"
    measures = list(issue.measures.all())
    if not measures:
        yield f"{name} “{issue.title}” ยังไม่มีมาตรการ"
    needs_steps = plan.layout == Plan.Layout.TABLE or len(measures) == 1
    for place, measure in enumerate(measures, 1):
        for lack in _missing_in_measure(measure, needs_steps=needs_steps):
            yield f"มาตรการที่ {number}.{place} {lack}"


def _missing_in_measure(measure: Measure, *, needs_steps: bool) -> Iterator[str]:
    if not measure.title:
        yield "ยังไม่มีชื่อ"
    if not measure.every_group and not measure.owners.all():
        yield "ยังไม่มีผู้รับผิดชอบ"
    if needs_steps and not measure.steps.all():
        yield "ยังไม่มีขั้นตอน"
    if measure.starts_on and not measure.ends_on:
        yield "มีวันเริ่มแต่ไม่มีวันสิ้นสุด"
    if measure.starts_on and measure.ends_on and measure.ends_on < measure.starts_on:
        yield "มีวันสิ้นสุดอยู่ก่อนวันเริ่ม"


@dataclass(frozen=True)
class Check:
    """One thing that the portal has looked at; `details` name what is not as it should be."""

    good: bool
    words: str
    details: tuple[str, ...] = ()


def checks(plan: Plan) -> list[Check]:
    """Return what the portal has checked for who decides; none of it forbids signing."""
    return [_years(plan), _owners_and_periods(plan), _result(plan), *_weak(plan)]


def _years(plan: Plan) -> Check:
    details = (*_other_years(plan), *_outside_the_year(plan))
    if details:
        return Check(good=False, words="มีปีงบประมาณที่ไม่ตรงกัน", details=details)
    return Check(good=True, words="ปีงบประมาณตรงกันทั้งฉบับ")


def _other_years(plan: Plan) -> Iterator[str]:
    """Name the fiscal years in the text that are neither the plan's nor the one it answers."""
    expected = {plan.fiscal_year, plan.fiscal_year - 1}
    found = {int(year) for year in _FISCAL_YEAR.findall(arabic_digits(_all_text(plan)))}
    for year in sorted(found - expected):
        yield f"ในข้อความมีปีงบประมาณ พ.ศ. {year}"


def _all_text(plan: Plan) -> str:
    """Return all that was written for the announcement, a line for each field."""
    texts = [plan.subject, plan.opening, plan.closing]
    for issue in plan.issues.all():
        texts += [issue.title, issue.purpose]
        for measure in issue.measures.all():
            texts += [measure.title, measure.monitoring]
            texts += [step.text for step in measure.steps.all()]
    return "\n".join(texts)


def _outside_the_year(plan: Plan) -> Iterator[str]:
    year = FiscalYear(plan.fiscal_year)
    for number, measure in _numbered(plan):
        if not measure.starts_on or not measure.ends_on:
            continue
        if measure.starts_on < year.starts or measure.ends_on > year.ends:
            yield f"ระยะเวลาของมาตรการที่ {number} อยู่นอกปีงบประมาณ"


def _owners_and_periods(plan: Plan) -> Check:
    numbered = list(_numbered(plan))
    without = [number for number, measure in numbered if not measure.starts_on]
    if not without:
        return Check(good=True, words="ทุกมาตรการมีผู้รับผิดชอบและระยะเวลา")
    if len(without) == len(numbered):
        return Check(good=False, words="ทุกมาตรการมีผู้รับผิดชอบ แต่ไม่ได้กำหนดระยะเวลา")
    words = "ทุกมาตรการมีผู้รับผิดชอบ แต่บางมาตรการไม่ได้กำหนดระยะเวลา"
    return Check(good=False, words=words, details=(f"มาตรการที่ {', '.join(without)}",))


def _result(plan: Plan) -> Check:
    year = plan.fiscal_year - 1
    if plan.result is None:
        return Check(good=False, words=f"ยังไม่มีผลการประเมินปี {year} ในระบบ")
    if not plan.result.is_settled:
        return Check(good=False, words=f"คะแนนปี {year} ยังไม่ได้ยืนยัน")
    return Check(good=True, words=f"คะแนนปี {year} ยืนยันแล้ว")


def _weak(plan: Plan) -> Iterator[Check]:
    if plan.result is None or plan.result.framework is None:
        return
    answered = {issue.answers_id for issue in plan.issues.all() if issue.measures.all()}
    left = [one for one in weak_indicators(plan.result) if one.pk not in answered]
    if left:
        words = f"จุดอ่อน {len(left)} ข้อยังไม่มีมาตรการที่ระบุว่าตอบข้อนั้น"
        names = tuple(f"ตัวชี้วัดที่ {one.number} {one.name}" for one in left)
        yield Check(good=False, words=words, details=names)
    else:
        yield Check(good=True, words="ทุกตัวชี้วัดที่ต่ำกว่าเกณฑ์มีมาตรการรองรับ")


def _numbered(plan: Plan) -> Iterator[tuple[str, Measure]]:
    for number, issue in enumerate(plan.issues.all(), 1):
        for place, measure in enumerate(issue.measures.all(), 1):
            yield f"{number}.{place}", measure
