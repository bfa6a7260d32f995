"""Read the sheets of an XLSX workbook, distrusting it: size, macros, protection, formulas.

Numbers are taken as the cell shows them: a cell formatted "0.00" gives two decimals, a percent
format gives percent. Everything else about the look of a workbook is left alone.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.files.sheet import MAX_ROWS, Cell, Grid, Unreadable
from assessments.rules.files.sheet_rows import parsed_rows
from ita_portal.errors import Refused

MAX_UNPACKED = 150 * 1024 * 1024  # bytes, all parts together
MAX_PART = 80 * 1024 * 1024
MAX_PARTS = 2_000
MAX_RATIO = 200  # unpacked to packed; office workbooks stay far below
_SMALL_PART = 1024 * 1024  # bytes; below it the ratio says nothing
MAX_COLUMNS = 200
MAX_MERGES = 2_000
_LAST_ROW = 1_048_576  # of any workbook

BROKEN = "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ที่อ่านได้ หรือไฟล์เสียหาย"
TOO_BIG = "ไฟล์ขยายแล้วใหญ่ผิดปกติ จึงไม่เปิด โปรดคัดลอกเฉพาะตารางคะแนนลงสมุดงานใหม่"
PROTECTED = "ไฟล์ถูกเข้ารหัส โปรดบันทึกใหม่โดยไม่มีรหัสผ่าน"
MACROS = "ไฟล์มีแมโคร จึงไม่เปิด โปรดบันทึกใหม่เป็น .xlsx ที่ไม่มีแมโคร"
NOT_CALCULATED = "สูตรนี้ยังไม่มีค่าที่คำนวณไว้ โปรดเปิดใน Excel แล้วบันทึก หรือวางเป็นค่า"
IS_DATE = "เซลล์นี้เป็นวันที่ ไม่ใช่ตัวเลข โปรดเปลี่ยนรูปแบบเซลล์แล้วกรอกใหม่"
IS_ERROR = "สูตรในเซลล์นี้ให้ค่าผิดพลาด ({})"
IS_LOGICAL = "เซลล์นี้เป็นค่าจริง/เท็จ ไม่ใช่ตัวเลข"

# What openpyxl raises on workbooks that are broken or made to break it.
_UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    AttributeError,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_NUMBERS, _DATES = (int, float), (date, time, timedelta)
_FIXED = re.compile(r"^[#,]*0\.(00+)(?:_.|\\.|\s)*$")  # a format with fewer would lose figures


def read_workbook(path: Path) -> list[Grid]:
    """Return the sheets of a workbook in order, hidden rows and sheets as well.

    Raises Refused when it is broken, encrypted, holds macros, or would unpack to something huge.
    """
    try:
        with ZipFile(path) as archive:
            _check_archive(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            # Opened here: openpyxl leaves a file open that it refuses halfway.
            with path.open("rb") as first, path.open("rb") as second:
                values = load_workbook(first, read_only=True, data_only=True)
                formulas = _Formulas(second)
                sheets = enumerate(values.worksheets)
                return [_grid(sheet, formulas, place) for place, sheet in sheets]
    except _UNREADABLE as error:
        raise Refused(BROKEN) from error


class _Formulas:
    """The sheets with their formulas in place of values, opened when one is asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sheets: list[Any] | None = None

    def sheet(self, place: int) -> Any:  # noqa: ANN401
        if self._sheets is None:
            self._sheets = load_workbook(self._file, read_only=True).worksheets
        return self._sheets[place]


def _check_archive(archive: ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PROTECTED)
    if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
        raise Refused(MACROS)
    if "[Content_Types].xml" not in archive.namelist():
        raise Refused(BROKEN)
    swollen = any(
        part.file_size > MAX_PART
        or (part.file_size > _SMALL_PART and part.file_size > MAX_RATIO * part.compress_size)
        for part in parts
    )
    if swollen or len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused(TOO_BIG)


