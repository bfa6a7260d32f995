"""Who is reminded of what on a day: 30, 7 and 1 days before a round is due, and when it is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ita_portal.notifications.people import holders_of, people_of
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.models import Appointment, OfficeGroup
from ita_portal.thai.dates import full_date
from measures.models import GroupReport
from measures.rules.progress.dates import reminder_days
from measures.rules.progress.parts import address_of


def remind(today: date) -> int:
    """Remind everybody of what their group still owes on `today`; return how many lines were new.

    A group without anybody is told to the coordinator. Of what was due while nothing ran, the
    latest is said and no more. Each person is told each occasion once, whatever is run twice.
    """
    waiting = GroupReport.objects.exclude(status=GroupReport.Status.SENT)
    parts = list(
        waiting.filter(round__opened_at__isnull=False)
        .select_related("round__office", "group")
        .order_by("pk")
    )
    return gather(_reminders(parts, today), day=today)


def occasion(due_on: date, today: date) -> str:
    """Return the name of the latest occasion to be reminded at, or "" for none (any more)."""
    days, left = reminder_days(), (due_on - today).days
    if left < 0:
        week = -(left + 1) // days.late_every + 1
        return f"late{week}" if week <= days.late_most else ""
    return str(min((before for before in days.before if left <= before), default="opened"))


def _reminders(parts: list[GroupReport], today: date) -> Iterator[Reminder]:
    groups: dict[int, OfficeGroup] = {part.group_id: part.group for part in parts}
    people = people_of(groups.values(), today)
    offices = {part.round.office_id: part.round.office for part in parts}
    keepers = holders_of([Appointment.Role.COORDINATOR], offices.values(), today)
    for part in parts:
        name = occasion(part.round.due_on, today)
        if not name:
            continue
        own = people[part.group_id]
        key = f"progress:{part.pk}:{part.round.due_on.isoformat()}:{name}"
        text = _words(part, today) if own else f"{_words(part, today)} (ยังไม่มีผู้รับผิดชอบของกลุ่มนี้ในระบบ)"
        for person in own or keepers[part.round.office_id]:
            yield Reminder(person, part.round.office_id, key, text, address_of(part))


def _words(part: GroupReport, today: date) -> str:
    left = (part.round.due_on - today).days
    when = f"ครบกำหนดวันที่ {full_date(part.round.due_on)}"
    return f"รายงานผลมาตรการ {part.round} ของ{part.group.name}: {_time_left(left)} ({when})"


def _time_left(left: int) -> str:
    if left < 0:
        return f"เกินกำหนดมาแล้ว {-left} วัน"
    return f"เหลืออีก {left} วัน" if left else "ครบกำหนดวันนี้"
