"""What handlers are told: that something came in on a day, never what, by whom, or at what hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from complaints.models import Case, Event, Happening
from complaints.rules.clocks import NEAR, limits_of
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.access import Role
from ita_portal.organisations.models import Appointment, Office
from ita_portal.thai import working_days
from ita_portal.thai.dates import full_date

LOOK_BACK = 30
"""Days; after a longer standstill the older arrivals are seen in the register alone."""
_TOLD = {
    Happening.RECEIVED: "มีเรื่องร้องเรียนใหม่",
    Happening.ANSWERED: "ผู้ร้องเรียนส่งข้อความเพิ่ม",
}
_ROLES = {False: Role.COMPLAINT_OFFICER, True: Role.COMPLAINT_SUBSTITUTE}


def remind(today: date) -> int:
    """Tell each handler on which of the days before `today` something came in; each day once.

    Safe to repeat and at the same time. Returns how many lines were found untold.
    """
    return gather([*_due(today), *_limits_due(today)], day=today)


def _limits_due(today: date) -> Iterator[Reminder]:
    """Yield what is near or past a limit: once each, to those who may see the case alone."""
    for office in _offices_with_cases():
        off = limits_of(office).off
        soon = working_days.after(today, NEAR, off=off)
        for case in Case.objects.of(office).filter(due_on__lte=soon).order_by("due_on"):
            is_late = case.due_on is not None and case.due_on < today
            for user_id in _people(office, is_apart=case.is_apart, on=today):
                yield Reminder(
                    user_id=user_id,
                    office_id=office.pk,
                    key=f"complaints:{'late' if is_late else 'near'}:{case.seal}:{case.due_on}",
                    text=_words(case, is_late=is_late),
                    href=reverse("complaints:case", args=[office.code, case.seal]),
                )


def _words(case: Case, *, is_late: bool) -> str:
    """Return the line; it does not even name the number of the case."""
    day = full_date(case.due_on) if case.due_on else ""
    if is_late:
        return f"เรื่องร้องเรียนหนึ่งเรื่องเลยกำหนดแล้ว: {case.get_due_what_display()} ภายใน {day}"
    return f"เรื่องร้องเรียนหนึ่งเรื่องใกล้ครบกำหนด: {case.get_due_what_display()} ภายใน {day}"


def _due(today: date) -> Iterator[Reminder]:
    since = today - timedelta(days=LOOK_BACK)
    found = (
        Event.objects.filter(what__in=_TOLD, on__gte=since, on__lt=today, by__isnull=True)
        .values_list("case__office", "case__is_apart", "what", "on")
        .distinct()
        .order_by("on", "what")
    )
    offices = {office.pk: office for office in _offices_with_cases()}
    for office_id, is_apart, what, on in found:
        office = offices[office_id]
        for user_id in _people(office, is_apart=is_apart, on=today):
            yield Reminder(
                user_id=user_id,
                office_id=office_id,
                key=f"complaints:{what}:{office_id}:{'apart' if is_apart else 'usual'}:{on}",
                text=f"{_TOLD[Happening(what)]} โปรดเปิดทะเบียนเรื่องร้องเรียน",
                href=reverse("complaints:register", args=[office.code]),
            )


def _offices_with_cases() -> Iterable[Office]:
    return Office.objects.filter(Exists(Case.objects.filter(office=OuterRef("pk"))))


def _people(office: Office, *, is_apart: bool, on: date) -> Iterable[int]:
    held = Appointment.objects.filter(office=office, role=_ROLES[is_apart]).current(on)
    return held.values_list("user_id", flat=True).distinct()
