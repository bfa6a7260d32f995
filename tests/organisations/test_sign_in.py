"""Signing in and out, and one's own account."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.organisations import AppointmentFactory, UserFactory

SIGN_IN = "/sign-in/"
PASSWORD = "pass-word-1"
NEW = "another-long-word-7"


@pytest.fixture
def somjai(db):
    """Give a person who can sign in."""
    return UserFactory(username="somjai")


def enter(client, **fields):
    """Send the sign-in form."""
    return client.post(SIGN_IN, {"username": "somjai", "password": PASSWORD, **fields})


def is_signed_in(client) -> bool:
    """Tell whether the browser holds a session of somebody."""
    return "_auth_user_id" in client.session


def test_the_address_of_signing_in_never_moves():
    assert reverse("organisations:sign_in") == SIGN_IN


def test_a_person_signs_in_and_lands_at_the_start(client, somjai):
    response = enter(client)

    assert response.status_code == 302
    assert response.url == reverse("home:start")
    assert is_signed_in(client)


def test_a_person_is_led_to_where_they_wanted_to_go(client, somjai):
    assert enter(client, next="/office/sample1/?a=1").url == "/office/sample1/?a=1"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", r"\\evil.example", ""],
)
def test_signing_in_never_leads_out_of_the_portal(client, somjai, address):
    assert enter(client, next=address).url == reverse("home:start")


def test_the_form_keeps_the_way_back(client, db):
    response = client.get(SIGN_IN, {"next": "/office/sample1/"})

    assert '<input type="hidden" name="next" value="/office/sample1/">' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "wrong"}, "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"),
        ({"username": "nobody"}, "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"),
        ({"username": ""}, "โปรดกรอกช่องนี้"),
        ({"username": "som\0jai"}, "มีอักขระที่ใช้ไม่ได้"),
    ],
)
def test_a_refusal_says_why_and_does_not_tell_which_names_exist(client, somjai, fields, words):
    response = enter(client, **fields)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not is_signed_in(client)


def test_a_closed_account_cannot_sign_in(client, somjai):
    somjai.is_active = False
    somjai.save()

    enter(client)

    assert not is_signed_in(client)


def test_a_password_is_never_sent_back(client, somjai):
    response = enter(client, password="a-wrong-one-9")

    assert "a-wrong-one-9" not in response.content.decode()


def test_eight_wrong_passwords_close_the_door_for_a_while(client, somjai):
    for _ in range(8):
        response = enter(client, password="wrong")

    right = enter(client)

    assert response.status_code == right.status_code == 429
    assert "พักการลงชื่อเข้าใช้ชั่วคราว" in right.content.decode()
    assert not is_signed_in(client)


def test_one_name_locked_out_does_not_lock_others(client, somjai):
    UserFactory(username="somchai")
    for _ in range(8):
        enter(client, password="wrong")

    enter(client, username="somchai")

    assert is_signed_in(client)


def test_a_right_password_forgets_the_wrong_ones(client, somjai):
    for _ in range(7):
        enter(client, password="wrong")
    enter(client)
    client.post(reverse("organisations:sign_out"))

    for _ in range(7):
        enter(client, password="wrong")
    enter(client)

    assert is_signed_in(client)


def test_signing_in_gives_a_new_session(client, somjai):
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    before = client.cookies["sessionid"].value

    enter(client)

    assert client.cookies["sessionid"].value != before


def test_the_sign_in_page_is_kept_nowhere(client, db):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]


def test_signing_out_ends_the_session(login, somjai):
    client = login(somjai)

    response = client.post(reverse("organisations:sign_out"))

    assert response.url == reverse("home:offices")
    assert not is_signed_in(client)


def test_no_link_signs_anybody_out(login, somjai):
    client = login(somjai)

    response = client.get(reverse("organisations:sign_out"))

    assert response.status_code == 405
    assert is_signed_in(client)


def test_the_account_page_is_for_those_who_are_signed_in(client, db):
    response = client.get("/account/")

    assert response.status_code == 302
    assert response.url.startswith(SIGN_IN)


def test_the_account_page_shows_ones_own_appointments_alone(login, officer, office):
    AppointmentFactory(title="ตำแหน่งของคนอื่น", office=office)

    page = login(officer).get("/account/").content.decode()

    assert "นักวิชาการศึกษาชำนาญการ" in page
    assert office.short_name in page
    assert "ตำแหน่งของคนอื่น" not in page


def test_who_has_no_appointment_reads_what_to_do(login, outsider):
    assert "ยังไม่มีการแต่งตั้ง" in login(outsider).get("/account/").content.decode()


def test_the_list_of_ones_appointments_asks_no_more_when_it_grows(login, officer, count_queries):
    client = login(officer)
    with count_queries() as few:
        client.get("/account/")

    for _ in range(10):
        AppointmentFactory(user=officer)
    with count_queries() as many:
        client.get("/account/")

    assert len(many) == len(few)


def change(client, **fields):
    """Send the form for a new password."""
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW, **fields}
    return client.post("/account/", data)


def test_a_new_password_is_taken_and_the_session_goes_on(login, somjai):
    client = login(somjai)

    response = change(client)
    somjai.refresh_from_db()

    assert response.status_code == 302
    assert somjai.check_password(NEW)
    assert client.get("/account/").status_code == 200


def test_a_new_password_ends_the_sessions_in_other_browsers(login, somjai):
    here, elsewhere = login(somjai), login(somjai)

    change(here)

    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old_password": "wrong"}, "ใส่รหัสผ่านเก่าผิด"),
        ({"new_password2": "other"}, "รหัสผ่านใหม่ที่กรอกสองครั้งไม่ตรงกัน"),
        ({"new_password1": "short", "new_password2": "short"}, "ต้องยาวอย่างน้อย 10 ตัวอักษร"),
        ({"new_password1": "somjai1234", "new_password2": "somjai1234"}, "คล้ายกับชื่อผู้ใช้"),
        ({"new_password1": "1234567890", "new_password2": "1234567890"}, "เดาได้ง่าย"),
    ],
)
def test_a_poor_password_is_refused_in_thai(login, somjai, fields, words):
    page = change(login(somjai), **fields).content.decode()
    somjai.refresh_from_db()

    assert words in page
    assert somjai.check_password(PASSWORD)


def test_a_new_password_sent_after_the_session_is_not_echoed(client, db):
    response = change(client)

    page = response.content.decode()
    assert response.status_code == 401
    assert NEW not in page
    assert PASSWORD not in page


def test_a_visitor_needs_no_session_to_look_around(db):
    client = Client()

    client.get("/")

    assert "sessionid" not in client.cookies
