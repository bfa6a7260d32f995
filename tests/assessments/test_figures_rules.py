"""Percentiles, the gap to a target, and OIT items followed by their duties."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.figures.duties import Turn, YearMarks, duty_histories
from assessments.rules.figures.percentiles import (
    MINIMUM_OFFICES,
    Tally,
    percentile_rank,
    standing,
)
from assessments.rules.figures.targets import Target, TargetSource, gap_to, target_of
from assessments.rules.frameworks.files import framework_paths, read_framework

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
KHON_KAEN_2564 = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"

figures = st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=5, max_size=40)


def khon_kaen():
    scores = {number: Decimal(word) for number, word in enumerate(KHON_KAEN_2564.split(), 1)}
    return FRAMEWORKS[2564], outcome(FRAMEWORKS[2564], scores)


def tally_of(listed, own):
    below, equal = sum(one < own for one in listed), listed.count(own)
    return Tally(len(listed), sum(listed), below, equal)


def duties(*years, marks=None):
    known = [YearMarks(FRAMEWORKS[year], (marks or {}).get(year, {})) for year in years]
    return {key: duty for duty in duty_histories(known) for key in duty.keys}


# --- percentiles ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "equal", "offices", "rank"),
    [
        (0, 1, 5, "10.0"),
        (4, 1, 5, "90.0"),
        (0, 5, 5, "50.0"),
        (2, 1, 5, "50.0"),
        (2, 2, 5, "60.0"),
        (184, 1, 245, "75.3"),
    ],
)
def test_half_of_the_equal_figures_counts_as_below(below, equal, offices, rank):
    assert str(percentile_rank(below, equal, offices)) == rank


@pytest.mark.parametrize(("below", "equal", "offices"), [(0, 0, 5), (5, 1, 5), (-1, 1, 5)])
def test_a_percentile_needs_counts_that_fit(below, equal, offices):
    with pytest.raises(ValueError, match="do not fit"):
        percentile_rank(below, equal, offices)


@given(figures, st.data())
def test_a_higher_figure_never_stands_lower(listed, data):
    one, other = data.draw(st.sampled_from(listed)), data.draw(st.sampled_from(listed))

    lower, higher = sorted([one, other])

    ranks = [standing(tally_of(listed, own), own, counted=True) for own in (lower, higher)]
    assert ranks[0].percentile <= ranks[1].percentile
    assert (ranks[0].percentile == ranks[1].percentile) == (lower == higher)


@given(figures, st.data())
def test_turning_the_order_around_gives_what_is_missing_to_a_hundred(listed, data):
    own = data.draw(st.sampled_from(listed))
    tally = tally_of(listed, own)

    above = tally.offices - tally.below - tally.equal

    there = percentile_rank(tally.below, tally.equal, tally.offices)
    back = percentile_rank(above, tally.equal, tally.offices)
    assert abs(there + back - 100) <= Decimal("0.1")  # both are rounded


def test_too_few_offices_tell_nothing():
    enough = Tally(MINIMUM_OFFICES, Decimal(400), 2, 1)

    assert standing(enough, Decimal(80), counted=True).mean == 80
    assert standing(replace(enough, offices=MINIMUM_OFFICES - 1), Decimal(80), counted=True) is None


def test_a_draft_has_a_difference_but_no_place():
    found = standing(Tally(6, Decimal(480), 3, 0), Decimal("90.00"), counted=False)

    assert found.difference == 10
    assert (found.percentile, found.below) == (None, None)


# --- the gap to a target --------------------------------------------------------------------


def test_the_offices_own_target_comes_before_the_best_levels():
    facts, _ = khon_kaen()

    assert target_of(facts, None) == Target(Decimal(95), TargetSource.BEST_LEVEL, "AA")
    assert target_of(facts, Decimal(98)) == Target(Decimal(98), TargetSource.OFFICE)
    assert target_of(facts, Decimal(98), Decimal(100)).source is TargetSource.ASKED


def test_the_gap_names_what_is_short_in_order_of_points():
    facts, reached = khon_kaen()

    gap = gap_to(facts, reached, target_of(facts, None))

    assert str(gap.short) == "3.50"
    assert [(one.number, str(one.short), str(one.points)) for one in gap.indicators] == [
        (9, "19.08", "3.82"),
        (2, "4.66", "0.28"),
        (10, "1.25", "0.25"),
        (5, "1.83", "0.11"),
    ]
    assert gap.reached == 6  # among them the fourth with 95.00 sharp


def test_a_reached_target_leaves_no_gap():
    facts, reached = khon_kaen()

    gap = gap_to(facts, reached, Target(Decimal(70), TargetSource.ASKED))

    assert (gap.short, gap.indicators, gap.reached) == (0, (), 10)


# --- duties ---------------------------------------------------------------------------------


def test_the_measures_are_followed_from_o42_to_o25():
    measures = duties(2563, 2564, 2565, 2566, 2567, 2568, 2569)["integrity_measures"]

    assert measures.codes == ("O42", "O34", "O27", "O25")
    assert [year.turn for year in measures.years] == [
        Turn.SAME,
        Turn.SAME,
        Turn.SAME,
        Turn.SAME,
        Turn.RENUMBERED,
        Turn.RENUMBERED,
        Turn.RENUMBERED,
    ]


def test_a_merged_duty_is_told_with_its_company():
    structure = duties(2567, 2568)["structure"]

    before, after = structure.years
    assert (before.items[0].together, before.turn) == ((), Turn.SAME)
    assert after.turn is Turn.MERGED
    assert after.items[0].together == ("อำนาจหน้าที่",)


def test_a_duty_that_leaves_its_company_is_split():
    ethics = duties(2568, 2567)["ethics_code"]  # the two years the other way round

    assert [year.turn for year in ethics.years] == [Turn.SAME, Turn.SPLIT]


def test_a_duty_asked_by_more_items_than_before_is_split():
    facts = FRAMEWORKS[2564]
    twin = replace(facts.items[0], code="O99")
    wider = replace(facts, fiscal_year=2565, items=(*facts.items, twin))

    histories = duty_histories([YearMarks(facts, {}), YearMarks(wider, {})])

    structure = next(duty for duty in histories if "structure" in duty.keys)
    assert structure.codes == ("O1", "O1 + O99")
    assert structure.years[1].turn is Turn.SPLIT


def test_a_duty_that_is_gone_and_comes_back_is_new_again():
    monthly = duties(2566, 2567, 2569)["procurement_monthly"]

    assert [len(year.items) for year in monthly.years] == [1, 0, 1]
    assert monthly.years[2].turn is Turn.NEW


def test_a_duty_is_named_by_an_item_that_asks_for_nothing_else():
    powers = duties(2564, 2568)["powers"]

    assert powers.name == "อำนาจหน้าที่"


def test_duties_that_always_stand_together_have_one_history():
    together = duties(2567, 2568)["annual_plan"]

    assert together.keys == ("annual_plan", "annual_plan_6_month", "budget_plan")
    assert together.years[1].items[0].together == ()
    assert len(duties(2565, 2568)["annual_plan"].keys) == 1


def test_a_name_of_its_own_may_come_from_another_year():
    known = [YearMarks(FRAMEWORKS[2568], {})]

    named = [duty.name for duty in duty_histories(known, [FRAMEWORKS[2564]])]

    assert "โครงสร้าง · อำนาจหน้าที่" in named


def test_marks_stand_with_the_code_of_their_year():
    marks = {2564: {"O42": Decimal(0)}, 2567: {"O34": Decimal(100)}}

    known = duties(2564, 2567, marks=marks)

    marks_of = [year.items[0].mark for year in known["integrity_measures"].years]
    assert marks_of == [0, 100]
    assert [key for key, duty in known.items() if duty.is_known] == ["integrity_measures"]


def test_an_item_without_a_duty_is_followed_by_its_title():
    facts = FRAMEWORKS[2564]
    bare = replace(facts.items[0], duties=())
    facts = replace(facts, items=(bare, *facts.items[1:]))

    histories = duty_histories([YearMarks(facts, {})])

    assert histories[0].keys == (bare.title,)


@given(st.lists(st.sampled_from(sorted(FRAMEWORKS)), min_size=1, unique=True).map(sorted))
def test_every_item_of_every_year_stands_in_the_history(chosen):
    histories = duty_histories([YearMarks(FRAMEWORKS[year], {}) for year in chosen])

    for at, year in enumerate(chosen):
        told = {item.code for duty in histories for item in duty.years[at].items}
        assert told == {item.code for item in FRAMEWORKS[year].items}
