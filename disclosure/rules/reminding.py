"""Who is reminded of an item: 30, 7 and 1 days before it is due, and once when it is late."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from assessments.models import Framework
from disclosure.models import Entry
from disclosure.rules.owners import Holder, fallback
from disclosure.rules.standing import Standing
from disclosure.rules.year import Year, year_of
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.models import Office
from ita_portal.thai.dates import full_date
from measures.rules.progress.apart import Failures

logger = logging.getLogger(__name__)

BEFORE = (1, 7, 30)
"""Days before the due day on which people are reminded, the nearest first."""
LATE_WITHIN = 60
"""Days after which nobody is told any more that an item is late, as of a year long past."""
NOBODY = "(ยังไม่มีผู้ดำรงตำแหน่งที่รับผิดชอบ ผู้ประสานงานจึงได้รับแทน)"


def remind(today: date) -> int:
    """Remind everybody of the items that are not done; return how many lines were new.

    Told are those who look after the item, and the people of its deputy group; where nobody is
    left, the coordinators. Each person is told each occasion once, whatever is run twice; of what
    fell due while nothing ran, the latest. An office that cannot be told does not keep the others
    from hearing theirs; what failed is raised after.
    """
    failures, told = Failures(), 0
    for office, framework in _due(today):
        with failures.apart(f"reminding office {office.code} of {framework.fiscal_year}"):
            told += gather(_reminders(office, year_of(office, framework), today), day=today)
    failures.raise_any("offices could not be reminded of their items")
    return told


def _due(today: date) -> Iterator[tuple[Office, Framework]]:
    """Yield the offices with the years in which something is due soon, or was lately."""
    first, last = today - timedelta(days=LATE_WITHIN), today + timedelta(days=max(BEFORE))
    entries = Entry.objects.filter(office__is_active=True, due_on__range=(first, last))
    pairs = set(entries.order_by().values_list("office_id", "fiscal_year").distinct())
    offices = Office.objects.in_bulk({office for office, _ in pairs})
    frameworks = {year: Framework.objects.of_year(year) for year in {year for _, year in pairs}}
    for office_id, year in sorted(pairs):
        if framework := frameworks[year]:
            yield offices[office_id], framework


def occasion(due_on: date, today: date) -> str:
    """Return the name of the latest occasion to be reminded at, or "" for none (any more)."""
    left = (due_on - today).days
    if left < 0:
        return "late" if left >= -LATE_WITHIN else ""
    return str(next((before for before in BEFORE if left <= before), ""))


def _reminders(office: Office, year: Year, today: date) -> Iterator[Reminder]:
    for item in year.items:
        entry = item.entry
        if entry is None or entry.due_on is None or not item.is_open:
            continue
        if name := occasion(entry.due_on, today):
            key = f"oit:{entry.pk}:{entry.due_on.isoformat()}:{name}"
            yield from _lines(office, year, item, key, _words(item, entry, entry.due_on, today))


def _lines(office: Office, year: Year, item: Standing, key: str, text: str) -> Iterator[Reminder]:
    places = [office.code, year.framework.fiscal_year, item.code]
    href = reverse("disclosure:checklist_item", args=places)
    people = _people(item, year.holders)
    if not people:
        people, text = fallback(year.holders), f"{text} {NOBODY}"
    for person in people:
        yield Reminder(person.user_id, office.pk, key, text, href)


def _people(item: Standing, holders: list[Holder]) -> list[Holder]:
    deputy = item.entry.deputy_id if item.entry else None
    deputies = [one for one in holders if deputy and one.group_id == deputy]
    return list(dict.fromkeys([*item.people, *deputies]))


def _words(item: Standing, entry: Entry, due_on: date, today: date) -> str:
    left = (due_on - today).days
    when = f"ครบกำหนดวันที่ {full_date(due_on)}"
    lacking = f" – {item.next_step}" if item.next_step else ""
    return (
        f"หลักฐานข้อ {item.code} {item.title} ปีงบประมาณ พ.ศ. {entry.fiscal_year}: "
        f"{_time_left(left)} ({when}){lacking}"
    )


def _time_left(left: int) -> str:
    if left < 0:
        return f"เกินกำหนดมาแล้ว {-left} วัน"
    return f"เหลืออีก {left} วัน" if left else "ครบกำหนดวันนี้"
