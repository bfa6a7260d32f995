"""A form sent after the session's end, or with a token that grew old, is not lost."""

import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from ita_portal.organisations.held import read_held
from ita_portal.organisations.models import OfficeGroup
from tests.factories.organisations import AppointmentFactory, UserFactory

SIGN_IN = "/sign-in/"
TEXTAREA = re.compile(r'<textarea name="([^"]+)" hidden>(.*?)</textarea>', re.DOTALL)
ACTION = re.compile(r'<form method="post" action="([^"]+)"')
LINK_BACK = re.compile(r'href="([^"]+)">ไม่ส่ง')
TYPED = {"name": "กลุ่มกฎหมาย “และ” <คดี>", "short_name": "กค.\nบรรทัดสอง"}


@pytest.fixture
def somjai(office):
    """Give an administrator who signs in with a password."""
    user = UserFactory(username="somjai")
    AppointmentFactory(office=office, role="administrator", user=user)
    return user


@pytest.fixture
def add_group(office):
    """Give the address of a form."""
    return reverse("staff:group_add", args=[office.code])


def hidden(page: str) -> dict[str, str]:
    """Read the hidden inputs of the sign-in form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def carried(page: str) -> list[tuple[str, str]]:
    """Read the fields of the form that is offered to be sent again."""
    return [(name, html.unescape(value)) for name, value in TEXTAREA.findall(page)]


def action(page: str) -> str:
    """Read where the first form of the page goes."""
    return html.unescape(ACTION.search(page).group(1))


def sign_in(client, page, **more):
    """Fill in the sign-in form that the page shows."""
    fields = {**hidden(page), "username": "somjai", "password": "pass-word-1", **more}
    return client.post(SIGN_IN, fields)


def test_a_form_sent_without_a_session_asks_to_sign_in(client, add_group):
    response = client.post(add_group, TYPED)

    page = response.content.decode()
    assert response.status_code == 401
    assert "ระบบยังไม่ได้บันทึกสิ่งที่ท่านกรอก" in page
    assert action(page) == SIGN_IN


def test_after_signing_in_the_form_is_offered_and_sent_with_one_press(client, somjai, add_group):
    asked = client.post(add_group, TYPED).content.decode()

    offered = sign_in(client, asked).content.decode()
    response = client.post(action(offered), dict(carried(offered)))

    group = OfficeGroup.objects.get(short_name__startswith="กค.")
    assert response.status_code == 302
    assert group.name == TYPED["name"]


def test_nothing_is_sent_before_that_press(client, somjai, add_group):
    asked = client.post(add_group, TYPED).content.decode()

    sign_in(client, asked)

    assert not OfficeGroup.objects.filter(name=TYPED["name"]).exists()


def test_every_value_of_a_field_comes_back_in_its_order(client, somjai, add_group):
    asked = client.post(add_group, {"owners": ["3", "1", "3"], "empty": ""}).content.decode()

    offered = sign_in(client, asked).content.decode()

    assert carried(offered) == [("owners", "3"), ("owners", "1"), ("owners", "3"), ("empty", "")]


def test_a_wrong_password_loses_nothing(client, somjai, add_group):
    asked = client.post(add_group, TYPED).content.decode()

    again = sign_in(client, asked, password="wrong").content.decode()
    offered = sign_in(client, again).content.decode()

    assert dict(carried(offered))["name"] == TYPED["name"]


def test_a_form_that_is_only_a_button_is_offered_too(client, somjai, office):
    """Else one would be led to an address that knows no GET."""
    address = reverse("organisations:sign_out")
    asked = client.post(
        reverse("documents:retry", args=[office.code, "X"]), {"csrfmiddlewaretoken": "x"}
    ).content.decode()

    offered = sign_in(client, asked)

    assert offered.status_code == 200
    assert action(offered.content.decode()) != address
    assert action(offered.content.decode()).endswith("/retry/")


def test_who_does_not_send_it_goes_back_to_the_page_of_the_form(client, somjai, add_group):
    asked = client.post(
        add_group, TYPED, headers={"Referer": f"http://testserver{add_group}?from=list"}
    ).content.decode()

    offered = sign_in(client, asked).content.decode()

    assert LINK_BACK.search(offered).group(1) == f"http://testserver{add_group}?from=list"


def test_the_way_back_never_leads_out_of_the_portal(client, somjai, add_group):
    asked = client.post(
        add_group, TYPED, headers={"Referer": "https://evil.example/"}
    ).content.decode()

    offered = sign_in(client, asked, next="https://evil.example/a").content.decode()

    assert "evil.example" not in asked
    assert "evil.example" not in offered


def test_no_password_and_no_token_travels_along(client, add_group):
    secrets = {
        "csrfmiddlewaretoken": "token-1",
        "password": "secret-1",
        "old_password": "secret-2",
        "new_password1": "secret-3",
        "new_password2": "secret-4",
        "intent": "yes",
        "comment": "อนุมัติ",
    }

    page = client.post(add_group, secrets).content.decode()

    assert json.loads(hidden(page)["held"]) == [["comment", "อนุมัติ"]]
    assert not any(secret in page for secret in ("secret-", "token-1"))


def test_a_link_brings_no_form_along(client, db):
    """It would be offered after signing in, with a good token, as if it were one's own."""
    planted = {"held": '[["name", "planted"]]', "next": "/office/", "back": "/elsewhere/"}

    page = client.get(SIGN_IN, planted).content.decode()

    assert {n: v for n, v in hidden(page).items() if n != "csrfmiddlewaretoken"} == {
        "next": "/office/",
        "back": "",
        "held": "",
    }


