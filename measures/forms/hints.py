"""What a writer is to know at a field, and what somebody else has made of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from measures.documents import EVERY_GROUP, joined
from measures.forms.filling import baht, period
from measures.forms.typed import TypedMeasure, TypedPlan, TypedRow, TypedStep, row_key
from measures.models import Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.merging import HEAD, Conflict, Merged, Tree
from measures.rules.missing import is_outside

OUTSIDE = "อยู่นอกปีงบประมาณ {} บันทึกได้ แต่โปรดตรวจว่าตั้งใจ"
CLOSED = "กลุ่มที่เลิกใช้แล้ว: {} โปรดเลือกกลุ่มที่รับงานต่อ"
REMOVED = "ผู้อื่นลบแถวนี้แล้ว"
CHANGED = "ท่านลบแถวนี้ แต่ผู้อื่นแก้ไขไว้หลังจากที่ท่านเปิดหน้า ระบบจึงยังเก็บไว้ ถ้าไม่ใช้ โปรดลบอีกครั้ง"


@dataclass(frozen=True)
class Names:
    """The names of groups by their number, and of what may be answered by its ref."""

    groups: Mapping[int, str]
    findings: Mapping[str, str]

    def answers(self, row: IssueContent | MeasureContent) -> str:
        """Return what the row answers, as a line; "" for nothing."""
        words = self.findings.get(str(row.answers_id or row.finding), "")
        return f"ตอบ: {words}" if words else ""


def add_hints(
    typed: TypedPlan, content: PlanContent, *, closed: Mapping[int, str], notes: Mapping[UUID, str]
) -> None:
    """Note at the rows which periods leave the year, which owners are gone, and what was sent back.

    `closed` names the groups that are not active any more, `notes` are the comments at measures.
    """
    rows = Tree.of(content).rows
    year = typed.year.year
    for row in typed.rows():
        key = row_key(row.key)
        found = rows.get(key) if key else None
        if isinstance(row, TypedMeasure) and isinstance(found, MeasureContent):
            _outside(row, "ends", year, found.starts_on, found.ends_on)
            gone = [closed[one] for one in sorted(found.owner_ids) if one in closed]
            if gone:
                row.hints["owners"] = CLOSED.format(" ".join(gone))
        elif isinstance(row, TypedStep) and isinstance(found, StepContent):
            _outside(row, "when", year, found.starts_on, found.ends_on)
        if isinstance(row, TypedMeasure) and key:
            row.note = notes.get(key, "")


def _outside(
    row: TypedRow, name: str, year: int, starts_on: date | None, ends_on: date | None
) -> None:
    if is_outside(year, starts_on, ends_on):
        row.hints[name] = OUTSIDE.format(year)


def show_both(typed: TypedPlan, merged: Merged, saved: PlanContent, names: Names) -> list[str]:
    """Put beside each row in conflict what the other side has written; return where they stand."""
    theirs = Tree.of(saved).rows
    places = []
    if HEAD in merged.conflicts:
        typed.theirs, typed.take = _head(saved), "mine"
        places.append("หัวเรื่องและความนำ")
    for row in typed.rows():
        key = row_key(row.key)
        conflict = merged.conflicts.get(key) if key else None
        if key is None or conflict is None:
            continue
        places.append(f"{_kind(row)} {row.number}")
        if conflict == Conflict.BOTH_CHANGED:
            row.theirs, row.take = _words(theirs[key], names), "mine"
        elif conflict == Conflict.THEY_REMOVED:
            row.theirs, row.take = REMOVED, "mine"
        else:
            row.hints["row"] = CHANGED
    return places


def _kind(row: TypedRow) -> str:
    if isinstance(row, TypedStep):
        return "ขั้นตอนที่"
    return "มาตรการที่" if isinstance(row, TypedMeasure) else "ประเด็นที่"


def _head(saved: PlanContent) -> str:
    """Return all that counts as the heading, with the name of each field."""
    layouts, bases = dict(Plan.Layout.choices), dict(Plan.Basis.choices)
    fields = {
        "เรื่อง": saved.subject,
        "ความนำ": saved.opening,
        "รูปแบบประกาศ": layouts.get(saved.layout, ""),
        "ประเภทแผน": bases.get(saved.basis or "", ""),
        "ข้อความปิดท้าย": saved.closing,
    }
    return "\n".join(f"{name}: {words}" for name, words in fields.items() if words)


def _words(row: IssueContent | MeasureContent | StepContent, names: Names) -> str:
    """Return what a row says, a line for each field that says something."""
    if isinstance(row, StepContent):
        lines = [row.text, period(row.starts_on, row.ends_on)]
    elif isinstance(row, IssueContent):
        lines = [row.title, row.purpose, names.answers(row)]
    else:
        owners = [names.groups[one] for one in sorted(row.owner_ids) if one in names.groups]
        lines = [
            row.title,
            joined([*owners, EVERY_GROUP] if row.every_group else owners),
            period(row.starts_on, row.ends_on),
            row.target,
            "ไม่ใช้งบประมาณ" if row.no_budget else baht(row.budget),
            row.monitoring,
            names.answers(row),
        ]
    return "\n".join(line for line in lines if line) or "(ว่าง)"
