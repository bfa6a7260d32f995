"""A total opened into its arithmetic: the parts give the whole, whatever is known of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.items import detailed_scores
from assessments.rules.arithmetic.scoring import (
    instrument_scores,
    mean,
    outcome,
    round_half_up,
    total,
)
from assessments.rules.figures.opening import exact, opened
from assessments.rules.figures.tree import Kind, Operation, tree_of_total
from assessments.rules.frameworks.facts import RoundingPlace
from assessments.rules.frameworks.files import framework_paths, read_framework

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
SAMUT_SAKHON_2562 = "99.08 96.94 99.30 98.55 98.72 95.75 91.75 89.72 86.81 83.04"
KHON_KAEN_2564 = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"
LOST_2564 = {"9.1": (8, 9), "9.2": (6, 8), "9.3": (6, 7), "9.4": (2, 4), "9.5": (4, 5)}

score = st.decimals(min_value=0, max_value=100, places=2)


def scores_of(text):
    return {number: Decimal(word) for number, word in enumerate(text.split(), start=1)}


def khon_kaens_marks():
    """Return the marks of indicator 9 as the real paper lists them: 1, 2, 1, 2, 1 lost."""
    marks = {}
    for sub, (kept, _) in LOST_2564.items():
        codes = [item.code for item in FRAMEWORKS[2564].items if item.subindicator == sub]
        marks |= {code: Decimal(100 if at < kept else 0) for at, code in enumerate(codes)}
    return marks


def every(node):
    yield node
    for part in node.parts:
        yield from every(part)


def find(node, kind, code):
    return next(one for one in every(node) if (one.kind, one.code) == (kind, code))


@st.composite
def years(draw):
    """Give a year that rounds somewhere, and what is known of it: at least all indicators."""
    facts = draw(st.sampled_from(list(FRAMEWORKS.values())))
    place = draw(st.sampled_from(RoundingPlace))
    facts = replace(facts, rounding=replace(facts.rounding, place=place))
    told = {one.number: draw(score) for one in facts.indicators}
    known_items = draw(st.sampled_from(["none", "some", "all"]))
    codes = [item.code for item in facts.items]
    codes = {"none": [], "some": codes[: len(codes) // 2], "all": codes}[known_items]
    marks = {code: draw(st.sampled_from([Decimal(0), Decimal(50), Decimal(100)])) for code in codes}
    asked = [one.code for one in facts.questions] if draw(st.booleans()) else []
    return facts, told, marks, {code: draw(score) for code in asked}


@given(years())
def test_the_root_is_the_total_that_scoring_gives(year):
    facts, told, marks, questions = year

    tree = tree_of_total(facts, told, marks=marks, questions=questions)

    counting = detailed_scores(facts, told, marks=marks, questions=questions)
    scores = {number: one.score for number, one in counting.items()}
    assert tree.shown == total(facts, scores)
    reached = outcome(facts, scores)
    for part, one in zip(tree.parts, reached.instruments, strict=True):
        assert (part.code, part.shown) == (one.code, one.score)
        assert part.counted == instrument_scores(facts, scores)[part.code]
        assert round_half_up(part.points) == one.weighted


@given(years())
def test_every_value_is_what_its_parts_give(year):
    facts, told, marks, questions = year

    tree = tree_of_total(facts, told, marks=marks, questions=questions)

    for node in every(tree):
        if node.operation is Operation.SUM:
            assert node.value == sum(part.counted * part.weight / 100 for part in node.parts)
        elif node.operation is Operation.MEAN:
            assert node.value == mean(part.counted for part in node.parts)
        elif node.operation is Operation.OPEN:
            assert node.value is node.shown is node.counted is None
            assert not node.parts or node.known_parts < len(node.parts)
        else:
            assert node.value is not None


@given(years())
def test_no_figure_is_invented(year):
    facts, told, marks, questions = year

    tree = tree_of_total(facts, told, marks=marks, questions=questions)

    for node in every(tree):
        if node.kind is Kind.ITEM:
            assert node.value == marks.get(node.code)
        if node.kind is Kind.QUESTION:
            assert node.value == questions.get(node.code)


@pytest.mark.parametrize(
    ("year", "text", "points", "whole"),
    [
        (2562, SAMUT_SAKHON_2562, ["29.56", "27.72", "33.97"], "91.25"),
        (2564, KHON_KAEN_2564, ["28.38", "29.19", "33.93"], "91.50"),
    ],
)
def test_real_totals_open_to_the_last_digit(year, text, points, whole):
    tree = tree_of_total(FRAMEWORKS[year], scores_of(text))

    assert str(tree.shown) == whole
    assert [str(round_half_up(part.points)) for part in tree.parts] == points
    assert tree.value == sum(part.points for part in tree.parts)


def test_indicator_9_of_khon_kaen_opens_down_to_its_lost_items():
    tree = tree_of_total(FRAMEWORKS[2564], scores_of(KHON_KAEN_2564), marks=khon_kaens_marks())

    indicator = find(tree, Kind.INDICATOR, "9")
    assert str(indicator.shown) == "75.92"
    assert exact(indicator.value) == "≈ 75.920635"
    assert indicator.difference == 0
    assert [exact(part.value) for part in indicator.parts] == [
        "≈ 88.888889",
        "75.000000",
        "≈ 85.714286",
        "50.000000",
        "80.000000",
    ]
    assert str(tree.shown) == "91.50"


def test_what_is_told_counts_while_items_are_missing():
    marks = khon_kaens_marks()
    del marks["O1"]

    tree = tree_of_total(FRAMEWORKS[2564], scores_of(KHON_KAEN_2564), marks=marks)

    indicator = find(tree, Kind.INDICATOR, "9")
    assert indicator.operation is Operation.TOLD
    assert find(tree, Kind.SUBINDICATOR, "9.1").value is None
    assert find(tree, Kind.SUBINDICATOR, "9.2").value == 75
    words = " ".join(opened(indicator).notes)
    assert "ทราบคะแนนเพียง 32 จาก 33 ข้อ OIT" in words


def test_unknown_detail_is_said():
    tree = tree_of_total(FRAMEWORKS[2564], scores_of(KHON_KAEN_2564))

    assert opened(find(tree, Kind.INDICATOR, "9")).notes == ["ไม่ทราบคะแนนรายข้อ (33 ข้อ OIT)"]
    assert opened(find(tree, Kind.INDICATOR, "1")).source == "คะแนนตัวชี้วัดที่ได้รับแจ้ง"


def test_a_year_whose_items_are_not_all_known_opens_no_further_than_its_indicators():
    tree = tree_of_total(FRAMEWORKS[2569], scores_of(KHON_KAEN_2564))

    indicator = find(tree, Kind.INDICATOR, "9")
    assert indicator.parts == ()
    assert "ยังไม่บอกข้อของตัวชี้วัดนี้ครบ" in opened(indicator).notes[0]


def test_half_entered_scores_give_no_total():
    told = scores_of(KHON_KAEN_2564)
    del told[10]

    tree = tree_of_total(FRAMEWORKS[2564], told)

    assert tree.shown is None
    assert [str(part.shown) for part in tree.parts] == ["94.58", "97.30", "None"]
    assert opened(tree).notes == ["ยังไม่คิดคะแนน เพราะทราบคะแนนเพียง 2 จาก 3 แบบวัด"]


def test_a_difference_to_what_was_told_is_told_with_what_counts():
    told = scores_of(KHON_KAEN_2564) | {9: Decimal("76.00")}

    tree = tree_of_total(FRAMEWORKS[2564], told, marks=khon_kaens_marks())

    notes = " ".join(opened(find(tree, Kind.INDICATOR, "9")).notes)
    assert "ได้รับแจ้ง 76.00 ต่างจากที่คำนวณได้ 0.08" in notes
    assert str(tree.shown) == "91.50"


def test_the_way_to_the_lowest_figure_stands_open():
    tree = tree_of_total(FRAMEWORKS[2564], scores_of(KHON_KAEN_2564), marks=khon_kaens_marks())

    whole = opened(tree)

    oit = next(part for part in whole.parts if part.is_open)
    nine = next(part for part in oit.parts if part.is_open)
    assert (oit.node.code, nine.node.code) == ("OIT", "9")
    assert [part.node.code for part in nine.parts if part.is_open] == ["9.4"]
    assert not any(part.is_open for part in whole.parts[0].parts)


def test_of_equal_figures_one_alone_is_opened():
    tree = tree_of_total(FRAMEWORKS[2564], dict.fromkeys(range(1, 11), Decimal(90)))

    assert [part.node.code for part in opened(tree).parts if part.is_open] == ["IIT"]


def test_all_can_be_opened():
    tree = tree_of_total(FRAMEWORKS[2564], scores_of(KHON_KAEN_2564), marks=khon_kaens_marks())

    def closed(one):
        own = [one] if one.parts and not one.is_open else []
        return own + [deep for part in one.parts for deep in closed(part)]

    assert closed(opened(tree, everything=True)) == []
    assert closed(opened(tree)) != []


def test_the_sum_is_written_out_as_it_is_counted():
    facts = FRAMEWORKS[2564]
    facts = replace(facts, rounding=replace(facts.rounding, place=RoundingPlace.INDICATOR))

    tree = tree_of_total(facts, scores_of(KHON_KAEN_2564), marks=khon_kaens_marks())

    assert opened(find(tree, Kind.INSTRUMENT, "OIT")).formula == "(75.92 + 93.75) ÷ 2"
    assert opened(tree).formula == "28.375200 + 29.191000 + 33.934000"
    assert find(tree, Kind.INDICATOR, "9").is_rounded
