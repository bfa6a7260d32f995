"""What a plan still lacks before it may be submitted, and what was checked before it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import arabic_digits
from measures.models import Measure, Plan
from measures.models.numbering import NumberedIssue, numbered_measures, outline
from measures.rules.answering import unanswered
from measures.rules.leftovers import Source, left_before

LAST_OF_BMP = 0xFFFF
"""The last sign of the plane in which all writing of the papers lies."""

UNDECIDED = "ยังไม่ได้ระบุว่าจะปิดเรื่อง ยกไปทำต่อ หรือชี้แจงเหตุผล"

_FISCAL_YEAR = re.compile(r"ปีงบประมาณ\s*(?:พ\.\s*ศ\.)?\s*(\d{4})")


def missing(plan: Plan, left: Source | None = None) -> list[str]:
    """Return what keeps `plan` from being submitted, a full Thai sentence each; empty when nothing.

    In sentences an issue with a single measure needs its steps, since they are what follows
    "ดังนี้"; in a table every measure needs them. `left` is what `left_before` tells, where the
    caller has it.
    """
    return list(_missing(plan, left or left_before(plan)))


def _missing(plan: Plan, left: Source | None) -> Iterator[str]:
    if not plan.subject:
        yield "ยังไม่ได้กรอกเรื่องของประกาศ"
    if not plan.opening:
        yield "ยังไม่ได้กรอกความนำของประกาศ"
    yield from _pictures(plan)
    issues = outline(plan)
    if not issues:
        yield "ยังไม่มีประเด็น อย่างน้อยต้องมี 1 ประเด็น และ 1 มาตรการ"
    for issue in issues:
        yield from _missing_in_issue(plan, issue)
    if left and left.undecided:
        yield f"เรื่องค้างจากแผนปี {left.plan.fiscal_year} อีก {len(left.undecided)} ข้อ {UNDECIDED}"


def _pictures(plan: Plan) -> Iterator[str]:
    """Name emoji and other signs that no typeface of papers has: they would be empty boxes."""
    found = "".join(dict.fromkeys(sign for sign in _all_text(plan) if ord(sign) > LAST_OF_BMP))
    if found:
        yield f"มีอักขระที่พิมพ์ในประกาศไม่ได้ โปรดลบหรือเขียนเป็นคำแทน: {found}"


def _missing_in_issue(plan: Plan, one: NumberedIssue) -> Iterator[str]:
    """Name what an issue lacks; one that has parts needs no measure of its own."""
    name = f"ประเด็นที่ {one.number}"
    if not one.issue.title:
        yield f"{name} ยังไม่มีชื่อ"
    if not one.measures and not one.has_parts:
        yield f"{name} “{one.issue.title}” ยังไม่มีมาตรการ"
    needs_steps = plan.layout == Plan.Layout.TABLE or len(one.measures) == 1
    for row in one.measures:
        for lack in _missing_in_measure(row.measure, needs_steps=needs_steps):
            yield f"มาตรการที่ {row.number} {lack}"


def _missing_in_measure(measure: Measure, *, needs_steps: bool) -> Iterator[str]:
    if not measure.title:
        yield "ยังไม่มีชื่อ"
    yield from _missing_owner(measure)
    if needs_steps and not measure.steps.all():
        yield "ยังไม่มีขั้นตอน"


def _missing_owner(measure: Measure) -> Iterator[str]:
    owners = list(measure.owners.all())
    if measure.every_group:
        return
    if not owners:
        yield "ยังไม่มีผู้รับผิดชอบ"
    elif not any(group.is_active for group in owners):
        names = " ".join(group.name for group in owners)
        yield f"มีแต่ผู้รับผิดชอบที่เลิกใช้แล้ว ({names}) โปรดเลือกกลุ่มที่ยังมีอยู่"


@dataclass(frozen=True)
class Check:
    """One thing that the portal has looked at; `details` name what is not as it should be.

    `page` names the page of the plan on which it is put right, "" for the editor.
    """

    good: bool
    words: str
    details: tuple[str, ...] = ()
    page: str = ""


def checks(plan: Plan, left: Source | None = None) -> list[Check]:
    """Return what the portal has checked for who decides; none of it forbids signing.

    `left` is what `left_before` tells, where the caller has it.
    """
    found = [_years(plan), _owners_and_periods(plan), *_closed_groups(plan), _result(plan)]
    return [*found, *_weak(plan), *_left(left or left_before(plan))]


def _left(left: Source | None) -> Iterator[Check]:
    """Tell what was decided about the steps that the year before left unfinished."""
    if left is None or not left.unfinished:
        return
    whole = f"เรื่องค้างจากแผนปี {left.plan.fiscal_year}"
    if left.undecided:
        names = tuple(f"{one.unit.number} {one.unit.text}" for one in left.undecided)
        words = f"{whole} {len(names)} ข้อ {UNDECIDED}"
        yield Check(good=False, words=words, details=names, page="measures:leftovers")
    else:
        yield Check(good=True, words=f"{whole} {len(left.unfinished)} ข้อ ระบุครบแล้วว่าจะทำอย่างไร")


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
            texts += [measure.title, measure.monitoring, measure.target]
            texts += [step.text for step in measure.steps.all()]
    return "\n".join(texts)


def _outside_the_year(plan: Plan) -> Iterator[str]:
    for one in numbered_measures(plan):
        if is_outside(plan.fiscal_year, one.measure.starts_on, one.measure.ends_on):
            yield f"ระยะเวลาของมาตรการที่ {one.number} อยู่นอกปีงบประมาณ"
        for row in one.steps:
            if is_outside(plan.fiscal_year, row.step.starts_on, row.step.ends_on):
                yield f"ระยะเวลาของมาตรการที่ {one.number} ขั้นตอนที่ {row.number} อยู่นอกปีงบประมาณ"


def is_outside(fiscal_year: int, starts_on: date | None, ends_on: date | None) -> bool:
    """Tell whether a period leaves the fiscal year (Buddhist); none does not."""
    year = FiscalYear(fiscal_year)
    return bool(starts_on and ends_on and (starts_on < year.starts or ends_on > year.ends))


def _closed_groups(plan: Plan) -> Iterator[Check]:
    """Name the owners that are no groups of the office any more."""
    details = tuple(
        f"มาตรการที่ {one.number}: {group.name}"
        for one in numbered_measures(plan)
        for group in one.measure.owners.all()
        if not group.is_active
    )
    if details:
        yield Check(good=False, words="มีผู้รับผิดชอบที่เลิกใช้แล้ว", details=details)


def _owners_and_periods(plan: Plan) -> Check:
    numbered = list(numbered_measures(plan))
    without = [one.number for one in numbered if not one.measure.starts_on]
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
    left = unanswered(plan)
    if left:
        words = f"จุดอ่อน {len(left)} ข้อยังไม่มีมาตรการที่ระบุว่าตอบข้อนั้น"
        yield Check(good=False, words=words, details=tuple(one.words for one in left))
    else:
        yield Check(good=True, words="ทุกจุดอ่อนของผลและการวิเคราะห์ปีก่อนมีมาตรการรองรับ")
