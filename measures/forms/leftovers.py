"""The form about what the year before left: for each step what is done with it, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from ita_portal.thai.text import clean
from measures.forms.typed import row_key
from measures.models import CarryDecision, Plan
from measures.models.numbering import numbered_measures
from measures.rules.leftovers import Decided, Source, SourceMeasure, Unfinished

LONGEST_REASON = 2000
AS_NEW = "new"
"""The place of a step that comes into the plan in a new measure."""
MOST_WORDS = 80
"""Letters of a measure's title in the list of places."""


@dataclass
class LeftRow:
    """An unfinished step with what was chosen and typed for it."""

    left: Unfinished
    decision: str = ""
    reason: str = ""
    place: str = ""
    error: str = ""

    @property
    def prefix(self) -> str:
        """The beginning of the names of its fields."""
        return f"left-{self.left.unit.key}"

    @property
    def is_chosen(self) -> bool:
        """Whether anything was chosen or typed for it."""
        return bool(self.decision or self.reason)


@dataclass
class LeftMeasure:
    """A measure of the year before with its unfinished steps."""

    row: SourceMeasure
    left: list[LeftRow] = field(default_factory=list)


class LeftForm:
    """What was chosen about each unfinished step; rows for which nothing was chosen may wait.

    `problems` are the lines of the error summary with anchors, `places` the measures of the plan.
    """

    decisions = CarryDecision.choices

    def __init__(self, plan: Plan, source: Source, data: QueryDict | None) -> None:
        self.data = data
        self.places = places_of(plan)
        self.problems: list[tuple[str, str]] = []
        self.rest = data.get("rest", "") if data is not None else ""
        self.measures = [
            LeftMeasure(row, [self._row(row, one) for one in row.unfinished])
            for row in source.measures
            if row.unfinished
        ]

    @property
    def rows(self) -> list[LeftRow]:
        """All rows in the order of the page."""
        return [row for measure in self.measures for row in measure.left]

    def _row(self, measure: SourceMeasure, left: Unfinished) -> LeftRow:
        row = LeftRow(left, place=str(measure.there or ""))
        if self.data is not None:
            row.decision = self.data.get(f"{row.prefix}-decision", "") or self.rest
            row.reason = clean(self.data.get(f"{row.prefix}-reason", "")).strip()
            row.place = self.data.get(f"{row.prefix}-place", "")
            if not row.place and self.rest == row.decision == CarryDecision.MOVED:
                row.place = str(measure.there or AS_NEW)
        elif left.decided:
            row.decision, row.reason = left.decided.decision, left.decided.reason
            row.place = str(left.decided.moved_to or row.place)
        return row

    def is_valid(self) -> bool:
        """Read all rows; note at each what is missing. Returns whether nothing is."""
        if self.data is None:
            return False
        known = {value for value, _ in self.places}
        for row in self.rows:
            row.error = left_error(row, known) if row.is_chosen else ""
            if row.error:
                words = f"ข้อ {row.left.unit.number}: {row.error}"
                self.problems.append((f"{row.prefix}-decision", words))
        return not self.problems

    @property
    def decided(self) -> dict[UUID, Decided]:
        """What is done with each step for which something was chosen; only good when valid."""
        return {
            row.left.unit.key: Decided(CarryDecision(row.decision), row.reason, _place(row))
            for row in self.rows
            if row.is_chosen
        }

    @property
    def as_new(self) -> set[UUID]:
        """The steps that come into the plan in measures of their own."""
        moved = (row for row in self.rows if row.decision == CarryDecision.MOVED)
        return {row.left.unit.key for row in moved if row.place == AS_NEW}


def places_of(plan: Plan) -> Sequence[tuple[str, str]]:
    """Return where a step may go on: in a new measure, or in one of the plan's."""
    own = [
        (str(one.measure.key), f"{one.number} {_short(one.measure.title)}")
        for one in numbered_measures(plan)
    ]
    return [(AS_NEW, "เพิ่มเป็นมาตรการใหม่ในแผนนี้ (เฉพาะขั้นตอนที่ยกมา)"), *own]


def _short(title: str) -> str:
    return title if len(title) <= MOST_WORDS else f"{title[:MOST_WORDS]}…"


def _place(row: LeftRow) -> UUID | None:
    return row_key(row.place) if row.decision == CarryDecision.MOVED else None


def left_error(row: LeftRow, places: set[str]) -> str:
    """Return what is wrong with the row, a sentence, or ""."""
    if row.decision not in CarryDecision.values:
        return "โปรดเลือกว่าจะปิดเรื่อง ยกไปทำต่อ หรือชี้แจงเหตุผล"
    if row.decision == CarryDecision.MOVED and row.place not in places:
        return "เลือกยกไปทำต่อ โปรดเลือกด้วยว่าทำต่อในมาตรการใดของแผนนี้"
    if row.decision == CarryDecision.EXPLAINED and not row.reason:
        return "โปรดเขียนเหตุผลที่ทำไม่แล้วเสร็จ"
    if len(row.reason) > LONGEST_REASON:
        return f"เหตุผลยาวเกิน {LONGEST_REASON:,} ตัวอักษร โปรดย่อให้สั้นลง"
    return ""