def _grid(sheet: Any, formulas: _Formulas, place: int) -> Grid:  # noqa: ANN401 - has no types
    with sheet._get_source() as source:  # read-only sheets tell of merged cells in no other way
        xml: bytes = source.read()
    merges = [_area(found[1].decode("ascii")) for found in _MERGE.finditer(xml)]
    if len(merges) > MAX_MERGES:
        raise Refused(TOO_BIG)
    rows = _rows(sheet, xml)
    if _FORMULA.search(xml):
        rows = _rows_with_formulas(sheet, formulas.sheet(place), xml)
    filled: list[tuple[int, Sequence[Cell]]] = []
    for number, cells in rows:
        if any(cell is not None for cell in cells):
            filled.append((number, cells))
        if len(filled) > MAX_ROWS:
            raise Refused(f"ไฟล์มีมากกว่า {MAX_ROWS} แถว โปรดแบ่งเป็นหลายไฟล์")
    return Grid(sheet.title, filled, is_sheet=True, merges=merges)


def _area(reference: str) -> tuple[range, range]:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return range(first_row, last_row + 1), range(first_column - 1, last_column)


def _rows_in_order(sheet: Any, xml: bytes) -> Iterator[tuple[int, list[Any]]]:  # noqa: ANN401
    """Yield the number of each row that stands in the sheet, never a gap, and its cells.

    A row that stands after a later one is passed over, as openpyxl does.
    """
    following = 1
    for number, cells in parsed_rows(sheet, xml):
        if number > _LAST_ROW:
            return
        if number >= following:
            yield (
                number,
                [ReadOnlyCell(sheet, **cell) for cell in cells if cell["column"] <= MAX_COLUMNS],
            )
            following = number + 1


def _rows(sheet: Any, xml: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:  # noqa: ANN401
    for number, cells in _rows_in_order(sheet, xml):
        values: list[Cell] = [None] * MAX_COLUMNS
        for cell in cells:
            values[cell.column - 1] = _value(cell)
        yield number, values


def _rows_with_formulas(
    sheet: Any,  # noqa: ANN401
    raw: Any,  # noqa: ANN401
    xml: bytes,
) -> Iterator[tuple[int, Sequence[Cell]]]:
    both = zip(_rows_in_order(sheet, xml), _rows_in_order(raw, xml), strict=True)
    for (number, cells), (_, formulas) in both:
        values: list[Cell] = [None] * MAX_COLUMNS
        for cell, formula in zip(cells, formulas, strict=True):
            waits = _waits(cell, formula)
            values[cell.column - 1] = Unreadable(NOT_CALCULATED) if waits else _value(cell)
        yield number, values


def _waits(cell: Any, formula: Any) -> bool:  # noqa: ANN401
    """Tell whether a formula has no value; a text formula may well give an empty text."""
    return formula.data_type == "f" and cell.value is None and cell.data_type != "str"


def _value(cell: Any) -> Cell:  # noqa: ANN401
    value = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return Unreadable(IS_LOGICAL)
    if isinstance(value, _NUMBERS):
        return _as_shown(value, cell.number_format)
    if isinstance(value, _DATES):
        return Unreadable(IS_DATE)
    text = str(value)
    if cell.data_type == "e":
        return Unreadable(IS_ERROR.format(text))
    return text if text.strip() else None


def _as_shown(value: int | float, number_format: str) -> Decimal:
    """Return the number with the 15 digits that Excel keeps, rounded as its cell shows it."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    percent, decimals = _format(number_format)
    if percent:
        number *= 100
    if decimals and number.is_finite() and abs(number) < 1000:
        return round_half_up(number, decimals)
    return number


@lru_cache(maxsize=256)
def _format(number_format: str) -> tuple[bool, int]:
    """Return whether a format shows percent, and to how many decimals it rounds; 0 for none."""
    percent = number_format.endswith("%")
    fixed = _FIXED.match(number_format.removesuffix("%"))
    return percent, len(fixed[1]) if fixed else 0
