"""A plan in an Excel or Word file, read and understood; nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ita_portal.errors import Refused
from ita_portal.files.accepting import Accept
from ita_portal.files.checks import look_into
from ita_portal.files.models import MediaType
from ita_portal.thai.fiscal_year import FiscalYear
from measures.rules.importing.budgets import budget_of
from measures.rules.importing.choices import Choices
from measures.rules.importing.found import (
    Draft,
    Fate,
    FoundBudget,
    FoundMeasure,
    FoundPeriod,
    Place,
    PlanReading,
    Problem,
    Seen,
    Use,
    joined,
    quoted,
)
from measures.rules.importing.marks import mark_of, steps_of, without_mark
from measures.rules.importing.mistaken import HEAD, refuse_mistaken
from measures.rules.importing.owners import GroupName, matched, owners_of
from measures.rules.importing.rows import RowReader
from measures.rules.importing.tables import Source
from measures.rules.importing.times import period_of, step_periods
from measures.rules.importing.word import read_document
from measures.rules.importing.workbook import read_workbook

PLANS = Accept(frozenset({MediaType.XLSX, MediaType.DOCX}))
NO_MEASURES = "ไม่พบตารางมาตรการในไฟล์ ตารางต้องมีหัวอย่างน้อย มาตรการ กับ ขั้นตอน ระยะเวลา หรือผู้รับผิดชอบ"
NO_TITLE = "แถวนี้ไม่มีชื่อมาตรการ จึงใช้ชื่อประเด็นแทน โปรดตรวจ"
OWNER_AND_MORE = "แผนเก็บผู้รับผิดชอบเป็นกลุ่ม จึงไม่มีช่องสำหรับคำอื่นใน {} โปรดตรวจ"
UNTITLED = "(ไม่มีชื่อมาตรการ)"


def read_plan_file(
    path: Path,
    *,
    name: str,
    fiscal_year: int,
    groups: Sequence[GroupName],
    choices: Choices | None = None,
) -> PlanReading:
    """Return the measures of a file, and every text that fits nowhere as a problem.

    `name` is what the file is called, `fiscal_year` is Buddhist, `groups` are those of the office,
    `choices` is what a person has set by hand.

    Raises Refused when the file cannot be used at all: neither Excel nor Word, broken, protected,
    with macros, or made to do harm.
    """
    if path.stat().st_size > PLANS.max_bytes:
        raise Refused("ไฟล์ใหญ่เกินไป โปรดคัดลอกเฉพาะตารางมาตรการลงไฟล์ใหม่")
    with path.open("rb") as file:
        refuse_mistaken(file.read(HEAD))
    kind = look_into(path, name=name, accept=PLANS).media_type
    source = read_document(path) if kind == MediaType.DOCX else read_workbook(path)
    return understood(source, fiscal_year=fiscal_year, groups=groups, choices=choices)


def understood(
    source: Source,
    *,
    fiscal_year: int,
    groups: Sequence[GroupName],
    choices: Choices | None = None,
) -> PlanReading:
    """Return what the tables of a file say; pure, and the same for the same file and choices."""
    choices = choices or Choices()
    reader = RowReader(choices)
    reader.read(source)
    finishing = _Finishing(reader, fiscal_year, groups, choices)
    measures = tuple(finishing.measure(n, draft) for n, draft in enumerate(reader.drafts))
    finishing.tell_unused()
    problems = [*reader.problems, *finishing.problems]
    if not measures:
        problems.insert(0, Problem(None, NO_MEASURES))
    seen = Seen(source, reader.fates, tuple(reader.layouts))
    return PlanReading(measures, tuple(problems), reader.title.text, seen)


class _Finishing:
    """Makes measures of drafts: steps, owners and times from their texts."""

    def __init__(
        self, reader: RowReader, fiscal_year: int, groups: Sequence[GroupName], choices: Choices
    ) -> None:
        self._reader, self._year, self._groups = reader, FiscalYear(fiscal_year), groups
        self._choices = choices
        self._without_steps = not any(draft.steps for draft in reader.drafts)
        self.problems: list[Problem] = []
        self._used: set[str] = set()
        self._places: dict[Fate, list[Place]] = {}
        for place, fate in reader.fates.items():
            self._places.setdefault(fate, []).append(place)

    def measure(self, number: int, draft: Draft) -> FoundMeasure:
        told = len(self.problems)
        title, steps = self._title_and_steps(draft)
        owners = owners_of("\n".join(draft.owners or self._told_once("owners")))
        groups = matched(owners, self._groups, self._choices.owners)
        for owner in groups.unknown:
            self._tell(draft, f"ไม่พบกลุ่มชื่อ {quoted(owner)} ในสำนักงาน โปรดเลือกผู้รับผิดชอบเอง")
        for owner in groups.remarks:
            self._tell(draft, OWNER_AND_MORE.format(quoted(owner)))
        period, budget = self._period(draft), self._budget(draft)
        if period.text and not period.starts_on:
            self._leave(Use.PERIOD, number)
        if budget.text and not (budget.is_none or budget.baht is not None):
            self._leave(Use.BUDGET, number)
        return FoundMeasure(
            issue=draft.issue,
            part=draft.part,
            title=title,
            steps=steps,
            owners=owners,
            matched=groups,
            period=period,
            monitoring=joined(draft.monitoring),
            row=draft.row,
            others=tuple(draft.others),
            target=joined(draft.targets),
            budget=budget,
            problems=tuple(problem.message for problem in self.problems[told:]),
            step_periods=step_periods(draft, steps, self._year),
        )

    def _leave(self, use: Use, number: int) -> None:
        """Mark what was not understood: it stands in a problem alone."""
        places = self._places.get(Fate(use, number), [])
        self._reader.fates.update(dict.fromkeys(places, Fate(Use.LEFT, number)))

    def _budget(self, draft: Draft) -> FoundBudget:
        text = joined(draft.budgets)
        try:
            return FoundBudget(text, *budget_of(draft.budgets))
        except ValueError:
            self._tell(draft, f"ระบบไม่เข้าใจงบประมาณ {quoted(text)} โปรดกรอกจำนวนเงินเอง")
            return FoundBudget(text)

    def _told_once(self, what: str) -> list[str]:
        self._used.add(what)
        texts: list[str] = getattr(self._reader.beside, what)
        return texts

    def tell_unused(self) -> None:
        """Tell the time and owners that stand beside the table when every measure has its own."""
        for what in {"owners", "periods"} - self._used:
            self._reader.leave_beside(what)

    def _tell(self, draft: Draft, words: str) -> None:
        self.problems.append(Problem(draft.row, words))

    def _title_and_steps(self, draft: Draft) -> tuple[str, tuple[str, ...]]:
        title, steps = "\n".join(draft.titles), "\n".join(draft.steps)
        lines = title.split("\n")
        if self._without_steps and len(lines) > 1 and any(mark_of(line) for line in lines[1:]):
            title, steps = lines[0], "\n".join(lines[1:])
        title = " ".join(without_mark(title).split())
        if not title:
            self._tell(draft, NO_TITLE)
            title = draft.part or draft.issue or UNTITLED
        return title, steps_of(steps)

    def _period(self, draft: Draft) -> FoundPeriod:
        texts = draft.periods or self._told_once("periods")
        return period_of(texts, self._year, partial(self._tell, draft))
