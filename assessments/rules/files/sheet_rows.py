"""The rows of a sheet's XML, read by the quick parser where that is safe.

openpyxl parses with defusedxml, in Python, for fear of documents that define entities of their
own. A sheet without any declaration can define none, and is parsed in C: three times as fast.
What a cell means is read here as well, straight from its element: openpyxl makes an object of
each, which takes as long as all else together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import column_index_from_string
from openpyxl.worksheet._reader import (
    CF_TAG,
    COL_TAG,
    EXT_TAG,
    HYPERLINK_TAG,
    MERGE_TAG,
    ROW_TAG,
    VALIDATION_TAG,
)
from openpyxl.xml.functions import iterparse as careful_iterparse

from assessments.rules.files.sheet import Cell
from assessments.rules.files.sheet_cells import CellReader

MAX_COLUMNS = 200
_LAST_ROW = 1_048_576  # of any workbook
_PASSED_OVER = {CF_TAG, COL_TAG, EXT_TAG, HYPERLINK_TAG, MERGE_TAG, VALIDATION_TAG}
_FALSE = {None, "", "0", "false"}
# In UTF-8, said or not: in another encoding "<!" could be written with other bytes.
_UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version=[\"']1\.0[\"']"
    rb"(?:\s+encoding=[\"'](?i:utf-8)[\"'])?(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?"
    rb"\s*<[A-Za-z]"
)


@dataclass(slots=True)
class SheetRow:
    """A row by its number in the sheet, its cells by their places, and whether it is hidden."""

    number: int
    cells: list[Cell]
    hidden: bool


def read_rows(sheet: Any, xml: bytes) -> Iterator[SheetRow]:  # noqa: ANN401 - has no types
    """Yield the rows that stand in a read-only sheet, whose XML is `xml`, and never a gap.

    A row that stands after a later one is passed over, as openpyxl does. Raises ValueError,
    LookupError or ParseError when the XML is no sheet, or defines entities.
    """
    reader = CellReader(sheet.parent, sheet._shared_strings)
    number = 0
    for element in _row_elements(xml):
        stands = int(float(written)) if (written := element.get("r")) else number + 1
        if stands > _LAST_ROW:
            return
        if stands > number:
            number = stands
            hidden = element.get("hidden") not in _FALSE
            yield SheetRow(number, _cells(element, reader), hidden)
        element.clear()


def is_plain(xml: bytes) -> bool:
    """Tell whether a sheet surely has no declarations; comments count as such here."""
    return bool(_UTF_8.match(xml)) and b"<!" not in xml and b"\0" not in xml


def _row_elements(xml: bytes) -> Iterator[Element]:
    parse = iterparse if is_plain(xml) else careful_iterparse
    for _, element in parse(BytesIO(xml)):
        if element.tag == ROW_TAG:
            yield element
        elif element.tag in _PASSED_OVER:
            element.clear()


def _cells(row: Element, reader: CellReader) -> list[Cell]:
    values: list[Cell] = [None] * MAX_COLUMNS
    place = -1
    for cell in row:
        reference = cell.get("r")
        place = _place(reference.rstrip("0123456789")) if reference else place + 1
        if place < MAX_COLUMNS:
            values[place] = reader.value(cell)
    return values


@lru_cache(maxsize=1024)
def _place(letters: str) -> int:
    """Return the place of a column from 0; raises ValueError when there is no such column."""
    return int(column_index_from_string(letters)) - 1
