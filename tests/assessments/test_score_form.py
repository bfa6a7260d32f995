"""The score form: what may be typed, what is said about what may not, and what is kept."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.forms import ScoreForm, YearForm
from assessments.rules.frameworks.rows import facts_of
from tests.factories.assessments import KHON_KAEN_2564


@pytest.fixture
def facts(load_year):
    """Give the facts of 2564."""
    return facts_of(load_year(2564))


def typed(scores=KHON_KAEN_2564, **more):
    """Return what a browser sends for these scores."""
    return {f"indicator_{number}": score for number, score in enumerate(scores, 1)} | more


def with_first(text):
    """Return a form's data whose third indicator is `text`."""
    return typed() | {"indicator_3": text}


def test_arabic_digits_are_read(facts):
    form = ScoreForm(typed(), facts=facts)

    assert form.is_valid()
    assert form.scores[9] == Decimal("75.92")
    assert str(form.computed().total) == "91.50"


def test_thai_digits_give_the_same(facts):
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

    form = ScoreForm(typed([score.translate(thai) for score in KHON_KAEN_2564]), facts=facts)

    assert form.is_valid()
    assert form.scores[9] == Decimal("75.92")
    assert str(form.computed().total) == "91.50"
    assert form["indicator_1"].value() == "๙๙.๑๓"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-1", "ตัวชี้วัดที่ 3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("100.01", "ตัวชี้วัดที่ 3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("๑๐๑", "ตัวชี้วัดที่ 3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("95.285", "ตัวชี้วัดที่ 3: คะแนนมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        ("เก้าสิบ", "ตัวชี้วัดที่ 3: “เก้าสิบ” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลข เช่น 91.25"),
        ("NaN", "ตัวชี้วัดที่ 3: “NaN” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลข เช่น 91.25"),
    ],
)
def test_what_is_no_score_is_told_with_its_indicator(facts, text, said):
    form = ScoreForm(with_first(text), facts=facts)

    assert [error.words for error in form.summary()] == [said]
    assert form.summary()[0].anchor == "id_indicator_3"
    assert form["indicator_3"].value() == text


@pytest.mark.parametrize("text", ["0", "100", "100.00", " 95.20 ", "95.2", "95.280"])
def test_scores_at_the_edges_are_taken(facts, text):
    assert ScoreForm(with_first(text), facts=facts).is_valid()


def test_a_draft_may_be_half_entered_and_has_no_total(facts):
    form = ScoreForm(typed(KHON_KAEN_2564[:7]), facts=facts)

    assert form.is_valid()
    assert form.scores[8] is None
    assert form.computed() is None


def test_confirming_asks_for_every_indicator(facts):
    form = ScoreForm(with_first(""), facts=facts, confirming=True)

    assert [error.words for error in form.summary()] == ["ตัวชี้วัดที่ 3: กรุณากรอกคะแนนก่อนยืนยัน"]


def test_a_wrong_score_is_not_called_missing_as_well(facts):
    form = ScoreForm(with_first("101"), facts=facts, confirming=True)

    assert len(form.summary()) == 1


def test_a_total_alone_is_enough_where_no_indicator_was_told(facts):
    form = ScoreForm({"published_total": "91.50"}, facts=facts, confirming=True)

    assert form.is_valid()


def test_another_total_than_the_computed_one_must_be_answered_before_confirming(facts):
    form = ScoreForm(typed(published_total="92.00"), facts=facts, confirming=True)

    assert not form.is_valid()
    assert list(form.errors) == ["difference_answer"]
    assert form.comparison().difference == Decimal("0.50")


@pytest.mark.parametrize(
    "told",
    [
        {"published_total": "92.00", "difference_answer": "หนังสือแจ้งผลรวมคะแนนอุทธรณ์แล้ว"},
        {"published_total": "91.51"},
        {"published_total": "91.50", "published_level": "A"},
    ],
)
def test_an_answer_or_the_same_figures_let_it_pass(facts, told):
    assert ScoreForm(typed(**told), facts=facts, confirming=True).is_valid()


def test_another_level_must_be_answered_as_well(facts):
    form = ScoreForm(typed(published_level="AA"), facts=facts, confirming=True)

    assert list(form.errors) == ["difference_answer"]


def test_a_draft_may_wait_with_its_answer(facts):
    assert ScoreForm(typed(published_total="92.00"), facts=facts).is_valid()


def test_a_rank_beyond_the_number_of_offices_is_refused(facts):
    form = ScoreForm(typed(rank="226", rank_of="๒๒๕"), facts=facts)

    assert [e.words for e in form.summary()] == ["อันดับที่ได้: อันดับ 226 มากกว่าจำนวนทั้งหมด 225"]


def test_without_a_framework_only_the_total_is_asked():
    form = ScoreForm({"published_total": ""}, facts=None)

    assert not form.is_valid()
    assert [error.words for error in form.summary()] == ["คะแนนรวม: กรุณากรอกคะแนนรวม"]
    assert not [name for name in form.fields if name.startswith("indicator")]


def test_a_year_is_typed_as_buddhist_year_in_any_digits():
    assert YearForm({"year": "๒๕๕๘"}).is_valid()
    assert not YearForm({"year": "2015"}).is_valid()
