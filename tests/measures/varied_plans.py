"""Plans as any office may write them: the same measures in many layouts, with words of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from ita_portal.thai.numerals import thai_digits
from tests.measures.plan_files import cell, document, paragraph, table

GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มกฎหมายและคดี", "หน่วยตรวจสอบภายใน")
_LETTERS = "กขคจชซฐณดตถทธนบปผฝพฟภมยรลวสหอ"
HEADINGS = {
    "number": ("ที่", "ลำดับ", "ลำดับที่", "ข้อ"),
    "issue": ("ประเด็น", "ด้าน", "ประเด็นที่ต้องพัฒนา", "จุดอ่อน/ข้อบกพร่อง"),
    "measure": ("มาตรการ", "มาตรการ/แนวทาง", "มาตรการ/โครงการ/กิจกรรม", "มาตรการที่"),
    "steps": (
        "ขั้นตอน",
        "วิธีดำเนินการ",
        "ขั้นตอน/วิธีการปฏิบัติ",
        "แนวทางวิธีปฏิบัติ",
        "กิจกรรม",
        "ขั้นตอนหรือวิธีการ",
    ),
    "period": ("ระยะเวลา", "กำหนดเวลา", "ระยะเวลาดำเนินการ", "ปฏิทินการดำเนินงาน", "ช่วงเวลา"),
    "owners": ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ผู้รับผิดชอบหลัก", "กลุ่มงาน"),
    "monitoring": ("การติดตาม", "การกำกับติดตาม", "การติดตามประเมินผล", "การติดตาม/รายงานผล"),
    "target": ("ตัวชี้วัดความสำเร็จ", "ผลผลิต", "เป้าหมาย"),
    "budget": ("งบประมาณ", "งบประมาณ(บาท)", "งบประมาณ\n(บาท)"),
    "note": ("หมายเหตุ", "แหล่งงบประมาณ"),
}
PERIODS = (
    ("ต.ค. ๖๖ – ก.ย. ๖๗", "2023-10-01", "2024-09-30"),
    ("ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗", "2023-10-01", "2024-09-30"),
    ("ปีงบประมาณ พ.ศ. ๒๕๖๗", "2023-10-01", "2024-09-30"),
    ("ตลอดปี", "2023-10-01", "2024-09-30"),
    ("ไตรมาส ๒", "2024-01-01", "2024-03-31"),
    ("ภายในเดือนมีนาคม ๒๕๖๗", "2023-10-01", "2024-03-31"),
    ("1 ต.ค. 66 - 30 ก.ย. 67", "2023-10-01", "2024-09-30"),
    ("๑๕ มกราคม ๒๕๖๗", "2024-01-15", "2024-01-15"),
    ("มีนาคม", "2024-03-01", "2024-03-31"),
    ("ม.ค.-มี.ค. 2567", "2024-01-01", "2024-03-31"),
)
MARKS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{thai_digits(n)}. ",
    lambda n: f"{n}) ",
    lambda n: f"({thai_digits(n)}) ",
    lambda n: f"๑.{thai_digits(n)} ",
    lambda n: f"{_LETTERS[n - 1]}. ",
    lambda _: "- ",
    lambda _: "• ",
    lambda _: "➢ ",
    lambda n: f"ขั้นที่ {n} ",
    lambda _: "",
)
MONTHS = (
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
)
FIRST_DAYS = (
    *(f"2023-{month}-01" for month in (10, 11, 12)),
    *(f"2024-0{n}-01" for n in range(1, 10)),
)
LAST_DAYS = (
    *("2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"),
    *("2024-04-30", "2024-05-31", "2024-06-30", "2024-07-31", "2024-08-31", "2024-09-30"),
)
TICKS = ("✓", "/", "x", "→", "colour", "ends")
BETWEEN_OWNERS = ("\n", ", ", "/", " และ", "\n- ")


@dataclass
class OneMeasure:
    """A measure as the file means it; `span` are its first and last month or quarter from 0."""

    issue: str
    title: str
    steps: tuple[str, ...]
    owners: tuple[str, ...]
    period: tuple[str, str, str]
    span: tuple[int, int]
    others: dict[str, str]


@dataclass
class Grid:
    """Rows of texts; areas that are merged, and coloured cells, by row and column from 0."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    coloured: set[tuple[int, int]] = field(default_factory=set)

    def add(self, *row: str) -> None:
        self.rows.append(list(row))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))


