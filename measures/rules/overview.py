"""The plan of a year at a glance: lists, the board by state, the calendar, what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ita_portal.organisations.models import Office, OfficeGroup
from ita_portal.thai.dates import SHORT_MONTHS, buddhist_year
from ita_portal.thai.fiscal_year import FiscalYear
from measures.documents import joined, owner_names
from measures.models import Measure, Plan, StepState
from measures.rules.amending import between
from measures.rules.standing import Standing, Unit, is_late, months_of, standing_of, units_of

BEFORE, WITHIN, PAST, OPEN = "before", "within", "past", "open"
PERIOD_STATES = {
    BEFORE: "ยังไม่ถึงช่วงเวลา",
    WITHIN: "อยู่ในช่วงเวลา ยังไม่มีรายงาน",
    PAST: "พ้นช่วงเวลา ยังไม่มีรายงาน",
    OPEN: "ไม่ได้กำหนดเวลา ยังไม่มีรายงาน",
}
"""What can be said of a thing that nobody has reported on: how its period lies to today."""
LABELS = {**PERIOD_STATES, **dict(StepState.choices)}
_ORDER = (
    PAST,
    OPEN,
    WITHIN,
    BEFORE,
    StepState.NOT_STARTED,
    StepState.UNDER_WAY,
    StepState.DONE,
    StepState.NOT_POSSIBLE,
)


@dataclass(frozen=True)
class Task:
    """A thing to do, with where it stands on a day. `state` is a key of LABELS."""

    unit: Unit
    standing: Standing
    state: str
    late: bool
    owners: str

    @property
    def label(self) -> str:
        """The state in Thai."""
        return LABELS[self.state]

    @property
    def place(self) -> str:
        """The number of the step within its measure, e.g. "(1.2)"; "" for a whole measure."""
        return self.unit.number.partition(" ")[2]

    @property
    def period(self) -> str:
        """The period in words; "" without one."""
        return between(self.unit.starts_on, self.unit.ends_on)

    @property
    def results(self) -> list[tuple[str, str]]:
        """What was noted in words: name of the group, result."""
        return [(one.group.name, one.result) for one in self.standing.notes if one.result]

    @property
    def budget_used(self) -> Decimal | None:
        """What the groups noted to have spent, in baht; None when nobody noted anything."""
        noted = [one.budget_used for one in self.standing.notes if one.budget_used is not None]
        return sum(noted, Decimal(0)) if noted else None

    def told(self, name: str) -> str:
        """Return what the groups noted under a name of Note, a line each with its group."""
        told = ((one.group.name, getattr(one, name)) for one in self.standing.notes)
        return "\n".join(f"{group}: {value}" for group, value in told if value)


@dataclass(frozen=True)
class MeasureTasks:
    """A measure with its tasks."""

    number: str
    measure: Measure
    issue: str
    owners: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Column:
    """The tasks of one state on the board."""

    state: str
    label: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Month:
    """A month of the fiscal year: its short name and its year of the Buddhist era."""

    name: str
    year: int


@dataclass(frozen=True)
class MonthMark:
    """What a month holds of a measure: whether it runs then, and how many steps are due."""

    runs: bool
    due: int
    is_now: bool


@dataclass(frozen=True)
class CalendarRow:
    """A measure through the twelve months."""

    row: MeasureTasks
    period: str
    marks: tuple[MonthMark, ...]


@dataclass(frozen=True)
class GroupLine:
    """How far a group is: its tasks by state, and how many are late."""

    group: OfficeGroup
    total: int
    done: int
    under_way: int
    unreported: int
    late: int


class Overview:
    """A plan on the day `on`, as the office sees it, or as the public does (`permitted`)."""

    def __init__(
        self,
        plan: Plan,
        *,
        on: date,
        group: OfficeGroup | None = None,
        permitted: Mapping[UUID, Mapping[int, str]] | None = None,
    ) -> None:
        self.plan, self.on, self.group = plan, on, group
        self.year = FiscalYear(plan.fiscal_year)
        self.standings = standing_of(plan, permitted=permitted, group=group)
        self.tasks = [
            _task(unit, self.standings[unit.key], on)
            for unit in units_of(plan)
            if unit.key in self.standings
        ]

    def measures(self) -> list[MeasureTasks]:
        """Return the measures in the order of the paper, with their tasks."""
        rows: dict[int, list[Task]] = {}
        for task in self.tasks:
            rows.setdefault(task.unit.measure.pk, []).append(task)
        return [_measure(tasks) for tasks in rows.values()]

    def board(self) -> list[Column]:
        """Return a column for each state: those of reports always, others where they hold any."""
        columns = [
            Column(state, LABELS[state], tuple(t for t in self.tasks if t.state == state))
            for state in _ORDER
        ]
        return [one for one in columns if one.tasks or one.state not in PERIOD_STATES]

    def late(self) -> list[Task]:
        """Return what is late, the longest first."""
        return sorted(
            (task for task in self.tasks if task.late), key=lambda one: one.unit.ends_on or self.on
        )

    def months(self) -> list[Month]:
        """Return the months of the fiscal year, October first."""
        months = months_of(self.year)
        return [Month(SHORT_MONTHS[day.month - 1], buddhist_year(day)) for day in months]

    def calendar(self) -> list[CalendarRow]:
        """Return each measure through the months of the fiscal year."""
        return [self._calendar_row(row) for row in self.measures()]

    def _calendar_row(self, row: MeasureTasks) -> CalendarRow:
        starts = [task.unit.starts_on for task in row.tasks if task.unit.starts_on]
        ends = [task.unit.ends_on for task in row.tasks if task.unit.ends_on]
        starts_on, ends_on = min(starts, default=None), max(ends, default=None)
        marks = tuple(
            MonthMark(
                runs=any(_runs(task.unit, month) for task in row.tasks),
                due=sum(_same_month(task.unit.ends_on, month) for task in row.tasks),
                is_now=_same_month(self.on, month),
            )
            for month in months_of(self.year)
        )
        return CalendarRow(row, between(starts_on, ends_on), marks)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many tasks stand in each state that holds any: state, label, count."""
        found = Counter(task.state for task in self.tasks)
        return [(state, LABELS[state], found[state]) for state in _ORDER if found[state]]

    @property
    def reported_counts(self) -> list[tuple[str, str, int]]:
        """The counts of what was reported on, without what only the period tells."""
        return [count for count in self.counts if count[0] not in PERIOD_STATES]

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(task.standing.is_done for task in self.tasks)

    @property
    def is_reported(self) -> bool:
        """Whether any group has noted anything."""
        return any(task.standing.state for task in self.tasks)

    def groups(self) -> list[GroupLine]:
        """Return how far each group is that owns anything, in the order of the office's groups."""
        groups: dict[int, OfficeGroup] = {}
        found: dict[int, Counter[str]] = {}
        for task in self.tasks:
            for note in task.standing.notes:
                groups[note.group.pk] = note.group
                count = found.setdefault(note.group.pk, Counter())
                alone = Standing(note.state, (note,))
                count.update([note.state, "total"])
                count["late"] += is_late(task.unit, alone, self.on)
        ordered = sorted(groups.values(), key=lambda one: (one.position, one.pk))
        return [_group_line(one, found[one.pk]) for one in ordered]


