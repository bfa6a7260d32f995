"""Setting an item: who looks after it, whether it concerns the office, and beginning a year."""

from __future__ import annotations

import datetime

import pytest

from disclosure.models import Entry, Setting
from disclosure.rules.beginning import begin_year, may_begin
from disclosure.rules.entries import (
    ask_again,
    decide_not_applicable,
    entry_of,
    propose_not_applicable,
    set_entry,
)
from disclosure.rules.owners import holders_in, looking_after
from disclosure.rules.years_before import evidence_before, title_for
from ita_portal.errors import Refused, Stale
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import AppointmentFactory, GroupFactory

NO_FACTS = {
    "owner": None,
    "deputy": None,
    "post": "",
    "due_on": None,
    "components": [],
    "shown_by_papers": [],
    "place": "",
}


def set_by(item, office, by, *, revision=0, **facts):
    return set_entry(office, item, revision=revision, by=by, **{**NO_FACTS, **facts})


@pytest.fixture
def bare_item(framework_2564):
    """Give an item whose components the year's list does not tell."""
    found = framework_2564.items.get(code="O2")
    found.components = []
    found.save()
    return found


def test_an_item_is_set_once_and_changed_by_its_revision(item, office, officer):
    group = GroupFactory(office=office)

    first = set_by(item, office, officer, owner=group, place="หัวข้อแรกของหน้า")
    second = set_by(item, office, officer, revision=first.revision, owner=group, place="ท้ายหน้า")

    assert Entry.objects.get() == second
    assert (second.owner, second.place, second.revision) == (group, "ท้ายหน้า", 2)


def test_who_was_slower_is_told_so(item, office, officer):
    set_by(item, office, officer, place="ของคนแรก")

    with pytest.raises(Stale):
        set_by(item, office, officer, place="ของคนที่สอง")

    assert Entry.objects.get().place == "ของคนแรก"


def test_a_group_is_not_its_own_deputy(item, office, officer):
    group = GroupFactory(office=office)

    with pytest.raises(Refused, match="กลุ่มสำรอง"):
        set_by(item, office, officer, owner=group, deputy=group)


def test_a_group_of_another_office_looks_after_nothing(item, office, officer, other_office):
    with pytest.raises(ValueError, match="is not of office"):
        set_by(item, office, officer, owner=GroupFactory(office=other_office))


def test_components_are_the_offices_own_only_where_the_list_has_none(
    item, bare_item, office, officer
):
    item.components = ["ของปี"]
    item.save()

    own = set_by(bare_item, office, officer, components=[" แผน ", "", "ผล", "แผน"])
    given = set_by(item, office, officer, components=["เขียนเอง"], shown_by_papers=["ของปี", "อื่น"])

    assert own.components == ["แผน", "ผล"]
    assert (given.components, given.shown_by_papers) == ([], ["ของปี"])


@pytest.mark.parametrize(
    "facts",
    [
        {"place": "ก" * 501},
        {"components": ["ก" * 501]},
        {"components": [f"ข้อ {n}" for n in range(41)]},
    ],
)
def test_words_that_are_too_many_are_refused(bare_item, office, officer, facts):
    with pytest.raises(Refused, match=r"ไม่เกิน|ยาวเกิน"):
        set_by(bare_item, office, officer, **facts)


def test_that_an_item_does_not_concern_the_office_is_accepted_by_another(
    item, office, officer, coordinator
):
    revision = office.public_revision
    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)

    with pytest.raises(Refused, match="ของตนเองไม่ได้"):
        decide_not_applicable(office, item, accept=True, comment="", by=officer)
    decide_not_applicable(office, item, accept=True, comment="", by=coordinator)

    entry = entry_of(office, item)
    office.refresh_from_db()
    assert (entry.is_not_applicable, entry.reason) == (True, "ไม่มีภารกิจนี้")
    assert office.public_revision > revision


def test_it_is_refused_with_a_reason_and_may_be_asked_again(item, office, officer, coordinator):
    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)

    with pytest.raises(Refused, match="เหตุผล"):
        decide_not_applicable(office, item, accept=False, comment=" ", by=coordinator)
    decide_not_applicable(office, item, accept=False, comment="มีภารกิจนี้อยู่", by=coordinator)

    assert entry_of(office, item).setting == Setting.ASKED
    again = propose_not_applicable(office, item, words="โอนไปแล้ว", by=officer)
    assert (again.setting, again.comment) == (Setting.PROPOSED, "")


