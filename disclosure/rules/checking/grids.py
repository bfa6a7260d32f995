"""Tables as rows of numbers with a label, from cells where they are known, else from lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from disclosure.rules.checking.content import Page, Table
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.words import MONTHS
from ita_portal.thai.dates import SHORT_MONTHS
from ita_portal.thai.numerals import arabic_digits

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_VALUE = re.compile(rf"^(?:{_NUMBER})%?$")
_DASH = re.compile(r"^[-–—−]$")
_MONTH_YEAR = re.compile(
    "((?:" + "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS))) + r")\s*(?:พ\.?ศ\.?\s*)?)"
    r"(?:2[45][0-9]{2}|[4-9][0-9])(?=\s|$)"
)
_ORDINAL = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]?$")
_YEAR = re.compile(r"^(?:2[45][0-9]{2}|20[0-4][0-9])$")
_TOTAL = re.compile("^(?:ยอด|ผล)?(?:รวม|ทงสน|total)", re.IGNORECASE)
_AVERAGE = re.compile("(?:เฉลย|average|รอยละรวม)", re.IGNORECASE)
_PROSE = tuple(
    flat(word)
    for word in (
        "ประจำปี", "พ.ศ.", "มาตรา", "ครั้งที่", "ฉบับที่", "โทร", "เลขที่", "ข้อ", "วันที่", "จำนวน",
        "ร้อยละ", "หน้า", "เขต", "เดือน",
    )
)  # fmt: skip
_SUMMING_UP = re.compile("(?<=.)(?:ทงสน|ทงหมด|รวมเปน)$|.{12,}รวม$")
_HAS_VALUE = re.compile(r"\s[0-9๐-๙][0-9๐-๙,.]*%?(?:\s|$)")
_FEWEST_ROWS = 3
_FARTHEST = 2  # lines without numbers between two rows: a label that goes on
_LONGEST_ROW = 240
_MOST_LINES = 4000


@dataclass(frozen=True)
class GridRow:
    """A row: its flat label, its numbers by column, and how it reads."""

    label: str
    values: tuple[Decimal | None, ...]
    shown: str
    is_part: bool = False

    @property
    def is_total(self) -> bool:
        """Whether it sums up the rows above it."""
        return bool(_TOTAL.match(self.label))

    @property
    def is_average(self) -> bool:
        """Whether it holds means of the rows above it."""
        return bool(_AVERAGE.search(self.label))


@dataclass(frozen=True)
class Grid:
    """A table of numbers on a page. `header` is the flat text of the lines above the rows."""

    page: Page
    header: str
    rows: tuple[GridRow, ...]

    @property
    def items(self) -> list[GridRow]:
        """The rows that are no sums and no means."""
        return [row for row in self.rows if not (row.is_total or row.is_average)]

    @property
    def width(self) -> int:
        """How many columns of numbers there are."""
        return max(len(row.values) for row in self.rows)

    def column(self, at: int) -> list[Decimal]:
        """Return the numbers of a column, without sums."""
        return [value for row in self.items if (value := row.values[at]) is not None]


def grids_of(page: Page) -> list[Grid]:
    """Return the tables of numbers of a page."""
    if page.tables:
        found = chain.from_iterable(_of_cells(page, table) for table in page.tables)
        return list(found)
    return list(_of_lines(page))


def _of_cells(page: Page, table: Table) -> Iterator[Grid]:
    header: list[str] = []
    rows: list[GridRow] = []
    numeric = _numeric_columns(table)
    for cells in table.rows:
        values = tuple(_value(_cell(cells, at)) for at in numeric)
        words = [cell for at, cell in enumerate(cells) if at not in numeric and _says(cell)]
        if any(value is not None for value in values) and (words or len(numeric) > 1):
            label = " ".join(_leading(cells, numeric) or words)
            rows.append(_row(label, values, " ".join(filter(None, cells)), cells[0]))
        elif not rows:
            header += [cell for cell in cells if cell]
    if len(rows) >= _FEWEST_ROWS:
        yield Grid(page, flat(" ".join(header)), tuple(rows))


def _leading(cells: tuple[str, ...], numeric: list[int]) -> list[str]:
    """Return the words before the first number: what stands behind is a remark."""
    return [cell for cell in cells[: numeric[0]] if _says(cell)]


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _says(cell: str) -> bool:
    return bool(cell) and not _ORDINAL.match(arabic_digits(cell).strip())


def _numeric_columns(table: Table) -> list[int]:
    """Return the columns that mostly hold numbers, without the one that only counts the rows."""
    width = max((len(row) for row in table.rows), default=0)
    found = []
    for at in range(width):
        cells = [arabic_digits(_cell(row, at)).strip() for row in table.rows]
        values = [cell for cell in cells if _VALUE.match(cell) and not _YEAR.match(cell)]
        filled = [cell for cell in cells if cell and not _DASH.match(cell)]
        if len(values) >= 2 and len(values) * 2 >= len(filled) and not _counts_up(values):
            found.append(at)
    return found


def _counts_up(values: list[str]) -> bool:
    return values == [str(number) for number in range(1, len(values) + 1)]


def _value(cell: str) -> Decimal | None:
    written = arabic_digits(cell).strip()
    if _DASH.match(written):
        return Decimal(0)
    if not _VALUE.match(written):
        return None
    return Decimal(written.rstrip("%").replace(",", ""))


def _row(label: str, values: Iterable[Decimal | None], shown: str, ordinal: str = "") -> GridRow:
    number = arabic_digits(ordinal).strip().rstrip(".)")
    is_part = bool(_ORDINAL.match(number)) and "." in number
    return GridRow(flat(label), tuple(values), " ".join(shown.split()), is_part)


def _of_lines(page: Page) -> Iterator[Grid]:
    rows: list[GridRow] = []
    header: list[str] = []
    apart = 0
    for line in page.lines[:_MOST_LINES]:
        row = _of_line(line)
        if row and (not rows or len(row.values) == len(rows[0].values)):
            rows.append(row)
            apart = 0
            continue
        apart += 1
        if rows and (apart > _FARTHEST or row):
            yield from _grid(page, header, rows)
            header, rows, apart = [], [row] if row else [], 0
        if not row:
            header = [*header[-7:], line]
    yield from _grid(page, header, rows)


def _grid(page: Page, header: list[str], rows: list[GridRow]) -> Iterator[Grid]:
    if len(rows) >= _FEWEST_ROWS:
        yield Grid(page, flat(" ".join(header)), tuple(rows))


def _of_line(line: str) -> GridRow | None:
    """Return a line as a row: a label, then numbers to its end or to a last remark."""
    if len(line) > _LONGEST_ROW or not _HAS_VALUE.search(line):
        return None
    words = _MONTH_YEAR.sub(r"\1", arabic_digits(line)).split()
    ordinal = words[0] if words and _ORDINAL.match(words[0]) and len(words) > 1 else ""
    rest = words[1:] if ordinal else words
    first = next((at for at, word in enumerate(rest) if _is_value(word)), len(rest))
    last = first
    while last < len(rest) and _is_value(rest[last]):
        last += 1
    label = " ".join(rest[:first])
    if not rest[first:last] or any(map(_is_value, rest[last:])):
        return None
    if (last - first == 1 and rest[last:] and not ordinal) or not _is_label(label):
        return None
    return _row(label, map(_value, rest[first:last]), line, ordinal)


def _is_value(word: str) -> bool:
    return bool(_VALUE.match(word) or _DASH.match(word)) and not _YEAR.match(word)


def _is_label(label: str) -> bool:
    words = flat(label)
    return len(label) > 1 and not words.endswith(_PROSE) and not _SUMMING_UP.search(words)
