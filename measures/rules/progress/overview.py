"""Who has answered what: the parts of a round with their figures, and a group's part to fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q, QuerySet

from ita_portal.documents.models import Proposal
from ita_portal.organisations.models import Office
from measures.models import GroupReport, Round, StepFile, StepReport, StepState
from measures.rules.progress.outline import MeasureLine, StepLine, outline_of
from measures.rules.progress.reported import has_report

_LIVE = Q(steps__is_dropped=False)


def parts_of(round_: Round) -> QuerySet[GroupReport]:
    """Return the groups' parts with how many steps each has and in which states; 1 query."""
    states = {f"n_{state}": Count("steps", _LIVE & Q(steps__state=state)) for state in StepState}
    return (
        GroupReport.objects.filter(round=round_)
        .select_related("group", "sent_by", "returned_by")
        .annotate(
            total=Count("steps", _LIVE),
            noted=Count("steps", _LIVE & ~Q(steps__state="")),
            late=Count("steps", _LIVE & Q(steps__is_late=True)),
            **states,
        )
        .order_by("group__position", "group__pk")
    )


@dataclass(frozen=True)
class RoundStanding:
    """Where a round stands: how many parts are asked for and sent, and the way of its report.

    `report` is the state of the report that was proposed last, "" without any; `is_signed` says
    whether one of its reports is signed, also while a corrected one is on its way.
    """

    fiscal_year: int
    months: int
    is_open: bool
    report: str
    asked: int
    sent: int
    is_signed: bool = False


def rounds_standing(office: Office, fiscal_year: int | None = None) -> list[RoundStanding]:
    """Return where the office's rounds stand, of one year or of all; 1 query."""
    years = {} if fiscal_year is None else {"fiscal_year": fiscal_year}
    rows = Round.objects.filter(office=office, **years).annotate(
        asked=Count("parts"),
        sent=Count("parts", Q(parts__status=GroupReport.Status.SENT)),
        signed=ExpressionWrapper(has_report([Proposal.Status.APPROVED]), BooleanField()),
    )
    told = rows.values_list(
        "fiscal_year", "months", "opened_at", "proposal__status", "asked", "sent", "signed"
    )
    return [
        RoundStanding(year, months, opened_at is not None, status or "", asked, sent, signed)
        for year, months, opened_at, status, asked, sent, signed in told
    ]


def open_parts(office: Office, groups: Iterable[int] | QuerySet[Any]) -> QuerySet[GroupReport]:
    """Return what the groups still owe in open rounds, what is due first in front; 1 query."""
    parts = GroupReport.objects.filter(round__office=office, group__in=groups)
    owed = parts.exclude(status=GroupReport.Status.SENT).filter(round__opened_at__isnull=False)
    return owed.select_related("round", "group").order_by("round__due_on", "group__position")


def reports_for_page(part: GroupReport) -> QuerySet[StepReport]:
    """Return a part's notes with all that a page shows of them; 2 queries."""
    files = StepFile.objects.select_related("file")
    notes = part.steps.select_related("step", "measure", "updated_by")
    return notes.prefetch_related(Prefetch("files", files))


@dataclass(frozen=True)
class PartMeasure:
    """A measure as a group fills it in: its steps, each with what is noted so far."""

    line: MeasureLine
    steps: list[tuple[StepLine, StepReport]]


def part_by_measure(part: GroupReport) -> tuple[list[PartMeasure], list[StepReport]]:
    """Return a part in the order of the plan, and what the plan has no more; 7 queries."""
    notes = {note.step_key: note for note in reports_for_page(part)}
    blocks = []
    for line in outline_of(part.round.plan_id):
        steps = [(step, notes[step.key]) for step in line.steps if step.key in notes]
        live = [(step, note) for step, note in steps if not note.is_dropped]
        if live:
            blocks.append(PartMeasure(line, live))
    dropped = [note for note in notes.values() if note.is_dropped]
    return blocks, sorted(dropped, key=lambda note: note.pk)


@dataclass(frozen=True)
class MeasureStanding:
    """How far a measure is, over all its groups: steps by state, and who has not said so yet."""

    line: MeasureLine
    states: Counter[str]
    silent: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many steps are to be noted, each once for every group."""
        return self.states.total()

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """Code, word and number of each state that occurs; without a state last."""
        known = [(code, str(word), self.states[code]) for code, word in StepState.choices]
        return [one for one in (*known, ("", "ยังไม่รายงาน", self.states[""])) if one[2]]


def standing_of(round_: Round) -> list[MeasureStanding]:
    """Return how far each measure of the round's plan is, in the plan's order; 6 queries."""
    rows = StepReport.objects.filter(part__round=round_, is_dropped=False).values_list(
        "measure_id", "state", "part__group__name"
    )
    states: dict[int, Counter[str]] = {}
    silent: dict[int, set[str]] = {}
    for measure_id, state, group in rows:
        states.setdefault(measure_id, Counter())[state] += 1
        if not state:
            silent.setdefault(measure_id, set()).add(group)
    return [
        MeasureStanding(
            line,
            states.get(line.measure.pk, Counter()),
            tuple(sorted(silent.get(line.measure.pk, ()))),
        )
        for line in outline_of(round_.plan_id)
    ]
