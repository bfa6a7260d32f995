"""Judge one row of a score file: is it whole, and does what it prints fit its scores?

Columns and messages are those of the file; nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.rules.arithmetic.items import Detail, DetailedScore
from assessments.rules.arithmetic.standing import PUBLISHED_TOLERANCE
from assessments.rules.files.counted import (
    Counted,
    YearFacts,
    computed_scores,
    counted,
    shown,
    weighted_of,
)
from assessments.rules.files.headings import (
    FISCAL_YEAR,
    LEVEL,
    OFFICE_CODE,
    OFFICE_NAME,
    STATUS,
    TOTAL,
    indicator_column,
)
from assessments.rules.files.layout import Layout
from assessments.rules.files.row_cells import RowCells, code_of
from assessments.rules.files.row_figures import Figures, RowFigures
from assessments.rules.files.scores import Problem, ScoreRow
from assessments.rules.results import Published, level_of_total, named

_DRAFT = {"ร่าง", "draft"}
IS_DRAFT = "แถวนี้เป็นร่าง จึงยังไม่นำเข้า เมื่อคะแนนครบและถูกต้องแล้ว โปรดลบคำว่า “ร่าง” แล้วนำเข้าใหม่"
NO_FRAMEWORK = "ยังไม่มีกรอบการประเมินของปี {year} จึงรับได้เฉพาะคะแนนรวม"
NO_POINTS = "ยังไม่มีกรอบการประเมินของปี {year} จึงไม่เก็บคะแนนหรือจำนวนผู้ตอบตามแบบวัด"
NO_SCORE = "ไม่มีคะแนนของตัวชี้วัดที่ {number} {name}"
NOTHING_WHOLE = "ต้องมีคะแนนตัวชี้วัดครบทุกตัว หรือมีคะแนนรวม"
DIFFERS = "ได้รับแจ้ง {told} แต่{source}ให้ {given} ระบบใช้ {given} และเก็บค่าที่ได้รับแจ้งไว้เทียบกัน"
_SOURCES = {Detail.ITEMS: "คะแนนรายข้อ OIT ", Detail.QUESTIONS: "คะแนนรายข้อคำถาม"}


@dataclass(frozen=True)
class Entry:
    """A row that can be read: whose, of which year, and its figures.

    `scores` are those told by indicator number, `marks` and `questions` by code; `counted` is what
    they give, None where they are not whole or a total stands alone. With `doubts` it may not be
    stored, but may well be what an export wrote of a result that stands. `notes` are what its
    reader should know of a row that may be stored.
    """

    row: int
    office_code: str
    office_name: str
    fiscal_year: int
    scores: Mapping[int, Decimal]
    marks: Mapping[str, Decimal]
    questions: Mapping[str, Decimal]
    published: Published
    counted: Counted | None
    doubts: tuple[Problem, ...]
    notes: tuple[Problem, ...]


class RowReader:
    """Reads the rows of one file, of which each is judged by itself."""

    def __init__(self, years: Mapping[int, YearFacts], layout: Layout) -> None:
        self._years = years
        self._layout = layout

    def read(self, row: ScoreRow) -> tuple[Entry | None, list[Problem]]:
        """Return what the row says, None when something of it cannot be read, and its problems.

        What is merely doubtful stands in the entry.
        """
        cells = RowCells(row)
        year = cells.year()
        cells.require(OFFICE_CODE)
        facts = self._years.get(year) if year else None
        figures = RowFigures(cells, self._layout, facts).read()
        judge = _Judge(cells, facts, figures)
        if year:
            judge.check(year, has_scores=cells.has_any(self._layout.scores))
        if cells.text(STATUS).casefold() in _DRAFT:
            judge.doubt(STATUS, IS_DRAFT)
        if cells.problems:
            return None, cells.problems + judge.doubts
        return _entry(cells, year or 0, judge), []


def _entry(cells: RowCells, year: int, judge: _Judge) -> Entry:
    figures = judge.figures
    return Entry(
        row=cells.row.number,
        office_code=code_of(cells.row),
        office_name=cells.text(OFFICE_NAME),
        fiscal_year=year,
        scores=figures.scores,
        marks=figures.marks,
        questions=figures.questions,
        published=judge.published,
        counted=judge.counted,
        doubts=tuple(judge.doubts),
        notes=tuple(judge.notes),
    )


class _Judge:
    """Holds the figures of a row against each other."""

    def __init__(self, cells: RowCells, facts: YearFacts | None, figures: Figures) -> None:
        self.cells = cells
        self.year = facts
        self.figures = figures
        self.counted: Counted | None = None
        self.doubts: list[Problem] = []
        self.notes = [Problem(cells.row.number, None, note) for note in cells.row.notes]

    def doubt(self, column: str, message: str) -> None:
        self.doubts.append(Problem(self.cells.row.number, column, message))

    def note(self, column: str, message: str) -> None:
        self.notes.append(Problem(self.cells.row.number, column, message))

    @property
    def published(self) -> Published:
        """What the row tells; of instruments only where the year's framework names them."""
        told = self.figures.published
        return told if self.year else replace(told, points={}, respondents={})

    def check(self, year: int, *, has_scores: bool) -> None:
        """Judge a row of `year`; `has_scores` tells of any indicator, item or question in it."""
        published = self.figures.published
        if not has_scores:
            self._check_total_alone(year, published)
        elif self.year is None:
            self.cells.problem(FISCAL_YEAR, NO_FRAMEWORK.format(year=year))
        elif not self.figures.are_impossible:
            self._count(self.year, published)

    def _count(self, year: YearFacts, published: Published) -> None:
        figures = self.figures
        computed = computed_scores(year, figures.scores, figures.marks, figures.questions)
        if self._is_whole(year, computed):
            self.counted = counted(year, figures.scores, computed)
            for number, score in computed.items():
                self._note_difference(year, number, score)
            self._check_printed(year, self.counted, published)

    def _is_whole(self, year: YearFacts, computed: Mapping[int, DetailedScore]) -> bool:
        """Name each indicator that is missing; True when all are there."""
        have = self.figures.scores.keys() | computed.keys() if computed else self.figures.scores
        if len(have) == len(year.names):
            return True
        for number, name in year.names.items():
            column = indicator_column(number)
            if number not in have and not self.cells.is_bad(column):
                self.doubt(column, NO_SCORE.format(number=number, name=name))
        return False

    def _note_difference(self, year: YearFacts, number: int, score: DetailedScore) -> None:
        if score.difference is not None and abs(score.difference) > PUBLISHED_TOLERANCE:
            message = DIFFERS.format(
                told=score.published, source=_SOURCES[score.detail], given=shown(year, score.score)
            )
            self.note(indicator_column(number), message)

    def _check_total_alone(self, year: int, published: Published) -> None:
        if published.total is None:
            if not self.cells.is_bad(TOTAL):
                self.doubt(TOTAL, NOTHING_WHOLE)
            return
        if self.year is None:
            if published.points or published.respondents:
                self.note(FISCAL_YEAR, NO_POINTS.format(year=year))
            return
        for code, points in published.points.items():
            self._check_most(code, points, self.year.weights[code])
        band = level_of_total(self.year.facts, published.total)
        if band and published.level and not named(band, published.level):
            self.doubt(LEVEL, f"คะแนน {published.total} อยู่ในระดับ {band.name}")

    def _check_printed(self, year: YearFacts, given: Counted, published: Published) -> None:
        """Hold what the row prints against what its scores give, up to 0.01."""
        if published.points:
            weighted = weighted_of(year, given.scores)
            for code, printed in published.points.items():
                self._check_figure(code.casefold(), printed, weighted[code])
        if published.total is not None:
            self._check_figure(TOTAL, published.total, given.total)
        if published.level and not named(given.band, published.level):
            message = f"ระดับที่พิมพ์ไว้คือ “{published.level}” แต่คำนวณได้ระดับ {given.band.name}"
            self.doubt(LEVEL, message)

    def _check_figure(self, column: str, printed: Decimal, given: Decimal) -> None:
        if abs(printed - given) > PUBLISHED_TOLERANCE:
            self.doubt(column, f"พิมพ์ไว้ {printed} แต่ตัวชี้วัดให้ {given}")

    def _check_most(self, code: str, points: Decimal, most: Decimal) -> None:
        if points > most:
            self.doubt(code.casefold(), f"คะแนนถ่วงน้ำหนัก {points} เกินค่าน้ำหนักของ {code} ({most:f})")
