"""What an office's figures say, and the sentences that say it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.arithmetic.standing import (
    changes,
    compare_published,
    highest,
    lowest,
    order,
    summary_sentences,
    weak,
)
from assessments.rules.frameworks.files import framework_paths, read_framework

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
SAMUT_SAKHON_2562 = "99.08 96.94 99.30 98.55 98.72 95.75 91.75 89.72 86.81 83.04"
KHON_KAEN_2564 = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"

score = st.decimals(min_value=0, max_value=100, places=2)
ten_scores = st.lists(score, min_size=10, max_size=10).map(lambda each: dict(enumerate(each, 1)))
frameworks = st.sampled_from(list(FRAMEWORKS.values()))


def result_of(fiscal_year, text):
    scores = {number: Decimal(word) for number, word in enumerate(text.split(), start=1)}
    return outcome(FRAMEWORKS[fiscal_year], scores)


@pytest.fixture
def samut_sakhon():
    return result_of(2562, SAMUT_SAKHON_2562)


@pytest.fixture
def khon_kaen():
    return result_of(2564, KHON_KAEN_2564)


def test_highest_and_lowest_are_those_of_the_figures(samut_sakhon, khon_kaen):
    assert (highest(samut_sakhon), lowest(samut_sakhon)) == ([3], [10])
    assert (highest(khon_kaen), lowest(khon_kaen)) == ([1], [9])


def test_weak_is_what_lies_below_the_pass_mark(samut_sakhon, khon_kaen):
    assert weak(samut_sakhon) == [10]
    assert weak(khon_kaen) == [9]


def test_the_order_is_best_first(samut_sakhon):
    numbers = [indicator.number for indicator in order(samut_sakhon)]

    assert numbers == [3, 1, 5, 4, 2, 6, 7, 8, 9, 10]


def test_equal_scores_stand_in_the_order_of_their_numbers_and_share_the_place():
    tied = result_of(2564, "90 95 95 90 91 92 93 94 90 91")

    assert [indicator.number for indicator in order(tied)][:2] == [2, 3]
    assert highest(tied) == [2, 3]
    assert lowest(tied) == [1, 4, 9]


def test_the_history_of_totals_gives_its_differences():
    totals = ["80.25", "80.96", "75.54", "66.57", "86.82", "87.67", "91.50"]
    history = [(2558 + place, Decimal(text)) for place, text in enumerate(totals)]

    listed = changes(history[::-1])

    differences = [str(entry.change) for entry in listed[1:]]
    assert listed[0].change is None
    assert [entry.fiscal_year for entry in listed] == list(range(2558, 2565))
    assert differences == ["0.71", "-5.42", "-8.97", "20.25", "0.85", "3.83"]


def test_a_year_that_stands_twice_is_a_programming_mistake():
    with pytest.raises(ValueError, match="2564"):
        changes([(2564, Decimal(90)), (2564, Decimal(91))])


def test_no_history_has_no_changes():
    assert changes([]) == []


@pytest.mark.parametrize(
    ("published", "level", "agrees", "difference"),
    [
        ("91.25", "A", True, "0.00"),
        ("91.26", "very good", True, "0.01"),
        ("91.24", "", True, "-0.01"),
        ("91.27", "A", False, "0.02"),
        ("91.25", "AA", False, "0.00"),
    ],
)
def test_a_published_result_is_compared(samut_sakhon, published, level, agrees, difference):
    comparison = compare_published(samut_sakhon, Decimal(published), level)

    assert comparison.agrees is agrees
    assert str(comparison.difference) == difference


def test_a_published_level_without_a_total_is_compared_too(samut_sakhon):
    comparison = compare_published(samut_sakhon, None, " a ")

    assert comparison.agrees
    assert comparison.difference is None


def test_the_sentences_name_what_the_figures_show(khon_kaen):
    level, best, worst, below, change = summary_sentences(khon_kaen, Decimal("87.67"))

    assert "2564" in level
    assert "91.50" in level
    assert "ระดับ A " in level
    assert "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 99.13" in best
    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ได้ 75.92" in worst
    assert "มี 1 ตัว ได้แก่ ตัวชี้วัดที่ 9" in below
    assert "เพิ่มขึ้น" in change
    assert "3.83" in change


def test_without_an_earlier_total_no_change_is_told(khon_kaen):
    assert len(summary_sentences(khon_kaen, None)) == 4


@pytest.mark.parametrize(("before", "word"), [("91.50", "เท่ากับ"), ("95.00", "ลดลง")])
def test_a_change_is_told_in_its_direction(khon_kaen, before, word):
    assert word in summary_sentences(khon_kaen, Decimal(before))[-1]


def test_equal_scores_everywhere_have_no_highest_and_lowest():
    even = result_of(2564, "90 " * 10)

    sentences = summary_sentences(even, None)

    assert len(sentences) == 3
    assert "เท่ากัน" in sentences[1]
    assert "ไม่มีตัวใดต่ำกว่าเกณฑ์ผ่าน" in sentences[2]


def test_tied_indicators_are_all_named_and_counted():
    tied = result_of(2564, "90 95 95 90 91 92 93 94 90 91")

    _, best, worst, _ = summary_sentences(tied, None)

    assert "เท่ากัน 2 ตัว" in best
    assert "ตัวชี้วัดที่ 2 การใช้งบประมาณ และตัวชี้วัดที่ 3 การใช้อำนาจ" in best
    assert "เท่ากัน 3 ตัว" in worst


@given(frameworks, ten_scores)
def test_the_sentence_on_the_weak_names_exactly_the_weak(facts, scores):
    result = outcome(facts, scores)

    sentence = summary_sentences(result, None)[-1]

    named = {one.number for one in result.indicators if f"ที่ {one.number} " in sentence}
    assert named == {number for number, value in scores.items() if value < facts.pass_mark}
    assert named == set(weak(result))


@given(frameworks, ten_scores)
def test_the_order_never_rises_and_starts_with_the_highest(facts, scores):
    result = outcome(facts, scores)

    listed = order(result)

    values = [indicator.score for indicator in listed]
    assert values == sorted(values, reverse=True)
    assert listed[0].number == highest(result)[0]
    assert listed[-1].number == lowest(result)[-1]
