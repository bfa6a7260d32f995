"""Reading the sheets of an Excel file as tables, merged cells and hidden rows as well."""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from ita_portal.errors import Refused
from ita_portal.thai.dates import MONTHS, plain_date
from ita_portal.thai.fiscal_year import BUDDHIST_ERA
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table
from measures.rules.importing.texts import repaired
from measures.rules.importing.workbook_parts import beside_the_cells

BROKEN = "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ที่อ่านได้ หรือไฟล์เสียหาย"
MOST_CELLS = 200_000
TOO_MANY = "แผ่นงาน “{}” กว้างหรือยาวเกินไป โปรดคัดลอกเฉพาะตารางมาตรการลงไฟล์ใหม่"
_BUDDHIST = 2400
_OLDEST = 2000
_MONTH_ONLY = re.compile(r'(?:\[[^\]]*\])*[my][my\s\\/.,"-]*[my](?:;@)?', re.IGNORECASE)
"""A way to show dates with months and years, and without days."""
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
            blocks += beside_the_cells(path, _empty(sheets))
    except _UNREADABLE as error:
        raise Refused(BROKEN) from error
    return Source(tuple(blocks))


def _empty(sheets: Sequence[Any]) -> set[tuple[str, int, int]]:
    """Return the empty cells by sheet, row and column: those of formulas that nobody worked out."""
    return {
        (sheet.title, cell.row, cell.column)
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is None
    }


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
            Stray(repaired(cell.comment.text), number, "ข้อคิดเห็นในเซลล์")
            for cell in cells
            if getattr(cell, "comment", None)
        ]
    yield Table("" if alone else sheet.title, tuple(rows))
    yield from comments


def _cells(cells: Any, merged: dict[tuple[int, int], Any]) -> Iterator[Cell]:  # noqa: ANN401
    for cell in cells:
        area = merged.get((cell.row, cell.column))
        if area is None:
            yield Cell(_shown(cell), cell.column - 1, fill=_fill(cell))
        elif cell.column == area.min_col:
            first = cell.row == area.min_row
            text = _shown(cell) if first else ""
            width = area.max_col - area.min_col + 1
            yield Cell(text, cell.column - 1, width, not first, _fill(cell))


def _fill(cell: Any) -> str:  # noqa: ANN401
    """Return the colour behind a cell, "" for none or white."""
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type is None:
        return ""
    colour = fill.fgColor
    value = str(getattr(colour, colour.type, ""))
    is_white = (colour.type, value) == ("theme", "0") or value.upper().endswith("FFFFFF")
    return "" if is_white else f"{colour.type} {value} {colour.tint}"


def _shown(cell: Any) -> str:  # noqa: ANN401
    """Return the text of a cell as Excel shows it, as far as a plan needs it."""
    value = cell.value
    if isinstance(value, int | float) and "%" in str(cell.number_format):
        return f"{round(value * 100, 4):g}%"
    if isinstance(value, date) and _MONTH_ONLY.fullmatch(str(cell.number_format)):
        return _month(value)
    return _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return _date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    lines = (line.strip() for line in repaired(str(value)).split("\n"))
    return "\n".join(line for line in lines if line)


def _month(value: date) -> str:
    """Return a date of which Excel shows the month alone: what was typed as 10/67 or Oct 2024.

    Excel takes 67 for 1967; nobody plans for that.
    """
    buddhist = value.year if value.year >= _BUDDHIST else value.year + BUDDHIST_ERA
    year = 2500 + value.year % 100 if value.year < _OLDEST else buddhist
    return f"{MONTHS[value.month - 1]} {year}"


def _date(value: date) -> str:
    """Return a date; one whose year was typed as Buddhist into Excel's calendar is that year's."""
    day = value.date() if isinstance(value, datetime) else value
    if day.year >= _BUDDHIST:
        with contextlib.suppress(ValueError):  # 29 February of a year that has none
            return plain_date(day.replace(year=day.year - BUDDHIST_ERA))
    return plain_date(day)