@dataclass
class Varied:
    """A plan, and how its file is laid out.

    `issues` is "none", "column", "merged", "row" or "number"; `steps` "cell" or "rows";
    `calendar` how many columns stand for the time: 0 for one of texts, 4 quarters, 12 months.
    """

    measures: list[OneMeasure]
    columns: list[str]
    headings: dict[str, str]
    issues: str
    steps: str
    mark: Callable[[int], str]
    between: str
    repeats: bool
    is_continued: bool
    calendar: int
    tick: str
    title: str
    words: list[str] = field(default_factory=list)

    def grid(self, measures: Sequence[OneMeasure], first: int = 1) -> Grid:
        """Return the table of some of the measures, counted from `first`."""
        grid = Grid()
        self._add_headings(grid)
        issue = ""
        for number, measure in enumerate(measures, first):
            if self.repeats and measure is measures[-1]:
                self._add_headings(grid)
            is_new, issue = measure.issue != issue, measure.issue
            if is_new and self.issues in {"row", "number"}:
                grid.add(measure.issue, *[""] * (len(self._names()) - 1))
                if self.issues == "row":
                    grid.merge(len(grid.rows) - 1, 0, len(grid.rows) - 1, len(self._names()) - 1)
            self._add(grid, number, measure, is_new=is_new)
        return grid

    def _names(self) -> list[str]:
        """Return what each column of the grid holds; those of the calendar are numbers."""
        names: list[str] = []
        for name in self.columns:
            parts = [str(n) for n in range(self.calendar)]
            names += parts if name == "period" and parts else [name]
        return names

    def _add_headings(self, grid: Grid) -> None:
        top, names = len(grid.rows), self._names()
        plain = [self.headings.get(name, "") for name in names]
        if not self.calendar:
            grid.add(*plain)
            return
        left, right = names.index("0"), names.index("0") + self.calendar - 1
        plain[left] = self.headings["period"]
        under = MONTHS if self.calendar == len(MONTHS) else [f"ไตรมาส {n}" for n in range(1, 5)]
        below = [under[int(name)] if name.isdecimal() else "" for name in names]
        grid.add(*plain)
        grid.add(*below)
        grid.merge(top, left, top, right)
        for column, name in enumerate(names):
            if not name.isdecimal():
                grid.merge(top, column, top + 1, column)

    def _add(self, grid: Grid, number: int, one: OneMeasure, *, is_new: bool) -> None:
        marked = [f"{self.mark(n)}{text}" for n, text in enumerate(one.steps, 1)]
        texts = {
            "number": str(number),
            "issue": one.issue if is_new or self.issues == "column" else "",
            "measure": one.title,
            "period": one.period[0],
            "owners": self.between.join(one.owners),
            **one.others,
        }
        lines = ["\n".join(marked)] if self.steps == "cell" else marked
        top, names = len(grid.rows), self._names()
        for nth, line in enumerate(lines):
            if nth and self.is_continued and nth == len(lines) - 1:
                self._add_headings(grid)
                again = {"measure": f"{one.title} (ต่อ)", "number": str(number), "steps": line}
                grid.add(*(again.get(name, "") for name in names))
            elif nth:
                grid.add(*(line if name == "steps" else "" for name in names))
            else:
                grid.add(*((texts | {"steps": line}).get(name, "") for name in names))
        self._draw(grid, top, one)
        if self.issues == "merged" and len(lines) > 1 and not self.is_continued:
            for name in {"number", "issue", "measure", "owners"} & set(names):
                column = names.index(name)
                grid.merge(top, column, len(grid.rows) - 1, column)

    def _draw(self, grid: Grid, row: int, one: OneMeasure) -> None:
        """Mark the months or quarters of a measure."""
        if not self.calendar:
            return
        left = self._names().index("0")
        first, last = one.span
        for place in range(first, last + 1):
            if self.tick == "colour":
                grid.coloured.add((row, left + place))
            elif self.tick == "ends":
                text = {first: "←", last: "→"}.get(place, "")
                grid.rows[row][left + place] = text
            else:
                grid.rows[row][left + place] = self.tick

    def days(self, one: OneMeasure) -> tuple[str, str]:
        """Return the first and last day that the file tells of a measure."""
        if not self.calendar:
            return one.period[1:]
        wide = len(MONTHS) // self.calendar
        return FIRST_DAYS[one.span[0] * wide], LAST_DAYS[(one.span[1] + 1) * wide - 1]


def _word(number: int) -> str:
    letters = "".join(_LETTERS[int(digit)] + _LETTERS[int(digit) + 10] for digit in f"{number:03}")
    return f"เรื่อง{letters}"


