"""The words of the announcement of measures, as they are frozen, read, signed and printed.

Only words and numbers made here reach the paper; the template never sees a row of the database.
All digits are Arabic; the paper turns them into Thai ones when it is drawn.

**Source:** the parts and their order are those of an announcement (แบบที่ 7) in the Office of the
Prime Minister's regulation on clerical work B.E. 2526; the pattern of the aspects is that of the
announcement of Samut Sakhon primary area office of 25 June B.E. 2563.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.rules.words import dated_and_signed
from ita_portal.organisations.models import Appointment
from ita_portal.thai.dates import month_range, short_month_range
from measures.models import Issue, Measure, Plan

EVERY_GROUP = "ทุกกลุ่ม/หน่วย"
FORMULA = "จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน"
DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"

TABLE_COLUMNS = [
    {"key": "measure", "title": "มาตรการ/แนวทาง", "width": "24%"},
    {"key": "steps", "title": "ขั้นตอน/วิธีการปฏิบัติ", "width": "32%"},
    {"key": "owners", "title": "ผู้รับผิดชอบ", "width": "16%"},
    {"key": "period", "title": "ระยะเวลา", "width": "12%"},
    {"key": "monitoring", "title": "การกำกับติดตาม", "width": "16%"},
]
"""Widths are shares of the table's width; a list in a cell is numbered when it is drawn."""

Words = dict[str, Any]


def announcement_words(
    plan: Plan, *, dated_on: date | None, appointment: Appointment | None
) -> Words:
    """Return the announcement of `plan`, ready to be frozen.

    Without `dated_on` and `appointment` it is the part that is settled on submission; day and
    signature block are added by `dated_and_signed` when it is decided. Costs no query for a plan
    that was fetched with `for_page()`.
    """
    issues = list(plan.issues.all())
    words: Words = {
        "kind": MEASURES_ANNOUNCEMENT.code,
        "digits": MEASURES_ANNOUNCEMENT.digits,
        "office_name": plan.office.name,
        "heading": f"ประกาศ{plan.office.name}",
        "subject_lines": subject_lines(plan.subject, plan.office.name),
        "opening": paragraphs(plan.opening),
        "sections": [],
        "table": None,
        "closing": paragraphs(plan.closing),
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


def subject_lines(subject: str, office_name: str) -> list[str]:
    """Return the subject in the lines in which it stands centred below the heading.

    The office's name and the fiscal year begin lines of their own, as in the offices' papers.
    """
    marked = subject.replace(f"ของ{office_name}", f"\nของ{office_name}")
    marked = marked.replace(" ประจำปีงบประมาณ", "\nประจำปีงบประมาณ")
    return paragraphs(marked)


def paragraphs(text: str) -> list[str]:
    """Return the lines of `text` that are not empty, each a paragraph of the paper."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def owner_names(measure: Measure) -> list[str]:
    """Return who is responsible, in the order of the office's groups."""
    if measure.every_group:
        return [EVERY_GROUP]
    return [group.name for group in measure.owners.all()]


def joined(names: Sequence[str]) -> str:
    """Return the names as one phrase: "ก", "ก และข", "ก ข และค"."""
    if len(names) < 2:
        return "".join(names)
    return f"{' '.join(names[:-1])} และ{names[-1]}"


# -- in sentences ---------------------------------------------------------------------------------


def _prose(issues: Sequence[Issue], closing: list[str]) -> Words:
    """Return the sections, and the closing paragraphs with the period that all share in front."""
    period = _shared_period(issues)
    sections = [
        _section(number, issue, with_period=not period) for number, issue in enumerate(issues, 1)
    ]
    return {"sections": sections, "closing": [period, *closing] if period else closing}


def _shared_period(issues: Sequence[Issue]) -> str:
    """Return the sentence of the period when all measures have one and the same, else ""."""
    periods = {(m.starts_on, m.ends_on) for issue in issues for m in issue.measures.all()}
    if len(periods) != 1:
        return ""
    starts_on, ends_on = periods.pop()
    if not starts_on or not ends_on:
        return ""
    return f"ให้ดำเนินการตามมาตรการข้างต้นในช่วง {month_range(starts_on, ends_on)}"


def _section(number: int, issue: Issue, *, with_period: bool) -> Words:
    measures = list(issue.measures.all())
    section: Words = {
        "number": str(number),
        "title": issue.title,
        "paragraphs": paragraphs(issue.purpose),
        "lead": "",
        "entries": [],
    }
    so = "จึง" if section["paragraphs"] else ""
    if len(measures) == 1:
        return section | _only_measure(measures[0], section, so, with_period=with_period)
    if measures:
        section["lead"] = f"{so}มอบหมายให้"
        section["entries"] = [
            _entry(place, measure, with_period=with_period)
            for place, measure in enumerate(measures, 1)
        ]
    return section


def _only_measure(measure: Measure, section: Words, so: str, *, with_period: bool) -> Words:
    """Return what a section with one measure says: who is charged, and the steps as its entries."""
    before = list(section["paragraphs"])
    if measure.title and measure.title != section["title"]:
        before.append(f"มาตรการ: {measure.title}")
    entries = [
        {"number": f"({place})", "text": step.text, "details": [], "steps": []}
        for place, step in enumerate(measure.steps.all(), 1)
    ]
    entries += [
        {"number": "", "text": line, "details": [], "steps": []}
        for line in _details(measure, with_period=with_period)
    ]
    owners = joined(owner_names(measure))
    lead = f"{so}มอบหมายให้{owners} รับผิดชอบดำเนินการ ดังนี้"
    return {"paragraphs": before, "lead": lead, "entries": entries}


def _entry(place: int, measure: Measure, *, with_period: bool) -> Words:
    steps = [
        {"number": f"({place}.{nth})", "text": step.text, "note": ""}
        for nth, step in enumerate(measure.steps.all(), 1)
    ]
    return {
        "number": f"({place})",
        "text": f"{joined(owner_names(measure))} รับผิดชอบ {measure.title}",
        "details": _details(measure, with_period=with_period),
        "steps": steps,
    }


def _details(measure: Measure, *, with_period: bool) -> list[str]:
    """Return the lines on period and follow-up that stand with a measure."""
    lines = []
    if with_period and measure.starts_on and measure.ends_on:
        lines.append(f"ระยะเวลา: {month_range(measure.starts_on, measure.ends_on)}")
    if measure.monitoring:
        lines.append(f"การกำกับติดตาม: {' '.join(paragraphs(measure.monitoring))}")
    return lines


# -- as a table -----------------------------------------------------------------------------------


def _table(issues: Sequence[Issue]) -> Words:
    groups = [
        {
            "title": f"{number}. {issue.title}",
            "rows": [
                {"cells": _cells(f"{number}.{place}", measure)}
                for place, measure in enumerate(issue.measures.all(), 1)
            ],
        }
        for number, issue in enumerate(issues, 1)
    ]
    return {"table": {"caption": "", "columns": TABLE_COLUMNS, "groups": groups}}


def _cells(number: str, measure: Measure) -> dict[str, str | list[str]]:
    period = ""
    if measure.starts_on and measure.ends_on:
        period = short_month_range(measure.starts_on, measure.ends_on)
    return {
        "measure": f"{number} {measure.title}",
        "steps": [step.text for step in measure.steps.all()],
        "owners": joined(owner_names(measure)),
        "period": period,
        "monitoring": " ".join(paragraphs(measure.monitoring)),
    }
