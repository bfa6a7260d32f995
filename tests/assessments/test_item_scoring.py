"""From answers and item marks to the scores of indicators, and what still could be gained."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.gains import points_to_gain
from assessments.rules.arithmetic.items import (
    Detail,
    answer_counts,
    answer_points,
    detailed_scores,
    items_are_known,
    mark_is_possible,
    oit_score,
    question_score,
    questions_score,
    subindicator_scores,
)
from assessments.rules.arithmetic.scoring import outcome, round_half_up, total
from assessments.rules.frameworks.facts import QuestionFacts
from assessments.rules.frameworks.files import framework_paths, read_framework

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
FACTS = FRAMEWORKS[2564]
SCALES = {scale.code: scale for scale in FACTS.scales}
QUESTIONS = {question.code: question for question in FACTS.questions}
KHON_KAEN = dict(
    enumerate(
        map(Decimal, "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75".split()),  # noqa: SIM905
        start=1,
    )
)
LOST_AT_KHON_KAEN = {"9.1": 1, "9.2": 2, "9.3": 1, "9.4": 2, "9.5": 1, "10.1": 1}
"""How many items the real office lost in each sub-indicator."""


def marks_with(lost, facts=FACTS):
    """Return a mark for every item: the first of each sub-indicator are those that were lost."""
    marks, left = {}, dict(lost)
    for item in facts.items:
        is_lost = left.get(item.subindicator, 0) > 0
        left[item.subindicator] = left.get(item.subindicator, 0) - is_lost
        marks[item.code] = Decimal(0 if is_lost else 100)
    return marks


def only(indicator, marks):
    """Keep the marks of one indicator's items."""
    under = {item.code for item in FACTS.items if item.subindicator.startswith(f"{indicator}.")}
    return {code: mark for code, mark in marks.items() if code in under}


def test_the_real_offices_items_give_its_published_scores():
    marks = marks_with(LOST_AT_KHON_KAEN)

    assert str(round_half_up(oit_score(FACTS, 9, marks))) == "75.92"
    assert str(round_half_up(oit_score(FACTS, 10, marks))) == "93.75"


def test_the_whole_result_comes_out_from_items_as_well():
    found = detailed_scores(FACTS, KHON_KAEN, marks=marks_with(LOST_AT_KHON_KAEN))

    reached = outcome(FACTS, {number: one.score for number, one in found.items()})

    assert str(reached.total) == "91.50"
    assert [str(one.weighted) for one in reached.instruments] == ["28.38", "29.19", "33.93"]


def test_an_indicator_is_the_mean_of_its_subindicators_not_of_its_items():
    marks = marks_with({"10.2": 2})

    assert subindicator_scores(FACTS, marks)["10.2"] == 0
    assert oit_score(FACTS, 10, marks) == 50


def test_a_missing_mark_leaves_the_score_unknown():
    marks = marks_with({})
    del marks["O1"]

    assert "9.1" not in subindicator_scores(FACTS, marks)
    assert oit_score(FACTS, 9, marks) is None
    assert oit_score(FACTS, 10, marks) == 100


def test_a_year_whose_items_are_not_all_known_gives_no_score_from_them():
    facts = FRAMEWORKS[2569]

    assert not items_are_known(facts)
    assert oit_score(facts, 9, {item.code: Decimal(100) for item in facts.items}) is None


def test_an_indicator_without_subindicators_has_no_score_from_items():
    assert oit_score(FACTS, 1, marks_with({})) is None


@pytest.mark.parametrize(("code", "mark"), [("O99", "0"), ("O1", "101"), ("O1", "NaN")])
def test_marks_that_cannot_be_are_a_programming_mistake(code, mark):
    with pytest.raises(ValueError, match=r"O99|O1:"):
        oit_score(FACTS, 9, marks_with({}) | {code: Decimal(mark)})


def test_the_years_marks_say_what_an_item_can_earn():
    assert mark_is_possible(FACTS, Decimal(100))
    assert not mark_is_possible(FACTS, Decimal(50))
    assert mark_is_possible(FRAMEWORKS[2562], Decimal(50))
    assert not mark_is_possible(FRAMEWORKS[2562], Decimal(101))


