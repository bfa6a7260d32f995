"""Every page of the staff side begins here: who is let in, and what the others see."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.urls import include, path, reverse

from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Appointment
from ita_portal.organisations.pages import OfficePage


@pytest.fixture
def address(office):
    """Give the address of a page that the whole office may see."""
    return reverse("staff:people", args=[office.code])


@pytest.fixture
def manage(office):
    """Give the address of a page that only the administrator may see."""
    return reverse("staff:group_add", args=[office.code])


def test_a_visitor_is_led_to_sign_in_and_back(client, address):
    response = client.get(f"{address}?a=1")

    sign_in = reverse("organisations:sign_in")
    assert response.status_code == 302
    assert response.url == f"{sign_in}?next={quote(f'{address}?a=1', safe='')}"


def test_a_visitor_does_not_learn_which_offices_there_are(client, db):
    response = client.get(reverse("staff:people", args=["nowhere"]))

    assert response.status_code == 302


def test_a_stranger_finds_nothing(login, stranger, address):
    response = login(stranger).get(address)

    assert response.status_code == 404
    assert "ไม่พบหน้าที่ท่านต้องการ" in response.content.decode()


def test_who_has_no_appointment_finds_nothing(login, outsider, address):
    assert login(outsider).get(address).status_code == 404


def test_an_office_that_is_not_there_looks_like_one_of_others(login, officer):
    response = login(officer).get(reverse("staff:people", args=["nowhere"]))

    assert response.status_code == 404


def test_an_insider_without_the_right_is_told_so(login, officer, manage):
    response = login(officer).get(manage)

    assert response.status_code == 403
    assert "บทบาทของท่านทำรายการนี้ไม่ได้" in response.content.decode()


def test_an_insider_with_the_right_comes_in(login, administrator, manage):
    assert login(administrator).get(manage).status_code == 200


def test_the_end_of_an_appointment_closes_an_open_session(login, officer, address):
    client = login(officer)
    before = client.get(address)

    Appointment.objects.filter(user=officer).update(ends_on=date(2020, 9, 30))
    after = client.get(address)

    assert (before.status_code, after.status_code) == (200, 403)
    assert officer.full_name in before.content.decode()
    assert "30 กันยายน พ.ศ. 2563" in after.content.decode()


class Notice(OfficePage):
    """A page that all read and only the administrator changes."""

    permission = Permission.OFFICE_MANAGE
    method_permissions = {"get": Permission.OFFICE_VIEW}

    def get(self, request, office):
        return HttpResponse("read")

    def post(self, request, office):
        return HttpResponse(f"changed {self.may(Permission.OFFICE_MANAGE)}")


urlpatterns = [
    path("notice/<str:office>/", Notice.as_view()),
    path("", include("ita_portal.urls")),
]


@pytest.mark.parametrize(
    ("method", "who", "status"),
    [
        ("get", "officer", 200),
        ("head", "officer", 200),
        ("post", "officer", 403),
        ("put", "officer", 403),
        ("post", "administrator", 200),
        ("put", "administrator", 405),
    ],
)
def test_a_method_may_ask_for_another_right(request, office, method, who, status, settings):
    settings.ROOT_URLCONF = __name__
    client = request.getfixturevalue("login")(request.getfixturevalue(who))

    response = getattr(client, method)(f"/notice/{office.code}/")

    assert response.status_code == status


def test_a_part_of_a_page_asked_for_after_the_session_says_so_in_its_place(client, address):
    response = client.get(
        address,
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}?tab=2"},
    )

    body = response.content.decode()
    assert response.status_code == 200
    assert "การลงชื่อเข้าใช้ของท่านสิ้นสุดแล้ว" in body
    assert f"?next=http%3A//testserver{address}%3Ftab%3D2" in body
    assert "<html" not in body
    assert "hx-" not in body


def test_a_part_of_a_page_never_leads_out_of_the_portal(client, address):
    response = client.get(
        address, headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/"}
    )

    assert "evil.example" not in response.content.decode()
