"""The administrator's pages: what they show, what they do, and what they say when it fails."""

from datetime import date

import pytest
from django.urls import reverse

from ita_portal.organisations.models import Appointment, OfficeGroup, User
from tests.factories.organisations import AppointmentFactory, GroupFactory, UserFactory

Role = Appointment.Role
POST = {
    "role": "officer",
    "title": "นักวิชาการศึกษา",
    "capacity": "own",
    "starts_on": "๑ ต.ค. ๒๕๖๘",
}
PERSON = {"username": "somjai", "prefix": "นาง", "first_name": "สมใจ", "last_name": "ใฝ่งาน"}


@pytest.fixture
def admin(login, administrator):
    """Give the administrator's browser."""
    return login(administrator)


@pytest.fixture
def to(office):
    """Give a function that makes the address of a page."""
    return lambda name, *args: reverse(f"staff:{name}", args=[office.code, *args])


@pytest.fixture
def send(admin, to):
    """Give a function that sends a form and returns the answer."""
    return lambda page, /, *args, **fields: admin.post(to(page, *args), fields)


def words(response) -> str:
    """Return the page as text."""
    return response.content.decode()


@pytest.mark.parametrize("name", ["people", "contact_edit", "group_add", "person_add"])
def test_a_page_is_shown(admin, to, name):
    assert admin.get(to(name)).status_code == 200


def test_the_list_shows_people_in_force_to_come_and_gone(admin, to, office, officer):
    AppointmentFactory(office=office, title="ตำแหน่งในอดีต", ends_on=date(2020, 9, 30))
    AppointmentFactory(office=office, title="ตำแหน่งในอนาคต", starts_on=date(2099, 1, 1))

    page = words(admin.get(to("people")))

    current, past = page.split("<details>")
    assert officer.full_name in current
    assert "ตำแหน่งในอนาคต" in current
    assert "ยังไม่ถึงวันเริ่ม" in current
    assert "ตำแหน่งในอดีต" in past


def test_the_list_shows_how_an_acting_director_signs(admin, to, office):
    AppointmentFactory(
        office=office,
        role=Role.DIRECTOR,
        title="รองผู้อำนวยการ",
        capacity="acting",
        principal_title="ผู้อำนวยการสำนักงาน",
    )

    page = words(admin.get(to("people")))

    assert "รองผู้อำนวยการ รักษาราชการแทน<br>ผู้อำนวยการสำนักงาน" in page


def test_the_list_shows_nobody_of_another_office(admin, to, stranger):
    assert stranger.full_name not in words(admin.get(to("people")))


def test_who_may_not_change_people_is_offered_no_way_to(login, officer, to):
    page = words(login(officer).get(to("people")))

    assert to("person_add") not in page
    assert "ตั้งรหัสผ่านใหม่" not in page


def test_the_list_asks_no_more_of_the_database_when_it_grows(admin, to, office, count_queries):
    def full_row():
        AppointmentFactory(office=office, group=GroupFactory(office=office))

    full_row()
    with count_queries() as few:
        admin.get(to("people"))

    for _ in range(10):
        full_row()
    with count_queries() as many:
        admin.get(to("people"))

    assert len(many) == len(few)


def test_the_ways_to_reach_the_office_are_kept(send, office, to):
    response = send("contact_edit", phone="๐ ๓๔๐๐ ๐๐๐๐", website="www.example.go.th", address="ก")

    office.refresh_from_db()
    assert response.url == to("people")
    assert (office.phone, office.website) == ("๐ ๓๔๐๐ ๐๐๐๐", "https://www.example.go.th")


def test_a_wrong_address_is_told_and_what_was_typed_stays(send, office):
    response = send("contact_edit", email="ไม่ใช่อีเมล", phone="0 3400 0000")

    office.refresh_from_db()
    assert response.status_code == 422
    assert "อีเมลนี้ไม่ถูกต้อง" in words(response)
    assert "0 3400 0000" in words(response)
    assert office.phone == ""


