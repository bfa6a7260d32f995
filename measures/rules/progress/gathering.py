"""What the report of a round is made of: the notes of the parts that were sent, and no others.

What was noted on a step that a newer version of the plan has no more is told apart and not
counted: it was done, but the plan in force does not ask for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from measures.models import GroupReport, Round, StepFile, StepReport, StepState
from measures.rules.progress.outline import MeasureLine, StepLine, outline_of


@dataclass(frozen=True)
class ReportLine:
    """A step as one group reported it."""

    step: StepLine
    group: str
    note: StepReport
    group_id: int


@dataclass(frozen=True)
class ReportMeasure:
    """A measure with everything that was reported on it, step by step, group by group."""

    line: MeasureLine
    lines: tuple[ReportLine, ...]

    @property
    def states(self) -> Counter[str]:
        """How many reported steps are in which state."""
        return Counter(one.note.state for one in self.lines)

    @property
    def budget_used(self) -> Decimal | None:
        """The sum of what was noted in baht; None when nobody noted anything."""
        noted = [one.note.budget_used for one in self.lines if one.note.budget_used is not None]
        return sum(noted, Decimal(0)) if noted else None


@dataclass(frozen=True)
class Gathered:
    """All that a report says: measures in the plan's order, and which groups have not answered."""

    round: Round
    measures: tuple[ReportMeasure, ...]
    sent: tuple[str, ...]
    silent: tuple[str, ...]
    dropped: tuple[ReportLine, ...] = ()

    @property
    def states(self) -> Counter[str]:
        """How many reported steps are in which state, over all measures."""
        return sum((one.states for one in self.measures), Counter())

    @property
    def unreported(self) -> list[MeasureLine]:
        """The measures on which no part that was sent says anything."""
        return [one.line for one in self.measures if not one.lines]


def gather_round(round_: Round) -> Gathered:
    """Return what the report of a round is made of; 10 queries however many steps."""
    parts = list(
        GroupReport.objects.filter(round=round_)
        .select_related("group")
        .order_by("group__position", "group__pk")
    )
    sent = [part for part in parts if part.status == GroupReport.Status.SENT]
    notes = _notes(sent)
    measures = tuple(
        ReportMeasure(line, tuple(_lines(line, sent, notes))) for line in outline_of(round_.plan_id)
    )
    silent = tuple(part.group.name for part in parts if part not in sent)
    names = tuple(part.group.name for part in sent)
    return Gathered(round_, measures, names, silent, tuple(_dropped(sent)))


def _noted(sent: list[GroupReport], *, is_dropped: bool) -> QuerySet[StepReport]:
    files = StepFile.objects.select_related("file")
    rows = StepReport.objects.filter(part__in=sent, is_dropped=is_dropped).exclude(state="")
    return rows.prefetch_related(Prefetch("files", files))


def _notes(sent: list[GroupReport]) -> dict[tuple[int, object], StepReport]:
    return {(note.part_id, note.step_key): note for note in _noted(sent, is_dropped=False)}


def _dropped(sent: list[GroupReport]) -> Iterator[ReportLine]:
    parts = {part.pk: part for part in sent}
    notes = _noted(sent, is_dropped=True).select_related("step__part_of", "measure")
    for note in notes.order_by("measure", "step", "pk"):
        step, group = note.step, parts[note.part_id].group
        within = step.part_of.text if step and step.part_of else note.measure.title
        line = StepLine(note.step_key, "", step.text if step else note.measure.title, within)
        yield ReportLine(line, group.name, note, group.pk)


def _lines(
    line: MeasureLine, sent: list[GroupReport], notes: dict[tuple[int, object], StepReport]
) -> Iterator[ReportLine]:
    for step in line.steps:
        for part in sent:
            note = notes.get((part.pk, step.key))
            if note is not None:
                yield ReportLine(step, part.group.name, note, part.group_id)


STATE_ORDER = (
    StepState.DONE,
    StepState.UNDER_WAY,
    StepState.NOT_STARTED,
    StepState.NOT_POSSIBLE,
)
"""The order in which a report counts the states."""