def plan_to_watch(office: Office, fiscal_year: int) -> Plan | None:
    """Return the plan in force in the year, whole; else the version that is being written."""
    plans = Plan.objects.of(office)
    in_force = plans.in_force(fiscal_year).for_page().first()
    return in_force or plans.newest(fiscal_year).for_page().first()


def _task(unit: Unit, standing: Standing, on: date) -> Task:
    return Task(
        unit=unit,
        standing=standing,
        state=standing.state or _by_period(unit, on),
        late=is_late(unit, standing, on),
        owners=joined(owner_names(unit.measure)),
    )


def _by_period(unit: Unit, on: date) -> str:
    if not unit.starts_on or not unit.ends_on:
        return OPEN
    if unit.starts_on > on:
        return BEFORE
    return PAST if unit.ends_on < on else WITHIN


def _measure(tasks: Sequence[Task]) -> MeasureTasks:
    unit = tasks[0].unit
    return MeasureTasks(
        number=unit.number.partition(" ")[0],
        measure=unit.measure,
        issue=unit.measure.issue.title,
        owners=tasks[0].owners,
        tasks=tuple(tasks),
    )


def _runs(unit: Unit, month: date) -> bool:
    if not unit.starts_on or not unit.ends_on:
        return False
    return (
        (unit.starts_on.year, unit.starts_on.month)
        <= (month.year, month.month)
        <= (
            unit.ends_on.year,
            unit.ends_on.month,
        )
    )


def _same_month(day: date | None, month: date) -> bool:
    return day is not None and (day.year, day.month) == (month.year, month.month)


def _group_line(group: OfficeGroup, count: Counter[str]) -> GroupLine:
    return GroupLine(
        group=group,
        total=count["total"],
        done=count[StepState.DONE],
        under_way=count[StepState.UNDER_WAY],
        unreported=count[""],
        late=count["late"],
    )
