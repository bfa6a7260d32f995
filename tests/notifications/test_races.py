"""Two schedulers, several workers, at the same moment: each thing is told and mailed once."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.core import mail

from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import begin_day
from ita_portal.notifications.models import Message
from ita_portal.notifications.rules import gather
from ita_portal.notifications.tasks import hand_over, send_waiting
from tests.factories.organisations import UserFactory
from tests.notifications.conftest import DAY, nothing_twice, reminder, told
from tests.races import AT_ONCE, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_that_gather_the_same_tell_it_once():
    people = UserFactory.create_batch(5)
    due = [reminder(user, key) for key in "abc" for user in people]

    assert together(lambda: gather(due, day=DAY)) == ["done"] * AT_ONCE

    nothing_twice()
    assert [told(user) for user in people] == [["a", "b", "c"]] * 5


def test_four_that_gather_for_different_rooms_lose_no_line_of_the_digest():
    people, rooms = UserFactory.create_batch(5), count()
    gather([reminder(people[0], "early")], day=DAY)

    def gather_own() -> None:
        room = next(rooms)
        gather([reminder(user, f"{room}:{n}") for user in people for n in range(3)], day=DAY)

    assert together(gather_own) == ["done"] * AT_ONCE

    nothing_twice()
    keys = {f"{room}:{n}" for room in range(AT_ONCE) for n in range(3)}
    assert all(set(told(user)) - {"early"} == keys for user in people)
    assert Message.objects.count() == len(people)


def test_four_that_gather_while_the_day_turns_tell_each_thing_on_one_day_alone():
    people, days = UserFactory.create_batch(5), count()
    due = [reminder(user, key) for key in "abc" for user in people]

    assert (
        together(lambda: gather(due, day=DAY + timedelta(days=next(days) % 2)))
        == ["done"] * AT_ONCE
    )

    nothing_twice()
    assert [sorted(told(user)) for user in people] == [["a", "b", "c"]] * 5


def test_four_workers_mail_each_message_once(settings):
    settings.EMAIL_HOST = "mail.example.org"
    people = [UserFactory(email=f"person{n}@example.org") for n in range(8)]
    gather([reminder(user, "a") for user in people], day=DAY)

    assert together(lambda: send_waiting(1)) == ["done"] * AT_ONCE

    assert sorted(letter.to[0] for letter in mail.outbox) == [user.email for user in people]
    assert Message.objects.filter(mailed_at__isnull=True).count() == 0


def test_four_schedulers_hand_over_the_mail_and_the_day_once(
    settings, tell_one, officer, monkeypatch
):
    settings.EMAIL_HOST = "mail.example.org"
    settings.DAILY_JOBS = ["notifications.send"]
    monkeypatch.setattr("ita_portal.jobs.tasks.DAY_BEGINS", 0)
    monkeypatch.setattr("time.time", lambda: 60.0)
    officer.email = "officer@example.org"
    officer.save()
    tell_one()

    together(hand_over)
    together(begin_day)

    assert Job.objects.filter(key="notifications.send:1").count() == 1
    assert Job.objects.count() == 2
