"""Charts as data: what they refuse, and that plain JSON gives them back."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given

from ita_portal.look.charts import BARS, LINES, RADAR, Mark, Series, chart_from
from ita_portal.look.charts.scale import full_scale, near_scale
from tests.look.charts import charts, figures, indicators, percents, years


@given(charts())
def test_a_chart_comes_back_from_the_json_that_a_paper_freezes(chart):
    frozen = json.dumps(chart.as_dict(), ensure_ascii=False)

    once = chart_from(json.loads(frozen))

    assert [one.values for one in once.series] == [one.values for one in chart.series]
    assert [one.drafts for one in once.series] == [one.drafts for one in chart.series]
    assert chart_from(once.as_dict()) == once


def test_the_json_holds_percent_as_text_with_two_decimals():
    told = indicators(RADAR, mark=Mark("เกณฑ์ผ่าน", (Decimal("85"),) * 10)).as_dict()

    assert told["series"][0]["values"][3] == "95.00"
    assert told["mark"] == {"name": "เกณฑ์ผ่าน", "value": "85.00"}


def test_a_mark_that_differs_by_year_keeps_each_value():
    told = years().as_dict()

    assert told["mark"]["values"] == [None] * 4 + ["80.00", "80.00"] + ["85.00"] * 4
    assert told["series"][0]["drafts"] == [9]


def test_the_least_that_a_chart_must_tell_is_enough():
    chart = chart_from(
        {
            "type": "lines",
            "title": "รวม",
            "labels": ["2564"],
            "series": [{"name": "ก", "values": ["91.5"]}],
        }
    )

    assert chart.series[0].values == (Decimal("91.50"),)
    assert chart.mark is None
    assert chart.unit == "คะแนน"


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "pie"},
        {"type": None},
        {"title": "  "},
        {"title": 7},
        {"labels": "123"},
        {"labels": ["1", "2"]},
        {"labels": [str(n) for n in range(16)]},
        {"long_labels": ["หนึ่ง"]},
        {"series": []},
        {"series": [{"name": "ก", "values": ["1"]}]},
        {"series": [{"name": "ก", "values": "123"}]},
        {"series": [{"name": "ก"}]},
        {"series": [{"name": "ก", "values": ["1", "2", "100.01"]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "-0.01"]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "NaN"]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "Infinity"]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "สาม"]}]},
        {"series": [{"name": "ก", "values": ["1", "2", ""]}]},
        {"series": [{"name": "ก", "values": ["1", "2", 3.5]}]},
        {"series": [{"name": "ก", "values": ["1", "2", True]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "3"], "drafts": [3]}]},
        {"series": [{"name": "ก", "values": ["1", "2", "3"]}] * 4},
        {"mark": {"name": "เกณฑ์", "value": "101"}},
        {"mark": {"name": "เกณฑ์", "values": ["85"]}},
        {"mark": {"name": "เกณฑ์"}},
        {"mark": "85"},
    ],
    ids=str,
)
def test_what_is_no_chart_is_refused(wrong):
    told = {
        "type": "radar",
        "title": "คะแนน",
        "labels": ["1", "2", "3"],
        "series": [{"name": "ปี 2564", "values": ["90.00", None, "80.00"]}],
    }
    assert chart_from(told)

    with pytest.raises(ValueError, match=r"."):
        chart_from({**told, **wrong})


def test_labels_are_named_in_full_once():
    chart = indicators(BARS)
    named = indicators(BARS, long_labels=tuple(chart.names))

    assert chart.names[8] == "9 การเปิดเผยข้อมูล"
    assert named.names == chart.names


@given(percents)
def test_an_axis_lies_below_its_values_and_cuts_off_at_most_a_half(value):
    scale = near_scale([value, Decimal(100)])

    assert 0 <= scale.floor <= 50
    assert scale.floor == 0 or value - scale.floor >= 10
    assert 0 <= scale.share(value) <= 1
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.floor, 100)


def test_bars_begin_at_zero_and_near_values_do_not():
    assert full_scale().begins_at_zero
    assert not near_scale(figures("85 99")).begins_at_zero
    assert near_scale([]).begins_at_zero


def test_steps_of_an_axis_are_equal():
    for lowest in range(0, 101, 5):
        ticks = near_scale([Decimal(lowest)]).ticks
        assert len({after - before for before, after in pairwise(ticks)}) == 1


def test_a_series_of_another_length_is_refused_when_made_by_hand():
    with pytest.raises(ValueError, match="2 values for 10 labels"):
        indicators(LINES, series=(Series("ก", figures("1 2")),))
