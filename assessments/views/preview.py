"""The rows of an import as a page shows them: figures as words, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.files.columns import heading_of
from assessments.rules.files.headings import FISCAL_YEAR, LEVEL, OFFICE_CODE, OFFICE_NAME, TOTAL
from assessments.rules.files.importing import ImportedRow
from assessments.rules.files.layout import INDICATOR_COLUMN
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import Problem
from assessments.rules.files.store import Fate
from ita_portal.thai.numerals import echo, format_score

_LONGEST_NAME = 200  # never cut where two offices differ

CHIPS = {
    Fate.NEW: ("good", "plus-circle", "เพิ่มปีใหม่"),
    Fate.REPLACES: ("warn", "arrow-clockwise", "แทนร่างที่มีอยู่"),
    Fate.SAME: ("mute", "check-circle", "ตรงกับที่มีอยู่"),
    Fate.REFUSED: ("bad", "x-circle", "ไม่นำเข้า"),
}
"""Colour, icon and words of what becomes of a row."""


@dataclass(frozen=True)
class ProblemWords:
    """A problem: the row, the column as its reader finds it in the file, and what is wrong."""

    row: int | None
    column: str
    message: str


@dataclass(frozen=True)
class PreviewLine:
    """A row of the preview; figures that could not be read are shown as they were typed.

    `scores` are indicator, figure, and whether it was computed from items or questions; `details`
    say what else the row has.
    """

    number: int
    office: str
    year: str
    scores: list[tuple[str, str, bool]]
    details: list[str]
    total: str
    level: str
    chip: tuple[str, str, str]
    problems: list[ProblemWords]
    notes: list[ProblemWords]


def lines_of(rows: Iterable[ImportedRow], places: Mapping[str, int]) -> list[PreviewLine]:
    """Return the rows for a page. `places` tells where in the file (from 0) each column stands."""
    return [_line(row, places) for row in rows]


def problem_words(problem: Problem, places: Mapping[str, int]) -> ProblemWords:
    """Return a problem with the letter and the heading of its column: “G ตัวชี้วัดที่ 4”."""
    column = ""
    if problem.column:
        place = places.get(problem.column)
        letter = "" if place is None else f"{get_column_letter(place + 1)} "
        column = f"{letter}{heading_of(problem.column)}"
    return ProblemWords(problem.row, column, problem.message)


def _line(row: ImportedRow, places: Mapping[str, int]) -> PreviewLine:
    cells = row.row.cells
    typed = {column: _typed(cell) for column, cell in cells.items()}
    total, level = typed.get(TOTAL, ""), typed.get(LEVEL, "")
    if row.entry and row.entry.counted:
        total = total or format_score(row.entry.counted.total)
        level = level or row.entry.counted.band.name
    office = str(cells.get(OFFICE_NAME) or cells.get(OFFICE_CODE, ""))
    return PreviewLine(
        number=row.row.number,
        office=office[:_LONGEST_NAME],
        year=str(row.entry.fiscal_year) if row.entry else typed.get(FISCAL_YEAR, ""),
        scores=_scores(typed, row.entry),
        details=_details(row.entry),
        total=total,
        level=level,
        chip=CHIPS[row.fate],
        problems=[problem_words(problem, places) for problem in row.problems],
        notes=[problem_words(note, places) for note in row.notes],
    )


def _scores(typed: Mapping[str, str], entry: Entry | None) -> list[tuple[str, str, bool]]:
    found = {
        int(match[1]): (text, False)
        for column, text in typed.items()
        if (match := INDICATOR_COLUMN.fullmatch(column))
    }
    if entry and entry.counted:
        for number, one in entry.counted.computed.items():
            found[number] = f"{round_half_up(one.score):f}", True
    return [(str(number), *found[number]) for number in sorted(found)]


def _details(entry: Entry | None) -> list[str]:
    if entry is None:
        return []
    people = entry.published.respondents.items()
    return [
        *([f"ข้อ OIT {len(entry.marks)} ข้อ"] if entry.marks else []),
        *([f"ข้อคำถาม {len(entry.questions)} ข้อ"] if entry.questions else []),
        *(f"ผู้ตอบ {code} {number:,} คน" for code, number in people),
    ]


def _typed(cell: str | Decimal) -> str:
    return echo(f"{cell:f}" if isinstance(cell, Decimal) else cell)
