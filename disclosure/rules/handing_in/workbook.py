"""The sheet of links as a workbook: texts stay texts, whatever somebody has typed."""

from __future__ import annotations

import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from disclosure.rules.handing_in.sheet import Sheet, SheetRow
from ita_portal.thai.templatetags.thai import time_of

COLUMNS = (
    ("ข้อ", 8),
    ("ชื่อข้อ", 45),
    ("ลิงก์ที่ส่ง", 60),
    ("ข้อมูลอยู่ส่วนใดของหน้า", 50),
    ("ไม่เกี่ยวข้องกับสำนักงาน เพราะ", 40),
    ("ผลการลองเปิด", 22),
    ("ลองเปิดเมื่อ", 24),
    ("ลิงก์อื่นในหน้าที่ยังเปิดไม่ได้", 60),
)
"""Headings and widths in characters."""
A4 = 9
"""The number of the paper in a workbook."""


def workbook_of(sheet: Sheet, fiscal_year: int) -> bytes:
    """Return the workbook: a row for each item in the official order."""
    book = Workbook(write_only=True)
    page = book.create_sheet(f"ลิงก์ OIT {fiscal_year}")
    page.freeze_panes = "C2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    for place, (_, width) in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.append([_cell(page, heading, bold=True) for heading, _ in COLUMNS])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in _values(row)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _values(row: SheetRow) -> Iterator[str]:
    own, *others = row.links
    yield from (row.code, row.title, row.address, row.place, row.not_applicable)
    yield own.verdict
    yield time_of(own.check.tried_at) if own.check and own.check.tried_at else ""
    yield "\n".join(f"{link.address} ({link.problem})" for link in others if not link.is_good)


def _cell(page: object, value: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page)
    cell.value, cell.data_type = value, "s"
    cell.number_format, cell.quotePrefix = "@", True
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
