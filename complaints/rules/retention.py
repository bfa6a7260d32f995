"""How long a closed case is kept, and how it is purged so that only figures are left.

A case is purged when its years have passed, its handlers were warned a month before, and the
person has not written lately; never before it is closed, so no clock runs. With its keys gone what
was told is noise in every backup as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from complaints.models import (
    Attachment,
    Author,
    Case,
    CaseCopy,
    ComplaintSettings,
    Event,
    Happening,
    Kind,
    PurgedFigure,
    Status,
)
from complaints.rules.filing import path_of
from complaints.rules.merging import let_go
from complaints.rules.receiving import add_event
from complaints.rules.settings import handlers, settings_of, substitutes
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line, Message
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.models import Office, User
from ita_portal.thai.dates import full_date
from ita_portal.thai.fiscal_year import FiscalYear

WARN_DAYS = 30
"""Days between the warning and the purge, at least."""
QUIET_DAYS = 90
"""Days after words or a file of the person during which nothing is purged."""
_LONG_KINDS = frozenset({Kind.CORRUPTION, Kind.PROCUREMENT})
_YEAR = 365
_NOT_CLOSED = "เรื่องที่ยังไม่ปิดไม่ถูกทำลาย จึงไม่ต้องสั่งเก็บต่อ"


def kept_until(case: Case, found: ComplaintSettings | None = None) -> date | None:
    """Return the last day on which the case is kept; None while it is not closed."""
    if case.status != Status.CLOSED or case.closed_on is None:
        return None
    found = found or settings_of(case.office)
    years = getattr(found, f"keep_{case.ending}")
    if case.kind in _LONG_KINDS:
        years = max(years, found.keep_corruption)
    return max(_years_after(case.closed_on, years), case.keep_until or date.min)


@transaction.atomic
def keep_longer(case: Case, *, by: User) -> Case:
    """Keep a closed case a year longer than until now. Raises Refused when it is not closed."""
    case = Case.objects.select_for_update(of=("self",)).select_related("office").get(pk=case.pk)
    until = kept_until(case)
    if until is None:
        raise Refused(_NOT_CLOSED)
    case.keep_until = max(until, timezone.localdate()) + timedelta(days=_YEAR)
    case.purge_warned_on = None
    case.save(update_fields=["keep_until", "purge_warned_on"])
    add_event(case, Happening.KEPT_LONGER, by=by)
    return case


def warn(today: date) -> int:
    """Warn the handlers of what may be purged in a month; each once. Returns of how many."""
    warned = 0
    for case, until in _ending(today + timedelta(days=WARN_DAYS)):
        if case.purge_warned_on is None:
            gather(_warnings(case, max(until, today + timedelta(days=WARN_DAYS))), day=today)
            Case.objects.filter(pk=case.pk).update(purge_warned_on=today)
            warned += 1
    return warned


def purge_due(today: date) -> int:
    """Purge what is due, was warned of, and is quiet. Returns how many. Repeatable."""
    due = [case.pk for case, _ in _ending(today - timedelta(days=1))]
    return sum(purge(pk, today=today) for pk in due)


@transaction.atomic
def purge(pk: int, *, today: date) -> bool:
    """Purge one case, if it may be; whatever has happened to it since it was found."""
    case = (
        Case.objects.select_for_update(of=("self",)).select_related("office").filter(pk=pk).first()
    )
    if case is None or not _may_go(case, today):
        return False
    _count(case)
    copies = CaseCopy.objects.filter(case=case).exclude(key="").values_list("key", flat=True)
    for key in [*Attachment.objects.filter(case=case).values_list("key", flat=True), *copies]:
        # What a standstill leaves on the disk is swept up: it has no row any more.
        transaction.on_commit(partial(path_of(key).unlink, missing_ok=True))
    let_go(case)
    _forget_lines(case.seal)
    if not case.is_apart:
        record(by=None, office=case.office, verb="complaints.purged", subject=case.office)
    case.delete()
    return True


def _ending(until: date) -> Iterator[tuple[Case, date]]:
    """Yield the closed cases that are kept until that day at most, with their last day."""
    for office in Office.objects.filter(pk__in=Case.objects.values("office")):
        found = settings_of(office)
        closed = Case.objects.of(office).filter(status=Status.CLOSED, closed_on__isnull=False)
        plain = ("closed_on", "keep_until", "purge_warned_on", "status", "ending", "kind")
        for case in closed.only(*plain, "office_id", "is_apart", "seal"):
            last = kept_until(case, found)
            if last is not None and last <= until:
                yield case, last


def _may_go(case: Case, today: date) -> bool:
    until, warned = kept_until(case), case.purge_warned_on
    if until is None or until >= today or case.due_on is not None:
        return False
    if warned is None or warned + timedelta(days=WARN_DAYS) > today:
        return False
    since = today - timedelta(days=QUIET_DAYS)
    wrote = Event.objects.filter(case=case, what=Happening.ANSWERED, on__gt=since).exists()
    sent = Attachment.objects.filter(case=case, author=Author.PERSON, on__gt=since).exists()
    return not (wrote or sent)


def _count(case: Case) -> None:
    row, _ = PurgedFigure.objects.select_for_update().get_or_create(
        office=case.office,
        fiscal_year=case.fiscal_year,
        month=case.received_on.month,
        kind=case.kind,
        ending=case.ending,
        is_apart=case.is_apart,
        told_in_year=case.told_on is not None and case.told_on <= FiscalYear(case.fiscal_year).ends,
    )
    last = max(row.last_number, case.number)
    PurgedFigure.objects.filter(pk=row.pk).update(count=F("count") + 1, last_number=last)


def _forget_lines(seal: str) -> None:
    """Remove what was told of the case: the lines name its address."""
    lines = Line.objects.filter(Q(href__contains=seal) | Q(key__contains=seal))
    touched = list(lines.values_list("message", flat=True))
    lines.delete()
    Message.objects.filter(pk__in=touched, lines__isnull=True).delete()


def _warnings(case: Case, day: date) -> list[Reminder]:
    posts = substitutes(case.office) if case.is_apart else handlers(case.office)
    return [
        Reminder(
            user_id=user_id,
            office_id=case.office_id,
            key=f"complaints:purge:{case.seal}:{case.keep_until}",
            text=f"เรื่องร้องเรียนที่ปิดแล้วหนึ่งเรื่องจะถูกทำลายหลังวันที่ {full_date(day)} หากต้องเก็บ โปรดสั่งเก็บต่อ",
            href=reverse("complaints:case", args=[case.office.code, case.seal]),
        )
        for user_id in sorted(set(posts.values_list("user_id", flat=True)))
    ]


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
