"""Where the lines of the analysis page's drawings run: pure geometry, no words, no colours.

Coordinates are strings with one decimal, ready for the attributes of SVG shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

FLOOR_AT_MOST = 50  # percent: below it nothing is cut off, above it differences can be seen
CEILING = 100

RADAR_SIZE = 280
RADAR_RADIUS = 104
RADAR_LABEL_RADIUS = 124
RADAR_RINGS = 5

CHART_STEP = 76
CHART_TOP = 34
CHART_HEIGHT = 150
CHART_BELOW = 34
LABEL_ABOVE = 12
LABEL_BELOW = 22


@dataclass(frozen=True)
class Spot:
    """A point of a drawing and the words beside it."""

    x: str
    y: str
    words: str = ""
    label_y: str = ""


@dataclass(frozen=True)
class Radar:
    """Rings and lines as the `points` of polygons; `before` is "" without a year before."""

    size: int
    floor: int
    rings: list[str]
    passing: str
    now: str
    before: str
    labels: list[Spot]


@dataclass(frozen=True)
class HistoryChart:
    """Totals over the years: `line` and `passing` (stretches of pass marks) as polyline points."""

    width: int
    height: int
    floor: int
    base: str
    line: str
    passing: list[str]
    spots: list[Spot]
    years: list[Spot]


def radar(
    names: Sequence[str],
    now: Sequence[Decimal],
    before: Sequence[Decimal],
    pass_mark: Decimal,
) -> Radar:
    """Draw scores on one axis each, clockwise from the top; all scores are percent."""
    floor = _floor([*now, *before, pass_mark])
    count = len(now)

    def ring(percent: float) -> str:
        return _polygon([_on_axis(i, count, _radius(percent, floor)) for i in range(count)])

    def line(scores: Sequence[Decimal]) -> str:
        return _polygon(
            [_on_axis(i, count, _radius(float(s), floor)) for i, s in enumerate(scores)]
        )

    steps = [floor + (CEILING - floor) * n / RADAR_RINGS for n in range(1, RADAR_RINGS + 1)]
    places = [_on_axis(i, count, RADAR_LABEL_RADIUS) for i in range(count)]
    return Radar(
        size=RADAR_SIZE,
        floor=floor,
        rings=[ring(step) for step in steps],
        passing=ring(float(pass_mark)),
        now=line(now),
        before=line(before) if len(before) == count else "",
        labels=[Spot(_at(x), _at(y), name) for (x, y), name in zip(places, names, strict=True)],
    )


def history_chart(
    years: Sequence[int], totals: Sequence[Decimal], pass_marks: Sequence[Decimal | None]
) -> HistoryChart:
    """Draw totals (percent) year by year, with the pass mark where a year's is known."""
    floor = _floor([*totals, *(mark for mark in pass_marks if mark is not None)])
    xs = [CHART_STEP * (i + 0.5) for i in range(len(years))]
    ys = [_height(float(total), floor) for total in totals]
    base = CHART_TOP + CHART_HEIGHT
    return HistoryChart(
        width=CHART_STEP * len(years),
        height=base + CHART_BELOW,
        floor=floor,
        base=_at(base),
        line=_polygon(list(zip(xs, ys, strict=True))),
        passing=_stretches(xs, pass_marks, floor),
        spots=[
            Spot(_at(x), _at(y), f"{total:.2f}", _at(_label_height(ys, place)))
            for place, (x, y, total) in enumerate(zip(xs, ys, totals, strict=True))
        ],
        years=[Spot(_at(x), _at(base + 22), str(y)) for x, y in zip(xs, years, strict=True)],
    )


def _floor(values: Sequence[Decimal]) -> int:
    """Return the lowest percent that is drawn: a multiple of ten below every value."""
    lowest = int(min(values)) // 10 * 10
    return min(FLOOR_AT_MOST, max(0, lowest - 10))


def _radius(percent: float, floor: int) -> float:
    return RADAR_RADIUS * (percent - floor) / (CEILING - floor)


def _on_axis(place: int, count: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / count - math.pi / 2
    middle = RADAR_SIZE / 2
    return middle + radius * math.cos(angle), middle + radius * math.sin(angle)


def _height(percent: float, floor: int) -> float:
    return CHART_TOP + CHART_HEIGHT * (CEILING - percent) / (CEILING - floor)


def _label_height(ys: Sequence[float], place: int) -> float:
    """Return where the figure of a spot stands: above it, in a valley of the line below it."""
    is_inside = 0 < place < len(ys) - 1
    is_valley = is_inside and ys[place - 1] < ys[place] > ys[place + 1]
    return ys[place] + (LABEL_BELOW if is_valley else -LABEL_ABOVE)


def _stretches(xs: Sequence[float], marks: Sequence[Decimal | None], floor: int) -> list[str]:
    """Return one flat line for each year with a pass mark, as wide as the year."""
    half = CHART_STEP / 2
    return [
        _polygon([(x - half, _height(float(mark), floor)), (x + half, _height(float(mark), floor))])
        for x, mark in zip(xs, marks, strict=True)
        if mark is not None
    ]


def _polygon(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_at(x)},{_at(y)}" for x, y in points)


def _at(number: float) -> str:
    return f"{number:.1f}"
