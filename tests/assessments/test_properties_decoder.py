"""In any framework, the decoder finds the pattern of lost items that made a score."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given

from assessments.rules.arithmetic.items import oit_score
from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.decoding.decoder import MOST_PATTERNS, decodable, decode, item_counts
from tests.assessments.framework_strategies import ALL_OR_NOTHING, HALVES, marked


def lost_of(facts, indicator, marks):
    """Return how much was lost in each sub-indicator, in items."""
    return tuple(
        sum((100 - marks[item.code]) / 100 for item in facts.items if item.subindicator == sub)
        for sub in item_counts(facts, indicator)
    )


def made(facts, marks):
    """Yield each OIT indicator, the score that the marks give, and what they lost."""
    for indicator in decodable(facts):
        score = round_half_up(oit_score(facts, indicator, marks), facts.rounding.decimals)
        yield indicator, score, lost_of(facts, indicator, marks)


@pytest.mark.parametrize("marks", [ALL_OR_NOTHING, HALVES], ids=["whole", "half"])
def test_the_decoder_finds_the_pattern_that_made_a_score_in_any_framework(marks):
    @given(marked(marks))
    def check(drawn):
        facts, earned = drawn
        for indicator, score, lost in made(facts, earned):
            found = decode(facts, indicator, score)

            # Coarse rounding may leave more patterns than are listed; the decoder then says so.
            assert found.complete or len(found.patterns) == MOST_PATTERNS or not found.patterns
            if found.complete:
                assert lost in {tuple(one.lost for one in pattern) for pattern in found.patterns}

    check()


@given(marked(ALL_OR_NOTHING))
def test_every_pattern_gives_the_score_that_was_asked_for(drawn):
    facts, earned = drawn
    for indicator, score, _ in made(facts, earned):
        for pattern in decode(facts, indicator, score).patterns[:200]:
            parts = [100 - 100 * Fraction(loss.lost) / loss.of for loss in pattern]
            reached = sum(parts) / len(parts)

            half = Fraction(1, 2 * 10**facts.rounding.decimals)
            assert Fraction(score) - half <= reached < Fraction(score) + half


@given(marked(ALL_OR_NOTHING))
def test_what_is_always_lost_was_lost(drawn):
    facts, earned = drawn
    for indicator, score, lost in made(facts, earned):
        found = decode(facts, indicator, score)
        assume(found.complete)

        really = dict(zip(item_counts(facts, indicator), lost, strict=True))
        assert all(really[number] > 0 for number in found.always_lost)
