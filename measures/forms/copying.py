"""The form of copying a plan: which measures, and what to do with each unfinished step."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from ita_portal.thai.text import clean
from measures.forms.leftovers import LeftRow, left_error
from measures.models import CarryDecision
from measures.rules.leftovers import Decided, Source, SourceMeasure, Unfinished


@dataclass
class MeasureRow:
    """A measure to copy, ticked or not, with its unfinished steps."""

    row: SourceMeasure
    ticked: bool
    left: list[LeftRow] = field(default_factory=list)


class CopyForm:
    """What was ticked and typed. `problems` are the lines of the error summary with anchors."""

    decisions = CarryDecision.choices

    def __init__(self, source: Source, data: QueryDict | None) -> None:
        self.source, self.data = source, data
        self.rest = data.get("rest", "") if data is not None else ""
        self.problems: list[tuple[str, str]] = []
        ticked = set(data.getlist("take")) if data is not None else None
        self.rows = [
            MeasureRow(
                row,
                not row.is_there if ticked is None else str(row.measure.key) in ticked,
                [self._left(one) for one in row.unfinished],
            )
            for row in source.measures
        ]

    def _left(self, left: Unfinished) -> LeftRow:
        row = LeftRow(left)
        if self.data is None and left.decided:
            row.decision, row.reason = left.decided.decision, left.decided.reason
        if self.data is not None:
            typed = self.data.get(f"{row.prefix}-decision", "")
            row.decision = typed or self.rest
            row.reason = clean(self.data.get(f"{row.prefix}-reason", "")).strip()
        return row

    def is_valid(self) -> bool:
        """Read all rows; note at each what is missing. Returns whether nothing is."""
        if self.data is None:
            return False
        for measure in self.rows:
            for row in measure.left:
                row.error = _error(row, is_copied=measure.ticked or measure.row.is_there)
                if row.error:
                    words = f"ข้อ {row.left.unit.number}: {row.error}"
                    self.problems.append((f"{row.prefix}-decision", words))
        return not self.problems

    @property
    def wanted(self) -> frozenset[UUID]:
        """The keys of the measures that are ticked."""
        return frozenset(row.row.measure.key for row in self.rows if row.ticked)

    @property
    def decided(self) -> dict[UUID, Decided]:
        """What is done with each unfinished step; only good when the form is valid."""
        return {
            row.left.unit.key: Decided(CarryDecision(row.decision), row.reason)
            for measure in self.rows
            for row in measure.left
        }


def _error(row: LeftRow, *, is_copied: bool) -> str:
    if row.decision == CarryDecision.MOVED and not is_copied:
        return "เลือกยกไปทำต่อ แต่ไม่ได้เลือกคัดลอกมาตรการของขั้นตอนนี้"
    return left_error(row, {row.place})
