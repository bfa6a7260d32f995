"""What single cells and rows say: numbers, times ticked in months, and what only goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from measures.rules.importing.budgets import with_unit
from measures.rules.importing.heading_words import Field, names_two
from measures.rules.importing.headings import Layout
from measures.rules.importing.marks import mark_of, without_mark
from measures.rules.importing.periods import is_time
from measures.rules.importing.tables import Cell, Row

_NUMBER = re.compile(
    r"[\s(]*(?:(?:ข้อ|ลำดับ)?(?:ที่)?\s*[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,2})*|[ก-ฮ](?=[.)]))[\s.)]*"
)
_CONTINUED = re.compile(r"\s*[(\[]\s*ต่อ\s*[)\]]\s*$")
_TICK = re.compile(r"[^ก-ฮ0-9๐-๙A-Zb-wyz]{1,12}|[xXP]")
_ARROW = re.compile(r"[←→↔⇐⇒⇔⟵⟶⟷◄►◀▶<>]")


def mark_only(text: str) -> bool:
    """Tell whether a text is a number and nothing else: ๑, 1., (๒), 2.1, 3 (ต่อ)."""
    return bool(_NUMBER.fullmatch(_CONTINUED.sub("", text)))


def is_number(cell: Cell, layout: Layout) -> bool:
    """Tell whether a cell stands in the column of the numbers and is one."""
    return layout.fields.get(cell.column) == Field.NUMBER and mark_only(cell.text)


def number_in(row: Row, layout: Layout) -> str:
    """Return the number before a row, "" for none."""
    column = layout.column_of(Field.NUMBER)
    cell = row.at(column) if column is not None else None
    return "".join(_CONTINUED.sub("", cell.text).split()) if cell else ""


def uncontinued(text: str) -> str:
    """Return a text without the (ต่อ) that says that it stands on the page before as well."""
    return _CONTINUED.sub("", text)


def is_continued_text(text: str) -> bool:
    """Tell whether a text says that it goes on from the page before."""
    return bool(_CONTINUED.search(text))


def said_again(text: str, before: str) -> bool:
    """Tell whether a title is that of the row before, written again; with (ต่อ) perhaps shorter."""
    plain, whole = _letters(uncontinued(text)), _letters(before)
    return plain == whole or (is_continued_text(text) and whole.startswith(plain))


def on_one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def _letters(text: str) -> str:
    return "".join(without_mark(text).split())


def said(cell: Cell, field: Field, layout: Layout) -> str:
    """Return what a cell says, without the lines that only tell that it goes on."""
    lines = [line for line in cell.text.split("\n") if uncontinued(line)]
    heading = layout.headings.get(cell.column, "")
    text = "\n".join(lines)
    return with_unit(text, heading) if field == Field.BUDGET else text


def with_numbers(row: Row, layout: Layout) -> list[Cell]:
    """Return the cells with text; a number under the same merged heading is before its text."""
    cells: list[Cell] = []
    for cell in row.filled:
        field = layout.fields.get(cell.column)
        before = cells[-1] if cells and layout.fields.get(cells[-1].column) == field else None
        is_spread = cell.column not in layout.headings and field in {Field.MEASURE, Field.STEPS}
        if before and is_spread and mark_only(before.text):
            number = before.text if mark_of(f"{before.text} {cell.text}") else f"{before.text}."
            cells[-1] = replace(cell, text=f"{number} {cell.text}")
        else:
            cells.append(cell)
    return cells


def owners_and_times(cells: Sequence[Cell], layout: Layout) -> tuple[list[Cell], list[str]]:
    """Return the cells of owners without the times that stand in them under a heading of both."""
    kept: list[Cell] = []
    times: list[str] = []
    for cell in cells:
        text = cell.text
        if names_two(layout.headings.get(cell.column, "")):
            parted = [_without_time(line) for line in text.split("\n")]
            text = "\n".join(owners for owners, _ in parted if owners)
            times += [time for _, time in parted if time]
        kept.append(replace(cell, text=text))
    return kept, times


def _without_time(line: str) -> tuple[str, str]:
    """Return the owners of a line, and the longest time before or behind them; "" for neither."""
    for cut in re.finditer(r"^|(?<=[\s(/,:])|(?=\()", line):
        if is_time(line[cut.start() :]):
            return line[: cut.start()].rstrip(" (/,:"), line[cut.start() :].strip(" ()/,:")
    ends = [cut.start() for cut in re.finditer(r"(?=[\s)/,:])", line)]
    for end in reversed(ends):
        if is_time(line[:end]):
            return line[end:].lstrip(" )/,:"), line[:end].strip(" (/,:")
    return line, ""


# --- times that are ticked, drawn or coloured in the columns of months ----------------------------


def times_in(row: Row, cells: Sequence[Cell], layout: Layout) -> list[str]:
    """Return what a row says about its time: its texts, and the months that it marks.

    `cells` are those with text in the columns of a time. A month is marked with a tick, an arrow
    over several, or where nothing is written a colour that the rest of the row has not.
    """
    ticks = [cell for cell in cells if _months(cell, layout) and _TICK.fullmatch(cell.text)]
    texts = [cell.text for cell in cells if cell not in ticks]
    marked = ticks or _coloured(row, layout)
    columns = [column for cell in marked for column in _months(cell, layout)]
    names = [layout.months[column] for column in columns]
    if len(names) > 1 and any(_ARROW.search(cell.text) for cell in ticks):
        return [*texts, f"{names[0]} – {names[-1]}"]
    order = list(layout.months)
    places = [order.index(column) for column in columns]
    if places and places[-1] - places[0] + 1 != len(places):
        return [*texts, ", ".join(names)]
    return [*texts, *names]


def _months(cell: Cell, layout: Layout) -> list[int]:
    covered = range(cell.column, cell.column + cell.width)
    return [column for column in covered if column in layout.months]


def _coloured(row: Row, layout: Layout) -> list[Cell]:
    plain = {cell.fill for cell in row.filled} | {""}
    return [c for c in row.cells if not c.text and c.fill not in plain and _months(c, layout)]
