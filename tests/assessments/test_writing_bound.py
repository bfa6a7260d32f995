"""An edited sentence: what of it is not true any more, and what is put in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.writing.bound import Change, judge, kept_after_edit, refreshed
from assessments.rules.writing.numbers import known_from, numbers_in, without_source

TEXT = "สำนักงานได้คะแนนรวม 91.25 คะแนน อยู่ในระดับ A ผ่านเกณฑ์"
THEN = {"total": "91.25", "level": "ระดับ A", "verdict": "ผ่านเกณฑ์"}
NOW = {"total": "84.99", "level": "ระดับ B", "verdict": "ไม่ผ่านเกณฑ์"}
KNOWN = known_from(["91.25 84.99 คะแนน ตัวชี้วัดที่ 9 มี 3 ตัว", "85 100"])

score = st.decimals(min_value=0, max_value=100, places=2).map(str)


def test_what_stayed_true_is_not_marked():
    assert judge(TEXT, THEN, THEN, KNOWN).is_clean


def test_a_figure_that_changed_is_marked_with_the_old_and_the_new():
    verdict = judge(TEXT, THEN, NOW, KNOWN)

    assert verdict.is_red
    assert Change("91.25", "84.99") in verdict.changes
    assert len(verdict.changes) == 3


def test_a_figure_that_is_gone_or_came_is_a_change_too():
    assert judge(TEXT, THEN, {}, KNOWN).changes[0] == Change("91.25", "")
    assert judge(TEXT, {}, {"count": "2 ตัว"}, KNOWN).changes == (Change("", "2 ตัว"),)


def test_a_sentence_left_out_has_nothing_wrong_with_it():
    assert judge("  ", THEN, NOW, KNOWN).is_clean


def test_a_figure_that_the_sentence_no_longer_says_is_missed():
    verdict = judge("สำนักงานผ่านเกณฑ์", THEN, THEN, KNOWN)

    assert verdict.missing == ("91.25",)
    assert not verdict.is_red


@pytest.mark.parametrize("typed", ["97.77", "๙๗.๗๗", "\uff19\uff17.\uff17\uff17", "1,097.77"])
def test_a_number_without_source_is_told_in_any_digits(typed):
    assert without_source(f"ได้ {typed} คะแนน", KNOWN) == [typed]


@pytest.mark.parametrize(
    "text",
    [
        "๙๑.๒๕ คะแนน",
        "ปีงบประมาณ พ.ศ. 2564 และปี ๒๕๖๓",
        "1) ข้อแรก 2) ข้อสอง",
        "(1) ข้อแรก",
        "ข้อ O42 และ E11",
        "เกณฑ์ 85 หรือ 85.00 จาก 100 คะแนน",
        "มี 3 ตัว คือตัวชี้วัดที่ 9",
    ],
)
def test_what_has_a_source_is_not_told(text):
    assert without_source(text, KNOWN) == []


def test_a_count_of_indicators_must_be_one_that_was_counted():
    assert without_source("มี 9 ตัวที่ต่ำกว่าเกณฑ์", KNOWN) == ["9"]


def test_touching_a_comma_does_not_take_the_mark_away():
    kept = kept_after_edit(TEXT, THEN, f"{TEXT} และพัฒนาต่อไป", NOW)

    assert (
        judge(f"{TEXT} และพัฒนาต่อไป", kept, NOW, KNOWN).changes
        == judge(TEXT, THEN, NOW, KNOWN).changes
    )


def test_typing_the_new_figures_takes_the_mark_away():
    typed = "สำนักงานได้คะแนนรวม 84.99 คะแนน อยู่ในระดับ B ไม่ผ่านเกณฑ์"

    kept = kept_after_edit(TEXT, THEN, typed, NOW)

    assert kept == NOW
    assert judge(typed, kept, NOW, KNOWN).is_clean


def test_an_untouched_sentence_keeps_its_figures():
    assert kept_after_edit(TEXT, THEN, TEXT, NOW) == THEN


def test_todays_figures_are_put_in():
    assert refreshed(TEXT, THEN, NOW) == "สำนักงานได้คะแนนรวม 84.99 คะแนน อยู่ในระดับ B ไม่ผ่านเกณฑ์"


def test_thai_digits_stay_thai():
    assert refreshed("ได้ ๙๑.๒๕ คะแนน", {"total": "91.25"}, {"total": "84.99"}) == "ได้ ๘๔.๙๙ คะแนน"


def test_figures_that_change_places_are_not_replaced_twice():
    then, now = {"a": "91.25", "b": "84.99"}, {"a": "84.99", "b": "91.25"}

    assert refreshed("จาก 91.25 เป็น 84.99", then, now) == "จาก 84.99 เป็น 91.25"


def test_a_figure_within_a_longer_number_is_left_alone():
    assert refreshed("191.25 และ 91.253", {"a": "91.25"}, {"a": "1.00"}) == "191.25 และ 91.253"


def test_where_the_words_were_rewritten_the_decimals_are_replaced():
    then = {"weak": "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (75.92 คะแนน)"}
    now = {"weak": "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (80.00 คะแนน)"}

    assert refreshed("ด้านที่ 9 ได้เพียง 75.92", then, now) == "ด้านที่ 9 ได้เพียง 80.00"


@given(score, score, score, score)
def test_a_refreshed_sentence_says_todays_figures_and_no_old_ones(a, b, c, d):
    then, now = {"x": a, "y": b}, {"x": c, "y": d}
    text = f"จาก {a} คะแนน เป็น {b} คะแนน"
    if a == b and c != d:
        return  # one number that stood for two things cannot be told apart

    fresh = refreshed(text, then, now)

    assert [one.text for one in numbers_in(fresh)] == [c, d]
    assert kept_after_edit(text, then, fresh, now) == now or {a, b} & {c, d}
