"""The way from indicator scores to a total and its level."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import (
    band_for,
    indicator_band,
    instrument_scores,
    item_worth,
    mean,
    outcome,
    round_half_up,
    total,
    weighted_points,
)
from assessments.rules.frameworks.facts import RoundingPlace
from assessments.rules.frameworks.files import framework_paths, read_framework

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
SAMUT_SAKHON_2562 = "99.08 96.94 99.30 98.55 98.72 95.75 91.75 89.72 86.81 83.04"
KHON_KAEN_2564 = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"

score = st.decimals(min_value=0, max_value=100, places=2)
ten_scores = st.lists(score, min_size=10, max_size=10).map(lambda each: dict(enumerate(each, 1)))
frameworks = st.sampled_from(list(FRAMEWORKS.values()))


def scores_of(text):
    return {number: Decimal(word) for number, word in enumerate(text.split(), start=1)}


@pytest.mark.parametrize(
    ("fiscal_year", "text", "points", "whole"),
    [
        (2562, SAMUT_SAKHON_2562, ["29.56", "27.72", "33.97"], "91.25"),
        (2564, KHON_KAEN_2564, ["28.38", "29.19", "33.93"], "91.50"),
    ],
)
def test_published_results_come_out_to_the_last_digit(fiscal_year, text, points, whole):
    result = outcome(FRAMEWORKS[fiscal_year], scores_of(text))

    assert [str(instrument.weighted) for instrument in result.instruments] == points
    assert str(result.total) == whole
    assert result.band.code == "A"
    assert result.band.passed


def test_raising_one_indicator_can_lift_the_level():
    raised = scores_of(KHON_KAEN_2564) | {9: Decimal("95.00")}

    result = outcome(FRAMEWORKS[2564], raised)

    assert str(result.total) == "95.32"
    assert result.band.code == "AA"


@pytest.mark.parametrize(
    ("total_text", "code"),
    [
        ("95", "AA"),
        ("94.995", "AA"),
        ("94.994", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("65", "C"),
        ("55", "D"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_letters_start_at_their_minimums_after_rounding(total_text, code):
    band = band_for(FRAMEWORKS[2566], Decimal(total_text), {"IIT": Decimal(0)})

    assert band.code == code


@pytest.mark.parametrize(
    ("total_text", "lowest", "code"),
    [
        ("96", "95", "ผ่านดีเยี่ยม"),
        ("96", "94.99", "ผ่านดี"),
        ("96", "84.99", "ผ่าน"),
        ("85", "85", "ผ่านดี"),
        ("84.99", "84", "ต้องปรับปรุง"),
        ("70", "10", "ต้องปรับปรุง"),
        ("69.99", "10", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_five_steps_look_at_the_lowest_instrument_too(total_text, lowest, code):
    instruments = {"IIT": Decimal(100), "EIT": Decimal(lowest), "OIT": Decimal(100)}

    band = band_for(FRAMEWORKS[2568], Decimal(total_text), instruments)

    assert band.code == code


@pytest.mark.parametrize(
    ("score_text", "code"), [("95", "ผ่านดีเยี่ยม"), ("85", "ผ่านดี"), ("84.99", "ต้องปรับปรุง")]
)
def test_one_score_by_itself_has_a_level(score_text, code):
    assert indicator_band(FRAMEWORKS[2568], Decimal(score_text)).code == code


def test_a_half_behind_a_mean_of_three_goes_up():
    # 30 % of 3.25 / 3 is 0.325 exactly, but a decimal third never ends.
    points = mean([Decimal("1.08"), Decimal("1.08"), Decimal("1.09")]) * 30 / 100

    rounded = round_half_up(points)

    assert points < Decimal("0.325")
    assert str(rounded) == "0.33"


@given(frameworks, ten_scores)
def test_the_total_is_what_exact_fractions_give(facts, scores):
    exact = sum(
        Fraction(instrument.weight)
        * sum(Fraction(scores[number]) for number in instrument.indicators)
        / len(instrument.indicators)
        for instrument in facts.instruments
    )

    in_hundredths = int(exact + Fraction(1, 2))

    assert total(facts, scores) == Decimal(in_hundredths) / 100


@given(frameworks, ten_scores)
def test_any_scores_give_a_total_from_0_to_100_and_a_level(facts, scores):
    result = outcome(facts, scores)

    assert 0 <= result.total <= 100
    assert result.band in facts.bands
    assert len(result.indicators) == 10


@given(frameworks, score, score)
def test_no_score_falls_between_two_levels(facts, whole, lowest):
    band = band_for(facts, whole, {"IIT": lowest})

    assert whole >= band.minimum_total
    assert band.passed == (whole >= facts.pass_mark)


@given(frameworks, ten_scores)
def test_the_shown_points_add_up_to_the_total_within_rounding(facts, scores):
    result = outcome(facts, scores)

    added = sum(instrument.weighted for instrument in result.instruments)

    assert abs(added - result.total) <= Decimal("0.02")


@given(frameworks, ten_scores, st.integers(1, 10), score)
def test_raising_one_indicator_never_lowers_the_total(facts, scores, number, other):
    raised = scores | {number: max(scores[number], other)}

    assert total(facts, raised) >= total(facts, scores)


@pytest.mark.parametrize(
    ("place", "oit", "whole"),
    [
        (RoundingPlace.END, "50.0065", "50.01"),
        (RoundingPlace.INSTRUMENT, "50.01", "50.00"),
        (RoundingPlace.INDICATOR, "50.005", "50.00"),
    ],
)
def test_a_year_rounds_where_its_facts_say(place, oit, whole):
    facts = FRAMEWORKS[2565]
    facts = replace(facts, rounding=replace(facts.rounding, place=place))
    scores = dict.fromkeys(range(1, 10), Decimal("50.004")) | {10: Decimal("50.009")}

    instruments = instrument_scores(facts, scores)

    assert instruments["OIT"] == Decimal(oit)
    assert str(total(facts, scores)) == whole


@pytest.mark.parametrize(
    "wrong",
    [
        {9: Decimal("100.01")},
        {9: Decimal("-0.01")},
        {9: Decimal("NaN")},
        {9: Decimal("Infinity")},
        {11: Decimal(50)},
    ],
)
def test_scores_that_cannot_be_are_a_programming_mistake(wrong):
    scores = scores_of(KHON_KAEN_2564) | wrong

    with pytest.raises(ValueError, match=r"11|indicator 9"):
        instrument_scores(FRAMEWORKS[2564], scores)


def test_a_missing_indicator_is_a_programming_mistake():
    scores = scores_of(KHON_KAEN_2564)
    del scores[4]

    with pytest.raises(ValueError, match="needed"):
        total(FRAMEWORKS[2564], scores)


def test_points_of_other_instruments_are_a_programming_mistake():
    with pytest.raises(ValueError, match="needed"):
        weighted_points(FRAMEWORKS[2564], {"IIT": Decimal(90)})


def test_no_values_have_no_mean():
    with pytest.raises(ValueError, match="mean"):
        mean([])


@pytest.mark.parametrize(
    ("fiscal_year", "item", "worth"),
    [
        (2564, "O1", Decimal(4) / 9),
        (2564, "O25", Decimal(1)),
        (2564, "O42", Decimal(5)),
        (2562, "O48", Decimal(10) / 7),
    ],
)
def test_an_item_is_worth_its_share_of_the_total(fiscal_year, item, worth):
    assert item_worth(FRAMEWORKS[fiscal_year], item) == worth


def test_an_item_of_a_year_without_known_structure_has_no_known_worth():
    assert item_worth(FRAMEWORKS[2569], "O1") is None


def test_all_items_of_a_year_are_together_worth_the_weight_of_their_instrument():
    facts = FRAMEWORKS[2564]

    together = sum(item_worth(facts, item.code) for item in facts.items)

    assert round_half_up(together) == Decimal(40)


def test_an_unknown_item_is_a_programming_mistake():
    with pytest.raises(ValueError, match="O99"):
        item_worth(FRAMEWORKS[2564], "O99")
