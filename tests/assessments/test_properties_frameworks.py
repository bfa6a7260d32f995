"""Whatever framework loads: it is written and read alike, and its levels have no hole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import band_for, indicator_band
from assessments.rules.frameworks.checks import problems_of
from assessments.rules.frameworks.files import framework_paths, read_framework, read_text
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.writing import toml_of
from tests.assessments.framework_strategies import frameworks, percents

FILES = [read_framework(path) for path in framework_paths()]
HUNDREDTHS = [Decimal(hundredths) / 100 for hundredths in range(10001)]


def reaches(band, total, lowest):
    """Tell whether a level's minimums are reached, as its table in a manual says it."""
    enough = band.minimum_instrument is None or lowest >= band.minimum_instrument
    return total >= band.minimum_total and enough


@given(frameworks())
def test_a_drawn_framework_is_one_that_loads(facts):
    assert problems_of(facts, SourceLines(""), file_year=str(facts.fiscal_year)) == []


@given(frameworks())
def test_any_framework_is_read_back_from_its_file_as_it_was_written(facts):
    assert read_text(toml_of(facts), name=f"{facts.fiscal_year}.toml") == facts


@pytest.mark.parametrize("facts", FILES, ids=lambda facts: str(facts.fiscal_year))
def test_every_score_has_exactly_one_level_in_every_framework_file(facts):
    """Each hundredth, with instruments at best and at worst: the first level reached, no other."""
    for total in HUNDREDTHS:
        for lowest in (Decimal(0), total, Decimal(100)):
            found = band_for(facts, total, {"IIT": lowest, "EIT": Decimal(100)})
            above = facts.bands[: facts.bands.index(found)]

            assert reaches(found, total, lowest)
            assert not any(reaches(band, total, lowest) for band in above)


@pytest.mark.parametrize("facts", FILES, ids=lambda facts: str(facts.fiscal_year))
def test_every_level_of_every_framework_file_can_be_reached(facts):
    reached = {
        band_for(facts, total, {"IIT": lowest}).code
        for total in {band.minimum_total for band in facts.bands}
        for lowest in (Decimal(0), total)
    }

    assert reached == {band.code for band in facts.bands}


@given(frameworks(most_decimals=2), percents, percents)
def test_any_score_has_exactly_one_level_in_any_framework(facts, total, lowest):
    found = band_for(facts, total, {"IIT": lowest})

    fitting = [band for band in facts.bands if reaches(band, *_rounded(facts, total, lowest))]
    assert found is fitting[0]


def _rounded(facts, *scores):
    unit = Decimal(1).scaleb(-facts.rounding.decimals)
    return [score.quantize(unit, "ROUND_HALF_UP") for score in scores]


@given(frameworks(), st.lists(percents, min_size=2, max_size=2).map(sorted))
def test_a_better_score_never_has_a_worse_level(facts, pair):
    worse, better = (facts.bands.index(indicator_band(facts, score)) for score in pair)

    assert better <= worse
