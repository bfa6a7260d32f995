"""Which header a cell of a table belongs to, as a screen reader tells it.

WeasyPrint names for each cell every header of its column, those of all groups of rows among
them, and gives a header no scope. Here a cell has the header of its column and the title of its
own group, and each header says what it heads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

Node = Any
"""A dictionary of the structure tree, or the PDF that it stands in; the package has no types."""


def name_headers(pdf: Node) -> None:
    """Give the tables of a tagged PDF, before it is written, their headers. Safe to repeat."""
    for node in list(pdf.objects):
        if isinstance(node, pydyf.Dictionary) and node.get("S") == "/Table":
            _name_headers(pdf, node)


def _name_headers(pdf: Node, table: Node) -> None:
    columns: list[Node] = []
    group: list[Node] = []
    for section, row in _rows(pdf, table):
        heads = [cell for cell in row if cell["S"] == "/TH"]
        if section == "/THead":
            columns = [_scoped(cell, "/Column") for cell in row]
        elif heads == row:
            group = [_scoped(cell, "/Column") for cell in heads]
        else:
            own = [_scoped(cell, "/Row") for cell in heads]
            _name_cells(row, columns, [*group, *own])


def _name_cells(row: list[Node], columns: list[Node], others: list[Node]) -> None:
    for at, cell in enumerate(row):
        if cell["S"] == "/TD":
            cell["A"]["Headers"] = pydyf.Array([*columns[at : at + 1], *others])


def _scoped(header: Node, scope: str) -> Node:
    """Let a header say what it heads, and return its name."""
    header["A"]["Scope"] = scope
    return header["ID"]


def _rows(pdf: Node, table: Node) -> Iterator[tuple[str, list[Node]]]:
    """Give each row's cells, and the part of the table in which it stands."""
    for section in _kids(pdf, table):
        for row in _kids(pdf, section):
            if row["S"] == "/TR":
                yield section["S"], _kids(pdf, row)


def _kids(pdf: Node, node: Node) -> list[Node]:
    references = [kid for kid in node["K"] if isinstance(kid, bytes)]
    return [pdf.objects[int(reference.split()[0])] for reference in references]
