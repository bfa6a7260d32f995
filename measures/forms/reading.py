"""From what was typed to a plan's content; what cannot be read is noted at its field, in Thai."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ita_portal.thai.dates import parse_date
from ita_portal.thai.text import clean
from measures.forms.typed import TypedIssue, TypedMeasure, TypedPlan, TypedStep
from measures.models import Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent

LIMITS = {
    "subject": 300,
    "opening": 5000,
    "closing": 5000,
    "title": 300,
    "purpose": 3000,
    "measure": 500,
    "monitoring": 2000,
    "text": 3000,
}
"""The longest text of each field in characters; `measure` is a measure's title."""


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: the field it leads to, and what is wrong there."""

    anchor: str
    words: str


def problems(typed: TypedPlan) -> list[Problem]:
    """Return all noted errors in the order of the page."""
    found = [Problem(name, words) for name, words in typed.errors.items()]
    for issue in typed.issues:
        found += _problems(issue, f"ประเด็นที่ {issue.number}")
        for measure in issue.measures:
            found += _problems(measure, f"มาตรการที่ {measure.number}")
            for step in measure.steps:
                found += _problems(step, f"มาตรการที่ {measure.number} ขั้นตอนที่ {step.number}")
    return found


def _problems(row: TypedIssue | TypedMeasure | TypedStep, where: str) -> list[Problem]:
    return [
        Problem(f"{row.prefix}-{name}", f"{where}: {words}") for name, words in row.errors.items()
    ]


def read(typed: TypedPlan, *, groups: Iterable[int], indicators: Iterable[int]) -> PlanContent:
    """Return the content; notes on the rows of `typed` what could not be read.

    `groups` and `indicators` are the numbers that may be chosen. The content is only good for
    saving when `problems` finds nothing afterwards. Rows in which nothing was typed are left
    out, unless an issue or measure of the saved plan was emptied: removing is a button.
    """
    return Reader(typed, set(groups), set(indicators)).plan()


class Reader:
    """Reads one posted plan."""

    def __init__(self, typed: TypedPlan, groups: set[int], indicators: set[int]) -> None:
        self.typed, self.groups, self.indicators = typed, groups, indicators

    def plan(self) -> PlanContent:
        """Read the whole plan."""
        typed = self.typed
        issues = (self._issue(issue) for issue in typed.issues)
        if typed.layout not in Plan.Layout.values:
            typed.errors["layout"] = "โปรดเลือกรูปแบบประกาศ"
        return PlanContent(
            subject=_line(typed.subject, "subject", typed.errors, "subject"),
            layout=typed.layout,
            opening=_text(typed.opening, "opening", typed.errors, "opening"),
            closing=_text(typed.closing, "closing", typed.errors, "closing"),
            issues=tuple(issue for issue in issues if issue),
        )

    def _issue(self, typed: TypedIssue) -> IssueContent | None:
        title = _line(typed.title, "title", typed.errors, "title")
        rows = [row for row in typed.measures if not _is_empty_new(row)]
        measures = tuple(self._measure(row, title if len(rows) == 1 else "") for row in rows)
        purpose = _text(typed.purpose, "purpose", typed.errors, "purpose")
        if not typed.pk and not title and not purpose and not measures:
            return None
        return IssueContent(
            title=title,
            purpose=purpose,
            answers_id=self._indicator(typed),
            measures=measures,
            pk=row_number(typed.pk),
        )

    def _measure(self, typed: TypedMeasure, title_of_issue: str) -> MeasureContent:
        """Read a measure; the only one of its issue is called like it when it has no title."""
        steps = (
            StepContent(_text(step.text, "text", step.errors, "text"), row_number(step.pk))
            for step in typed.steps
        )
        starts_on, ends_on = self._period(typed)
        return MeasureContent(
            title=_line(typed.title, "measure", typed.errors, "title") or title_of_issue,
            steps=tuple(step for step in steps if step.text),
            owner_ids=frozenset() if typed.every else self._owners(typed),
            every_group=bool(typed.every),
            starts_on=starts_on,
            ends_on=ends_on,
            monitoring=_text(typed.monitoring, "monitoring", typed.errors, "monitoring"),
            pk=row_number(typed.pk),
        )

    def _indicator(self, typed: TypedIssue) -> int | None:
        chosen = row_number(typed.answers)
        if chosen is not None and chosen not in self.indicators:
            typed.errors["answers"] = "ตัวชี้วัดที่เลือกไม่อยู่ในผลการประเมินที่แผนนี้ตอบ โปรดเลือกใหม่"
            return None
        return chosen

    def _owners(self, typed: TypedMeasure) -> frozenset[int]:
        chosen = frozenset(number for text in typed.owners if (number := row_number(text)))
        if chosen - self.groups:
            typed.errors["owners"] = "มีกลุ่มที่เลือกไม่ได้แล้ว โปรดเลือกผู้รับผิดชอบใหม่"
        return chosen & self.groups

    def _period(self, typed: TypedMeasure) -> tuple[date | None, date | None]:
        """Read the period; (None, None) as well when something is wrong with it."""
        starts_on = _date(typed.starts, typed.errors, "starts")
        ends_on = _date(typed.ends, typed.errors, "ends")
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
    written = [typed.title, typed.monitoring, *(step.text for step in typed.steps)]
    return not (typed.pk or typed.owners or typed.every or any(text.strip() for text in written))


def _text(typed: str, limit: str, errors: dict[str, str], name: str) -> str:
    text = clean(typed).strip()
    if len(text) > LIMITS[limit]:
        errors[name] = (
            f"ข้อความยาว {len(text):,} ตัวอักษร กรอกได้ไม่เกิน {LIMITS[limit]:,} ตัวอักษร โปรดย่อให้สั้นลง"
        )
    return text


def _line(typed: str, limit: str, errors: dict[str, str], name: str) -> str:
    return _text(typed.replace("\r\n", " ").replace("\n", " "), limit, errors, name)


def _date(typed: str, errors: dict[str, str], name: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed)
    except ValueError as error:
        errors[name] = str(error)
        return None


def row_number(typed: str) -> int | None:
    """Return the number of a row or revision from a hidden field; None for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
