"""Reading the sheets of an Excel file as tables, merged cells and hidden rows as well."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from ita_portal.errors import Refused
from ita_portal.thai.dates import plain_date
from ita_portal.thai.text import clean
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table

BROKEN = "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ที่อ่านได้ หรือไฟล์เสียหาย"
MOST_CELLS = 200_000
TOO_MANY = "แผ่นงาน “{}” กว้างหรือยาวเกินไป โปรดคัดลอกเฉพาะตารางมาตรการลงไฟล์ใหม่"
# What openpyxl raises on workbooks that are broken or made to break it.
_UNREADABLE = (
    BadZipFile,
    ParseError,
    AttributeError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)


def read_workbook(path: Path) -> Source:
    """Return the sheets in order, hidden ones as well. Formulas are read as Excel last showed them.

    The file must have passed `look_into`. Raises Refused when it cannot be read all the same.
    """
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            sheets = [one for one in load_workbook(file, data_only=True).worksheets if _size(one)]
            blocks = [block for sheet in sheets for block in _blocks(sheet, alone=len(sheets) == 1)]
    except _UNREADABLE as error:
        raise Refused(BROKEN) from error
    return Source(tuple(blocks))


def _size(sheet: Any) -> int:  # noqa: ANN401 - openpyxl has no types
    size = int(sheet.max_row * sheet.max_column)
    if size > MOST_CELLS:
        raise Refused(TOO_MANY.format(sheet.title))
    return size


def _blocks(sheet: Any, *, alone: bool) -> Iterator[Table | Stray]:  # noqa: ANN401
    merged = {
        (row, column): area
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    rows, comments = [], []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = Row(number, tuple(_cells(cells, merged)))
        if row.filled or any(cell.is_continued for cell in row.cells):
            rows.append(row)
        comments += [
            Stray(clean(cell.comment.text), number, "ข้อคิดเห็นในเซลล์")
            for cell in cells
            if getattr(cell, "comment", None)
        ]
    yield Table("" if alone else sheet.title, tuple(rows))
    yield from comments


def _cells(cells: Any, merged: dict[tuple[int, int], Any]) -> Iterator[Cell]:  # noqa: ANN401
    for cell in cells:
        area = merged.get((cell.row, cell.column))
        if area is None:
            yield Cell(_text(cell.value), cell.column - 1)
        elif cell.column == area.min_col:
            first = cell.row == area.min_row
            text = _text(cell.value) if first else ""
            yield Cell(text, cell.column - 1, area.max_col - area.min_col + 1, not first)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return plain_date(value.date())
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    lines = (line.strip() for line in clean(str(value)).split("\n"))
    return "\n".join(line for line in lines if line)
