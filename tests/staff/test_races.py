"""Several administrators at the same moment: what may be once, is once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment, OfficeGroup, User
from ita_portal.staff import rules
from tests.factories.organisations import UserFactory
from tests.staff.test_rules import PERSON, directors_post, post

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(deed: Callable[[], object]) -> list[str]:
    """Do `deed` in several threads at once; return "done" or the refusal of each."""
    start = Barrier(AT_ONCE)

    def attempt(_: int) -> str:
        try:
            start.wait(timeout=10)
            deed()
        except Refused as refused:
            return refused.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(attempt, range(AT_ONCE)))


def test_of_four_directors_at_once_one_is_appointed(office, administrator):
    people = [UserFactory() for _ in range(AT_ONCE)]

    outcomes = together(
        lambda: rules.appoint(people.pop(), office=office, post=directors_post(), by=administrator)
    )

    assert outcomes.count("done") == 1
    assert Appointment.objects.filter(role="director").count() == 1


def test_a_form_sent_four_times_at_once_adds_one_group(office, administrator):
    outcomes = together(
        lambda: rules.add_group(office, name="กลุ่มกฎหมาย", short_name="", by=administrator)
    )

    assert outcomes.count("done") == 1
    assert OfficeGroup.objects.filter(name="กลุ่มกฎหมาย").count() == 1


def test_a_form_sent_four_times_at_once_adds_one_person(office, administrator):
    outcomes = together(lambda: rules.hire(office, person=PERSON, post=post(), by=administrator))

    assert outcomes.count("done") == 1
    assert User.objects.filter(username="somjai").count() == 1