def test_an_item_comes_back_to_the_list(item, office, officer, coordinator):
    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)
    decide_not_applicable(office, item, accept=True, comment="", by=coordinator)

    ask_again(office, item, by=officer)

    assert not entry_of(office, item).is_not_applicable
    with pytest.raises(Refused, match="ต้องเปิดเผยอยู่แล้ว"):
        ask_again(office, item, by=officer)


def test_nothing_is_decided_twice(item, office, officer, coordinator):
    with pytest.raises(Refused, match="เหตุผล"):
        propose_not_applicable(office, item, words="", by=officer)
    with pytest.raises(Refused, match="ไม่มีคำขอ"):
        decide_not_applicable(office, item, accept=True, comment="", by=coordinator)

    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)

    with pytest.raises(Refused, match="เสนอไว้แล้ว"):
        propose_not_applicable(office, item, words="อีกครั้ง", by=officer)


def test_a_transfer_leaves_an_item_with_whoever_holds_the_post_now(item, office, officer):
    post = {"office": office, "group": GroupFactory(office=office), "title": "นักวิชาการเงิน"}
    AppointmentFactory(**{**post, "title": "นักวิชาการพัสดุ"})
    old = AppointmentFactory(**post, ends_on=datetime.date(2021, 1, 2))
    entry = set_by(item, office, officer, owner=post["group"], post="นักวิชาการเงิน")
    new = AppointmentFactory(**post, starts_on=datetime.date(2021, 1, 3))

    before, after = (
        looking_after(entry, holders_in(office, datetime.date(2021, 1, day))) for day in (2, 3)
    )

    assert [person.user_id for person in before] == [old.user_id]
    assert [person.user_id for person in after] == [new.user_id]


def test_without_anybody_in_the_group_the_deputy_group_looks_after_it(item, office, officer):
    group, deputy = GroupFactory(office=office), GroupFactory(office=office)
    person = AppointmentFactory(
        office=office, group=deputy, role="officer", starts_on=datetime.date(2020, 1, 1)
    )
    entry = set_by(item, office, officer, owner=group, deputy=deputy)

    people = looking_after(entry, holders_in(office, datetime.date(2021, 6, 1)))

    assert [one.user_id for one in people] == [person.user_id]


@pytest.fixture
def two_years(load_year, office, officer):
    """Give 2568 and 2569 with an item of one duty, which has another number in each."""
    old, new = load_year(2568), load_year(2569)
    for before in old.items.all():
        for after in new.items.all():
            if set(before.duties) & set(after.duties) and before.code != after.code:
                return before, after
    raise AssertionError("no item was renumbered")


def test_a_new_year_begins_with_last_years_owner_and_titles_by_duty(two_years, office, officer):
    before, after = two_years
    group = GroupFactory(office=office)
    EvidenceFactory(office=office, item=before, title="รายงานผล ปี 2568", accepted=True)
    set_by(before, office, officer, owner=group, due_on=datetime.date(2024, 2, 29))

    assert may_begin(office, 2569)
    made = begin_year(office, after.framework, by=officer)

    entry = entry_of(office, after)
    assert made >= 1
    assert (entry.owner, entry.titles) == (group, ["รายงานผล ปี 2569"])
    assert entry.due_on == datetime.date(2025, 2, 28)
    assert entry.setting == Setting.ASKED
    assert not may_begin(office, 2569)


def test_beginning_again_changes_nothing(two_years, office, officer):
    before, after = two_years
    set_by(before, office, officer, owner=GroupFactory(office=office))
    begin_year(office, after.framework, by=officer)
    kept = entry_of(office, after)
    set_by(after, office, officer, revision=kept.revision, place="ของปีนี้")

    again = begin_year(office, after.framework, by=officer)

    assert again == 0
    assert entry_of(office, after).place == "ของปีนี้"


def test_last_years_evidence_is_found_by_its_duty(two_years, office, other_office):
    before, after = two_years
    EvidenceFactory(office=office, item=before, title="แผน ปี 2568", accepted=True)
    EvidenceFactory(office=office, item=before, withdrawn=True)
    EvidenceFactory(office=other_office, item=before, accepted=True)

    found = evidence_before(office, after)

    assert [(one.code, one.title, one.next_title) for one in found] == [
        (before.code, "แผน ปี 2568", "แผน ปี 2569")
    ]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("แผน ปี 2566", "แผน ปี 2567"),
        ("แผน ปี ๒๕๖๖", "แผน ปี ๒๕๖๗"),
        ("พ.ร.บ. ปี 2560", "พ.ร.บ. ปี 2560"),
        ("เลขที่ 125661", "เลขที่ 125661"),
    ],
)
def test_a_title_moves_on_by_a_year(title, wanted):
    assert title_for(title, 2567) == wanted
