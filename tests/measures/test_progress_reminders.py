"""Reminders: each occasion once a person, at most one message a day, whatever stands still."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ita_portal.notifications.models import Line, Message
from measures import tasks
from measures.models import GroupReport
from measures.rules.progress.carrying import carry_on
from measures.rules.progress.parts import send_part
from measures.rules.progress.reminding import occasion, remind
from tests.factories.organisations import AppointmentFactory, GroupFactory
from tests.measures.progress_cast import (
    SIX_DUE,
    SIX_OPENS,
    complete,
    member,
    opened_round,
    plan_of_groups,
    version_after,
)
from tests.races import together


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


@pytest.fixture
def part(office, plan) -> GroupReport:
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def person(part):
    return member(part.group)


def before(days: int) -> date:
    return SIX_DUE - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (40, "opened"),
        (31, "opened"),
        (30, "30"),
        (8, "30"),
        (7, "7"),
        (2, "7"),
        (1, "1"),
        (0, "1"),
        (-1, "late1"),
        (-7, "late1"),
        (-8, "late2"),
        (-56, "late8"),
        (-57, ""),
    ],
)
def test_the_occasion_of_a_day(days, name):
    assert occasion(SIX_DUE, before(days)) == name


def test_day_by_day_each_occasion_is_told_once(person, part):
    for days in range(40, -60, -1):
        remind(before(days))

    told = [line.key.rpartition(":")[2] for line in Line.objects.filter(user=person)]
    assert told == ["opened", "30", "7", "1", *(f"late{week}" for week in range(1, 9))]


def test_after_a_standstill_the_latest_is_told_and_no_more(person, part):
    remind(before(31))
    remind(before(6))
    remind(before(5))

    words = [line.text for line in Line.objects.filter(user=person)]
    assert len(words) == 2
    assert "เหลืออีก 6 วัน" in words[1]


def test_who_is_in_several_groups_gets_one_message_a_day(office, person, part):
    AppointmentFactory(user=person, office=office, group=office.groups.last())

    remind(before(7))

    assert Message.objects.get(user=person).lines.count() == 2


def test_who_has_sent_is_left_in_peace(person, part):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    remind(before(7))

    assert not Line.objects.filter(user=person).exists()


def test_a_group_without_people_is_told_to_the_coordinator(office, part, coordinator):
    remind(before(7))

    lines = Line.objects.filter(user=coordinator)
    assert lines.count() == office.groups.count()
    assert "ยังไม่มีผู้มีสิทธิรายงาน" in lines[0].text


def test_who_may_not_report_is_not_asked_to_and_the_coordinator_is_told(office, part, coordinator):
    group = office.groups.first()
    keeper = member(group, "administrator")

    remind(before(7))

    assert not Line.objects.filter(user=keeper).exists()
    assert Line.objects.filter(user=coordinator, text__contains=group.name).exists()


def test_a_part_that_a_change_of_the_plan_sends_back_is_told_at_once(
    plan, part, person, officer, director
):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    carry_on(part.round, version_after(plan, officer, director))

    (line,) = Line.objects.filter(user=person)
    assert "แผนมาตรการปรับปรุงแล้ว" in line.text
    assert line.href.endswith(f"/{part.group_id}/")


def test_a_later_due_day_is_reminded_of_anew(person, part):
    remind(before(7))
    round_ = part.round
    round_.due_on = SIX_DUE + timedelta(days=20)
    round_.save()

    remind(round_.due_on - timedelta(days=7))

    assert Line.objects.filter(user=person).count() == 2


def test_the_deed_of_the_day_done_twice_is_done_once(plan, office):
    person = member(office.groups.first())
    for _ in range(2):
        tasks.do_day(SIX_OPENS.toordinal())

    assert GroupReport.objects.count() == 2
    assert Line.objects.filter(user=person).count() == 1


def test_a_deed_that_ends_in_the_middle_is_made_whole_by_the_next(plan, office, monkeypatch):
    person = member(office.groups.first())
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "remind", lambda today: 1 / 0)
        with pytest.raises(ExceptionGroup):
            tasks.do_day(SIX_OPENS.toordinal())

    tasks.do_day(SIX_OPENS.toordinal())

    assert GroupReport.objects.count() == 2
    assert Line.objects.filter(user=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_deeds_of_the_day_at_once_are_one(plan, office):
    person = member(office.groups.first())

    outcomes = together(lambda: tasks.do_day(SIX_OPENS.toordinal()))

    assert outcomes == ["done"] * 4
    assert GroupReport.objects.count() == 2
    assert Line.objects.filter(user=person).count() == 1
    assert Message.objects.filter(user=person).count() == 1


def test_reminding_costs_no_query_more_for_more_groups(office, part, person, count_queries):
    GroupReport.objects.exclude(pk=part.pk).delete()
    with count_queries() as few:
        remind(before(7))
    for group in GroupFactory.create_batch(8, office=office):
        GroupReport.objects.create(round=part.round, group=group)
        AppointmentFactory(user=person, office=office, group=group)

    with count_queries() as many:
        remind(before(1))

    assert Line.objects.filter(user=person).count() == 10
    assert len(many) <= len(few)
