"""Who makes the frameworks: the national supervisor, or the coordinator of the only office."""

import pytest

from ita_portal.organisations.access import ROLE_PERMISSIONS, Permission, permissions_of
from ita_portal.organisations.models import Appointment

EDIT = Permission.FRAMEWORK_EDIT


def test_the_coordinator_of_the_only_office_makes_the_frameworks(office, coordinator):
    found = permissions_of(coordinator, office)

    assert found == ROLE_PERMISSIONS[Appointment.Role.COORDINATOR] | {EDIT}


def test_with_a_second_office_the_coordinator_makes_none(office, other_office, coordinator):
    assert EDIT not in permissions_of(coordinator, office)


@pytest.mark.parametrize("who", ["officer", "group_head", "director", "deputy", "administrator"])
def test_nobody_else_of_the_only_office_makes_frameworks(request, office, who):
    assert EDIT not in permissions_of(request.getfixturevalue(who), office)


def test_the_supervisor_makes_them_in_any_portal(office, supervisor, request):
    alone = permissions_of(supervisor, office)
    other_office = request.getfixturevalue("other_office")

    assert EDIT in alone
    assert EDIT in permissions_of(supervisor, other_office)


def test_a_stranger_has_nothing_in_the_only_office(office, outsider):
    assert permissions_of(outsider, office) == frozenset()


def test_what_one_may_do_is_asked_with_one_query(office, coordinator, count_queries):
    with count_queries() as asked:
        permissions_of(coordinator, office)

    assert len(asked) == 1
