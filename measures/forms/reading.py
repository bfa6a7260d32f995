"""From what was typed to a plan's content; what cannot be read is noted at its field, in Thai."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ita_portal.thai.dates import parse_date
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import parse_decimal
from ita_portal.thai.text import clean
from measures.forms.typed import (
    TypedIssue,
    TypedMeasure,
    TypedPlan,
    TypedRow,
    TypedStep,
    row_key,
)
from measures.models import Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.importing.periods import parse_period

LIMITS = {
    "subject": 300,
    "opening": 5000,
    "closing": 5000,
    "title": 300,
    "purpose": 3000,
    "measure": 500,
    "monitoring": 2000,
    "target": 2000,
    "text": 3000,
}
"""The longest text of each field in characters; `measure` is a measure's title."""

MOST_BAHT = Decimal("999999999999.99")
"""The largest budget that a row holds."""


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: the field it leads to, and what is wrong there."""

    anchor: str
    words: str


def problems(typed: TypedPlan) -> list[Problem]:
    """Return all noted errors in the order of the page."""
    found = [Problem(name, words) for name, words in typed.errors.items()]
    measure = ""
    for row in typed.rows():
        if isinstance(row, TypedIssue):
            where = f"ประเด็นที่ {row.number}"
        elif isinstance(row, TypedMeasure):
            where = measure = f"มาตรการที่ {row.number}"
        else:
            where = f"{measure} ขั้นตอนที่ {row.number}"
        found += _problems(row, where)
    return found


def _problems(row: TypedRow, where: str) -> list[Problem]:
    return [
        Problem(f"{row.prefix}-{name}", f"{where}: {words}") for name, words in row.errors.items()
    ]


def read(typed: TypedPlan, *, groups: Iterable[int], findings: Iterable[str]) -> PlanContent:
    """Return the content; notes on the rows of `typed` what could not be read.

    `groups` are the numbers of groups and `findings` the names of what is answered that may be
    chosen. The content is only good for
    saving when `problems` finds nothing afterwards. Rows in which nothing was typed are left
    out, unless an issue or measure of the saved plan was emptied: removing is a button. So are
    rows that somebody else has removed, and whose removal was chosen.
    """
    return Reader(typed, set(groups), set(findings)).plan()


class Reader:
    """Reads one posted plan."""

    def __init__(self, typed: TypedPlan, groups: set[int], findings: set[str]) -> None:
        self.typed, self.groups, self.findings = typed, groups, findings

    def plan(self) -> PlanContent:
        """Read the whole plan."""
        typed = self.typed
        if typed.layout not in Plan.Layout.values:
            typed.errors["layout"] = "โปรดเลือกรูปแบบประกาศ"
        if typed.basis and typed.basis not in Plan.Basis.values:
            typed.errors["basis"] = "โปรดเลือกประเภทแผนจากรายการ"
        return PlanContent(
            subject=_line(typed.subject, "subject", typed.errors, "subject"),
            layout=typed.layout,
            basis=typed.basis or None,
            opening=_text(typed.opening, "opening", typed.errors, "opening"),
            closing=_text(typed.closing, "closing", typed.errors, "closing"),
            issues=tuple(self._issues()),
        )

    def _issues(self) -> list[IssueContent]:
        """Read the issues; one that is left out leaves its parts to the issue before."""
        found: list[IssueContent] = []
        for typed in self.typed.issues:
            issue = self._issue(typed)
            if issue is None:
                continue
            if typed.part and found:
                found[-1] = replace(found[-1], parts=(*found[-1].parts, issue))
            else:
                found.append(issue)
        return found

    def _issue(self, typed: TypedIssue) -> IssueContent | None:
        title = _line(typed.title, "title", typed.errors, "title")
        rows = [row for row in typed.measures if not _is_empty_new(row) and not _is_given_up(row)]
        measures = tuple(self._measure(row, title if len(rows) == 1 else "") for row in rows)
        purpose = _text(typed.purpose, "purpose", typed.errors, "purpose")
        if _is_given_up(typed) or not (typed.was or title or purpose or measures):
            return None
        indicator, finding = self._answers(typed)
        return IssueContent(
            title=title,
            purpose=purpose,
            answers_id=indicator,
            measures=measures,
            key=row_key(typed.key),
            finding=finding,
        )

    def _measure(self, typed: TypedMeasure, title_of_issue: str) -> MeasureContent:
        """Read a measure; the only one of its issue is called like it when it has no title."""
        starts_on, ends_on = self._period(typed)
        indicator, finding = self._answers(typed)
        return MeasureContent(
            title=_line(typed.title, "measure", typed.errors, "title") or title_of_issue,
            steps=tuple(self._steps(typed)),
            owner_ids=self._owners(typed),
            every_group=bool(typed.every),
            starts_on=starts_on,
            ends_on=ends_on,
            monitoring=_text(typed.monitoring, "monitoring", typed.errors, "monitoring"),
            target=_text(typed.target, "target", typed.errors, "target"),
            budget=_budget(typed),
            no_budget=bool(typed.free),
            answers_id=indicator,
            key=row_key(typed.key),
            finding=finding,
        )

    def _steps(self, typed: TypedMeasure) -> list[StepContent]:
        found: list[StepContent] = []
        for row in typed.steps:
            step = self._step(row)
            if not step.text or _is_given_up(row):
                continue
            if row.part and found:
                found[-1] = replace(found[-1], parts=(*found[-1].parts, step))
            else:
                found.append(step)
        return found

    def _step(self, typed: TypedStep) -> StepContent:
        starts_on, ends_on = None, None
        if typed.when.strip():
            try:
                found = parse_period(typed.when, fiscal_year=self.typed.year.year)
                starts_on, ends_on = found.starts_on, found.ends_on
            except ValueError as error:
                typed.errors["when"] = f"{error} เขียนได้ เช่น ต.ค. 67 – ธ.ค. 67 หรือ 15 ม.ค. 68"
        text = _text(typed.text, "text", typed.errors, "text")
        return StepContent(text, row_key(typed.key), starts_on, ends_on)

    def _answers(self, typed: TypedIssue | TypedMeasure) -> tuple[int | None, str]:
        """Read what is answered: the number of an indicator, or the name of a finding."""
        chosen = typed.answers
        if not chosen:
            return None, ""
        if chosen not in self.findings:
            typed.errors["answers"] = "ข้อที่เลือกไม่อยู่ในผลและการวิเคราะห์ที่แผนนี้ตอบ โปรดเลือกใหม่"
            return None, ""
        number = row_number(chosen)
        return number, "" if number is not None else chosen

    def _owners(self, typed: TypedMeasure) -> frozenset[int]:
        chosen = frozenset(number for text in typed.owners if (number := row_number(text)))
        if chosen - self.groups:
            typed.errors["owners"] = "มีกลุ่มที่เลือกไม่ได้แล้ว โปรดเลือกผู้รับผิดชอบใหม่"
        return chosen & self.groups

    def _period(self, typed: TypedMeasure) -> tuple[date | None, date | None]:
        """Read the period; (None, None) as well when something is wrong with it."""
        starts_on, until = _days(typed.starts, self.typed.year, typed.errors, "starts")
        _, ends_on = _days(typed.ends, self.typed.year, typed.errors, "ends")
        if not typed.ends.strip() and until != starts_on:
            ends_on = until  # "ทั้งปี" or a month in the first field tells both ends
        if "starts" in typed.errors or "ends" in typed.errors:
            return None, None
        if (starts_on is None) != (ends_on is None):
            name = "ends" if ends_on is None else "starts"
            typed.errors[name] = "โปรดกรอกทั้งวันเริ่มและวันสิ้นสุด หรือเว้นว่างทั้งสองช่อง"
            return None, None
        if starts_on and ends_on and ends_on < starts_on:
            typed.errors["ends"] = "วันสิ้นสุดอยู่ก่อนวันเริ่ม โปรดตรวจสอบวัน เดือน และปี"
            return None, None
        return starts_on, ends_on


def _is_empty_new(typed: TypedMeasure) -> bool:
    """Tell whether a new measure holds nothing but the dates that it came with."""
    written = [typed.title, typed.monitoring, typed.target, typed.budget]
    written += [step.text for step in typed.steps]
    chosen = typed.was or typed.owners or typed.every or typed.free
    return not (chosen or any(text.strip() for text in written))


def _is_given_up(typed: TypedRow) -> bool:
    """Tell whether the other's removing of the row was chosen."""
    return typed.take == "theirs" and not typed.was


