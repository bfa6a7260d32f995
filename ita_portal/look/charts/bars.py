"""Bars (แผนภูมิแท่ง) that lie: each label over its bars, one bar for each series.

The label has the full width for itself, so long Thai names stay whole.
"""

from __future__ import annotations

from ita_portal.look.charts import looks
from ita_portal.look.charts.data import Chart, Value
from ita_portal.look.charts.key import SIDE, bar_swatch, below, entries
from ita_portal.look.charts.letters import wrap
from ita_portal.look.charts.scale import full_scale
from ita_portal.look.charts.shapes import (
    EM,
    END,
    LINE,
    MIDDLE,
    RISE,
    SMALL,
    START,
    Box,
    Drawing,
    Look,
    Path,
    Shape,
    Text,
)
from ita_portal.thai.numerals import format_score

WIDTH = 360.0
NO_FIGURE = "ไม่มีข้อมูล"

_FIGURES = 52.0  # the column of figures on the right
_PLOT = WIDTH - 2 * SIDE - _FIGURES
_PITCH = 15.5
_THICK = 10.5
_BETWEEN_GROUPS = 9.0
_TOP = 4.0

SCALE = full_scale()


def bars(chart: Chart) -> Drawing:
    """Draw `chart` as bars; they begin at 0, since their lengths are compared."""
    groups: list[Shape] = []
    y = _TOP
    for place, name in enumerate(chart.names):
        group, y = _group(chart, place, name, y)
        groups += group
        y += _BETWEEN_GROUPS
    grid = [Path(((_x(tick), _TOP), (_x(tick), y - 3)), looks.GRID) for tick in SCALE.ticks]
    foot = y + LINE / 2 + RISE * EM * SMALL
    ticks = [
        Text(_x(tick), foot, str(tick), MIDDLE if tick else START, SMALL, soft=True)
        for tick in SCALE.ticks
    ]
    told = entries(chart, lambda number, _: bar_swatch(looks.BARS[number]))
    key, height = below(told, [], room=WIDTH, top=y + LINE + 4)
    return Drawing(WIDTH, height, [*grid, *groups, *ticks, *key])


def _x(value: Value | int) -> float:
    return SIDE + _PLOT * SCALE.share(value or 0)


def _group(chart: Chart, place: int, name: str, top: float) -> tuple[list[Shape], float]:
    """Draw one label with its bars and its piece of the mark, and return where it ends."""
    lines = wrap(name, (WIDTH - 2 * SIDE) / EM)
    shapes: list[Shape] = [
        Text(SIDE, top + LINE * (number + 0.5) + RISE * EM, line)
        for number, line in enumerate(lines)
    ]
    first = top + LINE * len(lines)
    mark = chart.mark.values[place] if chart.mark else None
    for number, one in enumerate(chart.series):
        look = _look(number, one.values[place], mark)
        shapes += _bar(one.values[place], first + _PITCH * number, look)
    end = first + _PITCH * len(chart.series)
    if mark is not None:
        line = ((_x(mark), first - 1), (_x(mark), end + 1))
        shapes += [Path(line, looks.UNDER_MARK), Path(line, looks.MARK)]
    return shapes, end


def _look(number: int, value: Value, mark: Value) -> Look:
    is_weak = number == 0 and value is not None and mark is not None and value < mark
    return looks.WEAK if is_weak else looks.BARS[number]


def _bar(value: Value, top: float, look: Look) -> list[Shape]:
    foot = top + _PITCH / 2 + RISE * EM * SMALL
    if value is None:
        return [Text(SIDE, foot, NO_FIGURE, size=SMALL, soft=True)]
    figure = Text(WIDTH - SIDE, foot, format_score(value), END, SMALL, bold=look in BOLD)
    return [Box(SIDE, top + (_PITCH - _THICK) / 2, _x(value) - SIDE, _THICK, look), figure]


BOLD = (looks.BARS[0], looks.WEAK)
"""The first series is what the chart is about."""
