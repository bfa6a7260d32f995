"""Who takes complaints is appointed by the director alone, and nobody lets themselves in."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.organisations.access import ROLE_PERMISSIONS, Permission
from ita_portal.organisations.models import Appointment
from ita_portal.staff.forms import AppointmentForm
from ita_portal.staff.rules import appoint, end_appointment, reset_password
from tests.complaints.cast import words

PAGE = "/office/sample1/complaints/people/"
OFFICER, SUBSTITUTE = Appointment.Role.COMPLAINT_OFFICER, Appointment.Role.COMPLAINT_SUBSTITUTE
SEES = {Permission.COMPLAINT_HANDLE, Permission.COMPLAINT_USUAL, Permission.COMPLAINT_ROUND}


def post(role: str) -> dict[str, object]:
    """Return the facts of a post from today."""
    return {
        "role": role,
        "title": "นิติกร",
        "capacity": Appointment.Capacity.OWN,
        "starts_on": datetime.date(2026, 1, 1),
    }


def test_no_other_role_sees_complaints():
    seeing = {role for role, may in ROLE_PERMISSIONS.items() if may & SEES}

    assert seeing == {OFFICER, SUBSTITUTE}


def test_the_director_appoints_on_a_page_of_its_own(director, officer, office, login):
    client = login(director)

    response = client.post(
        PAGE,
        {"person": officer.pk, "role": OFFICER, "order_number": "1/2570", "starts_on": "1/10/2568"},
    )

    assert response.status_code == 302
    assert officer.full_name in words(client.get(PAGE))
    assert Appointment.objects.get(user=officer, role=OFFICER).order_number == "1/2570"


def test_an_empty_appointment_is_asked_for_again(director, login):
    response = login(director).post(PAGE, {})

    assert response.status_code == 422
    assert "ยังไม่ได้แต่งตั้ง" in words(response)


def test_the_director_ends_an_appointment(director, complaint_officer, login):
    held = Appointment.objects.get(user=complaint_officer)

    login(director).post(f"{PAGE}{held.pk}/end/")

    held.refresh_from_db()
    assert held.ends_on is not None
    assert login(complaint_officer).get("/office/sample1/complaints/").status_code == 403


def test_an_appointment_that_began_today_is_said_to_last_until_the_day_is_over(
    director, complaint_officer, login
):
    held = Appointment.objects.filter(user=complaint_officer)
    held.update(starts_on=timezone.localdate())
    client = login(director)

    page = words(client.post(f"{PAGE}{held.get().pk}/end/", follow=True))

    assert "สิ้นสุดการแต่งตั้งเมื่อสิ้นวันนี้ เพราะเริ่มวันนี้" in page
    assert f"/people/{held.get().pk}/end/" not in page


@pytest.mark.parametrize("role", [OFFICER, SUBSTITUTE])
def test_an_administrator_lets_nobody_in(administrator, officer, office, role):
    with pytest.raises(Refused, match="อำนาจของผู้อำนวยการ"):
        appoint(officer, office=office, post=post(role), by=administrator)


def test_an_administrators_form_does_not_offer_these_roles(office):
    offered = dict(AppointmentForm(office=office).fields["role"].choices)

    assert not {OFFICER, SUBSTITUTE} & offered.keys()


@pytest.mark.parametrize("role", [OFFICER, SUBSTITUTE])
def test_the_director_does_not_become_one(director, office, role):
    with pytest.raises(Refused, match="แต่งตั้งผู้อื่น"):
        appoint(director, office=office, post=post(role), by=director)


def test_an_acting_director_does_not_let_the_director_in(director, deputy, office):
    Appointment.objects.create(
        user=deputy,
        office=office,
        **post(Appointment.Role.DIRECTOR) | {"capacity": "acting", "principal_title": "ผอ."},
    )

    with pytest.raises(Refused, match="แต่งตั้งผู้อื่น"):
        appoint(director, office=office, post=post(SUBSTITUTE), by=deputy)


def test_nobody_is_both_handler_and_substitute(director, complaint_officer, office):
    with pytest.raises(Refused, match="คนละคน"):
        appoint(complaint_officer, office=office, post=post(SUBSTITUTE), by=director)


def test_an_administrator_does_not_end_such_an_appointment(administrator, complaint_officer):
    held = Appointment.objects.get(user=complaint_officer)

    with pytest.raises(Refused, match="ผู้อำนวยการเท่านั้น"):
        end_appointment(held, on=datetime.date(2026, 11, 1), by=administrator)


def test_an_administrator_does_not_get_in_by_a_new_password(
    administrator, complaint_officer, office
):
    with pytest.raises(Refused, match="อ่านเรื่องร้องเรียน"):
        reset_password(complaint_officer, office=office, by=administrator)


def test_the_director_sees_neither_the_register_nor_its_link(director, login, office):
    page = words(login(director).get("/office/sample1/"))

    assert PAGE in page
    assert 'href="/office/sample1/complaints/"' not in page
