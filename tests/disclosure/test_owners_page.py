"""Setting who looks after many items at once: by whom, once, and not over somebody else's."""

from __future__ import annotations

import datetime

import pytest

from disclosure.models import Entry
from disclosure.rules.owning import OwnerChange, set_owners
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.factories.organisations import GroupFactory

OWNERS = "/office/sample1/disclosure/2564/owners/"
DUE = datetime.date(2021, 3, 31)


@pytest.fixture
def group(office):
    return GroupFactory(office=office, name="กลุ่มนโยบายและแผน")


def words(response):
    return response.content.decode()


def test_many_items_are_given_an_owner_and_a_date_at_once(
    login, coordinator, framework_2564, office, group
):
    deputy = office.groups.get(name="กลุ่มอำนวยการ")
    typed = {
        "item": ["O1:0", "O2:0", "O10:0"],
        "owner": group.pk,
        "deputy": deputy.pk,
        "due_on": "31 มี.ค. 2564",
    }

    response = login(coordinator).post(OWNERS, typed, follow=True)

    assert "ตั้งค่าแล้ว 3 ข้อ" in words(response)
    entries = Entry.objects.order_by("pk")
    assert {entry.code for entry in entries} == {"O1", "O2", "O10"}
    assert {(e.owner, e.deputy, e.due_on, e.revision) for e in entries} == {(group, deputy, DUE, 1)}
    trail = AuditEvent.objects.get(verb="entries.owned")
    assert trail.detail["items"] == ["O1", "O2", "O10"]


def test_what_is_left_empty_stays_as_it_was(login, coordinator, office, framework_2564, group):
    Entry.objects.create(
        office=office, fiscal_year=2564, code="O1", owner=group, post="นักวิชาการ", place="ท้ายหน้า"
    )

    login(coordinator).post(OWNERS, {"item": ["O1:1"], "due_on": "31/3/2564"})

    entry = Entry.objects.get()
    assert (entry.owner, entry.post, entry.place) == (group, "นักวิชาการ", "ท้ายหน้า")
    assert entry.due_on == DUE


def test_the_post_goes_with_the_group_that_held_it(
    login, coordinator, office, framework_2564, group
):
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", owner=group, post="นักวิชาการ")

    login(coordinator).post(OWNERS, {"item": ["O1:1"], "owner": "none"})

    entry = Entry.objects.get()
    assert (entry.owner, entry.post) == (None, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"owner": "none"}, "เลือกข้ออย่างน้อยหนึ่งข้อ"),
        ({"item": ["O1:0", "O2:0"]}, "เลือกสิ่งที่จะตั้ง"),
        ({"item": ["O1:0"], "due_on": "เมื่อไรก็ได้"}, "กำหนดเสร็จ"),
        ({"item": ["O1:0"], "owner": "999999"}, "กลุ่มที่รับผิดชอบ"),
    ],
)
def test_what_cannot_be_set_says_why_and_keeps_what_was_chosen(
    login, coordinator, framework_2564, typed, told
):
    response = login(coordinator).post(OWNERS, typed)

    assert told in words(response)
    assert 'role="alert"' in words(response)
    assert words(response).count(" checked>") == len(typed.get("item", []))
    assert not Entry.objects.exists()


def test_a_deputy_is_never_the_owner_and_nothing_is_set_by_halves(
    login, coordinator, office, framework_2564, group
):
    Entry.objects.create(office=office, fiscal_year=2564, code="O2", owner=group)

    response = login(coordinator).post(OWNERS, {"item": ["O1:0", "O2:1"], "deputy": group.pk})

    assert "ข้อ O2: กลุ่มสำรองต้องไม่ใช่กลุ่มที่รับผิดชอบ" in words(response)
    assert Entry.objects.get().deputy is None


def test_what_somebody_else_has_set_meanwhile_is_not_written_over(
    login, coordinator, office, framework_2564, group
):
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", revision=2)

    response = login(coordinator).post(OWNERS, {"item": ["O1:1"], "owner": group.pk})

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    assert Entry.objects.get().owner is None


def test_the_same_form_sent_twice_sets_once(office, framework_2564, coordinator, group):
    change, seen = OwnerChange(owner=group), {"O1": 0, "O2": 0}

    first = set_owners(office, framework_2564, seen=seen, change=change, by=coordinator)
    second = set_owners(office, framework_2564, seen=seen, change=change, by=coordinator)

    assert (first, second) == (2, 0)
    assert set(Entry.objects.values_list("revision", flat=True)) == {1}
    assert AuditEvent.objects.filter(verb="entries.owned").count() == 1


def test_a_group_of_another_office_is_a_mistake(office, other_office, framework_2564, coordinator):
    foreign = OwnerChange(owner=GroupFactory(office=other_office))

    with pytest.raises(ValueError, match="is not of office"):
        set_owners(office, framework_2564, seen={"O1": 0}, change=foreign, by=coordinator)


def test_without_a_choice_or_a_change_the_rule_refuses(office, framework_2564, coordinator, group):
    for seen, change in (({}, OwnerChange(owner=group)), ({"O1": 0}, OwnerChange())):
        with pytest.raises(Refused):
            set_owners(office, framework_2564, seen=seen, change=change, by=coordinator)


def test_an_item_that_is_not_of_the_year_is_left_out(office, framework_2564, coordinator, group):
    seen = {"O99": 0, "O1": 0}

    changed = set_owners(
        office, framework_2564, seen=seen, change=OwnerChange(owner=group), by=coordinator
    )

    assert changed == 1


def test_only_who_coordinates_sets_owners(login, officer, group_head, director, stranger, office):
    for who in (officer, group_head, director):
        assert login(who).get(OWNERS).status_code == 403
        assert login(who).post(OWNERS).status_code == 403
    assert login(stranger).get(OWNERS).status_code == 404


def test_the_slower_of_two_is_told_by_the_rule(office, framework_2564, coordinator, group):
    other = GroupFactory(office=office)
    seen = {"O1": 0}
    set_owners(office, framework_2564, seen=seen, change=OwnerChange(owner=group), by=coordinator)

    with pytest.raises(Stale):
        set_owners(
            office, framework_2564, seen=seen, change=OwnerChange(owner=other), by=coordinator
        )


def test_an_officer_writes_where_the_data_is_and_leaves_the_owner_alone(
    login, officer, coordinator, office, item, group
):
    Entry.objects.create(
        office=office, fiscal_year=2564, code="O1", owner=group, post="นักวิชาการ", due_on=DUE
    )
    path = "/office/sample1/disclosure/2564/O1/settings/"
    page = words(login(officer).get(path))
    assert 'name="owner"' not in page
    assert 'name="owner"' in words(login(coordinator).get(path))

    login(officer).post(path, {"place": "ท้ายหน้า", "owner": "", "due_on": "", "revision": 1})

    entry = Entry.objects.get()
    assert (entry.owner, entry.post, entry.due_on) == (group, "นักวิชาการ", DUE)
    assert (entry.place, entry.revision) == ("ท้ายหน้า", 2)
