"""A reminder, and what was told so far."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable

import pytest

from ita_portal.notifications.models import REMINDER, Line, Message
from ita_portal.notifications.rules import Reminder, tell
from ita_portal.organisations.models import User

DAY = datetime.date(2026, 3, 1)


class Killed(BaseException):
    """The process ended here; nothing catches it."""


def reminder(user: User, key: str, office_id: int | None = None) -> Reminder:
    """Return a line for `user`."""
    return Reminder(user.pk, office_id, key, f"เรื่อง {key}", "/office/sample1/")


def told(user: User) -> list[str]:
    """Return the keys that the person was told, in order."""
    return list(Line.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


def nothing_twice() -> None:
    """Fail if anything was told twice, or two reminders came on a day, or one without a line."""
    lines = Counter(Line.objects.values_list("user_id", "key"))
    digests = Counter(Message.objects.filter(purpose=REMINDER).values_list("user_id", "day"))
    assert {key: n for key, n in lines.items() if n > 1} == {}
    assert {key: n for key, n in digests.items() if n > 1} == {}
    assert not Message.objects.filter(lines__isnull=True).exists()
    for line in Line.objects.select_related("message"):
        assert line.user_id == line.message.user_id


@pytest.fixture
def tell_one(officer, office) -> Callable[..., Message]:
    """Give a function that tells the officer something."""

    def tell_it(**facts: object) -> Message:
        defaults = {
            "key": "plan:1:returned",
            "purpose": "plan",
            "subject": "แผนถูกส่งคืน",
            "lines": [("แผนมาตรการปี 2568", "/office/sample1/plans/2568/")],
            "office": office,
            "day": DAY,
        }
        return tell(facts.pop("user", officer), **{**defaults, **facts})

    return tell_it