@st.composite
def plans(draw: Any) -> Varied:
    """Draw a plan with one to four measures and its layout."""
    words: list[str] = []

    def word() -> str:
        words.append(_word(len(words)))
        return words[-1]

    issues = draw(st.sampled_from(["none", "column", "merged", "row", "number"]))
    columns = _columns(draw, issues)
    calendar = draw(st.sampled_from([0, 0, 4, 12]))
    measures: list[OneMeasure] = []
    for _ in range(draw(st.integers(1, 4))):
        new = not measures or draw(st.booleans())
        issue = measures[-1].issue if not new else ""
        if new and issues != "none":
            issue = f"ประเด็นที่ {len(measures) + 1} {word()}"
        names = [name for name in columns if name in {"monitoring", "target", "note"}]
        measures.append(
            OneMeasure(
                issue,
                f"ทำ{word()}",
                tuple(word() for _ in range(draw(st.integers(1, 4)))),
                tuple(draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True))),
                draw(st.sampled_from(PERIODS)),
                draw(
                    st.tuples(st.integers(0, calendar - 1), st.integers(0, calendar - 1)).map(_span)
                )
                if calendar
                else (0, 0),
                {name: word() for name in names}
                | (
                    {"budget": draw(st.sampled_from(["5,000", "-"]))} if "budget" in columns else {}
                ),
            )
        )
    return Varied(
        measures,
        columns,
        {name: draw(st.sampled_from(HEADINGS[name])) for name in columns},
        issues,
        draw(st.sampled_from(["cell", "rows"])),
        draw(st.sampled_from(MARKS)),
        draw(st.sampled_from(BETWEEN_OWNERS)),
        draw(st.booleans()),
        draw(st.booleans()),
        calendar,
        draw(st.sampled_from(TICKS)),
        draw(st.sampled_from(["", "แผนมาตรการส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. ๒๕๖๗"])),
        words,
    )


def _columns(draw: Any, issues: str) -> list[str]:
    """Draw the columns and their order; the numbers and the issue stand before the measure."""
    numbered = issues == "number" or (issues != "row" and draw(st.booleans()))
    first = ["number"] if numbered else []
    first += ["issue"] if issues in {"column", "merged"} else []
    more = draw(st.lists(st.sampled_from(["monitoring", "target", "budget", "note"]), unique=True))
    after = draw(st.permutations(["period", "owners", *more]))
    return [*first, "measure", "steps", *after]


def _span(ends: tuple[int, int]) -> tuple[int, int]:
    return min(ends), max(ends)


def as_workbook(path: Path, plan: Varied, *, split: bool) -> Path:
    """Write the plan into a sheet, or into two, each with its headings; some columns are hidden."""
    book = Workbook()
    _write(book.active, plan, plan.measures[:1] if split else plan.measures, 1)
    if split and plan.measures[1:]:
        _write(book.create_sheet("หน้า ๒"), plan, plan.measures[1:], 2)
    book.save(path)
    return path


def _write(sheet: Any, plan: Varied, measures: Sequence[OneMeasure], first: int) -> None:
    grid = plan.grid(measures, first)
    above = 0
    if plan.title and first == 1:
        sheet.append([plan.title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(grid.rows[0]))
        sheet["A2"] = " "
        above = 2
    for number, row in enumerate(grid.rows, above + 1):
        for column, text in enumerate(row, 1):
            sheet.cell(number, column, text or None)
    for down, across in grid.coloured:
        sheet.cell(down + above + 1, across + 1).fill = PatternFill("solid", fgColor="FF00B050")
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(
            start_row=top + above + 1,
            start_column=left + 1,
            end_row=bottom + above + 1,
            end_column=right + 1,
        )
    sheet.column_dimensions["B"].hidden = plan.repeats


def as_document(path: Path, plan: Varied, *, split: bool) -> Path:
    """Write the plan into a Word table, or into two of which the second goes on without a head."""
    grid = plan.grid(plan.measures)
    rows = [_word_row(grid, number) for number in range(len(grid.rows))]
    middle = len(rows) // 2 + 1 if split and not plan.calendar else len(rows)
    parts = [part for part in (rows[:middle], rows[middle:]) if part]
    blocks = [paragraph(plan.title)] if plan.title else []
    return document(path, *blocks, *(table(*part) for part in parts))


def _word_row(grid: Grid, number: int) -> list[str]:
    made: list[str] = []
    column = 0
    while column < len(grid.rows[number]):
        area = next((a for a in grid.merged if _covers(a, number, column)), None)
        across = area[3] - area[1] + 1 if area else 1
        down = ""
        if area and area[2] > area[0]:
            down = "restart" if number == area[0] else "continue"
        texts = grid.rows[number][column].split("\n")
        one = cell(*texts, across=across, down=down)
        if (number, column) in grid.coloured:
            one = one.replace("<w:tcPr>", '<w:tcPr><w:shd w:val="clear" w:fill="00B050"/>', 1)
        made.append(one)
        column += across
    return made


def _covers(area: tuple[int, int, int, int], row: int, column: int) -> bool:
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]