def test_a_question_is_the_mean_of_its_respondents():
    # Four answers: 0, 33, 67, 100; one chose the second, three the best.
    assert question_score(QUESTIONS["I2"], SCALES["level4"], [[0, 1, 0, 3]]) == Decimal("83.25")


def test_a_negative_question_counts_in_reverse():
    question = QUESTIONS["I9"]

    assert question.reverse_scored
    assert question_score(question, SCALES["level4"], [[3, 1, 0, 0]]) == Decimal("91.75")


def test_a_scale_made_for_negative_questions_stands_as_it_is():
    # มี / ไม่มี: who had nothing to give away earns the points.
    assert question_score(QUESTIONS["I4"], SCALES["yes_bad"], [[0, 4], [1, 3], [2, 2]]) == 75


def test_subquestions_count_the_same_however_many_answered():
    scored = question_score(QUESTIONS["I8"], SCALES["level4"], [[0, 0, 0, 1], [9, 0, 0, 0]])

    assert scored == 50


def test_one_subquestion_alone_may_be_reversed():
    question = QUESTIONS["I11"]

    assert answer_points(question, SCALES["level4"], 1)[0] == 0
    assert answer_points(question, SCALES["level4"], 2)[0] == 100
    assert question_score(question, SCALES["level4"], [[0, 0, 0, 5], [5, 0, 0, 0]]) == 100


def test_unknown_points_or_direction_leave_a_question_unknown():
    later = FRAMEWORKS[2567]
    unknown_scale = next(scale for scale in later.scales if scale.code == "level6")
    either = replace(QUESTIONS["I2"], reverse_scored=None)

    assert question_score(QUESTIONS["I2"], unknown_scale, [[1, 2]]) is None
    assert question_score(either, SCALES["level4"], [[0, 0, 0, 5]]) is None


def test_a_question_that_nobody_answered_has_no_score():
    assert question_score(QUESTIONS["I2"], SCALES["level4"], [[0, 0, 0, 0]]) is None


@pytest.mark.parametrize("counts", [[], [[1, 2, 3]], [[1, 2, 3, -1]], [[1, 0, 0, 0]] * 2])
def test_counts_that_do_not_fit_are_a_programming_mistake(counts):
    with pytest.raises(ValueError, match=r"I2|fit"):
        question_score(QUESTIONS["I2"], SCALES["level4"], counts)


def test_answers_are_counted_by_their_place():
    assert answer_counts([3, 3, 0], SCALES["level4"]) == (1, 0, 0, 2)

    with pytest.raises(ValueError, match="4"):
        answer_counts([4], SCALES["level4"])


def test_an_indicator_is_the_mean_of_its_questions():
    scores = {f"I{number}": Decimal(90 + number) for number in range(1, 7)}

    assert questions_score(FACTS, 1, scores) == Decimal("93.5")
    assert questions_score(FACTS, 2, scores) is None
    assert questions_score(FRAMEWORKS[2568], 1, {}) is None


@pytest.mark.parametrize("expected", [None, 7])
def test_questions_that_are_not_all_known_never_stand_in_for_a_told_score(expected):
    facts = FACTS
    indicators = tuple(
        replace(one, questions_expected=expected) if one.number == 1 else one
        for one in facts.indicators
    )
    partly = replace(facts, indicators=indicators)
    answers = {one.code: Decimal(50) for one in facts.questions if one.indicator == 1}

    found = detailed_scores(partly, {1: Decimal("99.13")}, questions=answers)

    assert detailed_scores(facts, {}, questions=answers)[1].score == 50
    assert (found[1].score, found[1].detail) == (Decimal("99.13"), Detail.TOLD)
    assert detailed_scores(partly, {}, questions=answers) == {}


