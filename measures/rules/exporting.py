"""The plan of a year and how far it is, as a workbook: texts stay texts, dates are dates."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from measures.rules.overview import Overview, rows_for_export

COLUMNS = (
    ("ข้อ", 10),
    ("ประเด็น", 30),
    ("มาตรการ", 40),
    ("ขั้นตอน", 50),
    ("ผู้รับผิดชอบ", 30),
    ("เริ่ม", 13),
    ("สิ้นสุด", 13),
    ("สถานะ", 22),
    ("ล่าช้า", 9),
    ("ผลการดำเนินการ", 50),
    ("เป้าหมาย", 35),
    ("การกำกับติดตาม", 35),
)
"""Headings and widths in characters."""

_LONGEST = 32_767
"""Characters that a cell holds in Excel."""


def export_plan(overview: Overview) -> bytes:
    """Return the workbook: a row for each thing to do, in the order of the paper.

    A text that begins with = is still a text, and no number is made of "1.10".
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"มาตรการ {overview.plan.fiscal_year}")
    sheet.freeze_panes = "D2"
    for place, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, heading, bold=True) for heading, _ in COLUMNS])
    for row in rows_for_export(overview):
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: object, value: str | int | date | None, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = value[:_LONGEST]
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    else:
        cell.value = value
        cell.number_format = "[$-107041E]d mmm yyyy"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
