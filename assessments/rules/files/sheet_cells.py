"""What a cell of a workbook's XML holds: a number as it is shown, a text, or why it is neither.

A cell formatted "0.00" gives two decimals, a percent format gives percent. Nothing else of a
cell's look counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG
from openpyxl.xml.constants import SHEET_MAIN_NS

from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.files.sheet import Cell, Unreadable
from ita_portal.thai.numerals import echo

NOT_CALCULATED = Unreadable("สูตรนี้ยังไม่มีค่าที่คำนวณไว้ โปรดเปิดใน Excel แล้วบันทึก หรือวางเป็นค่า")
IS_DATE = Unreadable("เซลล์นี้เป็นวันที่ ไม่ใช่ตัวเลข โปรดเปลี่ยนรูปแบบเซลล์แล้วกรอกใหม่")
IS_LOGICAL = Unreadable("เซลล์นี้เป็นค่าจริง/เท็จ ไม่ใช่ตัวเลข")
IS_ERROR = "สูตรในเซลล์นี้ให้ค่าผิดพลาด ({})"
NO_NUMBER = "ค่า “{}” ในเซลล์นี้ไม่ใช่ตัวเลขที่ใช้ได้"

_TEXT_TAG, _PART_TAG = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"
_FIXED = re.compile(r"^[#,]*0\.(00+)(?:_.|\\.|\s)*$")  # a format with fewer would lose figures
_EXACT_DIGITS = 15  # that Excel keeps of a number
_KEPT_NUMBERS = 16_384  # scores have two decimals: they come again and again
_ROUNDED_BELOW = 1000  # what is larger is no score, and is told as it stands


class CellReader:
    """Reads the cells of one read-only sheet; `book` knows their formats, `texts` their texts."""

    def __init__(self, book: Any, texts: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        self._book = book
        self._texts = texts
        self._dates: set[int] = set(book._date_formats)
        self._number = lru_cache(maxsize=_KEPT_NUMBERS)(self._number_in)
        self._text = lru_cache(maxsize=_KEPT_NUMBERS)(self._text_at)

    def value(self, cell: Element) -> Cell:
        """Return what the cell holds; raises LookupError or ValueError in a broken workbook."""
        kind, written = cell.get("t", "n"), cell.findtext(VALUE_TAG)
        if kind == "inlineStr":
            return _inline_text(cell)
        if not written:
            # A formula may well give an empty text.
            waits = kind != "str" and cell.find(FORMULA_TAG) is not None
            return NOT_CALCULATED if waits else None
        if kind == "n":
            return self._number(written, cell.get("s", "0"))
        if kind == "s":
            return self._text(written)
        return _other(kind, written)

    def _text_at(self, place: str) -> Cell:
        return _filled(str(self._texts[int(place)]))

    def _number_in(self, written: str, style: str) -> Cell:
        """Return a number with the digits that Excel keeps, rounded as its cell shows it."""
        place = int(style)
        if place in self._dates:
            return IS_DATE
        try:
            number = _exact(written)
        except (InvalidOperation, ValueError):
            return Unreadable(NO_NUMBER.format(echo(written)))
        if not number.is_finite():
            return Unreadable(NO_NUMBER.format(echo(written)))
        percent, decimals = _shown(self._format(place))
        if percent:
            number *= 100
        if decimals and abs(number) < _ROUNDED_BELOW:
            return round_half_up(number, decimals)
        return number

    def _format(self, place: int) -> str:
        number: int = self._book._cell_styles[place].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


def _exact(written: str) -> Decimal:
    """Return the number without the noise behind the digits that Excel keeps."""
    if written.isascii() and written.isdigit() and len(written) <= _EXACT_DIGITS:
        return Decimal(written)
    return Decimal(f"{float(written):.{_EXACT_DIGITS}g}")


@lru_cache(maxsize=256)
def _shown(number_format: str) -> tuple[bool, int]:
    """Return whether a format shows percent, and to how many decimals it rounds; 0 for none."""
    percent = number_format.endswith("%")
    fixed = _FIXED.match(number_format.removesuffix("%"))
    return percent, len(fixed[1]) if fixed else 0


def _other(kind: str, written: str) -> Cell:
    if kind == "b":
        return IS_LOGICAL
    if kind == "d":
        return IS_DATE
    if kind == "e":
        return Unreadable(IS_ERROR.format(written))
    return _filled(written)


def _inline_text(cell: Element) -> Cell:
    inline = cell.find(INLINE_STRING)
    return None if inline is None else _filled("".join(_pieces(inline)))


def _pieces(inline: Element) -> Iterator[str]:
    """Yield the plain text, then the formatted parts; never how a word is pronounced."""
    yield inline.findtext(_TEXT_TAG) or ""
    for part in inline.iterfind(_PART_TAG):
        yield part.findtext(_TEXT_TAG) or ""


def _filled(text: str) -> Cell:
    return text if text.strip() else None
