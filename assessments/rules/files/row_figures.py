"""The figures of a row as they are written: scores of every detail, and what else was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from assessments.rules.files.counted import YearFacts
from assessments.rules.files.headings import (
    LEVEL,
    NATIONAL_MEAN,
    RANK,
    RANK_OF,
    TOTAL,
    indicator_column,
)
from assessments.rules.files.layout import Layout
from assessments.rules.files.row_cells import RowCells
from assessments.rules.results import Published, mark_refusal
from ita_portal.thai.numerals import echo

Told = TypeVar("Told")

_MOST_OFFICES = 32_767  # what the rank's column holds
_MOST_PEOPLE = 1_000_000
_LONGEST_LEVEL = 40
NO_INDICATOR = "ปี {year} ไม่มีตัวชี้วัดที่ {number}"
NO_CODE = "ปี {year} ไม่มีข้อ {code}"
NO_INSTRUMENT = "ปี {year} ไม่มีแบบวัด {code}"


@dataclass(frozen=True)
class Figures:
    """The figures of a row: told by indicator number, marks and questions by code.

    With `are_impossible` a score is of something that the year does not have, or a mark is one
    that no item can earn.
    """

    scores: Mapping[int, Decimal]
    marks: Mapping[str, Decimal]
    questions: Mapping[str, Decimal]
    published: Published
    are_impossible: bool


class RowFigures:
    """Reads the figures of one row; `year` is None where the row's year has no framework."""

    def __init__(self, cells: RowCells, layout: Layout, year: YearFacts | None) -> None:
        self._cells = cells
        self._layout = layout
        self._year = year
        self._impossible = False

    def read(self) -> Figures:
        """Return all figures; those that cannot be read are problems of the cells."""
        scores = self._scores()
        details = self._details()
        items = self._year.items if self._year else ()
        return Figures(
            scores=scores,
            marks={code: score for code, score in details.items() if code in items},
            questions={code: score for code, score in details.items() if code not in items},
            published=self._published(),
            are_impossible=self._impossible,
        )

    def _refuse(self, column: str, message: str) -> None:
        self._cells.problem(column, message)
        self._impossible = True

    def _scores(self) -> dict[int, Decimal]:
        cells, year = self._cells, self._year
        scores = {}
        for number, column in self._layout.indicators:
            if column not in cells.row.cells or (score := cells.score(column)) is None:
                continue
            scores[number] = score
            if year and number not in year.names:
                message = NO_INDICATOR.format(year=year.facts.fiscal_year, number=number)
                self._refuse(indicator_column(number), message)
        return scores

    def _details(self) -> dict[str, Decimal]:
        """Return the scores of items and questions by code; none in a year without framework."""
        if self._year is None:
            return {}
        filled = [code for code in self._layout.details if code in self._cells.row.cells]
        read = {code: self._cells.score(code) for code in filled}
        found = {code: score for code, score in read.items() if score is not None}
        for code, score in found.items():
            if refusal := _refusal(self._year, code, score):
                self._refuse(code, refusal)
        return found

    def _published(self) -> Published:
        cells = self._cells
        level = cells.text(LEVEL).removeprefix("ระดับ").strip()
        rank = cells.count(RANK, 1, _MOST_OFFICES)
        rank_of = cells.count(RANK_OF, 1, _MOST_OFFICES)
        if rank and rank_of and rank > rank_of:
            cells.problem(RANK, f"อันดับ {rank} มากกว่าจำนวนทั้งหมด {rank_of}")
        if len(level) > _LONGEST_LEVEL:
            cells.problem(LEVEL, f"ระดับ “{echo(level)}” ยาวเกินไป")
        return Published(
            total=cells.score(TOTAL),
            level=level,
            rank=rank,
            rank_of=rank_of,
            national_mean=cells.score(NATIONAL_MEAN),
            points=self._points(),
            respondents=self._respondents(),
        )

    def _points(self) -> dict[str, Decimal]:
        read = {code: self._cells.points(column) for code, column in self._layout.points.items()}
        told = {code: points for code, points in read.items() if points is not None}
        return self._of_the_year(told, self._layout.points)

    def _respondents(self) -> dict[str, int]:
        read = {
            code: self._cells.count(column, 0, _MOST_PEOPLE)
            for code, column in self._layout.respondents.items()
        }
        told = {code: people for code, people in read.items() if people is not None}
        return self._of_the_year(told, self._layout.respondents)

    def _of_the_year(self, told: dict[str, Told], columns: Mapping[str, str]) -> dict[str, Told]:
        """Return what was told by instrument; name the instruments that the year does not have."""
        year = self._year
        if year and not told.keys() <= year.weights.keys():
            for code in told.keys() - year.weights.keys():
                message = NO_INSTRUMENT.format(year=year.facts.fiscal_year, code=code)
                self._refuse(columns[code], message)
        return told


def _refusal(year: YearFacts, code: str, score: Decimal) -> str:
    """Return why the year has no such score of an item or question; empty when it may have."""
    if code in year.items:
        return mark_refusal(year.facts, code, score)
    return "" if code in year.questions else NO_CODE.format(year=year.facts.fiscal_year, code=code)
