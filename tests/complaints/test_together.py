"""Cases of one matter: alike, related, merged and parted again."""

from __future__ import annotations

import pytest

from complaints.models import Case, CaseLink, Clock, Event, Status
from complaints.rules.filing import add_file
from complaints.rules.handling import ask, inform, move, next_steps, set_apart
from complaints.rules.likeness import look_alikes, share_of, shingles
from complaints.rules.merging import found_by_label, link, merge, related_to, split
from complaints.rules.retention import purge
from complaints.rules.tracking import answer, followed
from ita_portal.errors import Refused
from tests.complaints.cast import TRACK, case_of, received, text_file, words

ROAD = "หัวหน้าพัสดุเรียกเงินจากผู้รับเหมาซ่อมหลังคาโรงอาหาร ก่อนเซ็นตรวจรับงาน เมื่อเดือนมกราคม 2569"
AGAIN = "ผู้รับเหมาซ่อมหลังคาโรงอาหารถูกหัวหน้าพัสดุเรียกเงินก่อนเซ็นตรวจรับงาน เดือนมกราคม ๒๕๖๙"
OTHER = "ยื่นขอหนังสือรับรองเงินเดือนแล้วไม่มีใครตอบ"


def telling(office, what: str, **changes: object) -> Case:
    """Return the case of somebody who tells that."""
    return case_of(office, content={"what": what}, **changes)


def walked(case: Case, *steps: Status, by, **options: object) -> Case:
    """Lead a case through its first steps."""
    facts = {
        Status.PROPOSED: {"proposal": "take_up"},
        Status.FACT_FINDING: {"paper": "คำสั่งที่ 1/2569"},
        Status.FINDINGS: {"note": "ไม่พบ"},
    }
    for step in steps:
        more = options if step == steps[-1] else {}
        token = f"{case.pk} {step}"
        case = move(case, step, by=by, once_token=token, facts=facts.get(step, {}), **more)
    return case


TO_FINDING = (Status.CHECKING, Status.COMPLETE, Status.PROPOSED, Status.FACT_FINDING)


@pytest.fixture
def two(office, complaint_officer) -> tuple[Case, Case]:
    """Return two cases of one matter; the first one leads."""
    leader, case = telling(office, ROAD), telling(office, AGAIN)
    merge(case, into=leader, by=complaint_officer)
    leader.refresh_from_db()
    case.refresh_from_db()
    return leader, case


def test_cases_that_tell_the_same_in_other_words_are_alike(office, complaint_officer):
    case, same, other = (telling(office, what) for what in (ROAD, AGAIN, OTHER))

    found = look_alikes(case, Case.objects.all())

    assert [one.case for one in found] == [same]
    assert found[0].words == "คล้ายมาก"
    assert look_alikes(other, Case.objects.all()) == []


def test_next_to_nothing_is_like_nothing():
    assert share_of(shingles("ทุจริต"), shingles(ROAD)) == 0
    assert share_of(shingles(""), shingles("")) == 0


def test_likeness_is_sought_among_what_one_may_read_alone(
    office, complaint_officer, substitute, login
):
    case = telling(office, ROAD)
    round_them = telling(office, AGAIN, about_director=True)

    page = words(
        login(complaint_officer).get(f"/office/sample1/complaints/{case.seal}/together/?find=1")
    )

    assert "ไม่พบเรื่องที่ถ้อยคำคล้ายกัน" in page
    assert round_them.seal not in page


def test_that_likeness_was_sought_is_noted_and_its_result_is_kept_nowhere(
    office, complaint_officer, login
):
    case, same = telling(office, ROAD), telling(office, AGAIN)
    before = Event.objects.count()

    page = words(
        login(complaint_officer).get(f"/office/sample1/complaints/{case.seal}/together/?find=1")
    )

    assert same.label in page
    assert list(Event.objects.values_list("case", "what"))[before:] == [(case.pk, "compared")]
    assert not CaseLink.objects.exists()


def test_a_case_is_found_by_its_number_in_any_digits(office, complaint_officer):
    case = case_of(office)

    assert found_by_label(f" {case.number} / {case.fiscal_year}", Case.objects.all()) == case
    assert found_by_label("๙๙/๒๕๖๙", Case.objects.all()) is None
    assert found_by_label("x", Case.objects.all()) is None


def test_a_merged_case_goes_with_the_leading_one(two, complaint_officer):
    leader, case = two

    walked(leader, *TO_FINDING, by=complaint_officer)
    case.refresh_from_db()

    assert case.status == Status.FACT_FINDING
    assert next_steps(case) == []
    with pytest.raises(Refused, match="เรื่องหลัก"):
        move(case, Status.FINDINGS, by=complaint_officer, once_token="x", facts={"note": "x"})


def test_both_persons_go_on_with_their_own_codes_and_read_no_word_of_each_other(
    office, complaint_officer, client
):
    first, second = received(office), received(office)
    merge(second.case, into=first.case, by=complaint_officer)
    answer(first.case, "คำของคนที่หนึ่ง", once_token="1")
    answer(second.case, "คำของคนที่สอง", once_token="2")
    add_file(first.case, text_file("ของคนที่หนึ่ง.txt", "x"))
    ask(first.case, "ถามคนที่หนึ่งคนเดียว", once_token="3", by=complaint_officer)
    inform(first.case, "แจ้งทุกคน", once_token="4", by=complaint_officer)

    one, two = (words(client.post(TRACK, {"code": found.code})) for found in (first, second))

    assert "คำของคนที่หนึ่ง" in one
    assert "คำของคนที่สอง" not in one
    assert "คำของคนที่สอง" in two
    for secret in ("คำของคนที่หนึ่ง", "ของคนที่หนึ่ง.txt", "ถามคนที่หนึ่งคนเดียว"):
        assert secret not in two
    assert "แจ้งทุกคน" in one
    assert "แจ้งทุกคน" in two
    assert "รวม" not in two.split("<h1>")[1].split("<form")[0]


