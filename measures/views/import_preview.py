"""The rows of an imported file beside what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from measures.rules.importing.found import (
    Fate,
    FoundMeasure,
    FoundPeriod,
    Place,
    PlanReading,
    Use,
)
from measures.rules.importing.headings import Layout
from measures.rules.importing.marks import parts_of
from measures.rules.importing.tables import Cell, Row, Stray, Table
from measures.views.import_settings import column_words, known_owner

Chip = tuple[str, str, str]
"""Colour, icon and words."""

CHIPS: dict[Use, Chip] = {
    Use.HEADING: ("mute", "table", "หัวตาราง"),
    Use.TITLE: ("good", "check-circle", "ชื่อเรื่อง"),
    Use.ISSUE: ("good", "check-circle", "ประเด็น"),
    Use.PART: ("good", "check-circle", "ส่วนของประเด็น"),
    Use.MEASURE: ("good", "check-circle", "มาตรการ"),
    Use.STEPS: ("good", "check-circle", "ขั้นตอน"),
    Use.OWNERS: ("good", "check-circle", "ผู้รับผิดชอบ"),
    Use.PERIOD: ("good", "check-circle", "ระยะเวลา"),
    Use.MONITORING: ("good", "check-circle", "การกำกับติดตาม"),
    Use.TARGET: ("good", "check-circle", "เป้าหมาย"),
    Use.BUDGET: ("good", "check-circle", "งบประมาณ"),
    Use.NUMBER: ("mute", "hash", "ระบบให้เลขเอง"),
    Use.BESIDE: ("good", "check-circle", "ใช้กับทุกมาตรการ"),
    Use.LEFT: ("bad", "exclamation-triangle", "ไม่มีที่ลง"),
}
PARTLY: Chip = ("warn", "exclamation-circle", "ระยะเวลา บางคำไม่มีช่อง")
NO_GROUP: Chip = ("warn", "exclamation-circle", "ยังไม่พบกลุ่ม")


@dataclass(frozen=True)
class OriginalCell:
    """A text of the file: under which heading it stands, and what became of it."""

    heading: str
    text: str
    chip: Chip


@dataclass(frozen=True)
class OriginalRow:
    """A row of the file, or a text beside its tables."""

    where: str
    anchor: str
    cells: Sequence[OriginalCell]


@dataclass(frozen=True)
class StepWords:
    """A step with its sub-steps, and its time where that is not the one of the measure."""

    text: str
    parts: Sequence[str]
    period: FoundPeriod | None = None


@dataclass
class Passage:
    """Rows of the file that belong together, and the measure that becomes of them, if one does."""

    rows: list[OriginalRow]
    measure: FoundMeasure | None = None
    number: int = 0
    is_more: bool = False
    steps: list[StepWords] = field(default_factory=list)

    @property
    def uses(self) -> str:
        """What the texts are, each word once."""
        words = (cell.chip[2] for row in self.rows for cell in row.cells)
        return " · ".join(dict.fromkeys(words))


def passages(reading: PlanReading) -> list[Passage]:
    """Return the whole file in order, every measure beside the rows that it comes from."""
    found: list[Passage] = []
    shown: set[int] = set()
    last: int | None = None
    for number, row in _rows(reading):
        if found and number == last:
            found[-1].rows.append(row)
        elif number is None:
            found.append(Passage([row]))
        else:
            found.append(_of_measure(reading.measures[number], number, row, again=number in shown))
            shown.add(number)
        last = number
    return found


def _of_measure(measure: FoundMeasure, number: int, row: OriginalRow, *, again: bool) -> Passage:
    times = zip_longest(measure.steps, measure.step_periods)
    steps = [] if again else [StepWords(*parts_of(text), time) for text, time in times]
    return Passage([row], measure, number + 1, again, steps)


def _rows(reading: PlanReading) -> Iterator[tuple[int | None, OriginalRow]]:
    seen = reading.seen
    layouts = {(one.block, one.row): one.layout for one in seen.layouts}
    layout: Layout | None = None
    for block, one in enumerate(seen.source.blocks):
        if isinstance(one, Stray):
            yield None, _beside(one, block, seen.fates[block, 0, 0])
            continue
        for row in one.rows:
            layout = layouts.get((block, row.number), layout)
            if row.filled:
                yield _row(reading, one, row, block, layout)


def _row(
    reading: PlanReading, table: Table, row: Row, block: int, layout: Layout | None
) -> tuple[int | None, OriginalRow]:
    places: list[tuple[Cell, Place]] = [(c, (block, row.number, c.column)) for c in row.filled]
    fates = [(cell, reading.seen.fates[place]) for cell, place in places]
    number = next((fate.measure for _, fate in fates if fate.measure is not None), None)
    headings = layout.headings if layout else {}
    if any(fate.use == Use.HEADING for _, fate in fates):
        headings = {}  # each would stand twice
    cells = [
        OriginalCell(column_words(cell.column, headings), cell.text, _chip(reading, cell, fate))
        for cell, fate in fates
    ]
    name = f"{table.name} " if table.name else ""
    return number, OriginalRow(f"{name}แถว {row.number}", f"row-{block}-{row.number}", cells)


def _chip(reading: PlanReading, cell: Cell, fate: Fate) -> Chip:
    if fate.use == Use.OWNERS and fate.measure is not None:
        unknown = reading.measures[fate.measure].matched.unknown
        return CHIPS[fate.use] if known_owner(cell.text, unknown) else NO_GROUP
    if fate.use == Use.PERIOD and fate.measure is not None:
        return PARTLY if reading.measures[fate.measure].period.is_partly else CHIPS[fate.use]
    return CHIPS[fate.use]


def _beside(stray: Stray, block: int, fate: Fate) -> OriginalRow:
    cells = [OriginalCell(stray.note, stray.text, CHIPS[fate.use])]
    return OriginalRow("นอกตาราง", f"row-{block}-0", cells)
