"""What an office is told beside its scores, a pasted block, and the two locks, on the screen."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from assessments.models import Result
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import lock_result, save_scores
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory, khon_kaen_marks


def url(name, office, year=2564):
    """Return the address of a page of a year."""
    return reverse(f"assessments:{name}", args=[office.code, year])


def typed(**more):
    """Return what a browser sends for Khon Kaen's scores."""
    return {f"indicator_{number}": s for number, s in enumerate(KHON_KAEN_2564, 1)} | more


def text_of(response):
    """Return a page's text."""
    return response.content.decode()


@pytest.fixture
def framework(load_year):
    """Give the framework of 2564."""
    return load_year(2564)


@pytest.fixture
def client(login, officer):
    """Give the officer's browser."""
    return login(officer)


@pytest.fixture
def confirmed(office, framework):
    """Give the confirmed result of 2564."""
    return ResultFactory(office=office, framework=framework)


@pytest.fixture
def locked(confirmed, coordinator):
    """Give it locked."""
    return lock_result(confirmed, expected_revision=1, by=coordinator)


# --- points and respondents -----------------------------------------------------------------


def test_points_and_respondents_are_kept_and_shown_again(client, office, framework):
    told = {"points_IIT": "๒๘.๓๘", "points_OIT": "34", "respondents_IIT": "1,120"}

    client.post(url("result_edit", office), typed(**told))

    result, page = Result.objects.get(), text_of(client.get(url("result_edit", office)))
    assert result.published_points == {"IIT": "28.38", "OIT": "34"}
    assert result.respondents == {"IIT": 1120}
    assert 'value="28.38"' in page
    assert 'value="1120"' in page
    assert '<b class="num" data-by-value>+0.07</b>' in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"points_IIT": "30.01"}, "คะแนนถ่วงน้ำหนัก IIT: คะแนนถ่วงน้ำหนักของแบบวัดนี้ต้องอยู่ระหว่าง 0 ถึง 30"),
        ({"points_OIT": "-1"}, "ต้องอยู่ระหว่าง 0 ถึง 40"),
        ({"points_EIT": "29.123"}, "ทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        ({"respondents_EIT": "12.5"}, "ผู้ตอบ EIT (คน): กรุณากรอกเป็นจำนวนเต็ม"),
        ({"respondents_IIT": "-3"}, "ผู้ตอบ IIT (คน): กรุณากรอกเป็นจำนวนเต็ม"),
    ],
)
def test_what_cannot_be_told_is_named(client, office, framework, sent, said):
    page = text_of(client.post(url("result_edit", office), typed(**sent)))

    assert said in page
    assert not Result.objects.exists()


def test_nobody_answers_the_instrument_of_items(client, office, framework, load_year):
    load_year(2569)  # its items are not grouped

    for year in (2564, 2569):
        page = text_of(client.get(url("result_edit", office, year)))
        assert 'name="respondents_IIT"' in page
        assert 'name="respondents_OIT"' not in page


def test_other_points_must_be_answered_before_confirming(client, office, framework):
    page = text_of(client.post(url("result_edit", office), typed(points_OIT="35", confirm="1")))

    assert "กรุณาชี้แจงว่าเหตุใดผลที่ได้รับแจ้งจึงต่างจากที่คำนวณได้" in page
    assert not Result.objects.exists()


def test_computed_indicators_need_not_be_told_to_confirm(client, office, officer, framework):
    marks = khon_kaen_marks(facts_of(framework))
    save_scores(office=office, fiscal_year=2564, marks=marks, expected_revision=None, by=officer)
    told = typed(revision="1", confirm="1") | {"indicator_9": "", "indicator_10": ""}

    answer = client.post(url("result_edit", office), told)

    assert answer.url == url("result_confirm", office)
    assert "91.50" in text_of(client.get(answer.url))


def test_the_page_of_figures_tells_points_respondents_and_sources(
    login, office, director, officer, framework
):
    marks = khon_kaen_marks(facts_of(framework))
    client = login(officer)
    client.post(url("result_edit", office), typed(points_OIT="34", respondents_EIT="340"))
    save_scores(office=office, fiscal_year=2564, marks=marks, expected_revision=1, by=officer)

    page = text_of(login(director).get(url("result_edit", office)))

    assert page.count("จากข้อ OIT") == 2
    assert "คะแนนถ่วงน้ำหนัก OIT" in page
    assert "+0.07" in page
    assert "ผู้ตอบ EIT" in page


# --- two who edit one year ------------------------------------------------------------------


def base_of(page):
    """Return the hidden field that carries what a page was made from."""
    return html.unescape(re.search(r'name="base" value="([^"]*)"', page)[1])


def test_a_field_left_alone_takes_what_another_stored_and_a_changed_one_stays(
    client, office, framework
):
    client.post(url("result_edit", office), typed())
    page = text_of(client.get(url("result_edit", office)))
    client.post(url("result_edit", office), typed(revision="1") | {"indicator_1": "50"})

    mine = typed(revision="1", base=base_of(page)) | {"indicator_2": "60"}
    told = text_of(client.post(url("result_edit", office), mine))
    again = mine | {"revision": "2", "base": base_of(told), "indicator_1": "50.00"}
    client.post(url("result_edit", office), again)

    assert 'value="50.00"' in told
    assert "มีผู้แก้เป็น 50.00 หลังจากที่ท่านเปิดหน้า (เดิม 99.13)" in told
    assert "ค่าล่าสุดในระบบ: 90.34" in told
    assert [str(Result.objects.get().indicator_scores()[n]) for n in (1, 2)] == ["50.00", "60.00"]