def _text(typed: str, limit: str, errors: dict[str, str], name: str) -> str:
    text = clean(typed).strip()
    if len(text) > LIMITS[limit]:
        errors[name] = (
            f"ข้อความยาว {len(text):,} ตัวอักษร กรอกได้ไม่เกิน {LIMITS[limit]:,} ตัวอักษร โปรดย่อให้สั้นลง"
        )
    return text


def _line(typed: str, limit: str, errors: dict[str, str], name: str) -> str:
    return _text(typed.replace("\r\n", " ").replace("\n", " "), limit, errors, name)


def _budget(typed: TypedMeasure) -> Decimal | None:
    if not typed.budget.strip():
        return None
    try:
        amount = parse_decimal(typed.budget.replace("บาท", ""))
    except ValueError as error:
        typed.errors["budget"] = str(error)
        return None
    if typed.free:
        typed.errors["budget"] = "เลือก “ไม่ใช้งบประมาณ” ไว้แล้ว โปรดเว้นจำนวนเงิน หรือยกเลิกเครื่องหมายนั้น"
    elif amount < 0 or amount > MOST_BAHT or amount != amount.quantize(Decimal("0.01")):
        typed.errors["budget"] = "โปรดกรอกจำนวนเงินเป็นบาท ไม่ติดลบ และมีทศนิยมไม่เกิน 2 ตำแหน่ง"
    else:
        return amount
    return None


def _days(
    typed: str, year: FiscalYear, errors: dict[str, str], name: str
) -> tuple[date | None, date | None]:
    """Read a day, a month or a fiscal year as its first and last day."""
    if not typed.strip():
        return None, None
    try:
        day = parse_date(typed)
    except ValueError as error:
        try:
            found = parse_period(typed, fiscal_year=year.year)
        except ValueError:
            errors[name] = str(error)
            return None, None
        return found.starts_on, found.ends_on
    return day, day


def row_number(typed: str) -> int | None:
    """Return the number of a row or revision from a hidden field; None for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
