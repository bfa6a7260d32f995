"""Judge one row of a score file: is it whole, and does what it prints fit its indicators?

Columns and messages are those of the file; nothing is stored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

from assessments.rules.arithmetic.scoring import Totals, totals
from assessments.rules.arithmetic.standing import PUBLISHED_TOLERANCE
from assessments.rules.files.headings import (
    FISCAL_YEAR,
    LEVEL,
    NATIONAL_MEAN,
    OFFICE_CODE,
    OFFICE_NAME,
    RANK,
    RANK_OF,
    REQUIRED,
    STATUS,
    TOTAL,
    indicator_column,
)
from assessments.rules.files.scores import Problem, ScoreRow
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.results import HUNDRED, Published, level_of_total, named
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import echo, narrow, parse_decimal, parse_int

_DECIMALS = 2
_MOST_OFFICES = 32_767  # what the rank's column holds
_LONGEST_LEVEL = 40
_DRAFT = {"ร่าง", "draft"}
IS_DRAFT = "แถวนี้เป็นร่าง จึงยังไม่นำเข้า เมื่อคะแนนครบและถูกต้องแล้ว โปรดลบคำว่า “ร่าง” แล้วนำเข้าใหม่"
INDICATOR_COLUMN = re.compile(r"indicator_(\d+)")
_BEFORE_YEAR = re.compile(r"^(?:ปีงบประมาณ|ปี)?\s*(?:พ\.?\s*ศ\.?)?\s*")


@dataclass(frozen=True)
class Entry:
    """A row that can be read: whose, of which year, and its figures.

    `instruments` are the weighted points that it prints, by code in lower case; `facts` are those
    of its year, None where its indicators are not all there. With `doubts` it may not be stored,
    but may well be what an export wrote of a result that stands.
    """

    row: int
    office_code: str
    office_name: str
    fiscal_year: int
    scores: Mapping[int, Decimal]
    published: Published
    instruments: Mapping[str, Decimal] = field(default_factory=dict)
    doubts: tuple[Problem, ...] = ()
    facts: FrameworkFacts | None = None

    @property
    def computed(self) -> Totals | None:
        """What its indicators give, computed anew each time; None where they are not all there."""
        return totals(self.facts, self.scores) if self.facts else None


def code_of(row: ScoreRow) -> str:
    """Return the office's code as the row gives it, in the form that codes have; "" for none."""
    return narrow(" ".join(str(row.cells.get(OFFICE_CODE, "")).split()).casefold())


@lru_cache(maxsize=256)
def _number_of(column: str) -> int | None:
    """Return the number of an indicator's column, None for another column."""
    match = INDICATOR_COLUMN.fullmatch(column)
    return int(match[1]) if match else None


@lru_cache(maxsize=256)
def _year_written(text: str) -> FiscalYear:
    """Read a year; raises ValueError with a Thai message when it is none."""
    return FiscalYear(parse_int(_BEFORE_YEAR.sub("", narrow(text))))