def test_of_two_who_begin_a_year_the_later_gets_what_the_first_stored(client, office, framework):
    page = text_of(client.get(url("result_edit", office)))
    client.post(url("result_edit", office), {"indicator_1": "50"})

    mine = {"indicator_1": "", "indicator_2": "60", "base": base_of(page)}
    told = text_of(client.post(url("result_edit", office), mine))

    assert 'value="50.00"' in told
    assert 'value="60"' in told


@pytest.mark.parametrize("base", ["", "[]", "{", "null", '{"indicator_1": 7}'])
def test_a_page_that_does_not_tell_its_beginning_keeps_all_that_was_typed(
    client, office, framework, base
):
    client.post(url("result_edit", office), typed() | {"indicator_1": "50"})

    told = text_of(client.post(url("result_edit", office), typed(revision="9", base=base)))

    assert 'value="99.13"' in told
    assert "ค่าล่าสุดในระบบ: 50.00" in told


# --- a pasted block -------------------------------------------------------------------------


def test_a_pasted_block_is_shown_in_the_fields_and_saved_only_then(client, office, framework):
    sent = {"pasted": "\n".join(KHON_KAEN_2564), "paste": "1", "indicator_1": "10"}

    page = text_of(client.post(url("result_edit", office), sent | {"published_total": "91.5"}))

    assert "ใส่ค่าลงในฟอร์มแล้ว 10 ช่อง ยังไม่ได้บันทึก" in page
    assert 'value="75.92"' in page
    assert '<td class="num soft">10</td>' in page
    assert 'value="91.5"' in page
    assert '<span class="big" data-total>91.50</span>' in page
    assert not Result.objects.exists()


def test_what_of_a_block_cannot_be_used_is_told_and_the_block_stays(client, office, framework):
    page = text_of(
        client.post(url("result_edit", office), {"pasted": "99.13\n90,34", "paste": "1"})
    )

    assert "ที่ใช้ไม่ได้ 1 แห่ง" in page
    assert "ใช้จุลภาคคั่นทศนิยม" in page
    assert "90,34</textarea>" in page


def test_a_score_out_of_range_in_a_block_is_named_at_its_field(client, office, framework):
    page = text_of(client.post(url("result_edit", office), {"pasted": "101\n90", "paste": "1"}))

    assert "ตัวชี้วัดที่ 1: คะแนนต้องอยู่ระหว่าง 0 ถึง 100" in page
    assert 'value="101"' in page


# --- locks ----------------------------------------------------------------------------------


def test_the_coordinator_locks_and_unlocks_with_a_reason(login, office, coordinator, confirmed):
    client = login(coordinator)
    before = text_of(client.get(url("result_edit", office)))

    client.post(url("result_lock", office), {"revision": confirmed.revision})
    locked = text_of(client.get(url("result_edit", office)))
    without = text_of(client.post(url("result_unlock", office), {"reason": " "}))
    client.post(url("result_unlock", office), {"reason": "หน่วยกำกับแจ้งแก้ผล"})

    assert "ล็อกคะแนนปีนี้" in before
    assert "ล็อกเมื่อ" in locked
    assert coordinator.full_name in locked
    assert "เปิดให้แก้ไข</button>" not in locked
    assert "ยังปลดล็อกไม่ได้" in without
    assert Result.objects.get().status == Result.Status.CONFIRMED


def test_a_lock_of_figures_that_changed_meanwhile_is_not_set(login, office, coordinator, confirmed):
    page = login(coordinator).post(url("result_lock", office), {"revision": 9}, follow=True)

    assert "จึงยังไม่ได้ล็อก" in text_of(page)
    assert Result.objects.get().status == Result.Status.CONFIRMED


def test_a_lock_button_without_its_revision_locks_nothing(login, office, coordinator, confirmed):
    page = login(coordinator).post(url("result_lock", office), {}, follow=True)

    assert "หน้านี้ไม่สมบูรณ์" in text_of(page)
    assert Result.objects.get().status == Result.Status.CONFIRMED


@pytest.mark.parametrize("name", ["result_lock", "result_unlock"])
def test_an_officer_may_not_lock_or_unlock(client, office, locked, name):
    page = text_of(client.get(url("result_edit", office)))

    assert client.post(url(name, office), {"revision": 2, "reason": "x"}).status_code == 403
    assert "ปลดล็อก</button>" not in page
    assert "ผู้ประสานงาน ITA หรือผู้อำนวยการปลดล็อกได้" in page


def test_locked_scores_are_not_opened_and_nothing_typed_is_lost(client, office, locked):
    reopened = client.post(url("result_reopen", office), {"reason": "คะแนนผิด"}, follow=True)
    saved = client.post(url("result_edit", office), typed(revision="2") | {"indicator_9": "๙๙"})

    assert "โปรดปลดล็อก" in text_of(reopened)
    assert "โปรดปลดล็อก" in text_of(saved)
    assert 'value="๙๙"' in text_of(saved)
    assert Result.objects.get().status == Result.Status.LOCKED


@pytest.mark.parametrize("name", ["result_lock", "result_unlock"])
def test_the_addresses_of_the_locks_lead_back_to_the_year(login, office, director, locked, name):
    assert login(director).get(url(name, office)).url == url("result_edit", office)