def test_a_web_site_is_never_a_script(send, office):
    send("contact_edit", website="javascript:alert(1)")

    office.refresh_from_db()
    assert office.website == ""


def test_a_group_is_added(send, office):
    send("group_add", name="  กลุ่มกฎหมายเเละคดี ", short_name="")

    assert office.groups.filter(name="กลุ่มกฎหมายและคดี").exists()


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u00ad\u200b "])
def test_a_group_has_a_name(send, office, name):
    response = send("group_add", name=name)

    assert response.status_code == 422
    assert "โปรดกรอกช่องนี้" in words(response)
    assert office.groups.count() == 2


def test_a_group_that_is_there_is_told_at_its_name(send):
    response = send("group_add", name="กลุ่มอำนวยการ", short_name="อก.")

    assert response.status_code == 422
    assert "สำนักงานมี “กลุ่มอำนวยการ” อยู่แล้ว" in words(response)
    assert "อก." in words(response)


def test_a_long_name_is_refused_in_thai(send):
    response = send("group_add", name="ก" * 201)

    assert "ยาวได้ไม่เกิน 200 ตัวอักษร (ขณะนี้ 201 ตัวอักษร)" in words(response)


def test_a_group_is_renamed_and_taken_out_of_use(send, admin, to, office):
    group = office.groups.first()
    form = words(admin.get(to("group_edit", group.pk)))

    send("group_edit", group.pk, name="ชื่อใหม่", short_name="")

    group.refresh_from_db()
    assert "กลุ่มอำนวยการ" in form
    assert (group.name, group.is_active) == ("ชื่อใหม่", False)


def test_a_group_out_of_use_is_not_offered_for_a_new_post(admin, to, office):
    OfficeGroup.objects.filter(name="กลุ่มอำนวยการ").update(is_active=False)

    assert "กลุ่มอำนวยการ" not in words(admin.get(to("person_add")))


def test_a_group_of_another_office_is_not_found(admin, to, other_office):
    group = GroupFactory(office=other_office)

    assert admin.get(to("group_edit", group.pk)).status_code == 404
    assert admin.post(to("group_edit", group.pk), {"name": "x"}).status_code == 404


def test_a_new_person_gets_a_password_that_is_shown_once(send):
    response = send("person_add", **PERSON, **POST)

    user = User.objects.get(username="somjai")
    password = response.context["password"]
    assert user.check_password(password)
    assert password in words(response)
    assert "no-store" in response["Cache-Control"]
    assert Appointment.objects.get(user=user).starts_on == date(2025, 10, 1)


def test_every_mistake_is_told_at_once_and_nothing_is_kept(send):
    response = send("person_add", **{**PERSON, "username": "สมใจ"}, **{**POST, "starts_on": "วันนี้"})

    page = words(response)
    assert response.status_code == 422
    assert "ชื่อผู้ใช้มีได้เฉพาะตัวอักษรอังกฤษ" in page
    assert "อ่าน “วันนี้” เป็นวันที่ไม่ได้" in page
    assert 'value="ใฝ่งาน"' in page
    assert not User.objects.filter(first_name="สมใจ").exists()


@pytest.mark.parametrize("username", ["somjai", "SOMJAI"])
def test_a_user_name_is_taken_once(send, username):
    UserFactory(username="somjai")

    response = send("person_add", **{**PERSON, "username": username}, **POST)

    assert response.status_code == 422
    assert "มีชื่อผู้ใช้นี้แล้ว" in words(response)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"capacity": "acting"}, "โปรดกรอกตำแหน่งของผู้ที่ตนทำการแทน"),
        ({"principal_title": "ผู้อำนวยการ"}, "เว้นว่างไว้เมื่อลงนามในตำแหน่งของตนเอง"),
        ({"ends_on": "30 ก.ย. 2568"}, "วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้น"),
        ({"role": "supervisor"}, "ไม่มีในรายการ"),
        ({"role": "king"}, "ไม่มีในรายการ"),
        ({"starts_on": "31/2/2568"}, "ไม่มีวันที่ “31/2/2568” ในปฏิทิน"),
        ({"title": ""}, "โปรดกรอกช่องนี้"),
        ({"group": "999999"}, "ไม่มีในรายการ"),
    ],
)
def test_a_post_that_cannot_be_is_told(send, officer, fields, told):
    response = send("appointment_add", officer.pk, **{**POST, "role": "coordinator", **fields})

    assert response.status_code == 422
    assert told in words(response)
    assert Appointment.objects.filter(user=officer).count() == 1