@dataclass
class RowReader:
    """Reads one row and gathers its problems; `entry` is None when it cannot be read.

    `instruments` are the codes, in lower case, of which the row may print weighted points.
    """

    row: ScoreRow
    frameworks: Mapping[int, FrameworkFacts]
    instruments: Iterable[str] = ()
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    facts: FrameworkFacts | None = None

    def entry(self) -> Entry | None:
        """Return what the row says, None when something of it cannot be read."""
        self.problems, self.doubts = list(self.row.problems), []
        year = self._year()
        self._require(OFFICE_CODE)
        scores, published, printed = self._scores(), self._published(), self._printed()
        if year:
            self._check_figures(year, scores, published, printed)
        if self._text(STATUS).casefold() in _DRAFT:
            self._doubt(STATUS, IS_DRAFT)
        if self.problems:
            self.problems += self.doubts
            return None
        name, doubts = self._text(OFFICE_NAME), tuple(self.doubts)
        code = code_of(self.row)
        return Entry(
            self.row.number,
            code,
            name,
            year or 0,
            scores,
            published,
            printed,
            doubts,
            self.facts,
        )

    # --- single cells ---

    def _problem(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.row.number, column, message))

    def _doubt(self, column: str, message: str) -> None:
        self.doubts.append(Problem(self.row.number, column, message))

    def _is_bad(self, column: str) -> bool:
        return any(problem.column == column for problem in self.problems)

    def _text(self, column: str) -> str:
        return " ".join(str(self.row.cells.get(column, "")).split())

    def _require(self, column: str) -> None:
        if column not in self.row.cells and not self._is_bad(column):
            self._problem(column, f"ไม่มี{REQUIRED[column]}")

    def _year(self) -> int | None:
        self._require(FISCAL_YEAR)
        if self._is_bad(FISCAL_YEAR):
            return None
        try:
            year = _year_written(self._text(FISCAL_YEAR))
        except ValueError as error:
            self._problem(FISCAL_YEAR, str(error))
            return None
        if year > FiscalYear.of(timezone.localdate()):
            self._problem(FISCAL_YEAR, f"ปีงบประมาณ {year} ยังไม่เริ่ม จึงยังไม่มีผลการประเมิน")
            return None
        return year.year

    def _number(self, column: str) -> Decimal | None:
        cell = self.row.cells.get(column)
        if cell is None or isinstance(cell, Decimal):
            return cell
        try:
            return parse_decimal(cell)
        except ValueError as error:
            self._problem(column, str(error))
            return None

    def _score(self, column: str) -> Decimal | None:
        """Read a percentage with two decimals at most."""
        score = self._number(column)
        if score is None:
            return None
        if not score.is_finite() or not 0 <= score <= HUNDRED:
            self._problem(column, f"คะแนน {echo(str(score))} ต้องอยู่ระหว่าง 0 ถึง 100")
            return None
        rounded = round(score, _DECIMALS)
        if score != rounded:
            self._problem(column, f"คะแนน {echo(str(score))} มีทศนิยมเกิน {_DECIMALS} ตำแหน่ง")
            return None
        return rounded

    def _count(self, column: str) -> int | None:
        number = self._number(column)
        if number is None:
            return None
        if number != number.to_integral_value() or not 1 <= number <= _MOST_OFFICES:
            self._problem(column, f"{echo(str(number))} ต้องเป็นจำนวนเต็มตั้งแต่ 1")
            return None
        return int(number)

    # --- figures ---

    def _scores(self) -> dict[int, Decimal]:
        numbers = {
            number: column
            for column in self.row.cells
            if (number := _number_of(column)) is not None
        }
        read = {number: self._score(column) for number, column in sorted(numbers.items())}
        return {number: score for number, score in read.items() if score is not None}

    def _published(self) -> Published:
        level = self._text(LEVEL).removeprefix("ระดับ").strip()
        rank, rank_of = self._count(RANK), self._count(RANK_OF)
        if rank and rank_of and rank > rank_of:
            self._problem(RANK, f"อันดับ {rank} มากกว่าจำนวนทั้งหมด {rank_of}")
        if len(level) > _LONGEST_LEVEL:
            self._problem(LEVEL, f"ระดับ “{echo(level)}” ยาวเกินไป")
        return Published(
            total=self._score(TOTAL),
            level=level,
            rank=rank,
            rank_of=rank_of,
            national_mean=self._score(NATIONAL_MEAN),
        )

    def _printed(self) -> dict[str, Decimal]:
        printed = {column: self._number(column) for column in self.instruments}
        return {column: points for column, points in printed.items() if points is not None}

    def _check_figures(
        self,
        year: int,
        scores: Mapping[int, Decimal],
        published: Published,
        printed: Mapping[str, Decimal],
    ) -> None:
        facts = self.frameworks.get(year)
        if all(_number_of(column) is None for column in self._named_columns()):
            self._check_total_alone(facts, published)
        elif facts is None:
            message = f"ยังไม่มีกรอบการประเมินของปี {year} จึงรับได้เฉพาะคะแนนรวม"
            self._problem(FISCAL_YEAR, message)
        elif self._is_whole(facts, scores):
            self.facts = facts
            if published.total is not None or published.level or printed:
                self._check_printed(totals(facts, scores), published, printed)

    def _named_columns(self) -> set[str]:
        """Return the columns in which the row has anything, readable or not."""
        return self.row.cells.keys() | {one.column for one in self.row.problems if one.column}

    def _check_total_alone(self, facts: FrameworkFacts | None, published: Published) -> None:
        if published.total is None:
            if not self._is_bad(TOTAL):
                self._doubt(TOTAL, "ต้องมีคะแนนตัวชี้วัดครบทุกตัว หรือมีคะแนนรวม")
            return
        band = level_of_total(facts, published.total) if facts else None
        if band and published.level and not named(band, published.level):
            self._doubt(LEVEL, f"คะแนน {published.total} อยู่ในระดับ {band.name}")

    def _is_whole(self, facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> bool:
        """Name each indicator that is missing or unknown; True when all are there."""
        needed = {indicator.number: indicator.name for indicator in facts.indicators}
        for number, name in needed.items():
            column = indicator_column(number)
            if number not in scores and not self._is_bad(column):
                self._doubt(column, f"ไม่มีคะแนนของตัวชี้วัดที่ {number} {name}")
        for number in scores.keys() - needed.keys():
            self._problem(indicator_column(number), f"ปี {facts.fiscal_year} ไม่มีตัวชี้วัดที่ {number}")
        return scores.keys() == needed.keys()

    def _check_printed(
        self, computed: Totals, published: Published, printed: Mapping[str, Decimal]
    ) -> None:
        """Hold what the row prints against what its indicators give, up to 0.01."""
        for instrument in computed.instruments:
            column = instrument.code.casefold()
            self._check_figure(column, printed.get(column), instrument.weighted)
        self._check_figure(TOTAL, published.total, computed.total)
        if published.level and not named(computed.band, published.level):
            message = f"ระดับที่พิมพ์ไว้คือ “{published.level}” แต่คำนวณได้ระดับ {computed.band.name}"
            self._doubt(LEVEL, message)

    def _check_figure(self, column: str, printed: Decimal | None, given: Decimal) -> None:
        if printed is not None and not abs(printed - given) <= PUBLISHED_TOLERANCE:
            self._doubt(column, f"พิมพ์ไว้ {printed} แต่ตัวชี้วัดให้ {given}")
