"""The words of the announcement of measures, as they are frozen, read, signed and printed.

Only words and numbers made here reach the paper; the template never sees a row of the database.
All digits are Arabic; the paper turns them into Thai ones when it is drawn.

**Source:** the parts and their order are those of an announcement (แบบที่ 7) in the Office of the
Prime Minister's regulation on clerical work B.E. 2526; the pattern of the aspects is that of the
announcement of Samut Sakhon primary area office of 25 June B.E. 2563.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.rendering.headings import subject_lines
from ita_portal.documents.rules.words import dated_and_signed
from ita_portal.organisations.models import Appointment
from ita_portal.thai.dates import month_range, short_month_range
from measures.models import Measure, Plan
from measures.models.numbering import NumberedIssue, NumberedMeasure, NumberedStep, outline

EVERY_GROUP = "ทุกกลุ่ม/หน่วย"
FORMULA = "จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน"
DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"

TABLE_COLUMNS = {
    "measure": ("มาตรการ/แนวทาง", 24),
    "steps": ("ขั้นตอน/วิธีการปฏิบัติ", 32),
    "target": ("เป้าหมาย", 14),
    "owners": ("ผู้รับผิดชอบ", 16),
    "period": ("ระยะเวลา", 12),
    "budget": ("งบประมาณ", 12),
    "monitoring": ("การกำกับติดตาม", 16),
}
"""Title and share of the width; target and budget only where the plan has some."""

NO_BUDGET = "ไม่ใช้งบประมาณ"

Words = dict[str, Any]


def announcement_words(
    plan: Plan, *, dated_on: date | None, appointment: Appointment | None
) -> Words:
    """Return the announcement of `plan`, ready to be frozen.

    Without `dated_on` and `appointment` it is the part that is settled on submission; day and
    signature block are added by `dated_and_signed` when it is decided. Costs no query for a plan
    that was fetched with `for_page()`.
    """
    issues = outline(plan)
    closing = [*_shared_budget(issues), *paragraphs(plan.closing)]
    words: Words = {
        "kind": MEASURES_ANNOUNCEMENT.code,
        "digits": MEASURES_ANNOUNCEMENT.digits,
        "office_name": plan.office.name,
        "heading": f"ประกาศ{plan.office.name}",
        "subject_lines": subject_lines(plan.subject, plan.office.name),
        "opening": paragraphs(plan.opening),
        "sections": [],
        "table": None,
        "closing": closing,
        "formula": FORMULA,
        "dated": "",
        "signature": None,
        "verification": None,
        "emblem": None,
        "draft_mark": DRAFT_MARK,
    }
    words |= (
        _prose(issues, words["closing"]) if plan.layout == Plan.Layout.PROSE else _table(issues)
    )
    if dated_on and appointment:
        return dated_and_signed(words, dated_on=dated_on, appointment=appointment)
    return words


def paragraphs(text: str) -> list[str]:
    """Return the lines of `text` that are not empty, each a paragraph of the paper."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def owner_names(measure: Measure) -> list[str]:
    """Return who is responsible: groups in the order of the office, then "every group".

    Groups named beside every group lead the work: "กลุ่ม ก และทุกกลุ่ม/หน่วย".
    """
    named = [group.name for group in measure.owners.all()]
    return [*named, EVERY_GROUP] if measure.every_group else named


def joined(names: Sequence[str]) -> str:
    """Return the names as one phrase: "ก", "ก และข", "ก ข และค"."""
    if len(names) < 2:
        return "".join(names)
    return f"{' '.join(names[:-1])} และ{names[-1]}"


def _all_measures(issues: Sequence[NumberedIssue]) -> list[Measure]:
    return [row.measure for issue in issues for row in issue.measures]


def _shared_budget(issues: Sequence[NumberedIssue]) -> list[str]:
    """Return the sentence that no measure uses a budget, when all say so."""
    measures = _all_measures(issues)
    if measures and all(measure.no_budget for measure in measures):
        return [f"การดำเนินการตามมาตรการข้างต้น{NO_BUDGET}"]
    return []


def budget_of(measure: Measure) -> str:
    """Return "12,000 บาท", "ไม่ใช้งบประมาณ", or "" when nothing was said."""
    if measure.no_budget:
        return NO_BUDGET
    if measure.budget is None:
        return ""
    whole = measure.budget == measure.budget.to_integral_value()
    return f"{measure.budget:,.0f} บาท" if whole else f"{measure.budget:,.2f} บาท"


# -- in sentences ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """What each measure has to tell, since it is not told once for all."""

    period: bool
    budget: bool


def _prose(issues: Sequence[NumberedIssue], closing: list[str]) -> Words:
    """Return the sections, and the closing paragraphs with the period that all share in front."""
    period = _shared_period(issues)
    told = _Told(period=not period, budget=not _shared_budget(issues))
    sections = [_section(issue, told) for issue in issues]
    return {"sections": sections, "closing": [period, *closing] if period else closing}


def _shared_period(issues: Sequence[NumberedIssue]) -> str:
    """Return the sentence of the period when all measures have one and the same, else ""."""
    periods = {(m.starts_on, m.ends_on) for m in _all_measures(issues)}
    if len(periods) != 1:
        return ""
    starts_on, ends_on = periods.pop()
    if not starts_on or not ends_on:
        return ""
    return f"ให้ดำเนินการตามมาตรการข้างต้นในช่วง {month_range(starts_on, ends_on)}"


