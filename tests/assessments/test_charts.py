"""The charts of an office's results: what they hold of the figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.models import Result
from assessments.rules.analysis import analysis_of
from assessments.rules.charts import history_lines, indicator_bars, indicator_radar
from assessments.rules.figures.years import year_rows
from ita_portal.look.charts import chart_from
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory


@pytest.fixture
def two_years(office, load_year):
    """Give 2563 and 2564, which ask the same indicators."""
    ResultFactory(office=office, framework=load_year(2563), figures=SAMUT_SAKHON_2562)
    ResultFactory(office=office, framework=load_year(2564))


def told(office, totals):
    """Store totals alone by year."""
    for year, total in totals.items():
        Result.objects.create(office=office, fiscal_year=year, published_total=Decimal(total))


@pytest.mark.parametrize("draw", [indicator_radar, indicator_bars])
def test_indicators_stand_by_number_this_year_before_last(office, two_years, draw):
    chart = draw(analysis_of(office, 2564))

    assert chart.labels == tuple(map(str, range(1, 11)))
    assert chart.names[8].startswith("9 ")
    now, before = chart.series
    assert (now.name, now.values) == ("ปี 2564", tuple(map(Decimal, KHON_KAEN_2564)))
    assert (before.name, before.values) == ("ปี 2563", tuple(map(Decimal, SAMUT_SAKHON_2562)))
    assert chart.mark.same == 85


def test_without_a_year_before_there_is_one_series(office, load_year):
    ResultFactory(office=office, framework=load_year(2564))

    chart = indicator_radar(analysis_of(office, 2564))

    assert [one.name for one in chart.series] == ["ปี 2564"]
    assert "เทียบ" not in chart.title


def test_a_total_alone_has_no_indicators_to_draw(office):
    told(office, {2561: "66.57"})

    assert indicator_radar(analysis_of(office, 2561)) is None
    assert indicator_bars(analysis_of(office, 2561)) is None


def test_the_history_has_a_gap_for_a_missing_year_and_marks_its_drafts(office, load_year):
    told(office, {2559: "80.96", 2561: "66.57"})
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)
    Result.objects.filter(fiscal_year__in=[2559, 2561]).update(status=Result.Status.DRAFT)

    chart = history_lines(year_rows(office))

    (totals,) = chart.series
    assert chart.labels == ("2559", "2560", "2561", "2562")
    assert totals.values == (Decimal("80.96"), None, Decimal("66.57"), Decimal("91.25"))
    assert totals.drafts == {0, 2}
    assert [mark is None for mark in chart.mark.values] == [True, True, True, False]


def test_one_total_is_no_history(office, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    ResultFactory(office=office, framework=load_year(2565), figures=["90.00"])

    assert history_lines(year_rows(office)) is None


def test_a_long_history_shows_its_last_twelve_years(office):
    told(office, dict.fromkeys(range(2550, 2566), "80.00"))

    chart = history_lines(year_rows(office))

    assert (chart.labels[0], chart.labels[-1], len(chart.labels)) == ("2554", "2565", 12)
    assert chart.mark is None


def test_a_chart_of_real_scores_survives_the_freezing_of_a_paper(office, two_years):
    for chart in (indicator_radar(analysis_of(office, 2564)), history_lines(year_rows(office))):
        assert chart_from(chart.as_dict()).as_dict() == chart.as_dict()