def test_a_question_to_one_person_does_not_stop_the_clock_of_the_other(two, complaint_officer):
    leader, case = two

    ask(leader, "เมื่อใด", once_token="1", by=complaint_officer)
    leader.refresh_from_db()
    case.refresh_from_db()

    assert (leader.status, leader.due_on) == (Status.ASKING, None)
    assert (case.status, case.due_what) == (Status.CHECKING, Clock.FIRST)


def test_the_result_is_told_to_both(two, complaint_officer):
    leader, case = two
    walked(leader, *TO_FINDING, Status.FINDINGS, by=complaint_officer)
    walked(leader, Status.DECIDED, by=complaint_officer, ending="unfounded")
    walked(leader, Status.TOLD, by=complaint_officer, words="ไม่พบการกระทำผิด")
    case.refresh_from_db()

    assert (case.status, case.ending, case.told_on is not None) == ("told", "unfounded", True)
    assert [said.words for said in followed(case).said] == ["ไม่พบการกระทำผิด"]


def test_a_merged_case_is_parted_and_goes_by_itself_again(two, complaint_officer):
    leader, case = two
    walked(leader, *TO_FINDING, by=complaint_officer)

    split(case, by=complaint_officer)
    walked(leader, Status.FINDINGS, by=complaint_officer)
    case.refresh_from_db()

    assert (case.merged_into, case.status) == (None, Status.RECEIVED)
    assert next_steps(case) == [Status.CHECKING]
    assert case.due_what == Clock.FIRST


def test_after_the_decision_nothing_is_parted_nor_merged(two, office, complaint_officer):
    leader, case = two
    walked(leader, *TO_FINDING, Status.FINDINGS, by=complaint_officer)
    walked(leader, Status.DECIDED, by=complaint_officer, ending="unfounded")

    with pytest.raises(Refused, match="สั่งการแล้ว"):
        split(case, by=complaint_officer)
    with pytest.raises(Refused, match="สั่งการแล้ว"):
        merge(case_of(office), into=leader, by=complaint_officer)


def test_no_chain_and_no_circle_comes_about(two, office, complaint_officer):
    leader, case = two
    third = case_of(office)

    for one, into in ((leader, third), (third, case), (leader, case), (case, third)):
        with pytest.raises(Refused):
            merge(one, into=into, by=complaint_officer)
    with pytest.raises(Refused):
        merge(third, into=third, by=complaint_officer)


def test_merged_cases_are_not_set_apart_together(two, office, complaint_officer, substitute):
    for one in two:
        with pytest.raises(Refused, match="แยก"):
            set_apart(one, about_director=True, about_handler=False, by=complaint_officer)


def test_cases_of_two_registers_are_never_merged(office, complaint_officer, substitute):
    with pytest.raises(ValueError, match="registers"):
        merge(case_of(office), into=case_of(office, about_director=True), by=complaint_officer)


def test_a_purge_of_the_leading_one_leaves_the_other(two, complaint_officer):
    leader, case = two
    walked(leader, *TO_FINDING, Status.FINDINGS, by=complaint_officer)
    walked(leader, Status.DECIDED, by=complaint_officer, ending="unfounded")
    walked(leader, Status.TOLD, by=complaint_officer, words="ผล")
    walked(leader, Status.CLOSED, by=complaint_officer)
    long_ago = leader.received_on.replace(year=2000)
    Case.objects.filter(pk=leader.pk).update(closed_on=long_ago, purge_warned_on=long_ago)

    assert purge(leader.pk, today=leader.received_on.replace(year=2040))

    case.refresh_from_db()
    assert (case.merged_into, case.status) == (None, "closed")


def test_related_cases_are_seen_from_both_by_who_may_see_both(
    office, complaint_officer, substitute
):
    case, other = case_of(office), case_of(office)
    link(case, other, by=complaint_officer)
    link(other, case, by=complaint_officer)

    assert related_to(case, Case.objects.usual()) == [other]
    assert related_to(other, Case.objects.usual()) == [case]
    set_apart(other, about_director=True, about_handler=False, by=complaint_officer)
    assert related_to(case, Case.objects.usual()) == []


def test_all_of_it_is_done_on_the_page(office, complaint_officer, login):
    case, other = case_of(office), case_of(office)
    client, page = login(complaint_officer), f"/office/sample1/complaints/{case.seal}/together/"

    wrong = client.post(page, {"number": "99/2569", "deed": "merge"})
    assert wrong.status_code == 422
    assert "99/2569" in words(wrong)
    for deed, merged in (("link", None), ("lead", case.pk), ("split", None), ("unlink", None)):
        assert client.post(page, {"number": other.label, "deed": deed}).status_code == 302
        other.refresh_from_db()
        assert other.merged_into_id == merged
    assert client.post(page, {"number": other.label, "deed": "merge"}).status_code == 302
    assert "รวมอยู่กับ" in words(client.get(f"/office/sample1/complaints/{case.seal}/"))
    assert client.post(page, {"deed": "split"}).status_code == 302
    assert not CaseLink.objects.exists()
