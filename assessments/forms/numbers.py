"""Fields for numbers that people type: with Thai or Arabic digits, told in Thai what is wrong."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal
from typing import Any

from django import forms

from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR
from ita_portal.thai.numerals import parse_decimal, parse_int

HIGHEST_SCORE = Decimal(100)
TWO_PLACES = Decimal("0.01")
HIGHEST_RANK = 32767  # what the column holds
MOST_PEOPLE = 1_000_000


class NumberField(forms.Field):
    """A number typed as text, with Thai or Arabic digits. `told_as` names it in the summary."""

    widget = forms.TextInput

    def __init__(self, *, told_as: str = "", **options: Any) -> None:  # noqa: ANN401 - Django's options
        super().__init__(**options)
        self.told_as = told_as or str(self.label)
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "decimal"}

    def to_python(self, value: str | None) -> Decimal | int | None:
        if not (value or "").strip():
            return None
        try:
            return self.read(value or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    @abstractmethod
    def read(self, typed: str) -> Decimal | int:
        """Return the number; raises ValueError with a Thai message when it may not be one."""


class ScoreField(NumberField):
    """A score from 0 to 100 with at most two decimals."""

    def read(self, typed: str) -> Decimal:
        score = parse_decimal(typed)
        if not 0 <= score <= HIGHEST_SCORE:
            raise ValueError("คะแนนต้องอยู่ระหว่าง 0 ถึง 100")
        if score != score.quantize(TWO_PLACES):
            raise ValueError("คะแนนมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")
        return score


class PointsField(NumberField):
    """Weighted points of an instrument, from 0 to its `weight`, with at most two decimals."""

    def __init__(self, *, weight: Decimal, **options: Any) -> None:  # noqa: ANN401 - Django's options
        super().__init__(**options)
        self.weight = weight

    def read(self, typed: str) -> Decimal:
        points = parse_decimal(typed)
        if not 0 <= points <= self.weight:
            most = f"{self.weight.normalize():f}"
            raise ValueError(f"คะแนนถ่วงน้ำหนักของแบบวัดนี้ต้องอยู่ระหว่าง 0 ถึง {most}")
        if points != points.quantize(TWO_PLACES):
            raise ValueError("คะแนนมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")
        return points


class CountField(NumberField):
    """How many people answered: a whole number from 0."""

    def read(self, typed: str) -> int:
        wanted = f"กรุณากรอกเป็นจำนวนเต็มตั้งแต่ 0 ถึง {MOST_PEOPLE:,}"
        try:
            people = parse_int(typed)
        except ValueError as error:
            raise ValueError(wanted) from error
        if not 0 <= people <= MOST_PEOPLE:
            raise ValueError(wanted)
        return people


class RankField(NumberField):
    """A place in a ranking, or how many took part."""

    def read(self, typed: str) -> int:
        wanted = f"กรุณากรอกเป็นจำนวนเต็มตั้งแต่ 1 ถึง {HIGHEST_RANK}"
        try:
            rank = parse_int(typed)
        except ValueError as error:
            raise ValueError(wanted) from error
        if not 1 <= rank <= HIGHEST_RANK:
            raise ValueError(wanted)
        return rank


class YearField(NumberField):
    """A Buddhist fiscal year."""

    def read(self, typed: str) -> int:
        year = parse_int(typed)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("กรุณากรอกปีงบประมาณเป็น พ.ศ. เช่น 2564")
        return year
