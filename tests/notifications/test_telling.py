"""Telling: each thing once, at most one reminder a person and day, whatever breaks off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_portal.notifications import rules
from ita_portal.notifications.models import REMINDER, Line, Message
from ita_portal.notifications.people import holders_of, people_of
from ita_portal.notifications.rules import Reminder, gather, mark_read
from ita_portal.organisations.models import OfficeGroup, User
from tests.factories.organisations import AppointmentFactory, UserFactory
from tests.notifications.conftest import DAY, Killed, nothing_twice, reminder, told

ONE_DAY = timedelta(days=1)


def kill_at(statement: int):
    """Return a wrapper of queries that ends the process at the given change of the database."""
    changes = 0

    def wrap(execute, sql, params, many, context):
        nonlocal changes
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            changes += 1
            if changes == statement:
                raise Killed
        return execute(sql, params, many, context)

    return wrap


def test_a_day_brings_one_message_with_all_its_lines(officer, coordinator, office):
    due = [reminder(officer, key, office.pk) for key in "abc"] + [reminder(coordinator, "a")]

    number = gather(due, day=DAY)

    message = Message.objects.get(user=officer)
    assert number == 4
    assert (message.purpose, message.day, message.office) == (REMINDER, DAY, office)
    assert message.subject == "สิ่งที่ถึงกำหนด ณ วันที่ 1 มีนาคม พ.ศ. 2569"
    assert told(officer) == ["a", "b", "c"]
    assert told(coordinator) == ["a"]


def test_what_is_gathered_twice_is_told_once(officer):
    due = [reminder(officer, "a"), reminder(officer, "a"), reminder(officer, "b")]

    numbers = [gather(due, day=DAY), gather(due, day=DAY), gather(due, day=DAY + ONE_DAY)]

    assert numbers == [2, 0, 0]
    assert told(officer) == ["a", "b"]
    assert Message.objects.count() == 1


def test_what_another_room_brings_later_joins_the_message_of_the_day(officer, office):
    gather([reminder(officer, "a", office.pk)], day=DAY)
    gather([reminder(officer, "b", office.pk)], day=DAY)

    message = Message.objects.get(user=officer)
    assert [line.key for line in message.lines.all()] == ["a", "b"]
    assert message.office == office


def test_a_read_message_is_unread_again_only_when_a_line_joins_it(officer):
    gather([reminder(officer, "a")], day=DAY)
    mark_read(Message.objects.get())
    gather([reminder(officer, "a")], day=DAY)
    still_read = Message.objects.get().read_at

    gather([reminder(officer, "a"), reminder(officer, "b")], day=DAY)

    assert still_read is not None
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize("at_once", [True, False])
def test_lines_of_two_offices_make_a_message_of_none(officer, office, other_office, at_once):
    due = [reminder(officer, "a", office.pk), reminder(officer, "b", other_office.pk)]

    for part in [due] if at_once else [due[:1], due[1:]]:
        gather(part, day=DAY)

    assert Message.objects.get().office is None


def test_after_days_of_standstill_only_what_is_due_is_told_and_once(officer):
    """What went by meanwhile is not among what is due; what is still due comes in one message."""
    gather([reminder(officer, "report:1:30")], day=DAY)

    gather(
        [reminder(officer, "report:1:7"), reminder(officer, "report:2:late")], day=DAY + 9 * ONE_DAY
    )

    assert told(officer) == ["report:1:30", "report:1:7", "report:2:late"]
    assert list(Message.objects.order_by("day").values_list("day", flat=True)) == [
        DAY,
        DAY + 9 * ONE_DAY,
    ]


@pytest.mark.parametrize("statement", range(1, 30))
def test_killed_at_any_change_and_begun_again_it_tells_each_thing_once(
    officer, coordinator, director, monkeypatch, statement
):
    """Parts of two lines: some people are done when it ends, and none of them half."""
    monkeypatch.setattr(rules, "_TOGETHER", 2)
    people = (officer, coordinator, director)
    due = [reminder(user, key) for key in "abc" for user in people]

    try:
        with connection.execute_wrapper(kill_at(statement)):
            gather(due, day=DAY)
    except Killed:
        assert {len(told(user)) for user in people} <= {0, 3}
    gather(due, day=DAY)

    nothing_twice()
    assert [told(user) for user in people] == [["a", "b", "c"]] * 3


DUE = st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abcdef")), max_size=8)
RUNS = st.lists(st.tuples(st.integers(0, 3), DUE, st.none() | st.integers(1, 8)), max_size=8)


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=RUNS)
def test_no_order_of_days_runs_and_ends_in_the_middle_tells_anything_twice(runs):
    """Days go on and also back, as a clock that is set; each run may be killed."""
    with transaction.atomic():
        people = UserFactory.create_batch(3)
        asked: set[tuple[int, str]] = set()

        for days, due, statement in runs:
            rows = [reminder(people[number], key) for number, key in due]
            asked |= {(row.user_id, row.key) for row in rows}
            try:
                with connection.execute_wrapper(kill_at(statement or 0)):
                    gather(rows, day=DAY + days * ONE_DAY)
            except Killed:
                gather(rows, day=DAY + days * ONE_DAY)

        nothing_twice()
        assert set(Line.objects.values_list("user_id", "key")) == asked
        transaction.set_rollback(True)


def test_the_database_itself_refuses_a_second_reminder_of_a_day(officer):
    gather([reminder(officer, "a")], day=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(user=officer, key="x", purpose=REMINDER, day=DAY, subject="x")


def test_a_message_of_its_own_is_told_once(tell_one, officer, office):
    first, second = tell_one(), tell_one(subject="อีกเรื่อง", lines=[("อีกบรรทัด", "")])

    assert first == second
    assert first.subject == "แผนถูกส่งคืน"
    assert [(line.text, line.href) for line in first.lines.all()] == [
        ("แผนมาตรการปี 2568", "/office/sample1/plans/2568/")
    ]


def test_the_same_key_may_be_told_to_several_people(tell_one, coordinator):
    tell_one()
    tell_one(user=coordinator)

    assert Message.objects.count() == 2


def test_messages_of_their_own_do_not_count_as_reminders(tell_one, officer):
    tell_one(key="a")
    tell_one(key="b")
    gather([reminder(officer, "a")], day=DAY)

    assert Message.objects.filter(user=officer, day=DAY).count() == 3


def test_a_single_message_may_not_pass_for_a_reminder(tell_one):
    with pytest.raises(ValueError, match="gathered"):
        tell_one(purpose=REMINDER)


def test_a_subject_has_one_line(tell_one):
    assert tell_one(subject="แผน\r\nBcc: x@example.org").subject == "แผน Bcc: x@example.org"


@pytest.mark.parametrize("href", ["https://example.org/", "//example.org/", "javascript:x"])
def test_a_line_leads_into_the_portal_and_nowhere_else(tell_one, href):
    with pytest.raises(IntegrityError), transaction.atomic():
        tell_one(lines=[("อันตราย", href)])


@pytest.mark.django_db
def test_245_offices_of_15_groups_are_told_in_few_queries(office, count_queries):
    """3,675 people with two lines each: queries by the hundred lines, and none the second time."""
    users = User.objects.bulk_create(User(username=f"u{n}") for n in range(245 * 15))
    due = [
        Reminder(user.pk, office.pk, f"progress:{n}:{occasion}", "รายงานรอบ 6 เดือน")
        for n, user in enumerate(users)
        for occasion in ("30", "7")
    ]

    with count_queries() as asked:
        number = gather(due, day=DAY)
    with count_queries() as again:
        gather(due, day=DAY)

    assert number == len(due) == 7350
    assert Message.objects.count() == 3675
    assert len(asked) <= 250
    assert len(again) <= 3 * 15


def test_a_group_is_told_by_who_is_in_it_on_the_day(office, count_queries):
    first, second = OfficeGroup.objects.filter(office=office)
    stays = AppointmentFactory(office=office, group=first).user
    AppointmentFactory(office=office, group=first, user=stays, role="group_head")
    AppointmentFactory(office=office, group=first, ends_on=DAY - ONE_DAY)
    last_day = AppointmentFactory(office=office, group=first, ends_on=DAY).user
    AppointmentFactory(office=office, group=first, starts_on=DAY + ONE_DAY)
    AppointmentFactory(office=office, group=first, user=UserFactory(is_active=False))
    AppointmentFactory(office=office)

    with count_queries() as asked:
        found = people_of([first, second], DAY)

    assert found == {first.pk: [stays.pk, last_day.pk], second.pk: []}
    assert len(asked) == 1


def test_the_holders_of_a_role_are_those_of_the_day(office, other_office, coordinator, director):
    AppointmentFactory(office=office, role="coordinator", ends_on=DAY - ONE_DAY)

    found = holders_of(["coordinator"], [office, other_office], DAY)

    assert found == {office.pk: [coordinator.pk], other_office.pk: []}
