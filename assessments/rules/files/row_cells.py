"""The single cells of a row: read as year, score, count or text, each problem at its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import timezone

from assessments.rules.arithmetic.scoring import HUNDRED
from assessments.rules.files.headings import FISCAL_YEAR, OFFICE_CODE, REQUIRED
from assessments.rules.files.scores import Problem, ScoreRow
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import echo, narrow, parse_decimal, parse_int

_TWO_PLACES = Decimal("0.01")
_BEFORE_YEAR = re.compile(r"^(?:ปีงบประมาณ|ปี)?\s*(?:พ\.?\s*ศ\.?)?\s*")


def code_of(row: ScoreRow) -> str:
    """Return the office's code as the row gives it, in the form that codes have; "" for none."""
    return narrow(" ".join(str(row.cells.get(OFFICE_CODE, "")).split()).casefold())


@lru_cache(maxsize=256)
def _year_written(text: str) -> FiscalYear:
    """Read a year; raises ValueError with a Thai message when it is none."""
    return FiscalYear(parse_int(_BEFORE_YEAR.sub("", narrow(text))))


@dataclass
class RowCells:
    """Reads the cells of one row; what cannot be read is None and stands in `problems`."""

    row: ScoreRow
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = list(self.row.problems)

    def problem(self, column: str, message: str) -> None:
        """Name something that is wrong in a column."""
        self.problems.append(Problem(self.row.number, column, message))

    def is_bad(self, column: str) -> bool:
        """Tell whether something is wrong in the column."""
        return any(problem.column == column for problem in self.problems)

    def has_any(self, columns: Sequence[str]) -> bool:
        """Tell whether the row has anything in one of the columns, readable or not."""
        return any(column in self.row.cells for column in columns) or (
            bool(self.row.problems) and any(self.is_bad(column) for column in columns)
        )

    def text(self, column: str) -> str:
        """Return what is written, its spaces made single."""
        return " ".join(str(self.row.cells.get(column, "")).split())

    def require(self, column: str) -> None:
        """Name the column as missing unless something stands in it, or is wrong with it."""
        if column not in self.row.cells and not self.is_bad(column):
            self.problem(column, f"ไม่มี{REQUIRED[column]}")

    def year(self) -> int | None:
        """Read the fiscal year, which must have begun."""
        self.require(FISCAL_YEAR)
        if self.is_bad(FISCAL_YEAR):
            return None
        try:
            year = _year_written(self.text(FISCAL_YEAR))
        except ValueError as error:
            self.problem(FISCAL_YEAR, str(error))
            return None
        if year > FiscalYear.of(timezone.localdate()):
            self.problem(FISCAL_YEAR, f"ปีงบประมาณ {year} ยังไม่เริ่ม จึงยังไม่มีผลการประเมิน")
            return None
        return year.year

    def number(self, column: str) -> Decimal | None:
        """Read a plain number; never NaN or infinite."""
        cell = self.row.cells.get(column)
        if cell is None or isinstance(cell, Decimal):
            return cell
        try:
            return parse_decimal(cell)
        except ValueError as error:
            self.problem(column, str(error))
            return None

    def score(self, column: str) -> Decimal | None:
        """Read a percentage with two decimals at most."""
        score = self.number(column)
        if score is None:
            return None
        if not 0 <= score <= HUNDRED:
            self.problem(column, f"คะแนน {echo(str(score))} ต้องอยู่ระหว่าง 0 ถึง 100")
            return None
        rounded = score.quantize(_TWO_PLACES)
        if score != rounded:
            self.problem(column, f"คะแนน {echo(str(score))} มีทศนิยมเกิน 2 ตำแหน่ง")
            return None
        return rounded or abs(rounded)  # “-0” is 0

    def points(self, column: str) -> Decimal | None:
        """Read weighted points, rounded half up to two decimals; an instrument may allow fewer."""
        points = self.number(column)
        if points is None:
            return None
        if not 0 <= points <= HUNDRED:
            message = f"คะแนนถ่วงน้ำหนัก {echo(str(points))} ต้องอยู่ระหว่าง 0 ถึง 100"
            self.problem(column, message)
            return None
        return abs(points.quantize(_TWO_PLACES, ROUND_HALF_UP))

    def count(self, column: str, least: int, most: int) -> int | None:
        """Read a whole number from `least` to `most`."""
        number = self.number(column)
        if number is None:
            return None
        if number != number.to_integral_value() or not least <= number <= most:
            self.problem(column, f"{echo(str(number))} ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}")
            return None
        return int(number)
