"""The pages on which items and questions are entered, and what they show beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import ItemScore, Result
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import item_marks, question_scores, save_scores
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory, khon_kaen_marks


def url(name, office, year=2564):
    """Return the address of a page of a year."""
    return reverse(f"assessments:{name}", args=[office.code, year])


def text_of(response):
    """Return a page's text."""
    return response.content.decode()


@pytest.fixture
def framework(load_year):
    """Give the framework of 2564."""
    return load_year(2564)


@pytest.fixture
def draft(office, framework):
    """Give a draft of 2564 with the ten told scores."""
    return ResultFactory(
        office=office, framework=framework, status=Result.Status.DRAFT, confirmed_at=None
    )


@pytest.fixture
def marks(framework):
    """Give Khon Kaen's marks as a browser sends them."""
    found = khon_kaen_marks(facts_of(framework))
    return {f"item_{code}": f"{mark:f}" for code, mark in found.items()}


@pytest.fixture
def client(login, officer):
    """Give the officer's browser."""
    return login(officer)


def test_khon_kaen_2564_comes_out_from_its_items_on_the_screen(client, office, draft, marks):
    told = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564[:8], 1)}
    client.post(url("result_edit", office), told | {"revision": draft.revision})

    client.post(url("result_items", office), marks | {"revision": draft.revision + 1})

    page = text_of(client.get(url("result_items", office)))
    assert 'data-indicator-score="9">75.92</b>' in page
    assert 'data-indicator-score="10">93.75</b>' in page
    assert '<span class="big" data-total>91.50</span>' in page
    assert Result.objects.get().total == Decimal("91.50")
    year = text_of(client.get(url("result_edit", office)))
    assert ">33.93<" in year
    assert "ใช้คะแนนที่คำนวณจากข้อ OIT 75.92" in year


def test_a_difference_to_what_was_told_stands_beside_the_computed_score(
    client, office, draft, marks
):
    told = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564, 1)}
    told["indicator_9"] = "80.00"
    client.post(url("result_edit", office), told | {"revision": draft.revision})
    client.post(url("result_items", office), marks | {"revision": draft.revision + 1})

    items = text_of(client.get(url("result_items", office)))
    year = text_of(client.get(url("result_edit", office)))
    confirm = text_of(client.get(url("result_confirm", office)))

    assert "+4.08" in items
    assert "ที่ได้รับแจ้งต่างไป +4.08" in year
    assert 'value="80.00"' in year
    assert "จากข้อ OIT" in confirm
    assert "+4.08" in confirm


def test_half_entered_items_are_kept_and_make_no_score(client, office, framework, marks):
    some = {name: mark for name, mark in marks.items() if name != "item_O33"}

    client.post(url("result_items", office), some)

    page = text_of(client.get(url("result_items", office)))
    assert len(item_marks(Result.objects.get())) == 42
    assert "กรอกแล้ว 42 จาก 43 ข้อ" in page
    assert 'data-indicator-score="9">–</b>' in page
    assert 'data-indicator-score="10">93.75</b>' in page
    assert '<span class="big" data-total>–</span>' in page


def test_a_mark_that_the_year_does_not_have_stores_nothing_and_keeps_the_others(
    client, office, framework, marks
):
    page = text_of(client.post(url("result_items", office), marks | {"item_O7": "50"}))

    assert "O7: เลือกคะแนนได้เฉพาะที่ปีนี้กำหนด" in page
    assert 'href="#id_item_O7"' in page
    assert 'id="id_item_O7"' in page
    assert page.count(" checked") == 42
    assert not Result.objects.exists()


def test_a_year_whose_marks_are_not_known_takes_any_percent(client, office, load_year):
    load_year(2562)

    client.post(url("result_items", office, 2562), {"item_O1": "๓๗.๕", "item_O2": "101"})
    page = text_of(client.post(url("result_items", office, 2562), {"item_O1": "๓๗.๕"}, follow=True))

    assert item_marks(Result.objects.get()) == {"O1": Decimal("37.50")}
    assert 'value="37.50"' in page
    assert "ยังไม่ทราบว่าปีนี้หนึ่งข้อได้กี่คะแนนบ้าง" in page


def test_a_year_whose_list_has_gaps_says_that_items_do_not_count_yet(client, office, load_year):
    load_year(2569)

    page = text_of(client.get(url("result_items", office, 2569)))

    assert "ยังไม่ใช้คำนวณตัวชี้วัด" in page
    assert "ข้อที่ยังไม่ทราบกลุ่ม" in page


def test_a_stale_page_shows_what_stands_now_beside_what_was_chosen(
    client, office, officer, draft, marks
):
    save_scores(
        office=office,
        fiscal_year=2564,
        marks={"O1": Decimal(100), "O2": Decimal(0)},
        expected_revision=draft.revision,
        by=officer,
    )

    page = text_of(client.post(url("result_items", office), marks | {"revision": draft.revision}))

    assert "มีผู้แก้ไขข้อมูลนี้หลังจากที่ท่านเปิดหน้าไว้" in page
    assert page.count("ค่าล่าสุดในระบบ: 100") == 1
    assert f'name="revision" value="{draft.revision + 1}"' in page
    assert page.count(" checked") == 43
    assert item_marks(Result.objects.get()) == {"O1": Decimal(100), "O2": Decimal(0)}