def test_what_is_more_detailed_wins_and_a_difference_is_shown():
    told = KHON_KAEN | {9: Decimal("80.00")}
    questions = {f"I{number}": Decimal(100) for number in range(1, 7)}

    found = detailed_scores(
        FACTS, told, marks=only(9, marks_with(LOST_AT_KHON_KAEN)), questions=questions
    )

    assert (found[9].detail, str(found[9].difference)) == (Detail.ITEMS, "4.08")
    assert round_half_up(found[9].score) == Decimal("75.92")
    assert (found[1].detail, found[1].score) == (Detail.QUESTIONS, 100)
    assert str(found[1].difference) == "-0.87"
    assert (found[2].detail, found[2].score, found[2].difference) == (
        Detail.TOLD,
        Decimal("90.34"),
        None,
    )


def test_items_that_agree_differ_by_nothing_and_unknown_indicators_are_left_out():
    marks = marks_with(LOST_AT_KHON_KAEN)

    found = detailed_scores(FACTS, {9: Decimal("75.92")}, marks=marks)

    assert found[9].difference == 0
    assert found[10].published is None
    assert found[10].difference is None
    assert sorted(found) == [9, 10]


@given(st.dictionaries(st.sampled_from(sorted({i.code for i in FACTS.items})), st.just(Decimal(0))))
def test_the_parts_always_add_up(lost):
    marks = {item.code: Decimal(100) for item in FACTS.items} | lost

    parts = subindicator_scores(FACTS, marks)

    for indicator, count in ((9, 5), (10, 2)):
        under = [score for number, score in parts.items() if number.startswith(f"{indicator}.")]
        assert len(under) == count
        assert abs(oit_score(FACTS, indicator, marks) * count - sum(under)) < Decimal("1e-20")


def test_a_question_without_known_parts_takes_as_many_as_are_given():
    question = QuestionFacts("X1", "IIT", 1, None, None, "level4", reverse_scored=False)

    assert question_score(question, SCALES["level4"], [[0, 0, 0, 1], [0, 0, 1, 0]]) == Decimal(
        "83.5"
    )


def test_points_to_gain_stand_in_order_with_the_way_to_the_next_level():
    gains = points_to_gain(FACTS, KHON_KAEN)

    assert [(one.number, str(one.points)) for one in gains.indicators[:3]] == [
        (9, "4.82"),
        (10, "1.25"),
        (2, "0.58"),
    ]
    assert (gains.next_level.name, str(gains.next_level.gap)) == ("AA", "3.50")


def test_an_item_worth_more_than_its_indicator_lost_is_not_among_the_lost():
    items = {gain.code: gain for gain in points_to_gain(FACTS, KHON_KAEN).items}

    assert "O42" not in items  # 5 points, but indicator 10 lost 1.25 only
    assert str(items["O34"].points) == "1.25"
    assert not items["O34"].certain


def test_while_marks_are_unknown_an_item_gains_at_most_what_its_indicator_lost():
    facts = replace(FACTS, item_marks=(), item_marks_certain=False)

    items = {gain.code: gain for gain in points_to_gain(facts, KHON_KAEN).items}

    assert str(items["O42"].points) == "1.25"


def test_known_marks_say_exactly_what_each_item_adds():
    marks = marks_with(LOST_AT_KHON_KAEN)

    gains = points_to_gain(FACTS, KHON_KAEN, marks).items

    assert len(gains) == 8
    assert all(gain.certain for gain in gains)
    assert (gains[0].code, str(gains[0].points)) == ("O34", "1.25")
    assert abs(sum(gain.points for gain in gains) - Decimal("6.07")) <= Decimal("0.04")


def test_nothing_is_left_to_gain_at_a_hundred():
    gains = points_to_gain(FACTS, dict.fromkeys(range(1, 11), Decimal(100)))

    assert gains == type(gains)((), (), None)


def test_a_year_without_known_structure_lists_no_items():
    assert points_to_gain(FRAMEWORKS[2569], KHON_KAEN).items == ()


@given(st.lists(st.decimals(0, 100, places=2), min_size=10, max_size=10))
def test_an_indicators_gain_is_what_the_total_rises_by(scores):
    reached = dict(enumerate(scores, start=1))

    for gain in points_to_gain(FACTS, reached).indicators:
        risen = total(FACTS, reached | {gain.number: Decimal(100)}) - total(FACTS, reached)
        assert abs(gain.points - risen) <= Decimal("0.01")
