"""Handlers are told once a day that something came in, and nothing of what it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from complaints.models import Event
from complaints.rules.reminding import remind
from complaints.rules.tracking import answer
from complaints.tasks import do_day
from ita_portal.notifications.models import Line
from tests.complaints.cast import case_of

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _one_day():
    """Let the day not end while the tests run."""
    with time_machine.travel(f"{TODAY}T10:00+07:00"):
        yield


@pytest.fixture
def came_in(office, complaint_officer, substitute):
    """Let a usual case and one against the director come in today."""
    return case_of(office), case_of(office, about_director=True)


def test_nobody_is_told_on_the_day_itself(came_in):
    """The hour of a message would tell the hour of the arrival."""
    assert remind(TODAY) == 0


def test_on_the_next_day_each_is_told_of_their_own_and_once(
    came_in, complaint_officer, substitute, director, administrator
):
    remind(TOMORROW)
    again = remind(TOMORROW)

    told = {(line.user_id, line.text) for line in Line.objects.all()}
    words = "มีเรื่องร้องเรียนใหม่ โปรดเปิดทะเบียนเรื่องร้องเรียน"
    assert told == {(complaint_officer.pk, words), (substitute.pk, words)}
    assert again == 0


def test_an_answer_is_told_as_well_and_nothing_of_it(came_in, complaint_officer):
    answer(came_in[0], "คำตอบลับ", once_token="a")
    do_day(TOMORROW.toordinal())

    mine = [line.text for line in Line.objects.filter(user=complaint_officer)]
    assert len(mine) == 2
    assert "ลับ" not in "".join(mine)


def test_what_came_long_ago_is_not_told_any_more(came_in):
    Event.objects.update(on=TODAY - timedelta(days=60))

    assert remind(TOMORROW) == 0


def test_the_day_asks_no_more_when_more_came_in(came_in, office, count_queries):
    asked = []
    for more in (1, 5):
        for _ in range(more):
            case_of(office)
        with count_queries() as queries:
            remind(TOMORROW + timedelta(days=more))
        asked.append(len(queries))

    assert asked[1] <= asked[0]
