"""Reminders of items: on which days, to whom, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from disclosure.models import Entry
from disclosure.rules import reminding
from disclosure.rules.reminding import occasion, remind
from disclosure.tasks import do_day
from ita_portal.notifications.models import Line
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import AppointmentFactory, GroupFactory

DUE = date(2021, 3, 31)


@pytest.fixture
def entry(office, framework_2564):
    """Give O1 of 2564, due at the end of March, with an owner group and a deputy."""
    return Entry.objects.create(
        office=office,
        fiscal_year=2564,
        code="O1",
        owner=GroupFactory(office=office, name="กลุ่มเจ้าของ"),
        deputy=GroupFactory(office=office, name="กลุ่มสำรอง"),
        due_on=DUE,
    )


@pytest.fixture
def owner(office, entry):
    return AppointmentFactory(office=office, role="officer", group=entry.owner).user


@pytest.fixture
def deputy_person(office, entry):
    return AppointmentFactory(office=office, role="officer", group=entry.deputy).user


def told():
    return set(Line.objects.values_list("user_id", flat=True))


@pytest.mark.parametrize(
    ("days", "name"),
    [(31, ""), (30, "30"), (8, "30"), (7, "7"), (2, "7"), (1, "1"), (0, "1"), (-1, "late"),
     (-60, "late"), (-61, "")],
)  # fmt: skip
def test_the_occasions_lie_around_the_due_day(days, name):
    assert occasion(DUE, DUE - timedelta(days=days)) == name


def test_each_occasion_is_told_once_to_the_owners_and_the_deputies(owner, deputy_person):
    day = DUE - timedelta(days=40)
    while day <= DUE + timedelta(days=70):
        remind(day)
        day += timedelta(days=1)

    keys = Line.objects.filter(user=owner).values_list("key", flat=True)
    assert [key.rpartition(":")[2] for key in keys] == ["30", "7", "1", "late"]
    assert told() == {owner.pk, deputy_person.pk}


def test_the_same_day_twice_tells_once(owner):
    assert remind(DUE) == 1
    assert remind(DUE) == 0


def test_the_words_say_what_until_when_and_lead_there(owner):
    remind(DUE - timedelta(days=7))

    line = Line.objects.get()
    assert "ข้อ O1" in line.text
    assert "เหลืออีก 7 วัน (ครบกำหนดวันที่ 31 มีนาคม พ.ศ. 2564)" in line.text
    assert "เพิ่มหลักฐาน" in line.text
    assert line.href == "/office/sample1/disclosure/2564/O1/"


def test_the_named_post_comes_before_the_rest_of_its_group(office, entry, owner):
    named = AppointmentFactory(
        office=office, role="officer", group=entry.owner, title="นักประชาสัมพันธ์"
    ).user
    entry.post = "นักประชาสัมพันธ์"
    entry.save()

    remind(DUE)

    assert told() == {named.pk}


def test_where_nobody_is_left_the_coordinator_hears_it_and_why(entry, coordinator, officer):
    remind(DUE)

    assert told() == {coordinator.pk}
    assert reminding.NOBODY in Line.objects.get().text


def test_what_is_done_or_does_not_apply_is_not_reminded_of(office, entry, owner, officer, item):
    item.components = []
    item.save()
    EvidenceFactory(office=office, item=item, accepted=True)

    assert remind(DUE) == 0


def test_a_new_date_is_a_new_occasion(entry, owner):
    remind(DUE - timedelta(days=1))
    entry.due_on = DUE + timedelta(days=10)
    entry.save()

    assert remind(DUE + timedelta(days=9)) == 1


def test_an_office_out_of_use_hears_nothing(office, entry, owner):
    office.is_active = False
    office.save()

    assert remind(DUE) == 0


def test_an_office_that_cannot_be_told_does_not_silence_the_others(
    monkeypatch, office, other_office, entry, owner
):
    group = GroupFactory(office=other_office)
    other = AppointmentFactory(office=other_office, role="officer", group=group).user
    Entry.objects.create(office=other_office, fiscal_year=2564, code="O1", owner=group, due_on=DUE)
    real = reminding.year_of

    def broken(asked, framework):
        if asked == office:
            raise RuntimeError("broken")
        return real(asked, framework)

    monkeypatch.setattr(reminding, "year_of", broken)

    with pytest.raises(ExceptionGroup):
        do_day(DUE.toordinal())

    assert told() == {other.pk}
