"""Wrong passwords are counted wherever one is asked for, and by the visitor's own address."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.test import RequestFactory

from ita_portal.organisations.models import User
from ita_portal.organisations.visitors import address_of
from tests.factories.organisations import UserFactory

SIGN_IN = "/sign-in/"
ACCOUNT = "/account/"
PASSWORD = "pass-word-1"
NEW = "another-long-word-7"
VISITOR = "203.0.113.7"


@pytest.fixture
def somjai(db) -> User:
    """Give a person who can sign in."""
    return UserFactory(username="somjai")


def change(client, old: str):
    """Send the form for another password."""
    fields = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
    return client.post(ACCOUNT, fields)


def test_guessing_the_old_password_is_locked_as_signing_in_is(client, somjai, settings):
    """A computer left open would else let somebody guess on, and then sign with what they found."""
    client.force_login(somjai, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        change(client, "wrong-guess-1")

    answer = change(client, PASSWORD)

    somjai.refresh_from_db()
    assert answer.status_code == 429
    assert somjai.check_password(PASSWORD)


def test_one_wrong_password_is_told_on_top_and_at_its_field(client, somjai):
    client.force_login(somjai, backend="django.contrib.auth.backends.ModelBackend")

    answer = change(client, "wrong-guess-1")

    assert answer.status_code == 200
    assert answer.context["form"].errors["old_password"]
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert '<a href="#id_old_password">' in page


def test_a_user_name_longer_than_any_is_a_wrong_one(client, db):
    """The trail of failures has a column of 255 characters, and PostgreSQL holds to it."""
    answer = client.post(SIGN_IN, {"username": "s" * 400, "password": PASSWORD})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("is_https", "forwarded", "expected"),
    [
        (True, VISITOR, VISITOR),
        (True, f"198.51.100.1, {VISITOR}", VISITOR),
        (True, "", "127.0.0.1"),
        (True, "no address", "127.0.0.1"),
        (False, VISITOR, "127.0.0.1"),
    ],
)
def test_behind_the_proxy_a_visitor_is_known_by_the_own_address(
    settings, is_https, forwarded, expected
):
    """By the proxy's address one stranger's guesses would lock the name for everybody."""
    settings.HTTPS = is_https

    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert address_of(request) == expected


def test_guesses_from_elsewhere_do_not_keep_the_owner_out(client, somjai, settings):
    settings.HTTPS = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(
            SIGN_IN,
            {"username": "somjai", "password": "wrong"},
            headers={"X-Forwarded-For": "198.51.100.1"},
        )

    answer = client.post(
        SIGN_IN,
        {"username": "somjai", "password": PASSWORD},
        headers={"X-Forwarded-For": VISITOR},
    )

    assert answer.status_code == 302
