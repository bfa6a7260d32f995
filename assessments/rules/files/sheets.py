"""Writing workbooks of scores: every text stays a text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

_HEAD = {
    "font": Font(bold=True, color="FF0A4040"),
    "fill": PatternFill("solid", start_color="FFE6F0EF"),
    "alignment": Alignment(wrap_text=True, vertical="center"),
}
_TEXT, _SCORE = "@", "0.00"
_CODE_COLUMN = 1
_NARROW, _WIDE = 11, 46  # characters
_EXPLAINED_WIDTHS = (16, 22, 70, 46)


def workbook_bytes(
    *,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | int | Decimal | None]],
    explained: tuple[str, Sequence[Sequence[str]]],
) -> bytes:
    """Return an XLSX workbook: the table of scores, and behind it a sheet that explains it.

    The first column holds codes and is formatted as text, so that no spreadsheet makes numbers or
    dates of them; the second is wide enough for an office's name. `explained` is the second
    sheet's title and its lines.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _fill(sheet, [headings, *rows])
    for place in range(1, len(headings) + 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDE if place == _CODE_COLUMN + 1 else _NARROW
    sheet.column_dimensions[get_column_letter(_CODE_COLUMN)].number_format = _TEXT
    sheet.column_dimensions[get_column_letter(_CODE_COLUMN)].width = 1.6 * _NARROW
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "D2"
    name, lines = explained
    _add_explained(book.create_sheet(name), lines)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _add_explained(sheet: Any, lines: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 - openpyxl has no types
    _fill(sheet, lines)
    for place, width in enumerate(_EXPLAINED_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _fill(sheet: Any, rows: Sequence[Sequence[str | int | Decimal | None]]) -> None:  # noqa: ANN401
    for number, values in enumerate(rows, start=1):
        for place, value in enumerate(values, start=1):
            if value is not None and value != "":
                _write(sheet.cell(number, place), value)
    for cell in sheet[1]:
        for name, look in _HEAD.items():
            setattr(cell, name, look)


def _write(cell: Any, value: str | int | Decimal) -> None:  # noqa: ANN401
    cell.value = value
    if isinstance(value, str):
        # openpyxl makes a formula of "=…"; the quote keeps it a text when somebody edits the cell.
        cell.data_type, cell.number_format, cell.quotePrefix = "s", _TEXT, True
    elif isinstance(value, Decimal):
        cell.number_format = _SCORE
