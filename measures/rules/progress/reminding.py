"""Who is reminded of what on a day: 30, 7 and 1 days before a round is due, and when it is late."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from ita_portal.notifications.rules import Reminder, gather
from ita_portal.thai.dates import full_date
from measures.models import GroupReport
from measures.rules.progress.apart import Failures
from measures.rules.progress.dates import reminder_days
from measures.rules.progress.telling import Recipients

logger = logging.getLogger(__name__)


def remind(today: date) -> int:
    """Remind everybody of what their group still owes on `today`; return how many lines were new.

    Those of the group are reminded who may report for it; where nobody may, the coordinator is.
    Of what was due while nothing ran, the latest is said and no more. Each person is told each
    occasion once, whatever is run twice. What cannot be told to one office does not keep the
    others from hearing theirs: then each office is told alone, and what failed is raised after.
    """
    parts = _waiting(today)
    try:
        return gather(_reminders(parts, today), day=today)
    except Exception:
        logger.exception("some could not be reminded together; each office is told alone")
        return _remind_one_by_one(parts, today)


def _waiting(today: date) -> list[GroupReport]:
    """Return the parts that may be reminded of: not those whose last late reminder has gone."""
    days = reminder_days()
    oldest = today - timedelta(days=days.late_every * days.late_most)
    waiting = GroupReport.objects.exclude(status=GroupReport.Status.SENT)
    waiting = waiting.filter(round__opened_at__isnull=False, round__due_on__gte=oldest)
    return list(waiting.select_related("round__office", "group").order_by("round__office", "pk"))


def _remind_one_by_one(parts: list[GroupReport], today: date) -> int:
    failures, told = Failures(), 0
    for office, own in groupby(parts, key=lambda part: part.round.office):
        with failures.apart(f"reminding office {office.code}"):
            told += gather(_reminders(list(own), today), day=today)
    failures.raise_any("offices could not be reminded")
    return told


def occasion(due_on: date, today: date) -> str:
    """Return the name of the latest occasion to be reminded at, or "" for none (any more)."""
    days, left = reminder_days(), (due_on - today).days
    if left < 0:
        week = -(left + 1) // days.late_every + 1
        return f"late{week}" if week <= days.late_most else ""
    return str(min((before for before in days.before if left <= before), default="opened"))


def _reminders(parts: list[GroupReport], today: date) -> Iterator[Reminder]:
    recipients = Recipients(parts, today)
    for part in parts:
        if name := occasion(part.round.due_on, today):
            key = f"progress:{part.pk}:{part.round.due_on.isoformat()}:{name}"
            yield from recipients.lines(part, key, _words(part, today))


def _words(part: GroupReport, today: date) -> str:
    left = (part.round.due_on - today).days
    when = f"ครบกำหนดวันที่ {full_date(part.round.due_on)}"
    return f"รายงานผลมาตรการ {part.round} ของ{part.group.name}: {_time_left(left)} ({when})"


def _time_left(left: int) -> str:
    if left < 0:
        return f"เกินกำหนดมาแล้ว {-left} วัน"
    return f"เหลืออีก {left} วัน" if left else "ครบกำหนดวันนี้"
