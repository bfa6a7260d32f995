"""Several administrators at the same moment: what may be once, is once."""

from __future__ import annotations

import pytest

from ita_portal.organisations.models import Appointment, OfficeGroup, User
from ita_portal.staff import rules
from tests.factories.organisations import UserFactory
from tests.races import AT_ONCE, together
from tests.staff.test_rules import PERSON, directors_post, post

pytestmark = pytest.mark.django_db(transaction=True)


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
