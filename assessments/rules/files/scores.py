"""Read the rows of a score file, CSV or XLSX, into columns; nothing is judged or stored here.

What cannot be read at all is Refused; what cannot be read in one row is a problem of that row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from assessments.rules.files.headings import Headings
from assessments.rules.files.sheet import MAX_ROWS, Cell, Grid, Unreadable, unguarded
from assessments.rules.files.workbook import MACROS, read_workbook
from ita_portal.errors import Refused
from ita_portal.thai.numerals import echo
from ita_portal.thai.text import clean

MAX_BYTES = 20 * 1024 * 1024
HEADING_WITHIN = 10  # rows
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WITH_MACROS = {".xlsm", ".xltm", ".xlam"}
NOTHING_WRITTEN = {"", "-", "–", "—"}
IS_HIDDEN = ("แถวนี้ถูกซ่อนอยู่ในไฟล์ แต่ระบบอ่านด้วย",)
_ENCODINGS = ("utf-8-sig", "cp874")  # cp874 holds TIS-620, which Excel in Thai still writes


@dataclass(frozen=True)
class Problem:
    """What is wrong, in Thai, in which row (from 1) and column; None for the file as a whole."""

    row: int | None
    column: str | None
    message: str


@dataclass
class ScoreRow:
    """A row by its number in the file: the filled cells by column, and those not readable.

    `notes` are what its reader should know, in Thai, though nothing is wrong.
    """

    number: int
    cells: dict[str, str | Decimal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: tuple[str, ...] = ()


@dataclass
class ScoreSheet:
    """All filled rows of a file, and what is wrong with the file as a whole.

    `places` tells in which column of the file (from 0) each column stands.
    """

    rows: list[ScoreRow]
    problems: list[Problem]
    places: dict[str, int] = field(default_factory=dict)


def read_scores(path: Path, headings: Headings, *, name: str = "") -> ScoreSheet:
    """Return the rows of a score file (.csv or .xlsx, up to 20 MB), hidden ones as well.

    `name` is what its owner calls the file, where that is not the name in `path`.

    The row of headings must stand among the first ten; blank rows are passed over. Raises
    Refused when the file is of another kind, protected, holds macros, is too big or broken, or
    has no row of headings.
    """
    name = name or path.name
    head = _first_bytes(path, name)
    suffix = Path(name).suffix.casefold()
    if head.startswith(_OLE):
        raise Refused("ไฟล์ถูกเข้ารหัสหรือเป็น Excel รุ่นเก่า (.xls) โปรดบันทึกใหม่เป็น .xlsx ที่ไม่มีรหัสผ่าน")
    if suffix in _WITH_MACROS:
        raise Refused(MACROS)
    if suffix not in {".csv", ".xlsx"}:
        raise Refused(f"ไม่รู้จักไฟล์ “{echo(name)}” โปรดใช้ไฟล์ .xlsx หรือ .csv")
    if head.startswith(_ZIP):
        return _first_table(read_workbook(path), headings)
    if suffix == ".xlsx":
        raise Refused(f"ไฟล์ “{echo(name)}” ไม่ใช่สมุดงาน Excel (.xlsx) หรือไฟล์เสียหาย")
    return _first_table(_csv_grids(path), headings)


def _first_bytes(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise Refused(f"ไม่พบไฟล์ “{echo(name)}”")
        if path.stat().st_size > MAX_BYTES:
            raise Refused(f"ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {MAX_BYTES // 1024**2} เมกะไบต์")
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise Refused(f"เปิดไฟล์ “{echo(name)}” ไม่ได้") from error


def _csv_grids(path: Path) -> Iterator[Grid]:
    """Yield the text parted by each usual sign; the one with a row of headings is the table."""
    text = _decoded(path.read_bytes())
    for delimiter in ",;\t":
        rows: list[Sequence[Cell]] = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                rows.append([unguarded(cell) for cell in row])
                if len(rows) > MAX_ROWS:
                    raise Refused(f"ไฟล์มีมากกว่า {MAX_ROWS} แถว โปรดแบ่งเป็นหลายไฟล์")
        except csv.Error as error:
            if delimiter == ",":
                raise Refused(f"อ่านไฟล์ CSV ไม่ได้ที่บรรทัด {reader.line_num}: {error}") from error
            continue
        yield Grid(path.name, list(enumerate(rows, start=1)))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("ไฟล์นี้ไม่ใช่ข้อความ CSV ที่อ่านได้ โปรดบันทึกเป็น CSV UTF-8 หรือ .xlsx")


def _first_table(grids: Iterable[Grid], headings: Headings) -> ScoreSheet:
    """Return the first table that has a row of headings; tell of others rather than lose them."""
    sheet: ScoreSheet | None = None
    for grid in grids:
        table = _table(grid, headings)
        if table is None:
            continue
        if sheet is None:
            sheet = table
        elif grid.is_sheet:
            message = f"แผ่นงาน “{grid.name}” มีตารางคะแนนด้วย แต่ระบบอ่านเฉพาะแผ่นงานแรก โปรดแยกเป็นอีกไฟล์"
            sheet.problems.append(Problem(None, None, message))
    if sheet is None:
        raise Refused(
            f"ไม่พบแถวหัวตารางใน {HEADING_WITHIN} แถวแรก หัวตารางต้องมีอย่างน้อย {headings.needed}"
        )
    return sheet


def _table(grid: Grid, headings: Headings) -> ScoreSheet | None:
    for place, (number, cells) in enumerate(grid.rows):
        if number > HEADING_WITHIN:
            return None
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        columns = headings.columns(texts)
        if columns:
            rows = (
                _row(number, cells, columns, len(texts), grid.merged_in(number))
                for number, cells in grid.rows[place + 1 :]
            )
            filled = [row for row in rows if row.cells or row.problems]
            _tell_hidden(filled, grid.hidden)
            return ScoreSheet(
                filled,
                _merged_heads(grid, number),
                {column: place for place, column in columns.items()},
            )
    return None


def _tell_hidden(rows: Iterable[ScoreRow], hidden: set[int]) -> None:
    """Note the rows that nobody saw who looked at the workbook."""
    for row in rows if hidden else ():
        if row.number in hidden:
            row.notes = IS_HIDDEN


def _merged_heads(grid: Grid, head: int) -> list[Problem]:
    """Tell of headings that share cells with others: which column they mean cannot be known."""
    wide = any(head in rows and len(places) > 1 for rows, places in grid.merges)
    deep = any(head in rows and rows.stop > head + 1 for rows, _ in grid.merges)
    if not wide and not deep:
        return []
    message = "หัวตารางมีเซลล์ที่ผสานกัน โปรดยกเลิกการผสาน แล้วให้หัวตารางอยู่ในแถวเดียว ช่องละหนึ่งหัวข้อ"
    return [Problem(head, None, message)]


@lru_cache(maxsize=2048)
def _cleaned(text: str) -> str:
    """Return the text of a cell as it is kept; names, levels and years come again and again."""
    return clean(text).strip()


def _row(
    number: int,
    cells: Sequence[Cell],
    columns: dict[int, str],
    width: int,
    merged: Sequence[range],
) -> ScoreRow:
    row = ScoreRow(number)
    for place, column in columns.items():
        cell = cells[place] if place < len(cells) else None
        if merged and any(place in places for places in merged):
            message = "เซลล์นี้ถูกผสานกับเซลล์อื่น โปรดยกเลิกการผสานแล้วกรอกทุกเซลล์"
            row.problems.append(Problem(number, column, message))
        elif isinstance(cell, Unreadable):
            row.problems.append(Problem(number, column, cell.message))
        elif isinstance(cell, Decimal):
            row.cells[column] = cell
        elif cell is not None and (text := _cleaned(cell)) not in NOTHING_WRITTEN:
            row.cells[column] = text
    if any(isinstance(cell, str) and cell.strip() for cell in cells[width:]):
        message = "แถวนี้มีช่องมากกว่าหัวตาราง ค่าอาจเลื่อนช่อง โปรดตรวจเครื่องหมายคั่น"
        row.problems.append(Problem(number, None, message))
    return row
