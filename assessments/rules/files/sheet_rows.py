"""The rows of a sheet's XML, as openpyxl reads them but by the quick parser where that is safe.

openpyxl parses with defusedxml, in Python, for fear of documents that define entities of their
own. A sheet without any declaration can define none, and is parsed in C: three times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl.worksheet._reader import (
    CF_TAG,
    COL_TAG,
    EXT_TAG,
    HYPERLINK_TAG,
    MERGE_TAG,
    ROW_TAG,
    VALIDATION_TAG,
    WorkSheetParser,
)

_PASSED_OVER = {CF_TAG, COL_TAG, EXT_TAG, HYPERLINK_TAG, MERGE_TAG, VALIDATION_TAG}
# In UTF-8, said or not: in another encoding "<!" could be written with other bytes.
_UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version=[\"']1\.0[\"']"
    rb"(?:\s+encoding=[\"'](?i:utf-8)[\"'])?(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?"
    rb"\s*<[A-Za-z]"
)


def parsed_rows(sheet: Any, xml: bytes) -> Iterator[tuple[int, list[dict[str, Any]]]]:  # noqa: ANN401
    """Yield the number and cells of each row of a read-only sheet, whose XML is `xml`."""
    book = sheet.parent
    parser = WorkSheetParser(
        BytesIO(xml),
        sheet._shared_strings,
        data_only=book.data_only,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    if not is_plain(xml):
        yield from parser.parse()
        return
    for _, element in iterparse(parser.source):  # noqa: S314 - no declarations, see is_plain
        if element.tag == ROW_TAG:
            yield parser.parse_row(element)
            element.clear()
        elif element.tag in _PASSED_OVER:
            element.clear()


def is_plain(xml: bytes) -> bool:
    """Tell whether a sheet surely has no declarations; comments count as such here."""
    return bool(_UTF_8.match(xml)) and b"<!" not in xml and b"\0" not in xml
