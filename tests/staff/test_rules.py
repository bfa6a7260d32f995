"""What may be done with groups, people and appointments, and what is refused."""

from datetime import date

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission, permissions_of
from ita_portal.organisations.models import Appointment, OfficeGroup, User
from ita_portal.staff import rules
from tests.factories.organisations import AppointmentFactory, GroupFactory, UserFactory

Role = Appointment.Role
Capacity = Appointment.Capacity
FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)
PERSON = {
    "username": "somjai",
    "prefix": "นาง",
    "first_name": "สมใจ",
    "last_name": "ใฝ่งาน",
    "email": "somjai@example.go.th",
}


def post(**facts):
    """Give the facts of an officer's post."""
    return {
        "role": Role.OFFICER,
        "group": None,
        "title": "นักวิชาการศึกษา",
        "capacity": Capacity.OWN,
        "principal_title": "",
        "order_number": "",
        "starts_on": FIRST,
        "ends_on": None,
        **facts,
    }


def directors_post(**facts):
    """Give the facts of a director's post; acting ones name the principal."""
    if facts.get("capacity", Capacity.OWN) != Capacity.OWN:
        facts.setdefault("principal_title", "ผู้อำนวยการสำนักงาน")
    return post(role=Role.DIRECTOR, **facts)


@pytest.fixture
def appoint(office, administrator):
    """Give a function that appoints somebody, a new person by default."""

    def do(user=None, **facts):
        user = user or UserFactory()
        return rules.appoint(user, office=office, post=post(**facts), by=administrator)

    return do


@pytest.fixture
def appoint_director(appoint):
    """Give a function that appoints a director."""
    return lambda user=None, **facts: appoint(user, **directors_post(**facts))


def verbs():
    """Return what the trail has, in order."""
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_ways_to_reach_the_office_are_changed_for_the_public_too(office, administrator):
    facts = {"address": "1 ถนนตัวอย่าง", "phone": "0 3000 0000", "email": "", "website": ""}

    changed = rules.save_office(office, facts=facts, by=administrator)

    office.refresh_from_db()
    assert (changed.phone, office.address) == ("0 3000 0000", "1 ถนนตัวอย่าง")
    assert office.public_revision == 2
    assert verbs() == ["office.changed"]


def test_a_new_group_stands_last(office, administrator):
    group = rules.add_group(office, name="กลุ่มกฎหมาย", short_name="กม.", by=administrator)

    assert list(office.groups.all())[-1] == group
    assert verbs() == ["group.added"]


def test_a_group_is_not_added_twice(office, administrator):
    with pytest.raises(Refused, match="“กลุ่มอำนวยการ” อยู่แล้ว"):
        rules.add_group(office, name="กลุ่มอำนวยการ", short_name="", by=administrator)

    assert verbs() == []


def test_another_office_may_have_a_group_of_that_name(other_office, administrator, office):
    rules.add_group(other_office, name="กลุ่มอำนวยการ", short_name="", by=administrator)

    assert OfficeGroup.objects.filter(name="กลุ่มอำนวยการ").count() == 2


def test_a_group_keeps_its_own_name_when_something_else_changes(office, administrator):
    group = office.groups.get(name="กลุ่มอำนวยการ")

    changed = rules.change_group(
        group, name="กลุ่มอำนวยการ", short_name="อก.", is_active=False, by=administrator
    )

    office.refresh_from_db()
    assert (changed.short_name, changed.is_active) == ("อก.", False)
    assert office.public_revision == 2


def test_a_group_does_not_take_the_name_of_another(office, administrator):
    group = GroupFactory(office=office, name="เดิม")

    with pytest.raises(Refused, match="อยู่แล้ว"):
        rules.change_group(
            group, name="กลุ่มอำนวยการ", short_name="", is_active=True, by=administrator
        )

    group.refresh_from_db()
    assert group.name == "เดิม"


def test_a_new_person_can_sign_in_with_the_password_that_is_handed_over(office, administrator):
    hired = rules.hire(office, person=PERSON, post=post(), by=administrator)

    user = User.objects.get(username="somjai")
    assert user.check_password(hired.password)
    assert hired.appointment.user == user
    assert Permission.SCORES_EDIT in permissions_of(user, office)
    assert verbs() == ["person.added", "appointment.added"]


def test_the_trail_does_not_keep_the_password(office, administrator):
    hired = rules.hire(office, person=PERSON, post=post(), by=administrator)

    kept = AuditEvent.objects.values_list("subject_label", "detail")
    assert hired.password not in str(list(kept))


@pytest.mark.parametrize("name", ["somjai", "SomJai"])
def test_two_people_do_not_share_a_user_name(office, administrator, name):
    UserFactory(username="somjai")

    with pytest.raises(Refused, match="มีชื่อผู้ใช้นี้แล้ว"):
        rules.hire(office, person={**PERSON, "username": name}, post=post(), by=administrator)


def test_a_person_whose_post_is_refused_is_not_added_either(
    office, administrator, appoint_director
):
    appoint_director()

    with pytest.raises(Refused):
        rules.hire(office, person=PERSON, post=directors_post(), by=administrator)

    assert not User.objects.filter(username="somjai").exists()


