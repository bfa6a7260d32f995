"""The page of the decoder: the office's own score first, any other on asking."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories.assessments import SAMUT_SAKHON_2562, ResultFactory


def url(name, office, year, query=""):
    """Return the address of a page of the year, with what is asked."""
    return reverse(f"assessments:{name}", args=[office.code, year]) + query


@pytest.fixture
def page(login, office, director):
    """Give a function that returns the decoder's page as its reader sees it."""
    client = login(director)

    def get(year, query=""):
        response = client.get(url("decoder", office, year, query))
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def khon_kaen(office, load_year):
    """Give the real result of 2564."""
    return ResultFactory(office=office, framework=load_year(2564))


@pytest.mark.usefixtures("khon_kaen")
def test_the_offices_weakest_oit_indicator_is_decoded_at_once(page):
    shown = page(2564)

    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล" in shown
    assert '<span class="big">75.92</span>' in shown
    assert "มี 4 รูปแบบที่ให้ 75.92 คะแนน" in shown
    assert shown.count("เสียทุกรูปแบบ</span>") == 3
    assert "เสีย 1 จาก 5 ข้อ · ข้อละ 0.80 คะแนนรวม" in shown
    assert "เสีย 0 ถึง 3 จาก 4 ข้อ · ข้อละ 1.00 คะแนนรวม" in shown
    assert 'name="score" value="75.92"' in shown


@pytest.mark.usefixtures("khon_kaen")
def test_another_indicator_is_decoded_from_its_stored_score(page):
    shown = page(2564, "?indicator=10")

    assert '<span class="big">93.75</span>' in shown
    assert "93.75 คะแนนเกิดได้แบบเดียว" in shown
    assert "เสีย 1 จาก 8 ข้อ" in shown


def test_a_score_is_decoded_without_any_result(page, load_year):
    load_year(2564)

    assert '<span class="big">' not in page(2564)
    assert '<span class="big">93.75</span>' in page(2564, "?indicator=10&score=๙๓.๗๕")


@pytest.mark.usefixtures("khon_kaen")
def test_where_to_look_names_the_items(page):
    shown = page(2564)

    assert shown.index("การส่งเสริมความโปร่งใส</strong>") < shown.index("ข้อมูลพื้นฐาน</strong>")
    assert "<li>O29 " in shown


@pytest.mark.usefixtures("khon_kaen")
def test_a_score_that_no_loss_gives_is_told_without_a_table(page):
    shown = page(2564, "?indicator=9&score=99.99")

    assert "ไม่มีการเสียคะแนนแบบใดที่ให้ 99.99 คะแนน" in shown
    assert "รูปแบบการเสียคะแนน" not in shown


def test_a_full_score_has_nothing_to_look_for(page, load_year):
    load_year(2564)

    shown = page(2564, "?indicator=9&score=100")

    assert "ไม่มีข้อใดเสียคะแนน" in shown
    assert "ควรดูที่ใดก่อน" not in shown


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?indicator=1&score=90", "กรุณาเลือกตัวชี้วัดของ OIT"),
        ("?indicator=9&score=", "กรุณากรอกคะแนนที่ประกาศ"),
        ("?indicator=9&score=75.921", "ทศนิยมได้ไม่เกิน 2"),
        ("?indicator=9&score=101", "ระหว่าง 0 ถึง 100"),
        ("?score=<b>90</b>", "กรุณาเลือกตัวชี้วัด"),
    ],
)
@pytest.mark.usefixtures("khon_kaen")
def test_what_is_wrong_stands_on_top_and_at_the_field_and_typed_values_stay(page, query, words):
    shown = page(2564, query)

    assert "ยังถอดคะแนนไม่ได้" in shown
    assert shown.count(words) >= 2
    assert "<b>90" not in shown
    assert '<span class="big">' not in shown


@pytest.mark.usefixtures("khon_kaen")
def test_an_unknown_indicator_alone_only_shows_the_form(page):
    shown = page(2564, "?indicator=abc")

    assert "ยังถอดคะแนนไม่ได้" not in shown
    assert '<span class="big">' not in shown


@pytest.mark.parametrize(("year", "words"), [(2562, "คะแนนบางส่วน"), (2569, "ครบทุกข้อ")])
def test_a_year_that_cannot_be_decoded_says_why(page, office, load_year, year, words):
    ResultFactory(office=office, framework=load_year(year), figures=SAMUT_SAKHON_2562)

    shown = page(year)

    assert "ถอดคะแนนของปีนี้ไม่ได้" in shown
    assert words in shown
    assert "<select" not in shown


def test_assumed_marks_and_long_lists_are_told(page, load_year):
    load_year(2566)

    shown = page(2566, "?indicator=9&score=50")

    assert "ยังไม่ยืนยันว่าปีงบประมาณ พ.ศ. 2566" in shown
    assert "แสดง 50 รูปแบบแรกจากที่พบ 221 รูปแบบ" in shown


def test_a_year_without_a_framework_has_no_page(login, office, director):
    client = login(director)

    assert client.get(url("decoder", office, 2558)).status_code == 404
    assert client.get(url("decoder", office, 9999)).status_code == 404


@pytest.mark.usefixtures("khon_kaen")
def test_the_analysis_leads_to_it(login, office, director):
    shown = login(director).get(url("analysis", office, 2564)).content.decode()

    assert f'href="{url("decoder", office, 2564)}"' in shown


@pytest.mark.usefixtures("khon_kaen")
def test_who_may_not_see_the_scores_may_not_decode_them(
    login, client, office, stranger, supervisor, administrator
):
    address = url("decoder", office, 2564)

    assert client.get(address).status_code == 302
    assert login(stranger).get(address).status_code == 404
    assert login(supervisor).get(address).status_code == 200
    allowed = login(administrator).get(url("analysis", office, 2564)).status_code
    assert login(administrator).get(address).status_code == allowed
