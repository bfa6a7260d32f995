"""Read the sheets of an XLSX workbook, distrusting it: size, macros, protection, merged cells."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from assessments.rules.files.sheet import MAX_ROWS, Cell, Grid
from assessments.rules.files.sheet_rows import read_rows
from ita_portal.errors import Refused

MAX_UNPACKED = 150 * 1024 * 1024  # bytes, all parts together
MAX_PART = 80 * 1024 * 1024
MAX_PARTS = 2_000
MAX_RATIO = 200  # unpacked to packed; office workbooks stay far below
_SMALL_PART = 1024 * 1024  # bytes; below it the ratio says nothing
MAX_MERGES = 2_000

BROKEN = "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ที่อ่านได้ หรือไฟล์เสียหาย"
TOO_BIG = "ไฟล์ขยายแล้วใหญ่ผิดปกติ จึงไม่เปิด โปรดคัดลอกเฉพาะตารางคะแนนลงสมุดงานใหม่"
PROTECTED = "ไฟล์ถูกเข้ารหัส โปรดบันทึกใหม่โดยไม่มีรหัสผ่าน"
MACROS = "ไฟล์มีแมโคร จึงไม่เปิด โปรดบันทึกใหม่เป็น .xlsx ที่ไม่มีแมโคร"

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
            with path.open("rb") as file:
                book = load_workbook(file, read_only=True)
                return [_grid(sheet) for sheet in book.worksheets]
    except _UNREADABLE as error:
        raise Refused(BROKEN) from error


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


def _grid(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl has no types
    with sheet._get_source() as source:  # read-only sheets tell of merged cells in no other way
        xml: bytes = source.read()
    merges = [_area(found[1].decode("ascii")) for found in _MERGE.finditer(xml)]
    if len(merges) > MAX_MERGES:
        raise Refused(TOO_BIG)
    filled: list[tuple[int, Sequence[Cell]]] = []
    hidden: set[int] = set()
    for row in read_rows(sheet, xml):
        if any(cell is not None for cell in row.cells):
            filled.append((row.number, row.cells))
            if row.hidden:
                hidden.add(row.number)
        if len(filled) > MAX_ROWS:
            raise Refused(f"ไฟล์มีมากกว่า {MAX_ROWS} แถว โปรดแบ่งเป็นหลายไฟล์")
    return Grid(sheet.title, filled, is_sheet=True, merges=merges, hidden=hidden)


def _area(reference: str) -> tuple[range, range]:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return range(first_row, last_row + 1), range(first_column - 1, last_column)
