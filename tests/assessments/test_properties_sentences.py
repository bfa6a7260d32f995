"""What the sentences say is true of the figures: each is read back and held against them."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.arithmetic.standing import summary_sentences
from tests.assessments.framework_strategies import frameworks, percents, scored

LEVEL = re.compile(
    r"ปีงบประมาณ พ\.ศ\. (\d{4}) ได้คะแนนรวม ([\d.]+) คะแนน อยู่ในระดับ (.+) ซึ่ง(ไม่)?ผ่านเกณฑ์การประเมิน"
)
EXTREME = re.compile(r"คะแนน(สูง|ต่ำ)ที่สุด(?:เท่ากัน (\d+) ตัว )?คือ (.+) ได้ ([\d.]+) คะแนน")
ALL_EQUAL = re.compile(r"ตัวชี้วัดทุกตัวได้คะแนนเท่ากัน คือ ([\d.]+) คะแนน")
NONE_WEAK = re.compile(r"ตัวชี้วัดทุกตัวได้ตั้งแต่ ([\d.]+) คะแนนขึ้นไป ไม่มีตัวใดต่ำกว่าเกณฑ์ผ่าน")
WEAK = re.compile(r"ตัวชี้วัดที่ต่ำกว่าเกณฑ์ผ่าน ([\d.]+) คะแนน มี (\d+) ตัว ได้แก่ (.+)")
CHANGE = re.compile(r"คะแนนรวม(เพิ่มขึ้น|ลดลง)จากครั้งก่อน \(([\d.]+) คะแนน\) ([\d.]+) คะแนน")
UNCHANGED = re.compile(r"คะแนนรวมเท่ากับครั้งก่อน \(([\d.]+) คะแนน\)")
INDICATOR = re.compile(r"ตัวชี้วัดที่ (\d+) ([^,(]+?)(?: \(([\d.]+) คะแนน\))?(?:, | และ|$)")


@st.composite
def told(draw):
    """Draw an outcome as it is shown, often with equal scores, and perhaps the year before."""
    facts, scores = draw(scored(frameworks(most_decimals=2)))
    if draw(st.booleans()):
        few = draw(st.lists(percents, min_size=1, max_size=2))
        scores = {number: few[number % len(few)] for number in scores}
    return outcome(facts, scores), draw(st.none() | percents)


def by_hand(found, pick):
    """Return the numbers of the indicators with the highest or lowest score."""
    best = pick(one.score for one in found.indicators)
    return best, [one.number for one in found.indicators if one.score == best]


def named(text):
    """Return numbers, names and figures of the indicators that a sentence lists."""
    return [(int(number), name, figure) for number, name, figure in INDICATOR.findall(text)]


@given(told())
def test_the_first_sentence_tells_year_total_level_and_verdict(drawn):
    found, _ = drawn

    year, total, level, not_passed = LEVEL.fullmatch(summary_sentences(found, None)[0]).groups()

    assert (int(year), Decimal(total)) == (found.fiscal_year, found.total)
    assert (level, not not_passed) == (found.band.name, found.band.passed)


@given(told())
def test_the_highest_and_lowest_that_are_named_are_those_with_the_figures(drawn):
    found, _ = drawn
    sentences = summary_sentences(found, None)
    names = {one.number: one.name for one in found.indicators}
    said = {match[1]: match for one in sentences if (match := EXTREME.fullmatch(one))}
    (top, best), (bottom, worst) = by_hand(found, max), by_hand(found, min)

    if top == bottom:
        assert not said
        assert Decimal(ALL_EQUAL.fullmatch(sentences[1])[1]) == top
        return
    for which, score, numbers in (("สูง", top, best), ("ต่ำ", bottom, worst)):
        match = said[which]
        assert Decimal(match[4]) == score
        assert [(number, name) for number, name, _ in named(match[3])] == [
            (number, names[number]) for number in numbers
        ]
        assert int(match[2] or 1) == len(numbers)


@given(told())
def test_the_weak_that_are_named_and_counted_are_those_below_the_pass_mark(drawn):
    found, _ = drawn
    below = [one for one in found.indicators if one.score < found.pass_mark]

    sentence = next(one for one in summary_sentences(found, None) if "เกณฑ์ผ่าน" in one)

    if not below:
        assert Decimal(NONE_WEAK.fullmatch(sentence)[1]) == found.pass_mark
        return
    mark, count, listed = WEAK.fullmatch(sentence).groups()
    assert (Decimal(mark), int(count)) == (found.pass_mark, len(below))
    assert [(number, name, Decimal(score)) for number, name, score in named(listed)] == [
        (one.number, one.name, one.score) for one in below
    ]


@given(told())
def test_the_change_leads_from_the_total_before_to_this_one(drawn):
    found, before = drawn
    sentences = summary_sentences(found, before)

    if before is None:
        assert not any("ครั้งก่อน" in sentence for sentence in sentences)
    elif same := UNCHANGED.fullmatch(sentences[-1]):
        assert Decimal(same[1]) == before == found.total
    else:
        direction, was, difference = CHANGE.fullmatch(sentences[-1]).groups()
        signed = Decimal(difference) if direction == "เพิ่มขึ้น" else -Decimal(difference)
        assert Decimal(was) == before
        assert before + signed == found.total
        assert signed
