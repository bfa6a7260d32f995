"""Whatever the scores and the framework: the parts add up, and rounding is half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.items import detailed_scores, oit_score, subindicator_scores
from assessments.rules.arithmetic.scoring import (
    instrument_scores,
    outcome,
    round_half_up,
    total,
    total_and_band,
    totals,
    weighted_points,
)
from assessments.rules.frameworks.facts import RoundingPlace
from tests.assessments.framework_strategies import HALVES, frameworks, marked, scored

ROUNDED_LAST = frameworks().filter(lambda facts: facts.rounding.place is RoundingPlace.END)
EXACT = Fraction(1, 10**16)
"""Thirds do not end: decimals hold them to 28 digits."""


@given(scored())
def test_the_total_lies_between_the_lowest_and_the_highest_instrument(drawn):
    facts, scores = drawn
    instruments = instrument_scores(facts, scores)
    decimals = facts.rounding.decimals

    reached = total(facts, scores)

    assert round_half_up(min(instruments.values()), decimals) <= reached
    assert reached <= round_half_up(max(instruments.values()), decimals)


@given(scored(ROUNDED_LAST))
def test_the_points_add_up_to_what_weights_and_means_give(drawn):
    facts, scores = drawn
    expected = sum(
        Fraction(tool.weight)
        / 100
        * sum(Fraction(scores[number]) for number in tool.indicators)
        / len(tool.indicators)
        for tool in facts.instruments
    )

    points = weighted_points(facts, instrument_scores(facts, scores))

    assert abs(sum(map(Fraction, points.values())) - expected) < EXACT
    assert total(facts, scores) == half_up(expected, facts.rounding.decimals)


@given(scored())
def test_printed_points_add_up_to_the_total_but_for_their_rounding(drawn):
    facts, scores = drawn
    half = Decimal(5).scaleb(-facts.rounding.decimals - 1)

    found = outcome(facts, scores)

    difference = abs(sum(one.weighted for one in found.instruments) - found.total)
    assert difference <= half * (len(found.instruments) + 1)


@given(scored())
def test_the_short_ways_to_a_total_give_what_the_long_one_gives(drawn):
    facts, scores = drawn
    whole = outcome(facts, scores)

    assert total_and_band(facts, scores) == (whole.total, whole.band)
    assert total(facts, scores) == whole.total
    found = totals(facts, scores)
    assert (found.total, found.band, found.instruments) == (
        whole.total,
        whole.band,
        whole.instruments,
    )


@given(scored(), st.data())
def test_a_better_indicator_never_lowers_the_total(drawn, data):
    facts, scores = drawn
    number = data.draw(st.sampled_from(sorted(scores)))
    better = data.draw(st.integers(int(scores[number] * 100), 10000)) / Decimal(100)

    assert total(facts, scores | {number: better}) >= total(facts, scores)


@given(marked(HALVES))
def test_items_make_their_sub_indicators_and_these_the_indicator(drawn):
    facts, marks = drawn
    parts = subindicator_scores(facts, marks)

    for number in {sub.indicator for sub in facts.subindicators}:
        own = [parts[sub.number] for sub in facts.subindicators if sub.indicator == number]
        score = oit_score(facts, number, marks)

        assert Fraction(min(own)) - EXACT < Fraction(score) < Fraction(max(own)) + EXACT
        assert abs(Fraction(score) - sum(map(Fraction, own)) / len(own)) < EXACT


@given(scored(frameworks(marks=st.just(HALVES))), st.data())
def test_what_is_more_detailed_counts_and_the_difference_is_what_was_told_minus_it(drawn, data):
    facts, told = drawn
    marks = {item.code: data.draw(st.sampled_from(HALVES)) for item in facts.items}

    found = detailed_scores(facts, told, marks=marks)

    assert found.keys() == told.keys()
    with_items = {sub.indicator for sub in facts.subindicators}
    for number, one in found.items():
        if number in with_items:
            assert one.score == oit_score(facts, number, marks)
            assert one.difference == round_as(facts, told[number]) - round_as(facts, one.score)
        else:
            assert (one.score, one.difference) == (told[number], None)


def round_as(facts, score):
    return half_up(Fraction(score), facts.rounding.decimals)


# --- rounding ---

decimals = st.decimals(-1000, 1000, places=6)
places = st.integers(0, 4)


def half_up(value, digits):
    """Round a fraction of 0 or more as it is done by hand: from a half on, upwards.

    A mean of decimals may miss a half by the last of its 28 digits; 18 places are what counts.
    """
    nearest = Fraction(floor(value * 10**18 + Fraction(1, 2)), 10**18)
    return Decimal(floor(nearest * 10**digits + Fraction(1, 2))).scaleb(-digits)


@given(decimals, places)
def test_rounding_is_half_up_and_the_same_below_zero(value, digits):
    by_hand = half_up(abs(Fraction(value)), digits)

    assert round_half_up(value, digits) == by_hand.copy_sign(value)


@given(decimals, places)
def test_rounding_again_changes_nothing(value, digits):
    once = round_half_up(value, digits)

    assert round_half_up(once, digits) == once
    assert once.as_tuple().exponent == -digits


@given(decimals, decimals, places)
def test_rounding_keeps_the_order(one, other, digits):
    lower, higher = sorted([one, other])

    assert round_half_up(lower, digits) <= round_half_up(higher, digits)


@given(st.integers(0, 10000), st.integers(1, 60))
def test_a_half_that_a_mean_just_misses_is_still_rounded_up(hundredths, count):
    """n equal shares of an exact half come out just below it in decimals."""
    half = Decimal(hundredths) / 100 + Decimal("0.005")

    shares = [half / count] * count

    assert round_half_up(sum(shares)) == half + Decimal("0.005")