def test_passwords_differ_and_have_no_letters_that_look_alike():
    passwords = {rules.new_password() for _ in range(200)}

    assert len(passwords) == 200
    assert all(len(password) == 14 for password in passwords)
    assert not set("".join(passwords)) & set("01ilo")


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(FIRST, LAST), (LAST, None), (date(2020, 1, 1), FIRST), (date(2020, 1, 1), None)],
)
def test_a_second_director_in_the_own_right_is_refused(appoint_director, starts_on, ends_on):
    first = appoint_director(ends_on=LAST)

    with pytest.raises(Refused, match=first.user.first_name):
        appoint_director(starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(date(2026, 10, 1), None), (date(2020, 1, 1), date(2025, 9, 30))]
)
def test_a_director_before_or_after_another_is_no_second_one(appoint_director, starts_on, ends_on):
    appoint_director(ends_on=LAST)

    appoint_director(starts_on=starts_on, ends_on=ends_on)

    assert Appointment.objects.filter(role=Role.DIRECTOR).count() == 2


@pytest.mark.parametrize("capacity", [Capacity.ACTING, Capacity.DELEGATED])
def test_acting_beside_the_director_is_allowed(appoint_director, capacity):
    appoint_director()

    acting = appoint_director(capacity=capacity)

    assert acting.pk


def test_a_director_is_appointed_beside_one_who_acts(appoint_director):
    appoint_director(capacity=Capacity.ACTING)

    assert appoint_director().pk


def test_another_offices_director_is_in_nobodys_way(appoint_director, other_office):
    AppointmentFactory(office=other_office, role=Role.DIRECTOR)

    assert appoint_director().pk


def test_a_form_sent_twice_appoints_once(appoint):
    user = appoint().user

    with pytest.raises(Refused, match="มีการแต่งตั้งนี้ในช่วงวันดังกล่าวอยู่แล้ว"):
        appoint(user)

    assert Appointment.objects.filter(user=user).count() == 1


def test_a_person_may_hold_different_posts_at_once(appoint, office):
    user = appoint(role=Role.GROUP_HEAD, group=office.groups.first()).user

    appoint(user, role=Role.COORDINATOR)
    appoint(user, role=Role.GROUP_HEAD, group=office.groups.last())

    assert Appointment.objects.filter(user=user).count() == 3


def test_a_post_may_be_held_again_later(appoint):
    user = appoint(ends_on=LAST).user

    assert appoint(user, starts_on=date(2026, 10, 1)).pk


def test_a_group_of_another_office_is_refused(appoint, other_office):
    with pytest.raises(Refused, match="ไม่ใช่ของสำนักงานนี้"):
        appoint(group=GroupFactory(office=other_office))


def test_an_appointment_ends_with_its_last_day(office, officer, administrator):
    appointment = Appointment.objects.get(user=officer)

    rules.end_appointment(appointment, on=LAST, by=administrator)

    assert permissions_of(officer, office, on=LAST)
    assert not permissions_of(officer, office, on=date(2026, 10, 1))
    assert verbs() == ["appointment.ended"]


def test_an_appointment_does_not_end_before_it_begins(appoint, administrator):
    with pytest.raises(Refused, match="ไม่ก่อนวันเริ่มต้น"):
        rules.end_appointment(appoint(), on=date(2025, 9, 30), by=administrator)


def test_an_end_may_come_earlier_but_never_later(appoint, administrator):
    """What has ended is not brought back: it may have a successor by now."""
    appointment = appoint(ends_on=LAST)
    earlier = rules.end_appointment(appointment, on=FIRST, by=administrator)

    with pytest.raises(Refused, match=r"1 ต\.ค\. 2568 อยู่แล้ว"):
        rules.end_appointment(appointment, on=LAST, by=administrator)

    earlier.refresh_from_db()
    assert earlier.ends_on == FIRST


def test_administrators_do_not_lock_themselves_out(administrator):
    own = Appointment.objects.get(user=administrator)

    with pytest.raises(Refused, match="ของตนเองไม่ได้"):
        rules.end_appointment(own, on=LAST, by=administrator)

    own.refresh_from_db()
    assert own.ends_on is None


def test_administrators_may_end_another_post_of_their_own(appoint, administrator):
    other = appoint(administrator)

    assert rules.end_appointment(other, on=LAST, by=administrator).ends_on == LAST


def test_one_administrator_may_end_another(administrator, office):
    other = AppointmentFactory(office=office, role=Role.ADMINISTRATOR)

    assert rules.end_appointment(other, on=LAST, by=administrator).ends_on == LAST


def test_a_national_appointment_is_no_offices_to_end(supervisor, administrator):
    with pytest.raises(ValueError, match="national"):
        rules.end_appointment(Appointment.objects.get(user=supervisor), on=LAST, by=administrator)


def test_a_new_password_takes_the_place_of_the_old_one(office, officer, administrator):
    password = rules.reset_password(officer, office=office, by=administrator)

    officer.refresh_from_db()
    assert officer.check_password(password)
    assert verbs() == ["person.password_reset"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {},
        {"ends_on": date(2020, 9, 30)},
        {"office": None, "role": Role.SUPERVISOR},
    ],
    ids=["now", "once", "nationally"],
)
def test_who_works_elsewhere_gets_no_new_password_here(office, officer, administrator, elsewhere):
    AppointmentFactory(user=officer, **elsewhere)
    before = officer.password

    with pytest.raises(Refused, match="หน่วยงานอื่นด้วย"):
        rules.reset_password(officer, office=office, by=administrator)

    officer.refresh_from_db()
    assert officer.password == before
    assert verbs() == []


@pytest.mark.parametrize("capacity", Capacity.values)
def test_nobody_gives_themselves_the_power_to_sign(office, administrator, capacity):
    with pytest.raises(Refused, match="แต่งตั้งตนเองให้มีอำนาจลงนามไม่ได้"):
        rules.appoint(
            administrator,
            office=office,
            post=directors_post(capacity=capacity),
            by=administrator,
        )

    assert not Appointment.objects.filter(user=administrator, role=Role.DIRECTOR).exists()
