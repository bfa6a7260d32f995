"""What the database itself refuses, and how people are written."""

from datetime import date

import pytest
from django.db import IntegrityError

from ita_portal.organisations.models import Appointment
from ita_portal.organisations.rules import touch_public
from tests.factories.organisations import (
    AppointmentFactory,
    GroupFactory,
    OfficeFactory,
    UserFactory,
)

Role = Appointment.Role
Capacity = Appointment.Capacity


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"role": "king"}, "appointment_role_is_known"),
        ({"capacity": "somehow", "principal_title": "ก"}, "appointment_capacity_is_known"),
        ({"ends_on": date(2019, 9, 30)}, "appointment_ends_after_start"),
        ({"office": None}, "appointment_has_office_unless_national"),
        ({"role": Role.SUPERVISOR}, "appointment_has_office_unless_national"),
        ({"capacity": Capacity.ACTING}, "appointment_acting_names_the_principal"),
        ({"principal_title": "ผู้อำนวยการ"}, "appointment_acting_names_the_principal"),
    ],
)
def test_the_database_refuses_an_appointment_that_cannot_be(db, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        AppointmentFactory(**facts)


def test_an_appointment_may_last_one_day(db):
    post = AppointmentFactory(starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 5))

    assert Appointment.objects.current(date(2026, 1, 5)).get() == post


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "meets"),
    [
        (date(2026, 1, 10), date(2026, 1, 20), True),
        (date(2026, 1, 1), date(2026, 1, 10), True),
        (date(2026, 1, 20), None, True),
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), date(2026, 1, 9), False),
        (date(2026, 1, 21), None, False),
    ],
)
def test_two_appointments_overlap_when_they_share_a_day(db, starts_on, ends_on, meets):
    AppointmentFactory(starts_on=date(2026, 1, 10), ends_on=date(2026, 1, 20))

    assert Appointment.objects.overlapping(starts_on, ends_on).exists() is meets


def test_an_appointment_without_an_end_overlaps_all_that_ends_after_its_start(db):
    AppointmentFactory(starts_on=date(2026, 1, 10))

    assert Appointment.objects.overlapping(date(2025, 1, 1), date(2026, 1, 10)).exists()
    assert not Appointment.objects.overlapping(date(2025, 1, 1), date(2026, 1, 9)).exists()


def test_the_own_post_is_signed_with_one_line():
    post = AppointmentFactory.build(title="ผู้อำนวยการสำนักงาน")

    assert post.signature_lines == ["ผู้อำนวยการสำนักงาน"]


@pytest.mark.parametrize(
    ("capacity", "words"),
    [(Capacity.ACTING, "รักษาราชการแทน"), (Capacity.DELEGATED, "ปฏิบัติราชการแทน")],
)
def test_acting_for_another_says_so_between_both_posts(capacity, words):
    post = AppointmentFactory.build(
        title="รองผู้อำนวยการ", capacity=capacity, principal_title="ผู้อำนวยการ"
    )

    assert post.signature_lines == [f"รองผู้อำนวยการ {words}", "ผู้อำนวยการ"]


def test_a_group_stands_once_in_its_office(db):
    group = GroupFactory(name="กลุ่มอำนวยการ")

    with pytest.raises(IntegrityError):
        GroupFactory(office=group.office, name="กลุ่มอำนวยการ")


def test_two_offices_may_have_groups_of_the_same_name(db):
    first, second = GroupFactory(name="กลุ่มอำนวยการ"), GroupFactory(name="กลุ่มอำนวยการ")

    assert first.office != second.office


def test_a_name_is_written_as_on_papers():
    user = UserFactory.build(prefix="นางสาว", first_name="สมใจ", last_name="ใฝ่งาน")

    assert user.full_name == "นางสาวสมใจ  ใฝ่งาน"


def test_a_person_without_a_name_goes_by_the_user_name():
    user = UserFactory.build(username="somjai", prefix="", first_name="", last_name="")

    assert user.full_name == "somjai"


def test_a_user_made_without_a_password_cannot_sign_in(db, client):
    user = UserFactory(password=None)

    assert not user.has_usable_password()


def test_a_change_of_something_public_counts_up_for_that_office_alone(db):
    office, other = OfficeFactory(), OfficeFactory()

    touch_public(office.pk)
    touch_public(office.pk)
    office.refresh_from_db()
    other.refresh_from_db()

    assert (office.public_revision, other.public_revision) == (3, 1)
