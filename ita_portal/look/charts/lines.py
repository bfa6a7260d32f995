"""Lines over the years (กราฟเส้น): a gap where a year has no figure, a hollow point for a draft.

Axis and key stand on the right, with the latest years: a phone shows that end first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ita_portal.look.charts import looks
from ita_portal.look.charts.data import Chart, Series, Value
from ita_portal.look.charts.key import below, entries, line_swatch
from ita_portal.look.charts.letters import wrap
from ita_portal.look.charts.scale import Scale, near_scale
from ita_portal.look.charts.shapes import (
    EM,
    END,
    LINE,
    MIDDLE,
    RISE,
    SMALL,
    Box,
    Dot,
    Drawing,
    Path,
    Point,
    Shape,
    Text,
)
from ita_portal.thai.numerals import format_score

DRAFT = "ร่าง"

_AXIS = 34.0
_NARROWEST, _WIDEST = 300.0, 600.0
_STEP = 76.0
_TOP = 30.0
_HEIGHT = 170.0
_ABOVE, _BELOW = 9.0, 18.0


@dataclass(frozen=True)
class _Plot:
    scale: Scale
    step: float
    width: float

    def x(self, place: float) -> float:
        return self.step * (place + 0.5)

    def y(self, value: Value | int) -> float:
        return _TOP + _HEIGHT * (1 - self.scale.share(value or 0))

    def point(self, place: int, value: Value) -> Point | None:
        return None if value is None else (self.x(place), self.y(value))


def lines(chart: Chart) -> Drawing:
    """Draw `chart` as lines; the axis may begin above 0 and says so."""
    scale = near_scale(chart.known)
    count = len(chart.labels)
    wide = max(_NARROWEST, min(_WIDEST, _AXIS + _STEP * count))
    plot = _Plot(scale, (wide - _AXIS) / count, wide)
    labels, end = _labels(chart, plot)
    begin = "" if scale.begins_at_zero else f"แกนตั้งเริ่มที่ {scale.floor} ไม่ใช่ 0"
    told = entries(chart, lambda place, _: line_swatch(looks.LINES[place], looks.DOTS[place]))
    left = wide - _NARROWEST
    key, height = below(told, [begin] if begin else [], room=wide, top=end + 4, left=left)
    drawn = [
        shape
        for place in reversed(range(len(chart.series)))
        for shape in _series(chart.series[place], place, plot)
    ]
    shapes = [*_grid(plot), *_mark(chart, plot), *drawn, *_figures(chart.series[0], plot)]
    return Drawing(wide, height, [*shapes, *labels, *key], note=begin)


def _grid(plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    end = plot.width - _AXIS
    for tick in plot.scale.ticks:
        y = plot.y(tick)
        shapes.append(Path(((0, y), (end, y)), looks.GRID))
        foot = y + RISE * EM * SMALL
        shapes.append(Text(plot.width - 2, foot, str(tick), END, SMALL, soft=True))
    return shapes


def _mark(chart: Chart, plot: _Plot) -> list[Shape]:
    """Draw the mark as wide as each label; neighbours with the same mark share a line."""
    shapes: list[Shape] = []
    start = 0
    values = [*(chart.mark.values if chart.mark else ()), None]
    for place, (value, after) in enumerate(pairwise(values)):
        if value != after:
            if value is not None:
                left, right = plot.x(start - 0.5), plot.x(place + 0.5)
                shapes.append(Path(((left, plot.y(value)), (right, plot.y(value))), looks.MARK))
            start = place + 1
    return shapes


def _series(series: Series, number: int, plot: _Plot) -> list[Shape]:
    look = looks.LINES[number]
    points = [plot.point(place, value) for place, value in enumerate(series.values)]
    shapes: list[Shape] = []
    for place, (one, other) in enumerate(pairwise(points)):
        if one and other:
            is_open = {place, place + 1} & series.drafts
            shapes.append(Path((one, other), looks.unfinished(look) if is_open else look))
    for place, point in enumerate(points):
        if point:
            dot = looks.HOLLOW if place in series.drafts else looks.DOTS[number]
            shapes.append(Dot(*point, dot, radius=4))
    return shapes


def _figures(series: Series, plot: _Plot) -> list[Shape]:
    """Write the figures of the first series: above its points, in a valley below them."""
    shapes: list[Shape] = []
    for place, value in enumerate(series.values):
        if value is not None:
            foot = _foot(series.values, place, plot.y(value))
            text = Text(plot.x(place), foot, format_score(value), MIDDLE, SMALL, bold=True)
            left, _, right, _ = text.box
            shapes += [Box(left, foot - 10, right - left, 12, looks.VEIL), text]
    return shapes


def _foot(values: Sequence[Value], place: int, y: float) -> float:
    """Return where a figure stands: above its point, in a valley below it if there is room."""
    fits = y + _BELOW < _TOP + _HEIGHT
    return y + _BELOW if fits and _is_valley(values, place) else y - _ABOVE


def _is_valley(values: Sequence[Value], place: int) -> bool:
    """Tell whether the line goes up from here on both sides, so that above there is no room."""
    here = values[place]
    around = [values[n] for n in (place - 1, place + 1) if 0 <= n < len(values)]
    higher = [one for one in around if one is not None and here is not None and one > here]
    return len(higher) == 2 or (len(around) == 1 and len(higher) == 1)


def _labels(chart: Chart, plot: _Plot) -> tuple[list[Shape], float]:
    """Set each label beneath its place, and under a draft's the word that says so."""
    drafts = {place for one in chart.series for place in one.drafts}
    shapes: list[Shape] = []
    most = 0
    for place, label in enumerate(chart.labels):
        words = [*wrap(label, (plot.step - 3) / EM / SMALL), *([DRAFT] if place in drafts else [])]
        most = max(most, len(words))
        for number, line in enumerate(words):
            foot = _TOP + _HEIGHT + 6 + LINE * (number + 0.5) + RISE * EM * SMALL
            shapes.append(Text(plot.x(place), foot, line, MIDDLE, SMALL, soft=line == DRAFT))
    return shapes, _TOP + _HEIGHT + 6 + LINE * most