def _section(one: NumberedIssue, told: _Told) -> Words:
    section: Words = {
        "number": one.number,
        "is_part": one.is_part,
        "title": one.issue.title,
        "paragraphs": paragraphs(one.issue.purpose),
        "lead": "",
        "entries": [],
    }
    so = "จึง" if section["paragraphs"] else ""
    if len(one.measures) == 1:
        return section | _only_measure(one.measures[0], section, so, told)
    if one.measures:
        section["lead"] = f"{so}มอบหมายให้"
        section["entries"] = [
            _entry(place, measure, told) for place, measure in enumerate(one.measures, 1)
        ]
    return section


def _only_measure(row: NumberedMeasure, section: Words, so: str, told: _Told) -> Words:
    """Return what a section with one measure says: who is charged, and the steps as its entries."""
    before = list(section["paragraphs"])
    if row.measure.title and row.measure.title != section["title"]:
        before.append(f"มาตรการ: {row.measure.title}")
    entries: list[Words] = []
    for one in row.steps:
        if one.is_part:
            entries[-1]["steps"].append(_step(one, f"({one.number})"))
        else:
            text = " ".join(filter(None, (one.step.text, _own_period(one))))
            entries.append({"number": f"({one.number})", "text": text, "details": [], "steps": []})
    entries += [
        {"number": "", "text": line, "details": [], "steps": []}
        for line in _details(row.measure, told)
    ]
    owners = joined(owner_names(row.measure))
    lead = f"{so}มอบหมายให้{owners} รับผิดชอบดำเนินการ ดังนี้"
    return {"paragraphs": before, "lead": lead, "entries": entries}


def _entry(place: int, row: NumberedMeasure, told: _Told) -> Words:
    return {
        "number": f"({place})",
        "text": f"{joined(owner_names(row.measure))} รับผิดชอบ {row.measure.title}",
        "details": _details(row.measure, told),
        "steps": [_step(one, f"({place}.{one.number})") for one in row.steps],
    }


def _step(one: NumberedStep, number: str) -> Words:
    return {"number": number, "text": one.step.text, "note": _own_period(one)}


def _own_period(one: NumberedStep) -> str:
    """Return the period of a step that has one of its own, in brackets."""
    step = one.step
    if not step.starts_on or not step.ends_on:
        return ""
    return f"({month_range(step.starts_on, step.ends_on)})"


def _details(measure: Measure, told: _Told) -> list[str]:
    """Return the lines on target, period, budget and follow-up that stand with a measure."""
    lines = []
    if measure.target:
        lines.append(f"เป้าหมาย: {' '.join(paragraphs(measure.target))}")
    if told.period and measure.starts_on and measure.ends_on:
        lines.append(f"ระยะเวลา: {month_range(measure.starts_on, measure.ends_on)}")
    if told.budget and budget_of(measure):
        lines.append(f"งบประมาณ: {budget_of(measure)}")
    if measure.monitoring:
        lines.append(f"การกำกับติดตาม: {' '.join(paragraphs(measure.monitoring))}")
    return lines


# -- as a table -----------------------------------------------------------------------------------


def _table(issues: Sequence[NumberedIssue]) -> Words:
    columns = _columns(issues)
    used = {column["key"] for column in columns}
    groups = [
        {
            "title": f"{one.number}{'' if one.is_part else '.'} {one.issue.title}",
            "rows": [{"cells": _cells(row, used)} for row in one.measures],
        }
        for one in issues
    ]
    return {"table": {"caption": "", "columns": columns, "groups": groups}}


def _columns(issues: Sequence[NumberedIssue]) -> list[Words]:
    """Return the columns that the plan needs; their widths are shares of the table's."""
    measures = _all_measures(issues)
    unused = set()
    if not any(measure.target for measure in measures):
        unused.add("target")
    if _shared_budget(issues) or not any(budget_of(measure) for measure in measures):
        unused.add("budget")
    columns = {key: facts for key, facts in TABLE_COLUMNS.items() if key not in unused}
    whole = sum(share for _, share in columns.values())
    return [
        {"key": key, "title": title, "width": f"{share * 100 // whole}%"}
        for key, (title, share) in columns.items()
    ]


def _cells(row: NumberedMeasure, used: Collection[str]) -> Words:
    measure = row.measure
    period = ""
    if measure.starts_on and measure.ends_on:
        period = short_month_range(measure.starts_on, measure.ends_on)
    cells = {
        "measure": f"{row.number} {measure.title}",
        "steps": _lines(row.steps),
        "target": " ".join(paragraphs(measure.target)),
        "owners": joined(owner_names(measure)),
        "period": period,
        "budget": budget_of(measure),
        "monitoring": " ".join(paragraphs(measure.monitoring)),
    }
    return {key: cell for key, cell in cells.items() if key in used}


def _lines(steps: Sequence[NumberedStep]) -> list[Any]:
    """Return the lines of a cell; they bring their numbers when some are sub-steps."""
    texts = [" ".join(filter(None, (one.step.text, _own_period(one)))) for one in steps]
    if not any(one.is_part for one in steps):
        return texts
    return [
        {"number": one.number if one.is_part else f"{one.number}.", "text": text}
        for one, text in zip(steps, texts, strict=True)
    ]
