"""The decoder finds every pattern of lost items that gives a score, and says how sure it is."""

import time
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.items import oit_score
from assessments.rules.arithmetic.scoring import mean, round_half_up
from assessments.rules.decoding.decoder import (
    MOST_PATTERNS,
    decodable,
    decode,
    item_counts,
    where_to_look,
)
from assessments.rules.decoding.words import (
    Certainty,
    certainty_of,
    certainty_sentences,
    loss_words,
)
from assessments.rules.frameworks.files import framework_paths, read_framework
from ita_portal.errors import Refused

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
FACTS = FRAMEWORKS[2564]
ALL_OR_NOTHING = (Decimal(0), Decimal(100))
HALVES = (Decimal(0), Decimal(50), Decimal(100))
YEARS = [2563, 2564, 2565, 2566, 2567, 2568]


def lost_in(decoding):
    """Return each pattern as its lost items in order."""
    return [[int(loss.lost) for loss in pattern] for pattern in decoding.patterns]


def with_marks(fiscal_year, *marks):
    """Return the facts of a year as if its items could earn `marks`."""
    return replace(FRAMEWORKS[fiscal_year], item_marks=tuple(map(Decimal, marks)))


def test_93_75_has_one_pattern():
    found = decode(FACTS, 10, Decimal("93.75"))

    assert [(loss.subindicator, loss.lost, loss.of) for loss in found.patterns[0]] == [
        ("10.1", 1, 8),
        ("10.2", 0, 2),
    ]
    assert (len(found.patterns), found.always_lost) == (1, ("10.1",))
    assert certainty_of(found) is Certainty.ONE


def test_75_92_has_four_that_all_lose_one_in_three_places():
    found = decode(FACTS, 9, Decimal("75.92"))

    assert lost_in(found) == [[1, 0, 1, 3, 1], [1, 2, 1, 2, 1], [1, 4, 1, 1, 1], [1, 6, 1, 0, 1]]
    assert found.always_lost == ("9.1", "9.3", "9.5")
    assert certainty_of(found) is Certainty.FEW
    assert "เสียใน 9.1, 9.3, 9.5 ทุกรูปแบบ" in certainty_sentences(found)[0]


def test_the_surest_and_dearest_losses_are_looked_for_first():
    looks = where_to_look(decode(FACTS, 9, Decimal("75.92")).patterns)

    assert [look.subindicator for look in looks] == ["9.5", "9.3", "9.1", "9.2", "9.4"]
    assert [(look.patterns, look.least, look.most) for look in looks[:3]] == [(4, 1, 1)] * 3


def test_nothing_lost_is_nowhere_to_look():
    found = decode(FACTS, 9, Decimal(100))

    assert lost_in(found) == [[0, 0, 0, 0, 0]]
    assert found.always_lost == ()
    assert where_to_look(found.patterns) == []
    assert where_to_look([]) == []
    assert "ไม่มีข้อใดเสียคะแนน" in certainty_sentences(found)[0]


def test_a_score_that_no_loss_gives_has_no_pattern():
    found = decode(FACTS, 9, Decimal("99.99"))

    assert (found.patterns, found.always_lost, found.complete) == ((), (), True)
    assert certainty_of(found) is Certainty.NONE


def test_half_marks_count_as_half_an_item():
    found = decode(with_marks(2564, 0, 50, 100), 10, Decimal("96.88"))

    assert [[loss.lost for loss in pattern] for pattern in found.patterns] == [[Decimal("0.5"), 0]]
    assert loss_words(found.patterns[0][0].lost) == "0.5"


@pytest.mark.parametrize(
    ("lost", "words"), [("0", "0"), ("2", "2"), ("10", "10"), ("1.50", "1.5"), ("0.6667", "0.67")]
)
def test_lost_items_are_written_as_short_as_they_are(lost, words):
    assert loss_words(Decimal(lost)) == words


@pytest.mark.parametrize("marks", [(), (Decimal(100),)])
def test_unknown_marks_are_refused_in_words(marks):
    with pytest.raises(Refused, match="ยังไม่ทราบว่าข้อ OIT"):
        decode(replace(FACTS, item_marks=marks), 9, Decimal(90))


@pytest.mark.parametrize(
    ("fiscal_year", "indicator", "score", "words"),
    [
        (2562, 9, "86.81", "คะแนนบางส่วน"),
        (2569, 9, "90", "ครบทุกข้อ"),
        (2564, 1, "90", "คือ 9 และ 10"),
        (2564, 9, "100.01", "0 ถึง 100"),
        (2564, 9, "-1", "0 ถึง 100"),
        (2564, 9, "NaN", "0 ถึง 100"),
        (2564, 9, "75.921", "ทศนิยม"),
    ],
)
def test_what_cannot_be_decoded_is_refused_in_words(fiscal_year, indicator, score, words):
    with pytest.raises(Refused, match=words):
        decode(FRAMEWORKS[fiscal_year], indicator, Decimal(score))


