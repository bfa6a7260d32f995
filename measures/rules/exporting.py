"""The plan of a year and how far it is, as a workbook: texts stay texts, dates are dates."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from measures.rules.overview import Overview

COLUMNS = (
    ("ข้อ", 10),
    ("ประเด็น", 30),
    ("มาตรการ", 40),
    ("ขั้นตอน", 50),
    ("ผู้รับผิดชอบ", 30),
    ("เริ่ม", 13),
    ("สิ้นสุด", 13),
    ("สถานะ", 22),
    ("สถานะของแต่ละกลุ่ม", 34),
    ("ล่าช้า", 9),
    ("ผลการดำเนินการ", 50),
    ("ปัญหา/อุปสรรค", 40),
    ("ข้อเสนอแนะ", 40),
    ("งบประมาณที่ใช้ (บาท)", 16),
    ("งบประมาณของมาตรการ (บาท)", 18),
    ("เป้าหมาย", 35),
    ("การกำกับติดตาม", 35),
)
"""Headings and widths in characters."""

Value = str | date | Decimal | None
NO_BUDGET = "ไม่ใช้งบประมาณ"

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
    for row in _rows(overview):
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(overview: Overview) -> Iterator[list[Value]]:
    """Give the rows: one for each task, states as they stand on the day."""
    for row in overview.measures():
        measure = row.measure
        for task in row.tasks:
            yield [
                task.unit.number,
                row.issue,
                measure.title,
                task.unit.step.text if task.unit.step else "",
                task.owners,
                task.unit.starts_on,
                task.unit.ends_on,
                task.label,
                task.told("label"),
                "ล่าช้า" if task.late else "",
                task.told("result"),
                task.told("obstacles"),
                task.told("suggestions"),
                task.budget_used,
                NO_BUDGET if measure.no_budget else measure.budget,
                measure.target,
                measure.monitoring,
            ]


def _cell(sheet: object, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = value[:_LONGEST]
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    elif isinstance(value, Decimal):
        cell.value = value
        cell.number_format = "#,##0.00"
    else:
        cell.value = value
        cell.number_format = "[$-107041E]d mmm yyyy"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
