"""Where the items of a year stand, the three figures of readiness, and the matrix of groups."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from disclosure.models import Entry
from disclosure.rules.matrix import NOBODY, matrix_of
from disclosure.rules.standing import State
from disclosure.rules.year import readiness, year_of
from tests.factories.disclosure import EvidenceFactory, FindingFactory, PaperFactory
from tests.factories.organisations import GroupFactory, UserFactory

COMPONENTS = ["แผน", "ผล"]


@pytest.fixture
def item(framework_2564):
    """Give item O1 with two components."""
    found = framework_2564.items.get(code="O1")
    found.components = COMPONENTS
    found.save()
    return found


def standing(office, item):
    return year_of(office, item.framework).of(item.code)


def entry(office, item, **facts):
    return Entry.objects.create(office=office, fiscal_year=2564, code=item.code, **facts)


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ([], State.EMPTY),
        ([{"status": "draft"}], State.IN_WORK),
        ([{"returned": True}], State.IN_WORK),
        ([{}], State.PROPOSED),
        ([{"accepted": True}], State.ACCEPTED),
        ([{"accepted": True}, {"status": "draft"}], State.IN_WORK),
        ([{"accepted": True}, {}], State.PROPOSED),
        ([{"withdrawn": True}], State.EMPTY),
    ],
)
def test_the_state_follows_from_the_evidence(office, item, traits, state):
    for trait in traits:
        EvidenceFactory(office=office, item=item, **trait)

    assert standing(office, item).state == state


def test_an_item_that_does_not_concern_the_office_is_left_out_of_all_figures(office, item):
    by, another = UserFactory(), UserFactory()
    at = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
    EvidenceFactory(office=office, item=item, accepted=True, components=COMPONENTS)
    entry(
        office, item, setting="accepted", reason="ไม่มี", proposed_by=by, proposed_at=at,
        decided_by=another, decided_at=at,
    )  # fmt: skip

    year = year_of(office, item.framework)
    figures = readiness(year.items)

    assert year.of("O1").state == State.NOT_APPLICABLE
    assert (figures.total, figures.not_applicable) == (42, 1)
    assert (figures.filled, figures.accepted, figures.ready) == (0, 0, 0)


def test_the_three_figures_tell_apart_filled_accepted_and_expected(office, item, framework_2564):
    other, third = framework_2564.items.get(code="O2"), framework_2564.items.get(code="O3")
    third.components = []
    third.save()
    EvidenceFactory(office=office, item=item, accepted=True, components=["แผน"])
    EvidenceFactory(office=office, item=other, status="draft")
    EvidenceFactory(office=office, item=third, accepted=True)

    year = year_of(office, framework_2564)
    figures = readiness(year.items)

    assert (figures.filled, figures.accepted, figures.ready) == (3, 2, 1)
    assert figures.expected == year.of("O3").worth.quantize(Decimal("0.01"))
    assert figures.possible > figures.expected


def test_no_item_is_complete_with_a_component_missing(office, item):
    EvidenceFactory(office=office, item=item, accepted=True, components=["แผน"])
    EvidenceFactory(office=office, item=item, components=["ผล"])

    found = standing(office, item)

    assert (found.uncovered, found.unaccepted) == ([], ["ผล"])
    assert not found.is_ready


def test_a_paper_of_the_portal_covers_what_is_said_of_it(office, framework_2564):
    found = framework_2564.items.get(code="O42")
    found.components = COMPONENTS
    found.save()
    PaperFactory(office=office, fiscal_year=2564)
    entry(office, found, shown_by_papers=COMPONENTS)

    assert standing(office, found).is_ready


def test_an_open_error_keeps_an_item_from_being_ready(office, item):
    piece = EvidenceFactory(office=office, item=item, accepted=True, components=COMPONENTS)
    finding = FindingFactory(evidence=piece)

    assert (standing(office, item).errors, standing(office, item).is_ready) == (1, False)
    finding.answer, finding.answered_for = "เป็นแผนหลายปี", piece.number
    finding.answered_by, finding.answered_at = UserFactory(), finding.found_at
    finding.save()
    assert (standing(office, item).errors, standing(office, item).is_ready) == (0, True)


def test_what_is_past_its_day_and_open_is_late(office, item, framework_2564):
    entry(office, item, due_on=datetime.date(2020, 1, 1), owner=GroupFactory(office=office))

    found = standing(office, item)

    assert found.is_late
    assert found.at_stake == found.worth
    assert "ยังไม่มีหลักฐาน" in found.lacks
    assert found.next_step == "เพิ่มหลักฐาน"


def test_the_matrix_puts_items_under_their_groups_with_what_is_at_stake(
    office, item, framework_2564
):
    group = GroupFactory(office=office, name="กลุ่มแผน")
    entry(office, item, owner=group)

    rows = matrix_of(year_of(office, framework_2564).items).rows

    assert [row.group for row in rows] == [NOBODY, "กลุ่มแผน"]
    own = rows[1]
    assert [one.code for one in own.items] == ["O1"]
    assert own.at_stake == own.items[0].worth.quantize(Decimal("0.01"))
    assert [(words, len(items)) for words, items in own.cells if items] == [("ยังไม่มีหลักฐาน", 1)]


def test_a_year_is_read_with_the_same_queries_however_much_it_holds(
    office, framework_2564, count_queries, full_items
):
    asked = []
    year_of(office, framework_2564)  # the facts of the framework are kept by then
    for count in (1, 10, 43):
        full_items(count)
        with count_queries() as queries:
            year_of(office, framework_2564)
        asked.append(len(queries))

    assert asked == [7, 7, 7]
