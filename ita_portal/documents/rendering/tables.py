"""Tables of papers: cells in the order of the columns, long cells that may break over pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ita_portal.documents.rendering.prose import printed_text

WHOLE_ROWS = 6
"""Up to so many rows a table stays on one page, if they are no longer together than a tall row."""
TALL_ROW = 700
"""Characters from which a table row may break over pages; a shorter one stays whole."""


def table_for_print(table: Mapping[str, Any], *, thai: bool) -> dict[str, Any]:
    """Return a table as `documents/blocks/table.html` wants it: cells in the order of the columns.

    `table` is ready for print already, as `prose.printed` makes it.
    """
    columns = table["columns"]
    groups = [
        {**group, "rows": [_row(row, columns, thai=thai) for row in group["rows"]]}
        for group in table["groups"]
    ]
    return {**table, "groups": groups, "whole": _is_short(groups)}


def _is_short(groups: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a table is too short to be parted over two pages."""
    rows = [row for group in groups for row in group["rows"]]
    return len(rows) <= WHOLE_ROWS and sum(row["length"] for row in rows) <= TALL_ROW


def _row(
    row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], *, thai: bool
) -> dict[str, Any]:
    cells = row["cells"]
    shown = [
        {
            "title": column["title"],
            "align": column.get("align", ""),
            **_cell(cells.get(column["key"], ""), thai=thai),
        }
        for column in columns
    ]
    size = max((cell["length"] for cell in shown), default=0)
    return {
        "cells": shown,
        "length": size,
        "tall": size > TALL_ROW,
        "total": bool(row.get("total")),
    }


def _cell(value: str | list[Any], *, thai: bool) -> dict[str, Any]:
    """Return one cell; a list of several lines is numbered here, so that a copy has the numbers.

    Lines that bring a number of their own (1.1, a sub-step) are `{"number", "text"}`.
    """
    if isinstance(value, list) and len(value) < 2:
        value = value[0] if value else ""
    if isinstance(value, str):
        return {"text": value, "lines": [], "length": len(value)}
    lines = [_line(number, line, thai=thai) for number, line in enumerate(value, 1)]
    return {"text": "", "lines": lines, "length": sum(len(line["text"]) for line in lines)}


def _line(number: int, line: str | Mapping[str, Any], *, thai: bool) -> Mapping[str, Any]:
    if isinstance(line, Mapping):
        return line
    return {"number": printed_text(f"{number}.", thai=thai), "text": line}
