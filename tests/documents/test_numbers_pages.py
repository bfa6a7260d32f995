"""The pages of numbers: the registers, a number from the registry, a void one, where to begin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.documents.kinds import MEMO
from ita_portal.documents.models import NumberSeries, PaperNumber
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.rules.proposals import withdraw
from ita_portal.documents.rules.registry import take_from_registry
from ita_portal.errors import Refused
from tests.documents.numbering import numbered_by, propose_order, sign, texts


@pytest.fixture(autouse=True)
def _day(time_machine) -> None:
    """Let it be a day of 2568 that no test has to know."""
    time_machine.move_to("2025-06-10T03:00:00Z", tick=False)


def at(name: str, office, *rest: object) -> str:
    return reverse(f"documents:{name}", args=[office.code, *rest])


def test_the_register_shows_what_has_each_number(login, office, officer, director):
    used = sign(propose_order(office, officer, title="ลงนามแล้ว"), director)
    propose_order(office, officer, title="รอลงนาม")
    withdraw(propose_order(office, officer, title="ถอนแล้ว"), by=officer)

    page = login(officer).get(at("registers", office)).content.decode()

    assert all(text in page for text in ("1/2568", "2/2568", "3/2568"))
    assert used.code in page
    assert "รอลงนาม" in page
    assert "ถอนแล้ว" not in page
    assert "ใช้แล้ว 1 เลข" in page
    assert "ว่าง 1 เลข" in page


def test_an_office_that_begins_reads_what_the_register_is_for(login, office, officer):
    page = login(officer).get(at("registers", office)).content.decode()

    assert "ปีนี้ยังไม่มีการออกเลข" in page
    assert at("numbers_begin", office, 2568, "order") in page


@pytest.mark.parametrize("year", [2499, 2701, 1])
def test_a_year_that_cannot_be_is_not_found(login, office, officer, year):
    assert login(officer).get(at("registers_year", office, year)).status_code == 404


def test_where_to_begin_is_set_on_its_page(login, office, officer):
    place = at("numbers_begin", office, 2568, "order")

    answer = login(officer).post(place, {"last": "๑๖๘"}, follow=True)

    assert "เลขถัดจาก 168" in answer.content.decode()
    assert NumberSeries.objects.get().last == 168
    assert "1–168" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "สิบ", "9" * 40, "10000000"])
def test_no_whole_number_is_no_place_to_begin(login, office, officer, typed):
    page = login(officer).post(at("numbers_begin", office, 2568, "order"), {"last": typed})

    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert not NumberSeries.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize("kind", ["analysis_report", "ไม่มี"])
def test_a_kind_without_numbers_has_no_register(login, office, officer, kind):
    assert login(officer).get(at("numbers_begin", office, 2568, kind)).status_code == 404


def test_a_number_from_the_registry_is_typed_on_its_page(login, office, officer):
    numbered_by(office, "registry", by=officer)
    proposal = propose_order(office, officer)
    client, place = login(officer), at("proposal_number", office, proposal.pk)

    before = client.get(at("proposal", office, proposal.pk)).content.decode()
    answer = client.post(place, {"text": "๑๖๙", "dated_on": "9 มิ.ย. 2568"}, follow=True)

    assert place in before
    assert "169/2568" in answer.content.decode()
    assert number_of(proposal).dated_on.isoformat() == "2025-06-09"
    assert "169/2568" in client.get(place).content.decode()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"text": ""}, "โปรดกรอกเลขที่"),
        ({"text": "169/2567"}, "ไม่ใช่เลขของปี"),
        ({"text": "169", "dated_on": "31 ก.พ. 2568"}, "วันที่"),
    ],
)
def test_a_slip_keeps_what_was_typed_and_says_what_is_wrong(login, office, officer, typed, why):
    numbered_by(office, "registry", by=officer)
    proposal = propose_order(office, officer)

    page = login(officer).post(at("proposal_number", office, proposal.pk), typed).content.decode()

    assert why in page
    assert typed["text"] in page
    assert number_of(proposal) is None


def test_a_number_is_made_void_on_its_page_with_its_reason(login, office, officer):
    number = number_of(propose_order(office, officer))
    client, place = login(officer), at("number_void", office, number.pk)

    empty = client.post(place, {"reason": " "}).content.decode()
    asked = client.get(place).content.decode()
    answer = client.post(place, {"reason": "เขียนในสมุดแล้ว"}, follow=True).content.decode()

    assert "โปรดเขียนเหตุ" in empty
    assert "จะต้องออกเลขใหม่ก่อนลงนาม" in asked
    assert "เขียนในสมุดแล้ว" in answer
    assert texts(PaperNumber.State.VOID) == ["1/2568"]


def test_numbers_of_another_office_are_not_found(login, office, other_office, stranger, officer):
    theirs = number_of(propose_order(other_office, stranger))
    client = login(officer)

    assert client.get(at("number_void", office, theirs.pk)).status_code == 404
    assert client.get(at("number_void", other_office, theirs.pk)).status_code == 404


def test_who_only_reads_is_offered_nothing_to_change(login, office, officer, deputy):
    numbered_by(office, "registry", by=officer, kind="memo")
    proposal = propose_order(office, officer)
    client = login(deputy)

    page = client.get(at("registers", office)).content.decode()
    paper = client.get(at("proposal", office, proposal.pk)).content.decode()

    assert at("numbers_begin", office, 2568, "order") not in page
    assert at("number_void", office, number_of(proposal).pk) not in page
    assert at("proposal_on_paper", office, proposal.pk) not in paper
    assert client.get(at("number_void", office, number_of(proposal).pk)).status_code == 403


def test_the_page_of_the_paper_leads_another_officer_to_signing_on_paper(
    login, office, officer, coordinator
):
    proposal = propose_order(office, officer)
    place = at("proposal_on_paper", office, proposal.pk)

    assert place in login(coordinator).get(at("proposal", office, proposal.pk)).content.decode()
    assert place not in login(officer).get(at("proposal", office, proposal.pk)).content.decode()


def test_the_register_of_a_year_reads_as_few_rows_as_of_a_day(
    login, office, officer, count_queries
):
    client, place = login(officer), at("registers", office)
    propose_order(office, officer)
    client.get(place)
    with count_queries() as few:
        client.get(place)
    for _ in range(6):
        propose_order(office, officer)
    with count_queries() as many:
        client.get(place)

    assert len(many) == len(few)


def test_who_signs_a_memo_before_its_number_reads_that_it_will_not_be_on_it(
    login, office, officer, director, coordinator
):
    numbered_by(office, "registry", by=officer, kind="memo")
    memo = propose_order(office, officer, kind=MEMO)
    place = at("proposal", office, memo.pk)

    before = login(director).get(place).content.decode()
    take_from_registry(memo, text="12", dated_on=None, by=coordinator)
    after = login(director).get(place).content.decode()

    assert "เลขที่ทะเบียนให้หลังลงนามจะไม่อยู่บนเอกสาร" in before
    assert "เลขที่ทะเบียนให้หลังลงนามจะไม่อยู่บนเอกสาร" not in after


def test_no_number_is_taken_for_a_paper_that_is_signed(office, officer, director):
    numbered_by(office, "registry", by=officer, kind="memo")
    memo = propose_order(office, officer, kind=MEMO)
    sign(memo, director)

    with pytest.raises(Refused, match="จึงเปลี่ยนเลขที่ไม่ได้"):
        take_from_registry(memo, text="12", dated_on=None, by=officer)
