"""Numbers: given in their order, once, given back and given again, and never into another year."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ita_portal.documents.kinds import MEMO, ORDER
from ita_portal.documents.models import Endorsement, PaperNumber
from ita_portal.documents.rules.chain import endorse
from ita_portal.documents.rules.numbers import number_of, written
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.documents.rules.register import registers_of, years_of
from ita_portal.documents.rules.registry import (
    begin_after,
    reserve_anew,
    take_from_registry,
    void_number,
)
from ita_portal.documents.rules.signing import approve
from ita_portal.errors import Refused, Stale
from tests.documents.numbering import (
    NEW_YEAR,
    OLD_YEAR,
    numbered_by,
    propose_order,
    shown_to,
    sign,
    texts,
)
from tests.factories.documents import propose_paper

State = PaperNumber.State


@pytest.fixture(autouse=True)
def _day(time_machine) -> None:
    """Let it be a day of 2568 that no test has to know."""
    time_machine.move_to("2025-06-10T03:00:00Z", tick=False)


def test_papers_get_their_numbers_in_the_order_of_their_submission(office, officer):
    papers = [propose_order(office, officer) for _ in range(3)]

    assert [number_of(paper).text for paper in papers] == ["1/2568", "2/2568", "3/2568"]


def test_each_office_and_each_kind_has_a_register_of_its_own(
    office, officer, other_office, stranger
):
    numbered_by(office, "portal", by=officer, kind="memo", prefix="ศธ 04152")

    order, theirs = propose_order(office, officer), propose_order(other_office, stranger)
    memo = propose_order(office, officer, kind=MEMO)

    assert number_of(order).text == number_of(theirs).text == "1/2568"
    assert number_of(memo).text == "ศธ 04152/1"


def test_a_kind_without_numbers_and_one_of_which_none_was_asked_get_none(office, officer):
    propose_paper(office, officer)
    propose_order(office, officer, kind=MEMO)

    assert not PaperNumber.objects.exists()


def test_the_number_is_on_the_paper_that_is_read_and_on_the_one_that_is_signed(
    office, officer, director
):
    paper = sign(propose_order(office, officer), director)

    assert paper.number_text == paper.words["number"] == "1/2568"
    assert paper.number.state == State.USED


def test_a_number_is_reserved_only_when_the_last_has_endorsed(
    office, officer, deputy, group_head, director
):
    numbered_by(office, "portal", by=officer, chain=["group_head", "deputy"])
    proposal = propose_order(office, officer)
    assert number_of(proposal) is None

    for person in (group_head, deputy):
        step = proposal.endorsements.filter(state="waiting").order_by("position")[0]
        endorse(proposal, position=step.position, by=person)

    assert not Endorsement.objects.filter(state="waiting").exists()
    assert number_of(proposal).text == "1/2568"


def test_what_comes_back_gives_its_number_to_the_next(office, officer, director):
    first, _second = propose_order(office, officer), propose_order(office, officer)

    send_back(first, comment="แก้คำผิด", by=director)
    assert texts(State.FREE) == ["1/2568"]
    third, fourth = propose_order(office, officer), propose_order(office, officer)

    assert [number_of(one).text for one in (third, fourth)] == ["1/2568", "3/2568"]
    withdraw(third, by=officer)
    assert texts(State.FREE) == ["1/2568"]


def test_a_number_of_a_year_that_is_over_is_refused_and_renewed(
    office, officer, director, time_machine
):
    time_machine.move_to(OLD_YEAR, tick=False)
    proposal = propose_order(office, officer)
    shown = shown_to(director, proposal)
    time_machine.move_to(NEW_YEAR, tick=False)

    with pytest.raises(Refused, match=r"1/2568 เป็นเลขของปี พ.ศ. 2568"):
        sign(proposal, director)
    reserve_anew(proposal, by=director)

    with pytest.raises(Stale):
        approve(proposal, words_sha256=shown, by=director)
    assert sign(proposal, director).number_text == "1/2569"
    assert texts(State.VOID) == ["1/2568"]
    assert PaperNumber.objects.get(text="1/2568").void_reason


def test_a_new_year_begins_with_one(office, officer, time_machine):
    time_machine.move_to(OLD_YEAR, tick=False)
    old = propose_order(office, officer)
    time_machine.move_to(NEW_YEAR, tick=False)

    new = propose_order(office, officer)

    assert (number_of(old).text, number_of(new).text) == ("1/2568", "1/2569")
    assert years_of(office) == [2026, 2025]


def test_a_number_that_comes_back_after_its_year_is_void(office, officer, director, time_machine):
    time_machine.move_to(OLD_YEAR, tick=False)
    proposal = propose_order(office, officer)
    time_machine.move_to(NEW_YEAR, tick=False)

    send_back(proposal, comment="แก้คำผิด", by=director)

    assert texts(State.VOID) == ["1/2568"]


def test_renewing_what_needs_nothing_changes_nothing(office, officer, director):
    proposal = propose_order(office, officer)

    reserve_anew(proposal, by=director)

    assert texts() == ["1/2568"]


def test_a_void_number_is_given_to_nobody_and_its_paper_needs_another(office, officer, director):
    proposal = propose_order(office, officer)

    void_number(number_of(proposal), reason="เขียนเลขนี้ในสมุดทะเบียนไปแล้ว", by=officer)

    with pytest.raises(Refused, match="ยังไม่มีเลขที่"):
        sign(proposal, director)
    reserve_anew(proposal, by=officer)
    assert sign(proposal, director).number_text == "2/2568"
    assert texts(State.VOID) == ["1/2568"]


@pytest.mark.parametrize("reason", ["", "   ", "ก" * 301])
def test_a_void_number_needs_a_reason_that_fits(office, officer, reason):
    number = number_of(propose_order(office, officer))

    with pytest.raises(Refused):
        void_number(number, reason=reason, by=officer)

    assert texts(State.RESERVED) == ["1/2568"]


def test_the_number_of_a_signed_paper_is_never_void(office, officer, director):
    paper = sign(propose_order(office, officer), director)

    with pytest.raises(Refused, match="ใช้แล้ว"):
        void_number(paper.number, reason="ผิด", by=officer)


def test_the_portal_goes_on_after_the_number_that_the_office_had(office, officer):
    begin_after(office, ORDER, year=2025, last=168, by=officer)

    assert number_of(propose_order(office, officer)).text == "169/2568"
    with pytest.raises(Refused, match="169"):
        begin_after(office, ORDER, year=2025, last=168, by=officer)
    register = next(one for one in registers_of(office, 2025) if one.kind == ORDER)
    assert (register.last, register.outside, register.free) == (169, ["1–168"], 0)


def test_a_slip_in_the_last_number_can_be_mended_while_none_was_given(office, officer):
    begin_after(office, ORDER, year=2025, last=1680, by=officer)

    begin_after(office, ORDER, year=2025, last=168, by=officer)

    assert number_of(propose_order(office, officer)).text == "169/2568"


@pytest.fixture
def by_hand(office, officer):
    """Let the office number its orders from its own registry."""
    numbered_by(office, "registry", by=officer)
    return propose_order(office, officer)


def test_a_number_from_the_registry_comes_with_its_day(by_hand, office, officer, director):
    assert number_of(by_hand) is None
    with pytest.raises(Refused, match="กรอกเลขจากทะเบียน"):
        sign(by_hand, director)
    with pytest.raises(Refused, match="โปรดกรอกเลข"):
        reserve_anew(by_hand, by=officer)

    take_from_registry(by_hand, text="๑๖๙ /๒๕๖๘", dated_on=date(2025, 6, 9), by=officer)
    paper = sign(by_hand, director)

    assert (paper.number_text, paper.dated_on) == ("169/2568", date(2025, 6, 9))
    assert paper.words["dated"] == "9 มิถุนายน พ.ศ. 2568"
    assert paper.number.number == 169


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("169", "169/2568"),
        ("๑๖๙", "169/2568"),
        (" 0169 / 2568 ", "169/2568"),
        ("ว 12/2568", "ว 12/2568"),
    ],
)
def test_a_number_is_kept_in_one_spelling(by_hand, officer, typed, kept):
    assert take_from_registry(by_hand, text=typed, dated_on=None, by=officer).text == kept


def test_a_number_of_the_registry_is_used_once(by_hand, office, officer):
    take_from_registry(by_hand, text="169", dated_on=None, by=officer)
    other = propose_order(office, officer, title="เรื่องอื่น")

    with pytest.raises(Refused, match="ใช้กับเรื่อง “แต่งตั้งคณะกรรมการ"):
        take_from_registry(other, text="๑๖๙/๒๕๖๘", dated_on=None, by=officer)

    assert number_of(other) is None


def test_a_slip_in_a_number_of_the_registry_can_be_mended(by_hand, officer, office):
    take_from_registry(by_hand, text="196", dated_on=None, by=officer)

    take_from_registry(by_hand, text="169", dated_on=None, by=officer)

    assert number_of(by_hand).text == "169/2568"
    other = propose_order(office, officer, title="เรื่องอื่น")
    assert take_from_registry(other, text="196", dated_on=None, by=officer).text == "196/2568"


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("", None, "โปรดกรอก"),
        ("169/2567", None, "ไม่ใช่เลขของปี"),
        ("169", date(2025, 6, 11), "อนาคต"),
        ("ก" * 81, None, "ยาวเกิน"),
    ],
)
def test_a_number_that_cannot_be_is_not_taken(by_hand, officer, text, day, why):
    with pytest.raises(Refused, match=why):
        take_from_registry(by_hand, text=text, dated_on=day, by=officer)

    assert not PaperNumber.objects.exists()


def test_a_number_by_hand_is_only_for_who_numbers_by_hand(office, officer):
    proposal = propose_order(office, officer)

    with pytest.raises(Refused, match="ไม่ได้ตั้ง"):
        take_from_registry(proposal, text="7", dated_on=None, by=officer)

    assert number_of(proposal).text == "1/2568"


def test_a_void_number_is_not_taken_from_the_registry_again(by_hand, officer):
    number = take_from_registry(by_hand, text="169", dated_on=None, by=officer)
    void_number(number, reason="ผิดทะเบียน", by=officer)

    with pytest.raises(Refused, match="ผิดทะเบียน"):
        take_from_registry(by_hand, text="169", dated_on=None, by=officer)


def test_the_portal_passes_over_what_was_numbered_by_hand(by_hand, office, officer):
    take_from_registry(by_hand, text="1", dated_on=None, by=officer)
    numbered_by(office, "portal", by=officer)

    assert number_of(propose_order(office, officer)).text == "2/2568"


def test_a_memo_may_go_without_the_number_that_its_registry_gives_late(office, officer, director):
    numbered_by(office, "registry", by=officer, kind="memo")

    paper = sign(propose_order(office, officer, kind=MEMO), director)

    assert paper.number_text == paper.words["number"] == ""


def test_the_database_knows_no_number_twice(office, officer):
    number = number_of(propose_order(office, officer))
    number.pk, number.state, number.proposal = None, State.FREE, None

    with pytest.raises(IntegrityError), transaction.atomic():
        number.save()


@pytest.mark.parametrize(
    ("kind", "prefix", "text"),
    [(ORDER, "", "7/2568"), (MEMO, "ศธ 04152", "ศธ 04152/7"), (MEMO, "", "7")],
)
def test_a_number_is_written_as_its_kind_has_it(kind, prefix, text):
    assert written(kind, prefix=prefix, number=7, year=2025) == text
