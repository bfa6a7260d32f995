"""Rows as JSON and as CSV: a page of them, or a whole table line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ita_portal.opendata.asking import USUAL_LIMIT, Asked, cursor_of
from ita_portal.opendata.columns import Row, as_cell, as_json
from ita_portal.opendata.dataset import Dataset

LINES_AT_ONCE = 200


@dataclass(frozen=True)
class Page:
    """Some rows; `cursor` leads to those behind them, "" where these are the last."""

    rows: list[Row]
    cursor: str


def page_of(dataset: Dataset, asked: Asked) -> Page:
    """Return the rows that are asked for, as many as the limit at most."""
    limit = asked.limit or USUAL_LIMIT
    rows = list(islice(dataset.selected(asked.selection), limit + 1))
    if len(rows) <= limit:
        return Page(rows, "")
    return Page(rows[:limit], cursor_of(dataset.key_of(rows[limit - 1])))


def json_rows(dataset: Dataset, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return rows as JSON objects."""
    names = dataset.names
    return [dict(zip(names, map(as_json, row), strict=True)) for row in rows]


def csv_lines(dataset: Dataset, rows: Iterable[Row]) -> Iterator[bytes]:
    """Give a CSV file by RFC 4180, some lines at once: UTF-8 with a mark at the beginning."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    file.write("\ufeff")
    writer.writerow(dataset.names)
    for place, row in enumerate(rows, 1):
        writer.writerow(map(as_cell, row))
        if place % LINES_AT_ONCE == 0:
            yield file.getvalue().encode()
            file.seek(0)
            file.truncate()
    yield file.getvalue().encode()
