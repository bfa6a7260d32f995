"""How far a plan is: each thing that is reported on, with what its groups have noted last.

Of a step with sub-steps these are reported on, and a measure without steps is as one. Where a
group has noted nothing in the round of 12 months, what it noted in that of 6 still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ita_portal.organisations.models import OfficeGroup
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Measure, Plan, Step, StepReport, StepState
from measures.models.numbering import NumberedMeasure, numbered_measures

Noted = Mapping[UUID, Mapping[int, tuple[Any, ...]]]
"""By key and group the values of a Note after its group."""


@dataclass(frozen=True)
class Unit:
    """A thing that is reported on, with its number on paper, and its period or its measure's.

    `step` is None for a measure without steps.
    """

    key: UUID
    number: str
    measure: Measure
    step: Step | None
    starts_on: date | None
    ends_on: date | None

    @property
    def text(self) -> str:
        """The words of the step, or of the measure where it has none."""
        return self.step.text if self.step else self.measure.title


@dataclass(frozen=True)
class Note:
    """What one group noted last on one thing; `state` is "" when it noted nothing.

    `budget_used` is in baht. Of what the public may know there is the state alone.
    """

    group: OfficeGroup
    state: str
    result: str = ""
    obstacles: str = ""
    suggestions: str = ""
    budget_used: Decimal | None = None

    @property
    def label(self) -> str:
        """The state in Thai."""
        return StepState(self.state).label if self.state else "ยังไม่รายงาน"


@dataclass(frozen=True)
class Standing:
    """How far one thing is, over all groups that own it; `state` is "" without any note."""

    state: str
    notes: tuple[Note, ...]

    @property
    def is_done(self) -> bool:
        """Whether every group has done it."""
        return self.state == StepState.DONE

    @property
    def label(self) -> str:
        """The state in Thai."""
        return StepState(self.state).label if self.state else "ยังไม่มีรายงาน"

    @property
    def told(self) -> str:
        """How many of several groups have done it; "" for a single one."""
        if len(self.notes) < 2:
            return ""
        done = sum(note.state == StepState.DONE for note in self.notes)
        return f"แล้วเสร็จ {done} จาก {len(self.notes)} กลุ่ม"


def units_of(plan: Plan) -> list[Unit]:
    """Return all that is reported on, in the order of the paper. No query after `for_page()`."""
    return [unit for one in numbered_measures(plan) for unit in units_of_measure(one)]


def units_of_measure(one: NumberedMeasure) -> Iterator[Unit]:
    """Give the steps of the measure that are reported on, or the measure where it has none."""
    measure = one.measure
    wholes = {nth.step.part_of_id for nth in one.steps}
    for nth in one.steps:
        step = nth.step
        if step.pk not in wholes:
            number = f"{one.number} ({nth.number})"
            has_own = step.starts_on and step.ends_on
            starts_on = step.starts_on if has_own else measure.starts_on
            ends_on = step.ends_on if has_own else measure.ends_on
            yield Unit(step.key, number, measure, step, starts_on, ends_on)
    if not one.steps:
        yield Unit(measure.key, one.number, measure, None, measure.starts_on, measure.ends_on)


def standing_of(
    plan: Plan,
    *,
    permitted: Mapping[UUID, Mapping[int, str]] | None = None,
    group: OfficeGroup | None = None,
) -> dict[UUID, Standing]:
    """Return how far each thing of the plan is, by its key, in 2 queries.

    With `permitted`, the states of `permitted_states`, from these alone; with `group` as that
    group has noted it, and only what it owns. A group that owns a thing no more does not count,
    whatever it noted; one out of use counts with what it noted. Fetch the plan with `for_page()`.
    """
    groups = OfficeGroup.objects.filter(office=plan.office)
    noted = _noted(plan) if permitted is None else _permitted(permitted)
    return _standings(plan, list(groups), noted, group=group)


def permitted_standing(
    plan: Plan, groups: Iterable[OfficeGroup], permitted: Mapping[UUID, Mapping[int, str]]
) -> dict[UUID, Standing]:
    """Return how far each thing is for the public, without a query; `groups` are the office's."""
    return _standings(plan, groups, _permitted(permitted))


def _standings(
    plan: Plan,
    every_one: Iterable[OfficeGroup],
    noted: Noted,
    *,
    group: OfficeGroup | None = None,
) -> dict[UUID, Standing]:
    groups = {one.pk: one for one in every_one}
    active = [one.pk for one in groups.values() if one.is_active]
    standings = {}
    for one in numbered_measures(plan):
        owners = {owner.pk for owner in one.measure.owners.all()}
        for unit in units_of_measure(one):
            known = noted.get(unit.key, {})
            every = {*active, *known} if one.measure.every_group else set()
            asked = [pk for pk in groups if pk in owners | every]
            if group is not None:
                asked = [pk for pk in asked if pk == group.pk]
            if asked or group is None:
                notes = tuple(Note(groups[pk], *known.get(pk, ("",))) for pk in asked)
                state = together([note.state for note in notes])
                standings[unit.key] = Standing(state, notes)
    return standings


def together(states: Collection[str]) -> str:
    """Return the one state of what several groups do.

    Done when all have done it; not possible when nobody goes on and somebody could not; not
    started when nobody has begun; under way in between; "" when nobody has noted anything.
    """
    found = set(states)
    over = {StepState.DONE.value, StepState.NOT_POSSIBLE.value}
    if not found - {""}:
        return ""
    if found <= over:
        return StepState.DONE if StepState.NOT_POSSIBLE not in found else StepState.NOT_POSSIBLE
    return StepState.UNDER_WAY if found - {"", StepState.NOT_STARTED} else StepState.NOT_STARTED


_NOTED = ("state", "result", "obstacles", "suggestions", "budget_used")


def _noted(plan: Plan) -> Noted:
    """Return what was noted by key and group; a later round comes over an earlier one."""
    notes = StepReport.objects.filter(
        part__round__office=plan.office,
        part__round__fiscal_year=plan.fiscal_year,
        part__round__opened_at__isnull=False,
        is_dropped=False,
    ).exclude(state="")
    noted: dict[UUID, dict[int, tuple[Any, ...]]] = {}
    rows = notes.order_by("part__round__months", "pk")
    for key, group, *values in rows.values_list("step_key", "part__group_id", *_NOTED):
        noted.setdefault(key, {})[group] = tuple(values)
    return noted


def _permitted(states: Mapping[UUID, Mapping[int, str]]) -> Noted:
    return {
        key: {group: (state,) for group, state in by_group.items()}
        for key, by_group in states.items()
    }


def is_late(unit: Unit, standing: Standing, on: date) -> bool:
    """Tell whether the thing is past its period on that day and neither done nor given up."""
    over = {StepState.DONE, StepState.NOT_POSSIBLE}
    return unit.ends_on is not None and unit.ends_on < on and standing.state not in over


def months_of(year: FiscalYear) -> list[date]:
    """Return the first days of the months of a fiscal year, October first."""
    start = year.starts
    return [
        date(start.year + (start.month + n - 1) // 12, (start.month + n - 1) % 12 + 1, 1)
        for n in range(12)
    ]