def test_another_post_is_given(send, officer, to):
    response = send(
        "appointment_add",
        officer.pk,
        **{**POST, "role": "director", "capacity": "acting", "principal_title": "ผู้อำนวยการ"},
    )

    acting = Appointment.objects.get(user=officer, role="director")
    assert response.url == to("people")
    assert acting.signature_lines == ["นักวิชาการศึกษา รักษาราชการแทน", "ผู้อำนวยการ"]


def test_a_second_director_is_told_above_the_form(send, officer, director):
    response = send("appointment_add", officer.pk, **{**POST, "role": "director"})

    assert response.status_code == 422
    assert f"{director.full_name} ดำรงตำแหน่งผู้อำนวยการในช่วงวันดังกล่าวอยู่" in words(response)


def test_a_person_of_another_office_is_not_found(admin, to, stranger):
    for name in ("appointment_add", "password_reset"):
        assert admin.get(to(name, stranger.pk)).status_code == 404
        assert admin.post(to(name, stranger.pk), POST).status_code == 404


def test_an_appointment_is_ended(send, officer, to, admin):
    post = Appointment.objects.get(user=officer)
    form = words(admin.get(to("appointment_end", post.pk)))

    send("appointment_end", post.pk, on="30/9/2569")

    post.refresh_from_db()
    assert officer.full_name in form
    assert post.ends_on == date(2026, 9, 30)


def test_an_end_before_the_beginning_is_told_at_the_day(send, officer):
    post = Appointment.objects.get(user=officer)

    response = send("appointment_end", post.pk, on="1/1/2550")

    assert response.status_code == 422
    assert "วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้น" in words(response)
    assert "1/1/2550" in words(response)


def test_administrators_cannot_end_themselves(send, administrator):
    post = Appointment.objects.get(user=administrator)

    response = send("appointment_end", post.pk, on="30/9/2569")

    post.refresh_from_db()
    assert "ของตนเองไม่ได้" in words(response)
    assert post.ends_on is None


def test_an_appointment_of_another_office_is_not_found(admin, to, stranger, supervisor):
    for user in (stranger, supervisor):
        post = Appointment.objects.get(user=user)

        assert admin.get(to("appointment_end", post.pk)).status_code == 404
        assert admin.post(to("appointment_end", post.pk), {"on": "1/1/2569"}).status_code == 404


def test_a_new_password_is_shown_once_and_kept_nowhere(admin, to, officer):
    asked = admin.get(to("password_reset", officer.pk))
    response = admin.post(to("password_reset", officer.pk))

    officer.refresh_from_db()
    assert officer.check_password(response.context["password"])
    assert "password" not in (asked.context or {})
    assert "no-store" in response["Cache-Control"]


def test_looking_at_the_page_changes_no_password(admin, to, officer):
    before = officer.password

    admin.get(to("password_reset", officer.pk))

    officer.refresh_from_db()
    assert officer.password == before


def test_who_works_elsewhere_too_gets_no_new_password(admin, to, officer, other_office):
    AppointmentFactory(user=officer, office=other_office)
    before = officer.password

    response = admin.post(to("password_reset", officer.pk), follow=True)

    officer.refresh_from_db()
    assert "มีการแต่งตั้งในหน่วยงานอื่นด้วย" in words(response)
    assert officer.password == before


def test_a_new_password_ends_the_persons_sessions(admin, to, login, officer):
    theirs = login(officer)
    theirs.get("/account/")

    admin.post(to("password_reset", officer.pk))

    assert theirs.get("/account/").status_code == 302