@pytest.mark.parametrize("text", ["", "no json", '{"a": 1}', "7", "null"])
def test_what_is_no_held_form_is_none(text):
    assert read_held(text) is None


def test_pairs_that_are_none_are_left_out():
    assert read_held('[["a", "b"], ["c"], "de", ["f", 1], ["g", "h", "i"]]') == [["a", "b"]]


def test_what_was_typed_is_never_read_as_html(client, somjai, add_group):
    asked = client.post(add_group, {"name": "</textarea><b id=planted>"}).content.decode()

    offered = sign_in(client, asked).content.decode()

    assert "<b id=planted>" not in asked
    assert "<b id=planted>" not in offered


@pytest.fixture
def strict(somjai):
    """Give a browser of the administrator's, before a portal that checks tokens."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(somjai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def own_page(address):
    """Say that the form came from a page of the portal."""
    return {"Origin": "http://testserver", "Referer": f"http://testserver{address}"}


def test_a_form_whose_token_grew_old_is_offered_again(strict, add_group):
    response = strict.post(add_group, TYPED, headers=own_page(add_group))

    page = response.content.decode()
    assert response.status_code == 403
    assert "หน้านี้เปิดไว้นานเกินไป" in page
    assert action(page) == add_group
    assert carried(page) == list(TYPED.items())
    assert not OfficeGroup.objects.filter(name=TYPED["name"]).exists()


def test_the_form_offered_again_carries_a_good_token(strict, add_group):
    page = strict.post(add_group, TYPED, headers=own_page(add_group)).content.decode()
    token = hidden(page)["csrfmiddlewaretoken"]

    response = strict.post(
        add_group,
        {**dict(carried(page)), "csrfmiddlewaretoken": token},
        headers=own_page(add_group),
    )

    assert response.status_code == 302
    assert OfficeGroup.objects.filter(name=TYPED["name"]).exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://evil.example"}, {"Referer": "https://evil.example/form"}],
)
def test_a_form_of_another_site_is_refused_outright(strict, add_group, headers):
    response = strict.post(add_group, TYPED, headers=headers)

    page = response.content.decode()
    assert response.status_code == 403
    assert "<form" not in page
    assert TYPED["short_name"] not in page


def test_a_held_form_outlives_a_sign_in_page_that_grew_old(somjai, add_group):
    """Two tabs: signing in within the one makes the other's token old."""
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    token = client.cookies["csrftoken"].value
    asked = client.post(
        add_group, {**TYPED, "csrfmiddlewaretoken": token}, headers=own_page(add_group)
    ).content.decode()

    stale = client.post(
        SIGN_IN,
        {**hidden(asked), "csrfmiddlewaretoken": "x" * 64, "username": "somjai"},
        headers=own_page(add_group),
    ).content.decode()

    assert json.loads(dict(carried(stale))["held"]) == [list(pair) for pair in TYPED.items()]
    assert dict(carried(stale))["next"] == add_group
