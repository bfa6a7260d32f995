"""The trail: one row for each deed, in the deed's own transaction, and never changed after."""

import pytest
from django.db import transaction

from ita_portal.audit.models import AuditEvent
from ita_portal.audit.rules import record
from ita_portal.organisations.models import Appointment
from tests.factories.organisations import GroupFactory


@pytest.fixture
def event(office, officer) -> AuditEvent:
    """Give a row of the trail."""
    return record(by=officer, office=office, verb="office.changed", subject=office)


def test_a_row_says_who_did_what_to_which_thing(office, officer):
    group = GroupFactory(office=office, name="กลุ่มกฎหมายและคดี")

    event = record(
        by=officer, office=office, verb="group.added", subject=group, detail={"position": 3}
    )

    assert (event.by_id, event.by_name) == (officer.pk, officer.full_name)
    assert (event.office_code, event.verb) == ("sample1", "group.added")
    assert (event.subject_type, event.subject_id) == ("organisations.officegroup", str(group.pk))
    assert event.subject_label == "กลุ่มกฎหมายและคดี"
    assert event.detail == {"position": 3}


def test_what_the_portal_does_by_itself_is_the_portals(office):
    event = record(by=None, office=office, verb="office.changed", subject=office)

    assert (event.by_id, event.by_name) == (None, "ระบบ")


def test_the_trail_keeps_the_names_of_that_day(event, officer, office):
    officer.first_name = "ชื่อใหม่"
    officer.save()
    office.name = "สำนักงานชื่อใหม่"
    office.save()

    event.refresh_from_db()

    assert "ชื่อใหม่" not in event.by_name
    assert "ชื่อใหม่" not in event.subject_label


def test_the_trail_outlives_its_subject(event, office):
    group = GroupFactory(office=office)
    record(by=None, office=office, verb="group.added", subject=group)

    group.delete()

    assert AuditEvent.objects.filter(subject_type="organisations.officegroup").exists()


def test_a_deed_that_was_undone_leaves_no_row(office, officer):
    with transaction.atomic():
        record(by=officer, office=office, verb="office.changed", subject=office)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()


def test_a_long_name_is_cut_to_what_the_row_holds(office):
    group = GroupFactory.build(office=office, name="ก" * 300, pk=1)

    assert len(record(by=None, office=office, verb="x", subject=group).subject_label) == 250


def test_the_trail_of_an_office_is_its_own_and_begins_with_the_latest(event, office, other_office):
    record(by=None, office=other_office, verb="office.changed", subject=other_office)
    later = record(by=None, office=office, verb="group.added", subject=office)

    assert list(AuditEvent.objects.of(office.code)) == [later, event]


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["verb"]),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="x"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
        lambda event: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"verb": "x"}),
    ],
    ids=["save", "fields", "delete", "update", "delete all", "bulk", "update or create"],
)
def test_nothing_in_the_trail_is_changed_or_removed(event, change):
    event.verb = "forged"

    with pytest.raises(TypeError, match="the trail is never"), transaction.atomic():
        change(event)

    assert AuditEvent.objects.get().verb == "office.changed"


def test_the_page_of_the_trail_tells_it_in_words(login, coordinator, office):
    record(by=coordinator, office=office, verb="group.added", subject=office)

    page = login(coordinator).get("/office/sample1/trail/").content.decode()

    assert "เพิ่มกลุ่ม/หน่วย" in page
    assert coordinator.full_name in page


def test_the_page_of_the_trail_shows_nothing_of_others(login, coordinator, other_office):
    record(by=None, office=other_office, verb="group.added", subject=other_office)

    page = login(coordinator).get("/office/sample1/trail/").content.decode()

    assert other_office.name not in page


def test_an_officer_does_not_read_the_trail(login, officer):
    assert login(officer).get("/office/sample1/trail/").status_code == 403


def test_the_page_of_the_trail_asks_no_more_when_it_grows(
    login, coordinator, office, count_queries
):
    client = login(coordinator)
    record(by=coordinator, office=office, verb="group.added", subject=office)
    with count_queries() as few:
        client.get("/office/sample1/trail/")

    for _ in range(10):
        record(by=coordinator, office=office, verb="group.added", subject=office)
    with count_queries() as many:
        client.get("/office/sample1/trail/")

    assert len(many) == len(few)


@pytest.mark.parametrize("page", ["2", "99", "0", "x"])
def test_the_trail_is_read_in_pages(login, coordinator, office, page):
    for number in range(60):
        record(by=None, office=office, verb=f"verb.{number}", subject=office)

    response = login(coordinator).get("/office/sample1/trail/", {"page": page})

    assert response.status_code == 200


def test_appointments_end_but_stay_in_the_trail(office, administrator, login, officer):
    post = Appointment.objects.get(user=officer)
    address = f"/office/sample1/people/posts/{post.pk}/end/"

    login(administrator).post(address, {"on": "30 ก.ย. 2563"})

    assert AuditEvent.objects.get().verb == "appointment.ended"