def test_pasted_marks_are_shown_and_only_then_saved(client, office, framework):
    block = "O1\t100\nO2\t0\nO3\t50"

    page = text_of(
        client.post(url("result_items", office), {"pasted": block, "paste": "1", "item_O9": "100"})
    )

    assert "ใส่ค่าลงในฟอร์มแล้ว 2 ช่อง ยังไม่ได้บันทึก" in page
    assert "ข้อ O3 ได้ 50 คะแนนไม่ได้" in page
    assert page.count(" checked") == 43
    assert not Result.objects.exists()


def test_the_best_mark_fills_what_is_empty_and_leaves_the_rest(client, office, framework):
    page = text_of(client.post(url("result_items", office), {"fill": "1", "item_O1": "0"}))

    assert "ใส่ค่าลงในฟอร์มแล้ว 42 ช่อง ยังไม่ได้บันทึก" in page
    assert not ItemScore.objects.exists()


def test_questions_are_entered_and_make_their_indicator(client, office, draft):
    questions = {f"question_I{n}": "90" for n in range(1, 7)}

    client.post(url("result_questions", office), questions | {"revision": draft.revision})

    page = text_of(client.get(url("result_questions", office)))
    assert len(question_scores(Result.objects.get())) == 6
    assert 'data-indicator-score="1">90.00</b>' in page
    assert "+9.13" in page


def test_a_year_whose_questions_may_not_be_whole_says_that_they_do_not_count_yet(
    client, office, load_year
):
    ResultFactory(
        office=office, framework=load_year(2567), status=Result.Status.DRAFT, confirmed_at=None
    )
    address = url("result_questions", office, 2567)

    client.post(address, {f"question_I{n}": "50" for n in range(1, 4)} | {"revision": 1})

    page = text_of(client.get(address))
    assert "ข้อคำถามของตัวชี้วัดที่ 1, 2, 3, 4, 5, 6, 7, 8 ในระบบครบหรือไม่" in page
    assert len(question_scores(Result.objects.get())) == 3
    assert 'data-indicator-score="1">–</b>' in page
    assert '"questions": {}' in page


def test_a_question_out_of_range_is_named(client, office, draft):
    page = text_of(
        client.post(url("result_questions", office), {"question_I3": "100.5", "revision": 1})
    )

    assert "ข้อ I3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100" in page
    assert 'value="100.5"' in page


def test_a_year_without_questions_says_where_to_go(client, office, load_year):
    load_year(2566)

    page = text_of(client.get(url("result_questions", office, 2566)))

    assert "ยังไม่มีรายการข้อคำถามของปีนี้ในระบบ" in page


@pytest.mark.parametrize("name", ["result_items", "result_questions"])
def test_a_year_without_framework_has_no_details(client, office, name):
    assert client.get(url(name, office, 2558)).status_code == 404
    assert client.post(url(name, office, 2558)).status_code == 404


@pytest.mark.parametrize("name", ["result_items", "result_questions"])
def test_a_settled_year_shows_its_details_without_a_form(client, office, framework, name):
    ResultFactory(office=office, framework=framework)

    page = text_of(client.get(url(name, office)))

    assert 'name="item_O1"' not in page
    assert 'name="question_I1"' not in page
    assert "O1 โครงสร้าง" in page or "I1 " in page


def test_marks_sent_to_a_year_confirmed_meanwhile_are_refused_and_kept_on_the_page(
    client, office, framework, marks
):
    ResultFactory(office=office, framework=framework)

    page = text_of(client.post(url("result_items", office), marks | {"revision": "1"}))

    assert "โปรดเปิดให้แก้ไขก่อน" in page
    assert page.count(" checked") == 43
    assert not ItemScore.objects.exists()


def test_a_reader_sees_the_marks_and_may_not_send(login, office, director, draft, marks):
    client = login(director)

    assert 'name="item_O1"' not in text_of(client.get(url("result_items", office)))
    assert client.post(url("result_items", office), marks).status_code == 403


def test_the_page_asks_no_more_when_all_items_are_entered(
    client, office, officer, draft, framework, count_queries
):
    save = {"office": office, "fiscal_year": 2564, "by": officer}
    save_scores(marks={"O1": Decimal(100)}, expected_revision=1, **save)
    client.get(url("result_items", office))
    with count_queries() as few:
        client.get(url("result_items", office))

    save_scores(marks=khon_kaen_marks(facts_of(framework)), expected_revision=2, **save)
    with count_queries() as many:
        client.get(url("result_items", office))

    assert len(many) == len(few)
