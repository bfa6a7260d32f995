"""A radar (แผนภาพใยแมงมุม): one axis for each label, clockwise from the top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ita_portal.look.charts import looks
from ita_portal.look.charts.data import Chart, Value
from ita_portal.look.charts.key import below, entries, line_swatch
from ita_portal.look.charts.letters import width, wrap
from ita_portal.look.charts.scale import CEILING, Scale, near_scale
from ita_portal.look.charts.shapes import (
    EM,
    END,
    LINE,
    MIDDLE,
    RISE,
    START,
    Dot,
    Drawing,
    Look,
    Path,
    Point,
    Shape,
    Text,
    overlap,
)

WIDTH = 340.0
LARGEST, SMALLEST = 112.0, 80.0
"""The radius of the outer ring, and below which labels give way to numbers."""

_GAP = 12.0
_LABEL_ROOM = 8.0  # em
_UPRIGHT = 0.2  # of the cosine: such an axis goes up or down, its label stands centred
_TALLEST_LABEL = 3


@dataclass(frozen=True)
class _Web:
    """The place of the axes."""

    scale: Scale
    count: int
    radius: float
    middle: float

    def at(self, place: int, share: float) -> Point:
        angle = _angle(place, self.count)
        reach = self.radius * share
        return WIDTH / 2 + reach * math.cos(angle), self.middle + reach * math.sin(angle)

    def ring(self, values: Sequence[Value | int]) -> list[Point | None]:
        return [
            None if value is None else self.at(place, self.scale.share(value))
            for place, value in enumerate(values)
        ]


def radar(chart: Chart) -> Drawing:
    """Draw `chart` as a radar; a missing figure is a gap in its line."""
    scale = near_scale(chart.known)
    labels, names = _labels(chart)
    radius = _radius(labels)
    top = _room_above(labels)
    web = _Web(scale, len(labels), radius, top + radius)
    words = _place(labels, web)
    end = max([web.middle + radius, *(text.box[3] for text in words)]) + 8
    notes = [f"ใจกลาง {scale.floor} วงนอก {CEILING} ห่างกันวงละ {scale.ticks[1] - scale.ticks[0]}"]
    told = entries(chart, lambda place, _: line_swatch(looks.LINES[place], looks.DOTS[place]))
    key, height = below(told, notes, names, room=WIDTH, top=end)
    shapes = [*_grid(web), *_mark(chart, web), *_series(chart, web), *words, *key]
    return Drawing(WIDTH, height, shapes, note=notes[0])


def _angle(place: int, count: int) -> float:
    return 2 * math.pi * place / count - math.pi / 2


def _labels(chart: Chart) -> tuple[list[list[str]], list[str]]:
    """Return the lines of each label and the names for the key.

    Labels that would touch each other or leave no room for the web become numbers.
    """
    wrapped = [wrap(label, _LABEL_ROOM) for label in chart.labels]
    if _fit(wrapped):
        explained = chart.names if tuple(chart.names) != chart.labels else []
        return wrapped, explained
    numbers = [str(place) for place in range(1, len(wrapped) + 1)]
    names = [f"{number} {name}" for number, name in zip(numbers, chart.names, strict=True)]
    return [[number] for number in numbers], names


def _fit(labels: Sequence[list[str]]) -> bool:
    radius = _radius(labels)
    if radius < SMALLEST or max(map(len, labels)) > _TALLEST_LABEL:
        return False
    texts = [
        _block(lines, place, _Web(Scale(0, ()), len(labels), radius, 0))
        for place, lines in enumerate(labels)
    ]
    return not any(
        overlap(first, second)
        for one, other in combinations(texts, 2)
        for first in one
        for second in other
    )


def _radius(labels: Sequence[list[str]]) -> float:
    """Return the largest radius that leaves room for every label beside it."""
    rooms = [LARGEST]
    for place, lines in enumerate(labels):
        cosine = abs(math.cos(_angle(place, len(labels))))
        if cosine >= _UPRIGHT:
            wide = max(map(width, lines)) * EM
            rooms.append((WIDTH / 2 - wide - 2) / cosine - _GAP)
    return min(rooms)


def _room_above(labels: Sequence[list[str]]) -> float:
    return _GAP + LINE * max(map(len, labels)) + 2


def _place(labels: Sequence[list[str]], web: _Web) -> list[Text]:
    return [text for place, lines in enumerate(labels) for text in _block(lines, place, web)]


def _block(lines: Sequence[str], place: int, web: _Web) -> list[Text]:
    """Set a label's lines beyond the end of its axis."""
    angle = _angle(place, web.count)
    cosine, sine = math.cos(angle), math.sin(angle)
    x = WIDTH / 2 + (web.radius + _GAP) * cosine
    middle = web.middle + (web.radius + _GAP) * sine
    middle += sine * LINE * (len(lines) - 1) / 2  # upward labels grow up, downward ones down
    anchor = MIDDLE if abs(cosine) < _UPRIGHT else START if cosine > 0 else END
    first = middle - LINE * (len(lines) - 1) / 2 + RISE * EM
    return [
        Text(x, first + LINE * number, line, anchor, bold=True) for number, line in enumerate(lines)
    ]


def _grid(web: _Web) -> list[Shape]:
    rings = [
        Path(
            tuple(web.at(place, web.scale.share(tick)) for place in range(web.count)),
            looks.GRID,
            closed=True,
        )
        for tick in web.scale.ticks[1:]
    ]
    centre = (WIDTH / 2, web.middle)
    spokes = [Path((centre, web.at(place, 1)), looks.GRID) for place in range(web.count)]
    return [*spokes, *rings]


def _mark(chart: Chart, web: _Web) -> list[Shape]:
    return _outline(web.ring(chart.mark.values), looks.MARK) if chart.mark else []


def _series(chart: Chart, web: _Web) -> list[Shape]:
    """Draw the lines, the first series last: it lies over the others."""
    shapes: list[Shape] = []
    for place, one in reversed(list(enumerate(chart.series))):
        ring = web.ring(one.values)
        if place == 0:
            shapes += _area(ring)
        shapes += _outline(ring, looks.LINES[place])
        dots = [looks.HOLLOW if n in one.drafts else looks.DOTS[place] for n in range(web.count)]
        shapes += [
            Dot(*point, dot, radius=3) for point, dot in zip(ring, dots, strict=True) if point
        ]
    return shapes


def _area(ring: Sequence[Point | None]) -> list[Shape]:
    whole = tuple(point for point in ring if point)
    return [Path(whole, looks.AREA, closed=True)] if len(whole) == len(ring) else []


def _outline(ring: Sequence[Point | None], look: Look) -> list[Shape]:
    """Join neighbours that are both known; a whole ring is one closed line."""
    whole = tuple(point for point in ring if point)
    if len(whole) == len(ring):
        return [Path(whole, look, closed=True)]
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return [Path((one, other), look) for one, other in pairs if one and other]
