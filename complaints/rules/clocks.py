"""What the office owes the person next and until when, in working days.

Three clocks run from the day after the receipt: the first answer, then the next report of
progress, and the result. All of them stand still while the person is asked, and never else: a
question is no answer. A question and its answer on the same day stop nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from complaints.models import FINISHED, Case, Clock, DayOff, Event, Happening, Status
from complaints.rules.settings import settings_of
from ita_portal.organisations.models import Office
from ita_portal.thai import working_days

NEAR = 3
"""Working days before the last one from which a limit is near."""


@dataclass(frozen=True)
class Limits:
    """An office's limits in working days, and the days on which it is closed."""

    first: int
    progress: int
    end: int
    off: frozenset[date]


@dataclass(frozen=True)
class Step:
    """A thing that happened, on which day, and the state that the case had after it."""

    on: date
    what: str
    status: str


@dataclass(frozen=True)
class Due:
    """What is owed until which day, that day with it."""

    on: date
    what: Clock


@dataclass(frozen=True)
class Standing:
    """How the clock of a case stands today.

    `left` are the working days until the last one, below 0 when it has passed; `paused_for` those
    during which all clocks have stood still so far; `is_doubtful` when a holiday that is counted
    was not announced yet.
    """

    due: Due | None
    left: int
    is_paused: bool
    paused_for: int
    is_doubtful: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed."""
        return self.due is not None and self.left < 0

    @property
    def is_near(self) -> bool:
        """Whether the last day comes soon."""
        return self.due is not None and 0 <= self.left <= NEAR


def limits_of(office: Office) -> Limits:
    """Return what the office has set, in two queries."""
    found = settings_of(office)
    off = DayOff.objects.filter(office=office).values_list("on", flat=True)
    return Limits(found.first_answer_days, found.progress_days, found.end_days, frozenset(off))


def due_of(received_on: date, steps: Sequence[Step], limits: Limits) -> Due | None:
    """Return what is owed first. None while the person is asked, and when the result was told.

    Pure. `steps` in the order in which they happened.
    """
    status = steps[-1].status if steps else Status.RECEIVED.value
    if status == Status.ASKING or status in FINISHED:
        return None
    off = limits.off | paused_days(steps)
    told = [step.on for step in steps if step.what == Happening.INFORMED]
    start, count, what = (
        (told[-1], limits.progress, Clock.PROGRESS)
        if told
        else (received_on, limits.first, Clock.FIRST)
    )
    next_ = Due(working_days.after(start, count, off=off), what)
    end = Due(working_days.after(received_on, limits.end, off=off), Clock.END)
    return min(end, next_, key=lambda due: due.on)


def paused_days(steps: Iterable[Step], *, until: date | None = None) -> frozenset[date]:
    """Return the days on which the clocks stood still: at their end the person was asked.

    The last ones run until the day before `until`, when a question waits for its answer.
    """
    days: set[date] = set()
    asked: date | None = None
    for step in steps:
        if step.status == Status.ASKING:
            asked = asked or step.on
        elif asked:
            days.update(_days(asked, step.on))
            asked = None
    if asked and until:
        days.update(_days(asked, until))
    return frozenset(days)


def steps_of(case: Case) -> list[Step]:
    """Return what happened to the case, in order; one query."""
    told = Event.objects.filter(case=case).exclude(what__in=[Happening.READ, Happening.FILE_READ])
    return [Step(*row) for row in told.order_by("pk").values_list("on", "what", "status")]


def standing_of(case: Case) -> Standing:
    """Return how the clock of the case stands today."""
    today, limits, steps = timezone.localdate(), limits_of(case.office), steps_of(case)
    due = due_of(case.received_on, steps, limits)
    paused = paused_days(steps, until=today)
    return Standing(
        due=due,
        left=working_days.between(today, due.on, off=limits.off) if due else 0,
        is_paused=case.status == Status.ASKING,
        paused_for=sum(working_days.is_working(day, off=limits.off) for day in paused),
        is_doubtful=due is not None and working_days.doubtful(case.received_on, due.on),
    )


def reckon(case: Case, limits: Limits | None = None) -> None:
    """Write down what is owed next: whoever changes a case does it, within their transaction."""
    due = due_of(case.received_on, steps_of(case), limits or limits_of(case.office))
    on, what = (due.on, due.what.value) if due else (None, "")
    if (case.due_on, case.due_what) != (on, what):
        case.due_on, case.due_what = on, what
        Case.objects.filter(pk=case.pk).update(due_on=on, due_what=what)


def reckon_all(office: Office) -> int:
    """Reckon all open cases of the office anew, since its limits or holidays have changed.

    Returns how many there are. Repeatable.
    """
    limits, done = limits_of(office), 0
    open_cases = Case.objects.of(office).exclude(status__in=FINISHED)
    plain = open_cases.only("pk", "received_on", "status", "due_on", "due_what")
    for case in plain.iterator():
        reckon(case, limits)
        done += 1
    return done


def reckon_everywhere() -> int:
    """Reckon the open cases of all offices anew: a holiday may have come with a new release."""
    having = Case.objects.exclude(status__in=FINISHED).values("office")
    return sum(reckon_all(office) for office in Office.objects.filter(pk__in=having))


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=ahead) for ahead in range((end - start).days))
