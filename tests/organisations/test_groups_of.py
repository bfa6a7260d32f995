"""For which groups somebody reports: those of the posts held today whose role reports progress."""

from __future__ import annotations

from datetime import date

import pytest

from ita_portal.organisations.access import ROLE_PERMISSIONS, Permission, Role, groups_of
from tests.factories.organisations import AppointmentFactory, GroupFactory, UserFactory


@pytest.fixture
def person(db):
    return UserFactory()


@pytest.mark.parametrize(
    ("role", "reports"),
    [("officer", True), ("group_head", True), ("coordinator", True), ("admin", False)],
)
def test_the_role_of_the_post_decides(office, person, role, reports):
    group = office.groups.first()
    role = Role.ADMINISTRATOR if role == "admin" else role
    AppointmentFactory(user=person, office=office, group=group, role=role)

    assert groups_of(person, office) == (frozenset({group.pk}) if reports else frozenset())


def test_posts_of_other_days_offices_and_without_group_do_not_count(office, other_office, person):
    first, second = office.groups.all()
    AppointmentFactory(user=person, office=office, group=first, ends_on=date(2020, 1, 1))
    AppointmentFactory(user=person, office=office, group=None)
    AppointmentFactory(user=person, office=other_office, group=GroupFactory(office=other_office))

    assert groups_of(person, office) == frozenset()
    assert groups_of(person, office, on=date(2019, 12, 1)) == frozenset({first.pk})
    assert second.pk not in groups_of(person, office)


def test_the_coordinator_alone_manages_rounds():
    managing = {role for role, may in ROLE_PERMISSIONS.items() if Permission.PROGRESS_MANAGE in may}
    viewing = {role for role, may in ROLE_PERMISSIONS.items() if Permission.PROGRESS_VIEW in may}

    assert managing == {Role.COORDINATOR}
    assert viewing == set(ROLE_PERMISSIONS)
