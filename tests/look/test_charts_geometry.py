"""Where the shapes of charts lie: inside, apart, and true to the figures."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings

from ita_portal.look.charts import BARS, LINES, RADAR, Mark, Series, draw
from ita_portal.look.charts import looks as look
from ita_portal.look.charts.shapes import Box, Dot, Path, Text, overlap
from tests.look.charts import LONGEST_NAME, NAMES, charts, figures, indicators, years


def corners(shape):
    """Return the outermost points of a shape."""
    match shape:
        case Path():
            return shape.points
        case Box():
            return (shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)
        case Dot():
            return (
                (shape.x - shape.radius, shape.y - shape.radius),
                (shape.x + shape.radius, shape.y + shape.radius),
            )
        case Text():
            left, top, right, bottom = shape.box
            return (left, top), (right, bottom)


def is_inside(shape, drawing) -> bool:
    return all(-0.01 <= x <= drawing.width + 0.01 and -0.01 <= y <= drawing.height + 0.01
               for x, y in corners(shape))  # fmt: skip


def touching(drawing):
    """Return the pairs of words that touch."""
    return [
        (one.words, other.words)
        for one, other in combinations(drawing.texts, 2)
        if overlap(one, other)
    ]


def boxes(drawing, name):
    return [one for one in drawing.shapes if isinstance(one, Box) and one.look.name == name]


def dots(drawing, name):
    return [one for one in drawing.shapes if isinstance(one, Dot) and one.look.name == name]


def paths(drawing, name):
    return [one for one in drawing.shapes if isinstance(one, Path) and one.look.name == name]


@settings(max_examples=150, deadline=None)
@given(charts())
def test_every_shape_and_word_lies_inside_the_drawing(chart):
    drawing = draw(chart)

    assert [shape for shape in drawing.shapes if not is_inside(shape, drawing)] == []


@settings(max_examples=60, deadline=None)
@given(charts(RADAR))
def test_no_two_words_of_a_radar_touch(chart):
    assert touching(draw(chart)) == []


@settings(max_examples=60, deadline=None)
@given(charts(BARS))
def test_no_two_words_of_bars_touch(chart):
    assert touching(draw(chart)) == []


@pytest.mark.parametrize(
    "chart",
    [
        indicators(RADAR),
        indicators(BARS),
        indicators(RADAR, labels=NAMES, long_labels=()),
        indicators(BARS, long_labels=(LONGEST_NAME,) * 10),
        years(),
        years("100 0 100 0 100 0 100 0 100 0 100 0", "85 " * 12),
        years("0 0 0 0 0 0 0 0 0 0 0 0", "0 " * 12),
        years("91.50 91.50 91.50", "85 85 85", frozenset()),
        years("91.50", "85", frozenset()),
    ],
    ids=lambda chart: f"{chart.type}-{len(chart.labels)}",
)
def test_no_words_touch_at_the_sizes_that_offices_have(chart):
    assert touching(draw(chart)) == []


def test_words_have_their_full_room_whatever_the_digits():
    """A paper may turn 7 into ๗, which is wider: the room is reserved for both."""
    arabic, thai = Text(0, 0, "77.70"), Text(0, 0, "๗๗.๗๐")

    assert arabic.box == thai.box


def test_the_length_of_a_bar_is_its_figure_from_zero():
    drawing = draw(indicators(BARS, mark=None))

    first = boxes(drawing, "first")[:10]
    assert first[0].width / first[8].width == pytest.approx(99.13 / 75.92, rel=1e-6)


def test_a_bar_that_ends_before_the_mark_is_told_apart():
    drawing = draw(indicators(BARS))

    (weak,) = boxes(drawing, "weak")
    mark_left = min(path.points[0][0] for path in paths(drawing, "mark") if len(path.points) == 2
                    and path.points[0][0] == path.points[1][0])  # fmt: skip
    assert weak.x + weak.width < mark_left


def test_a_missing_figure_has_words_in_place_of_a_bar():
    values = figures("90 - 80")
    chart = indicators(
        BARS, labels=("1", "2", "3"), long_labels=(), mark=None, series=(Series("ปี 2564", values),)
    )

    drawing = draw(chart)

    assert len(boxes(drawing, "first")) == 2 + 1  # and the one of the key
    assert [text.words for text in drawing.texts].count("ไม่มีข้อมูล") == 1


def test_a_point_of_the_radar_lies_on_its_axis_as_far_out_as_its_figure():
    chart = indicators(
        RADAR,
        labels=("1", "2", "3"),
        long_labels=(),
        mark=None,
        series=(Series("ปี 2564", figures("100 50 75")),),
    )

    drawing = draw(chart)  # the axis begins at 40

    top, right, left, _key = dots(drawing, "first")
    centre_x, radius = drawing.width / 2, 112.0
    centre_y = top.y + radius
    assert (top.x, top.y) == pytest.approx((centre_x, centre_y - radius))
    reach = ((right.x - centre_x) ** 2 + (right.y - centre_y) ** 2) ** 0.5
    assert reach == pytest.approx(radius * 10 / 60)
    reach = ((left.x - centre_x) ** 2 + (left.y - centre_y) ** 2) ** 0.5
    assert reach == pytest.approx(radius * 35 / 60)


def test_a_radar_with_a_missing_figure_is_open_and_has_no_area():
    whole = draw(indicators(RADAR))
    values = figures("- 90 95 95 93 97 97 96 75 93")
    broken = draw(indicators(RADAR, series=(Series("ปี 2564", values),)))

    assert len(paths(whole, "area")) == 1
    assert paths(broken, "area") == []
    assert all(not path.closed for path in paths(broken, "first"))
    assert len(dots(broken, "first")) == 9 + 1


def test_long_labels_that_leave_no_room_become_numbers_with_a_key():
    drawing = draw(indicators(RADAR, labels=NAMES, long_labels=()))

    words = [text.words for text in drawing.texts]
    assert [str(number) for number in range(1, 11)] == words[:10]
    assert "9 การเปิดเผยข้อมูล" in words


def test_a_radar_says_where_its_centre_is():
    words = [text.words for text in draw(indicators(RADAR)).texts]

    assert "ใจกลาง 50 วงนอก 100 ห่างกันวงละ 10" in words


def test_lines_say_that_their_axis_does_not_begin_at_zero():
    cut = [text.words for text in draw(years()).texts]
    whole = [text.words for text in draw(years("5 90 80", "85 85 85", frozenset())).texts]

    assert "แกนตั้งเริ่มที่ 50 ไม่ใช่ 0" in cut
    assert not [word for word in whole if "แกนตั้ง" in word]


def test_a_missing_year_is_a_gap_and_a_draft_is_hollow_with_its_word():
    drawing = draw(years())

    segments = [path for path in paths(drawing, "first") if len(path.points) == 2]
    assert len(segments) == 6 + 1 + 1  # six before the gap, one after it, one in the key
    assert [path.look.dash for path in segments][-2] == "2 3"  # the one that leads to the draft
    (draft, _key) = dots(drawing, "draft")
    assert draft.look.fill == look.PAPER
    assert [text.words for text in drawing.texts].count("ร่าง") == 1
    assert "จุดโปร่ง ยังเป็นร่าง" in [text.words for text in drawing.texts]


def test_each_stretch_of_the_mark_covers_the_years_it_held_for():
    drawing = draw(years())

    first, second, _key = paths(drawing, "mark")
    assert first.points[0][1] > second.points[0][1]  # 80 lies below 85
    assert first.points[1][0] == pytest.approx(second.points[0][0])
    assert second.points[1][0] > dots(drawing, "draft")[0].x


def test_the_figure_of_a_valley_stands_below_the_line():
    drawing = draw(years("75.54 66.57 86.82", "- - 85", frozenset()))

    points = dots(drawing, "first")
    by_words = {text.words: text for text in drawing.texts}
    assert by_words["75.54"].y < points[0].y
    assert by_words["66.57"].y > points[1].y
    assert by_words["86.82"].y < points[2].y


@pytest.mark.parametrize("value", [Decimal(0), Decimal(100)])
@pytest.mark.parametrize("kind", [RADAR, BARS, LINES])
def test_equal_figures_at_the_ends_of_the_scale_are_drawn(kind, value):
    chart = indicators(
        kind, series=(Series("ปี 2564", (value,) * 10),), mark=Mark("เกณฑ์", (value,) * 10)
    )

    drawing = draw(chart)

    assert [shape for shape in drawing.shapes if not is_inside(shape, drawing)] == []