def test_the_search_stops_and_says_so_but_still_knows_what_is_always_lost():
    whole = decode(FACTS, 9, Decimal("75.92"))

    found = decode(FACTS, 9, Decimal("75.92"), most_patterns=2)

    assert (len(found.patterns), found.complete) == (2, False)
    assert found.always_lost == whole.always_lost
    assert certainty_of(found) is Certainty.STOPPED
    assert "มากกว่า 2 รูปแบบ" in certainty_sentences(found)[0]


def test_marks_too_fine_to_search_are_not_tried():
    found = decode(with_marks(2564, *range(101)), 9, Decimal("75.92"))

    assert (found.patterns, found.complete) == ((), False)
    assert "ยังไม่ได้ค้น" in certainty_sentences(found)[0]


def test_assumed_marks_make_it_less_sure():
    sure = certainty_sentences(decode(FACTS, 10, Decimal("93.75")))
    assumed = certainty_sentences(decode(FRAMEWORKS[2563], 10, Decimal("93.75")))

    assert len(sure) == 1
    assert "ยังไม่ยืนยัน" in assumed[1]


def test_many_patterns_are_not_called_a_few():
    found = decode(FRAMEWORKS[2566], 9, Decimal(50))

    assert len(found.patterns) > 200
    assert certainty_of(found) is Certainty.MANY


@pytest.mark.parametrize("marks", [ALL_OR_NOTHING, HALVES])
def test_every_score_of_43_items_is_decoded_within_a_second(marks):
    facts = replace(FACTS, item_marks=marks)

    slowest = 0.0
    for score in ("0", "50", "55.58", "75.92", "93.75", "100"):
        began = time.perf_counter()
        found = [decode(facts, indicator, Decimal(score)) for indicator in decodable(facts)]
        slowest = max(slowest, time.perf_counter() - began)
        assert all(one.complete for one in found)

    assert slowest < 1


def test_the_patterns_are_those_that_trying_all_would_find():
    counts = list(item_counts(FACTS, 9).values())
    scores = {
        lost: round_half_up(
            mean(Decimal(100 * (of - one)) / of for one, of in zip(lost, counts, strict=True))
        )
        for lost in product(*(range(of + 1) for of in counts))
    }

    for score in map(Decimal, ("0", "41.67", "50.00", "75.92", "88.89", "97.78", "100")):
        tried = sorted(list(lost) for lost, reached in scores.items() if reached == score)
        assert sorted(lost_in(decode(FACTS, 9, score))) == tried


@st.composite
def marked_indicators(draw, marks):
    """Draw a year's facts, one of its OIT indicators and a mark for each of its items."""
    facts = replace(FRAMEWORKS[draw(st.sampled_from(YEARS))], item_marks=marks)
    indicator = draw(st.sampled_from(decodable(facts)))
    under = {sub.number for sub in facts.subindicators if sub.indicator == indicator}
    codes = [item.code for item in facts.items if item.subindicator in under]
    drawn = draw(st.lists(st.sampled_from(marks), min_size=len(codes), max_size=len(codes)))
    return facts, indicator, dict(zip(codes, drawn, strict=True))


def lost_of(facts, indicator, marks):
    """Return how many items were lost in each sub-indicator."""
    return [
        sum(
            (100 - marks[item.code]) / 100
            for item in facts.items
            if item.subindicator == sub.number
        )
        for sub in facts.subindicators
        if sub.indicator == indicator
    ]


@pytest.mark.parametrize("marks", [ALL_OR_NOTHING, HALVES])
@given(data=st.data())
def test_the_decoder_finds_the_pattern_that_made_a_score(marks, data):
    facts, indicator, earned = data.draw(marked_indicators(marks))
    score = round_half_up(oit_score(facts, indicator, earned))
    lost = lost_of(facts, indicator, earned)

    found = decode(facts, indicator, score)

    # Half marks may give a score in more ways than are listed; the decoder then says so.
    assert found.complete or (marks == HALVES and len(found.patterns) == MOST_PATTERNS)
    if found.complete:
        assert lost in [[loss.lost for loss in pattern] for pattern in found.patterns]


@given(marked_indicators(ALL_OR_NOTHING))
def test_every_pattern_gives_the_score_and_loses_what_is_always_lost(drawn):
    facts, indicator, earned = drawn
    score = round_half_up(oit_score(facts, indicator, earned))

    found = decode(facts, indicator, score)

    for pattern in found.patterns:
        parts = [100 * (loss.of - loss.lost) / loss.of for loss in pattern]
        assert round_half_up(mean(parts)) == score
    shared = set.intersection(
        *({loss.subindicator for loss in pattern if loss.lost} for pattern in found.patterns)
    )
    assert set(found.always_lost) == shared
