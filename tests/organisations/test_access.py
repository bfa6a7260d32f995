"""Rights come from appointments in force, and from nothing else."""

from datetime import date

import pytest

from ita_portal.organisations.access import (
    PERMISSION_NAMES,
    ROLE_PERMISSIONS,
    Permission,
    offices_of,
    permissions_of,
    signing_appointment,
)
from ita_portal.organisations.models import Appointment
from tests.factories.organisations import AppointmentFactory, OfficeFactory, UserFactory

Role = Appointment.Role
Capacity = Appointment.Capacity
FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)


def director(office, user=None, **facts):
    """Appoint a director; acting ones name the principal as the database demands."""
    if facts.get("capacity", Capacity.OWN) != Capacity.OWN:
        facts.setdefault("principal_title", "ผู้อำนวยการสำนักงาน")
    facts.setdefault("user", user or UserFactory())
    return AppointmentFactory(office=office, role=Role.DIRECTOR, **facts)


def test_every_permission_has_a_name_for_people():
    assert set(PERMISSION_NAMES) == set(Permission)


def test_every_role_stands_in_the_matrix():
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_every_permission_is_somebodys():
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_only_the_director_decides_on_plans():
    assert [r for r, may in ROLE_PERMISSIONS.items() if Permission.PLAN_DECIDE in may] == [
        Role.DIRECTOR
    ]


def test_who_decides_on_plans_does_not_submit_them():
    assert Permission.PLAN_SUBMIT not in ROLE_PERMISSIONS[Role.DIRECTOR]


def test_the_supervisor_changes_nothing_of_an_office():
    national = {Permission.FRAMEWORK_EDIT}

    of_offices = ROLE_PERMISSIONS[Role.SUPERVISOR] - national

    assert all(right.endswith(".view") for right in of_offices)


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (date(2025, 9, 30), False),
        (FIRST, True),
        (LAST, True),
        (date(2026, 10, 1), False),
    ],
)
def test_an_appointment_gives_rights_from_its_first_day_to_its_last(office, day, may):
    user = AppointmentFactory(office=office, starts_on=FIRST, ends_on=LAST).user

    assert bool(permissions_of(user, office, on=day)) is may


def test_an_appointment_without_an_end_goes_on(office):
    user = AppointmentFactory(office=office, starts_on=FIRST).user

    assert permissions_of(user, office, on=date(2099, 1, 1))


def test_a_closed_account_has_no_rights(office, officer):
    officer.is_active = False
    officer.save()

    assert permissions_of(officer, office) == frozenset()


def test_a_stranger_has_no_rights_here(office, stranger):
    assert permissions_of(stranger, office) == frozenset()


def test_two_posts_give_the_rights_of_both(office):
    user = AppointmentFactory(office=office, role=Role.OFFICER).user
    AppointmentFactory(office=office, role=Role.ADMINISTRATOR, user=user)

    may = permissions_of(user, office)

    assert may == ROLE_PERMISSIONS[Role.OFFICER] | ROLE_PERMISSIONS[Role.ADMINISTRATOR]


def test_a_post_in_another_office_adds_nothing_here(office, other_office, officer):
    AppointmentFactory(office=other_office, role=Role.DIRECTOR, user=officer)

    assert Permission.PLAN_DECIDE not in permissions_of(officer, office)


def test_the_supervisor_reads_in_every_office(supervisor, office, other_office):
    assert permissions_of(supervisor, office) == permissions_of(supervisor, other_office)
    assert Permission.PLAN_VIEW in permissions_of(supervisor, office)


def test_the_right_day_is_the_day_in_bangkok(office, time_machine):
    user = AppointmentFactory(office=office, starts_on=date(2026, 11, 22)).user

    time_machine.move_to("2026-11-21T16:59:00Z")
    before = permissions_of(user, office)
    time_machine.move_to("2026-11-21T17:01:00Z")
    after = permissions_of(user, office)

    assert not before
    assert after


def test_offices_are_listed_in_thai_order_and_only_while_appointed(db):
    user = UserFactory()
    for name in ("ขอนแก่น", "เชียงราย", "กระบี่"):
        office = OfficeFactory(name=f"สพม.{name}")
        AppointmentFactory(office=office, user=user)
    AppointmentFactory(user=user, ends_on=date(2020, 9, 30))

    assert [office.name for office in offices_of(user)] == [
        "สพม.กระบี่",
        "สพม.ขอนแก่น",
        "สพม.เชียงราย",
    ]


def test_the_supervisor_reaches_every_office_until_the_last_day(supervisor, office, other_office):
    assert set(offices_of(supervisor)) == {office, other_office}

    Appointment.objects.update(ends_on=date(2020, 9, 30))

    assert offices_of(supervisor) == []


def test_nobody_signs_without_a_directors_post(office, deputy):
    assert signing_appointment(deputy, office, on=FIRST) is None


def test_a_director_does_not_sign_for_another_office(office, other_office):
    own = director(office)

    assert signing_appointment(own.user, other_office, on=FIRST) is None


def test_an_acting_director_signs_only_while_the_order_runs(office, deputy):
    acting = director(
        office, deputy, capacity=Capacity.ACTING, starts_on=FIRST, ends_on=date(2025, 10, 15)
    )

    assert signing_appointment(deputy, office, on=date(2025, 10, 15)) == acting
    assert signing_appointment(deputy, office, on=date(2025, 10, 16)) is None


def test_the_own_post_comes_before_acting_for_it(office):
    own = director(office, starts_on=FIRST)
    director(office, own.user, capacity=Capacity.ACTING, starts_on=date(2026, 1, 1), ends_on=LAST)

    assert signing_appointment(own.user, office, on=date(2026, 2, 1)) == own


def test_of_two_acting_posts_the_newer_one_signs(office, deputy):
    director(office, deputy, capacity=Capacity.ACTING, starts_on=FIRST)
    newer = director(office, deputy, capacity=Capacity.DELEGATED, starts_on=date(2026, 1, 1))

    assert signing_appointment(deputy, office, on=date(2026, 2, 1)) == newer
