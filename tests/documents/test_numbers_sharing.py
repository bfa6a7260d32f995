"""Kinds of papers that share one run of numbers in an office: all its announcements."""

from __future__ import annotations

from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.kinds import FREE_ANNOUNCEMENT, KINDS, MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import NumberSeries, PaperNumber
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.rules.proposals import Writing, propose_together, withdraw
from ita_portal.documents.rules.registry import begin_after, take_from_registry
from ita_portal.documents.rules.signing import approve
from ita_portal.errors import Refused
from tests.documents.numbering import numbered_by, shown_to, texts
from tests.documents.ways import text_of
from tests.factories.documents import propose_paper, words
from tests.races import at_once

MERGING = import_module("ita_portal.documents.migrations.0008_one_register_of_announcements")


@pytest.fixture
def numbered(office, officer) -> None:
    """Let the portal number all announcements of the office."""
    for kind in (MEASURES_ANNOUNCEMENT, FREE_ANNOUNCEMENT):
        numbered_by(office, "portal", by=officer, kind=kind.code)


def year() -> int:
    return timezone.localdate().year


def this_year(number: int) -> str:
    return f"{number}/{year() + 543}"


def propose(office, by, kind=FREE_ANNOUNCEMENT, fiscal_year: int = 2569):
    return propose_paper(office, by, kind=kind, fiscal_year=fiscal_year, words=words())


@pytest.mark.usefixtures("numbered")
def test_all_announcements_of_an_office_have_one_run_of_numbers(office, officer):
    papers = [
        propose(office, officer),
        propose(office, officer, MEASURES_ANNOUNCEMENT),
        propose(office, officer),
    ]

    assert [number_of(paper).text for paper in papers] == [this_year(one) for one in (1, 2, 3)]
    assert NumberSeries.objects.get().kind == MEASURES_ANNOUNCEMENT.code


@pytest.mark.usefixtures("numbered")
def test_a_number_that_one_kind_gives_back_goes_to_the_other(office, officer):
    withdraw(propose(office, officer), by=officer)

    paper = propose(office, officer, MEASURES_ANNOUNCEMENT)

    assert number_of(paper).text == this_year(1)


@pytest.mark.usefixtures("numbered")
def test_papers_of_both_kinds_in_one_bundle_get_numbers_in_their_order(office, officer):
    papers = propose_together(
        [
            Writing(kind, 2569, "เรื่อง", words())
            for kind in (FREE_ANNOUNCEMENT, MEASURES_ANNOUNCEMENT, FREE_ANNOUNCEMENT)
        ],
        office=office,
        title="ชุด",
        by=officer,
    )

    assert [number_of(paper).text for paper in papers] == [this_year(one) for one in (1, 2, 3)]


@pytest.mark.usefixtures("numbered")
def test_a_number_by_hand_is_not_given_to_the_other_kind_again(office, officer):
    numbered_by(office, "registry", by=officer, kind=FREE_ANNOUNCEMENT.code)
    by_hand = propose(office, officer)
    take_from_registry(by_hand, text="1", dated_on=None, by=officer)

    paper = propose(office, officer, MEASURES_ANNOUNCEMENT)

    assert number_of(paper).text == this_year(2)
    with pytest.raises(Refused, match="ใช้กับเรื่อง"):
        take_from_registry(propose(office, officer), text="2", dated_on=None, by=officer)


@pytest.mark.usefixtures("numbered")
def test_where_to_begin_counts_for_both_kinds(office, officer):
    begin_after(office, FREE_ANNOUNCEMENT, year=year(), last=40, by=officer)

    papers = [propose(office, officer), propose(office, officer, MEASURES_ANNOUNCEMENT)]

    assert [number_of(paper).text for paper in papers] == [this_year(41), this_year(42)]


@pytest.mark.usefixtures("numbered")
def test_the_page_has_one_register_and_says_who_shares_it(login, office, officer):
    propose(office, officer)

    page = login(officer).get(reverse("documents:registers", args=[office.code]))

    said = text_of(page)
    assert page.content.decode().count('id="r-announcement"') == 1
    assert "r-free_announcement" not in page.content.decode()
    assert "ใช้เลขร่วมกัน: ประกาศ (ระบบออกเลขให้ เรียงตามปีปฏิทิน) · ประกาศ (เรื่องอื่น)" in said
    assert "เลขล่าสุด 1" in said


def test_the_address_of_a_register_that_is_another_kinds_is_not_found(login, office, officer):
    place = reverse("documents:numbers_begin", args=[office.code, 2569, "free_announcement"])

    assert login(officer).get(place).status_code == 404


def test_a_kind_shares_the_register_of_a_kind_that_has_its_own():
    for kind in KINDS.values():
        assert KINDS[kind.register].register == kind.register


# -- what was numbered before they shared ---------------------------------------------------------


def kept(office, by, kind: str, number: int, *, last: int) -> None:
    series, _ = NumberSeries.objects.get_or_create(office=office, kind=kind, year=year())
    NumberSeries.objects.filter(pk=series.pk).update(last=last)
    PaperNumber.objects.create(
        office=office,
        kind=kind,
        year=year(),
        number=number,
        text=this_year(number),
        origin="portal",
        state="free",
        reserved_at=timezone.now(),
        reserved_by=by,
    )


def test_old_numbers_move_to_the_register_of_all(office, officer):
    kept(office, officer, "free_announcement", 3, last=3)

    MERGING.merge_registers(apps)
    MERGING.merge_registers(apps)

    assert PaperNumber.objects.get().kind == NumberSeries.objects.get().kind == "announcement"
    assert NumberSeries.objects.get().last == 3


@pytest.mark.usefixtures("numbered")
def test_a_number_that_was_given_twice_stays_where_it_was_and_the_run_goes_on(
    login, office, officer
):
    kept(office, officer, "announcement", 1, last=1)
    PaperNumber.objects.update(state="void", void_reason="พิมพ์ผิด")
    kept(office, officer, "free_announcement", 1, last=2)
    kept(office, officer, "free_announcement", 2, last=2)
    PaperNumber.objects.filter(number=2).update(state="void", void_reason="พิมพ์ผิด")

    MERGING.merge_registers(apps)

    assert list(
        PaperNumber.objects.filter(kind="announcement").values_list("number", flat=True)
    ) == [
        2,
        1,
    ]
    assert number_of(propose(office, officer)).text == this_year(3)
    page = login(officer).get(reverse("documents:registers", args=[office.code]))
    assert "r-free_announcement" in page.content.decode()


# -- at the same moment ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("numbered")
def test_announcements_of_both_kinds_at_once_get_numbers_without_gap_or_double(
    office, officer, director
):
    many = range(10)
    outcomes = at_once(
        [
            partial(propose, office, officer, kind, 2550 + place)
            for place in many
            for kind in (FREE_ANNOUNCEMENT, MEASURES_ANNOUNCEMENT)
        ]
    )
    assert outcomes == ["done"] * 20
    papers = [one.proposal for one in PaperNumber.objects.select_related("proposal__office")]
    shown = [shown_to(director, one) for one in papers]

    signed = at_once(
        [
            partial(approve, one, words_sha256=read, by=director)
            for one, read in zip(papers, shown, strict=True)
        ]
    )

    assert signed == ["done"] * 20
    assert texts("used") == [this_year(one) for one in range(1, 21)]
