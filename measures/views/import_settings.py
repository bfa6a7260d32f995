"""What a person can set by hand in the preview of an import: headings, columns, owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from ita_portal.organisations.models import OfficeGroup
from measures.rules.importing.choices import EVERY_GROUP, Choices, token_of
from measures.rules.importing.found import FoundLayout, PlanReading, Use
from measures.rules.importing.heading_words import FIELD_NAMES
from measures.rules.importing.owners import owners_of
from measures.rules.importing.tables import Row, Table

HEAD_ROWS = 25
"""Of how many rows of a table one may be chosen as its headings."""
_LONGEST = 70
_MOST_COLUMNS = 60
_BESIDE = {Use.LEFT, Use.TITLE, Use.BESIDE}


@dataclass(frozen=True)
class Select:
    """A select of the preview: its name, its label, its options and the one that holds."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class Columns:
    """The columns under one row of headings."""

    row: int
    selects: Sequence[Select]


@dataclass(frozen=True)
class TableSettings:
    """What can be set about a table; without `columns` no headings were found in it."""

    title: str
    head: Select
    columns: Sequence[Columns]


def table_settings(reading: PlanReading, choices: Choices) -> list[TableSettings]:
    """Return the tables that have headings of their own, and those in which none were found."""
    found: dict[int, list[FoundLayout]] = {}
    for one in reading.seen.layouts:
        found.setdefault(one.block, []).append(one)
    used = {block for (block, _, _), fate in reading.seen.fates.items() if fate.use not in _BESIDE}
    tables = [
        (block, table)
        for block, table in enumerate(reading.seen.source.blocks)
        if isinstance(table, Table) and table.rows and (block in found or block not in used)
    ]
    return [
        _settings(number, block, table, found.get(block, []), choices)
        for number, (block, table) in enumerate(tables, 1)
    ]


def owner_settings(
    reading: PlanReading, choices: Choices, groups: Sequence[OfficeGroup]
) -> list[Select]:
    """Return a select for every owner that is no group by its name, set by hand or not."""
    options = [("", "ยังไม่เลือก"), (str(EVERY_GROUP), "ทุกกลุ่ม/หน่วย")]
    options += [(str(group.pk), group.name) for group in groups]
    unknown = {
        owner: None
        for measure in reading.measures
        for owner in measure.owners
        if owner in measure.matched.unknown or token_of(owner) in choices.owners
    }
    return [
        Select(f"owner-{token}", owner, options, str(choices.owners.get(token, "")))
        for owner in unknown
        for token in [token_of(owner)]
    ]


def _settings(
    number: int, block: int, table: Table, layouts: Sequence[FoundLayout], choices: Choices
) -> TableSettings:
    rows = [row for row in table.rows if row.filled][:HEAD_ROWS]
    options = [("", "ให้ระบบหาเอง"), *((str(row.number), _row_words(row)) for row in rows)]
    value = str(choices.heads.get(block, ""))
    title = f"แผ่นงาน {table.name}" if table.name else f"ตารางที่ {number}"
    head = Select(f"head-{block}", f"แถวหัวตารางของ{title}", options, value)
    return TableSettings(title, head, [_columns(one, table) for one in layouts])


def _row_words(row: Row) -> str:
    words = " | ".join(" ".join(cell.text.split()) for cell in row.filled)
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"แถว {row.number}: {words}"


def _columns(found: FoundLayout, table: Table) -> Columns:
    layout = found.layout
    filled = {cell.column for row in table.rows for cell in row.filled}
    shown = sorted(filled | set(layout.headings))[:_MOST_COLUMNS]
    options = [("", "ไม่มีที่ในแผน"), *((f.value, name) for f, name in FIELD_NAMES.items())]
    return Columns(
        found.row,
        [
            Select(
                f"column-{found.block}-{found.row}-{column}",
                column_words(column, layout.headings),
                options,
                layout.fields[column].value if column in layout.fields else "",
            )
            for column in shown
        ],
    )


def column_words(column: int, headings: Mapping[int, str]) -> str:
    """Return how a person finds a column: its letter and its heading."""
    heading = " ".join(headings.get(column, "").split())
    return f"{get_column_letter(column + 1)} {heading}".strip()


def known_owner(text: str, unknown: Sequence[str]) -> bool:
    """Tell whether all owners that a cell names are groups of the office."""
    return not set(owners_of(text)) & set(unknown)
