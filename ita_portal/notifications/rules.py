"""Telling people things: each once, and of what is due at most one message a person and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ita_portal.notifications.models import REMINDER, Line, Message
from ita_portal.organisations.models import Office, User
from ita_portal.thai.dates import full_date

_TOGETHER = 500
"""Lines that are written in one transaction; a person's are never torn apart."""


@dataclass(frozen=True)
class Reminder:
    """One line for one person. The same `key` is told the same person once, whatever the day.

    So the key names the thing and the occasion, e.g. "progress:<report>:7", not the day. `href`
    is the path of a page, as `reverse` gives it, or empty.
    """

    user_id: int
    office_id: int | None
    key: str
    text: str
    href: str = ""


@transaction.atomic
def tell(
    user: User,
    *,
    key: str,
    purpose: str,
    subject: str,
    lines: Sequence[tuple[str, str]],
    office: Office | None,
    day: date,
) -> Message:
    """Write a message of its own, in the caller's transaction; the same key gives the same one.

    `lines` are words and the path of a page (or ""). Safe to repeat and at the same time.
    Raises ValueError for the purpose "reminder": those go through `gather`.
    """
    if purpose == REMINDER:
        raise ValueError("reminders are gathered")
    message, is_new = Message.objects.get_or_create(
        user=user,
        key=key,
        defaults={
            "purpose": purpose,
            "subject": _one_line(subject),
            "office": office,
            "day": day,
        },
    )
    if is_new:
        Line.objects.bulk_create(
            Line(message=message, user=user, text=text, href=href) for text, href in lines
        )
    return message


def gather(reminders: Iterable[Reminder], *, day: date) -> int:
    """Tell what has not been told yet: one message a person and day, which gathers the lines.

    To be given all that is due on `day`, also what was due while nothing ran: what was told
    before is left out, so that the rest is said once. Safe to repeat, at the same time, and
    after an end in the middle: people are done a few hundred at a time, each whole or not at
    all. Lines that come later on the same day join the message, which is then unread again.
    Returns how many lines it found untold. Queries grow with hundreds of lines, not with lines.
    """
    return sum(_gather(part, day) for part in _parts(reminders))


def _parts(reminders: Iterable[Reminder]) -> Iterator[list[Reminder]]:
    """Yield the reminders in parts, each person's together, the people in the order of their ids.

    The order keeps two that gather at the same time from waiting for each other in a circle.
    """
    of_people: dict[int, dict[str, Reminder]] = {}
    for reminder in reminders:
        of_people.setdefault(reminder.user_id, {}).setdefault(reminder.key, reminder)
    part: list[Reminder] = []
    for user_id in sorted(of_people):
        if part and len(part) + len(of_people[user_id]) > _TOGETHER:
            yield part
            part = []
        part.extend(of_people[user_id].values())
    if part:
        yield part


@transaction.atomic
def _gather(part: list[Reminder], day: date) -> int:
    told = set(
        Line.objects.filter(
            user_id__in={reminder.user_id for reminder in part},
            key__in={reminder.key for reminder in part},
        ).values_list("user_id", "key")
    )
    untold = [reminder for reminder in part if (reminder.user_id, reminder.key) not in told]
    if untold:
        digests = _digests(untold, day)
        lines = [_line(reminder, digests[reminder.user_id]) for reminder in untold]
        Line.objects.bulk_create(lines, ignore_conflicts=True)
        _settle(list(digests.values()))
    return len(untold)


def _digests(untold: list[Reminder], day: date) -> dict[int, int]:
    """Return the ids of the day's messages by person, made where they were not there yet.

    A message whose lines belong to more than one office belongs to none of them.
    """
    offices: dict[int, set[int | None]] = {}
    for reminder in untold:
        offices.setdefault(reminder.user_id, set()).add(reminder.office_id)
    Message.objects.bulk_create(
        (_digest(user_id, offices[user_id], day) for user_id in offices), ignore_conflicts=True
    )
    found = Message.objects.filter(purpose=REMINDER, day=day, user_id__in=offices)
    held = found.select_for_update().order_by("user_id")
    rows = list(held.values_list("user_id", "pk", "office_id"))
    mixed = [pk for user_id, pk, office_id in rows if offices[user_id] != {office_id}]
    Message.objects.filter(pk__in=mixed, office__isnull=False).update(office=None)
    return {user_id: pk for user_id, pk, _ in rows}


def _digest(user_id: int, offices: set[int | None], day: date) -> Message:
    return Message(
        user_id=user_id,
        office_id=next(iter(offices)) if len(offices) == 1 else None,
        key=f"{REMINDER}:{day.isoformat()}",
        purpose=REMINDER,
        day=day,
        subject=f"สิ่งที่ถึงกำหนด ณ วันที่ {full_date(day)}",
    )


def _line(reminder: Reminder, message_id: int) -> Line:
    return Line(
        message_id=message_id,
        user_id=reminder.user_id,
        key=reminder.key,
        text=reminder.text,
        href=reminder.href,
    )


def _settle(digests: list[int]) -> None:
    """Take away what stayed empty, since another was quicker under the message of another day;
    and call read messages unread when they got a line.

    Asked by EXISTS: a join makes an UPDATE join the messages with themselves, which PostgreSQL
    does row by row while it knows nothing yet of the tables' sizes.
    """
    lines = Line.objects.filter(message=OuterRef("pk"))
    messages = Message.objects.filter(pk__in=digests)
    messages.filter(~Exists(lines)).delete()
    newer = lines.filter(created_at__gt=OuterRef("read_at"))
    messages.filter(Exists(newer), read_at__isnull=False).update(read_at=None)


def mark_read(message: Message) -> None:
    """Note that the person has read the message. Safe to repeat: the first time counts."""
    Message.objects.filter(pk=message.pk).unread().update(read_at=timezone.now())


def mark_all_read(user: User, office: Office) -> int:
    """Note that the person has read all messages in this office; return how many were unread."""
    return Message.objects.of(user, office).unread().update(read_at=timezone.now())


def count_unread(user: User, office: Office) -> int:
    """Return how many messages wait to be read; one query."""
    return Message.objects.of(user, office).unread().count()


def _one_line(text: str) -> str:
    """Return the text in one line: the subject of a mail has no second one."""
    return " ".join(text.split())
