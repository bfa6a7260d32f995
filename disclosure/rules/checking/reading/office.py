"""Reading Word and Excel files: their text in order, and the cells of their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZipFile

from disclosure.rules.checking.content import Content, Page, Table
from disclosure.rules.checking.flat import repaired
from measures.rules.importing import tables as found
from measures.rules.importing.word import DELETED, NOTES, read_document
from measures.rules.importing.workbook import read_workbook

_PICTURES = ("word/media/", "xl/media/")
_ASIDE = {DELETED, NOTES["comments"]}
EMPTY = "-"


def read_word(path: Path, *, name: str) -> Content:
    """Return a Word file that passed `look_into` as one page. Raises Refused when it is broken."""
    source = read_document(path)
    page = _page("", source.blocks, has_picture=_has_pictures(path))
    return Content("docx", (page,), name)


def read_excel(path: Path, *, name: str) -> Content:
    """Return an Excel file that passed `look_into`, a page a sheet. Raises Refused when broken."""
    source = read_workbook(path)
    sheets: dict[str, list[found.Table | found.Stray]] = {}
    for block in source.blocks:
        sheets.setdefault(block.name if isinstance(block, found.Table) else "", []).append(block)
    has_picture = _has_pictures(path)
    pages = [
        _page(f"แผ่นงาน {title}" if title else "", blocks, has_picture=has_picture)
        for title, blocks in sheets.items()
    ]
    return Content("xlsx", tuple(pages), name)


def _has_pictures(path: Path) -> bool:
    with ZipFile(path) as archive:
        return any(one.startswith(_PICTURES) for one in archive.namelist())


def _page(label: str, blocks: Iterable[found.Table | found.Stray], *, has_picture: bool) -> Page:
    lines: list[str] = []
    tables = []
    for block in blocks:
        if isinstance(block, found.Table):
            table = _table(block)
            tables.append(table)
            lines += [line_of(row) for row in table.rows]
        elif block.note not in _ASIDE:
            lines.append(repaired(block.text))
    return Page(label, "\n".join(lines), tuple(tables), has_picture)


def _table(table: found.Table) -> Table:
    rows = []
    for row in table.rows:
        at: Callable[[int], found.Cell | None] = row.at
        cells = []
        for column in range(table.width):
            cell = at(column)
            is_first = cell is not None and cell.column == column
            cells.append(repaired(cell.text) if cell is not None and is_first else "")
        rows.append(tuple(cells))
    return Table(tuple(rows))


def line_of(row: Iterable[str]) -> str:
    """Return a row as one line, as a PDF would show it; empty cells leave no gap."""
    return " ".join(" ".join(cell.split()) for cell in row if cell.strip())
