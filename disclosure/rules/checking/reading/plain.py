"""Reading text files and tables of commas."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from disclosure.rules.checking.content import Content, Page, Table
from disclosure.rules.checking.flat import repaired
from disclosure.rules.checking.reading.office import line_of

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_LETTERS = 3_000_000


def read_text(path: Path, *, name: str) -> Content:
    """Return a text that passed `look_into`; form feeds part its pages."""
    return content_of_text(_decoded(path.read_bytes()), kind="text", name=name)


def content_of_text(text: str, *, kind: str, name: str = "") -> Content:
    """Return what was written as text, e.g. a text page of the portal."""
    parts = [part for part in repaired(text[:_MOST_LETTERS]).split("\f") if part.strip()]
    labels = [f"หน้า {number}" for number in range(1, len(parts) + 1)] if len(parts) > 1 else [""]
    pages = [Page(label, part) for label, part in zip(labels, parts or [""], strict=True)]
    return Content(kind, tuple(pages), name)


def read_csv(path: Path, *, name: str) -> Content:
    """Return a table of commas (or semicolons, or tabs) that passed `look_into`."""
    text = repaired(_decoded(path.read_bytes())[:_MOST_LETTERS])
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return content_of_text(text, kind="csv", name=name)
    table = Table(tuple(tuple(cell.strip() for cell in row) for row in rows if any(row)))
    page = Page("", "\n".join(line_of(row) for row in table.rows), (table,))
    return Content("csv", (page,), name)


def _decoded(data: bytes) -> str:
    if data.startswith(_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")
