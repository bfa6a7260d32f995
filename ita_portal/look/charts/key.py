"""Beneath a drawing: which line is what, where the axis begins, what the numbers stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_portal.look.charts import looks
from ita_portal.look.charts.data import Chart, Mark, Series
from ita_portal.look.charts.letters import width, wrap
from ita_portal.look.charts.shapes import (
    EM,
    LINE,
    RISE,
    SMALL,
    Box,
    Dot,
    Look,
    Path,
    Shape,
    Text,
)

SIDE = 4.0
"""Between the words of a key and the edge of the drawing."""

SWATCH = 24.0
_AFTER_SWATCH = 6.0
_BETWEEN = 16.0

Swatch = Callable[[float, float], list[Shape]]
"""Draws a sample from its left end, at the height of the middle of the words."""


@dataclass(frozen=True)
class Entry:
    """A sample of a line and its words."""

    swatch: Swatch
    words: str


def line_swatch(line: Look, dot: Look) -> Swatch:
    """Return the sample of a line with points."""

    def swatch(x: float, y: float) -> list[Shape]:
        return [Path(((x, y), (x + SWATCH, y)), line), Dot(x + SWATCH / 2, y, dot)]

    return swatch


def bar_swatch(look: Look) -> Swatch:
    """Return the sample of a bar."""

    def swatch(x: float, y: float) -> list[Shape]:
        return [Box(x, y - 4.5, SWATCH, 9, look)]

    return swatch


def mark_swatch(x: float, y: float) -> list[Shape]:
    """Draw the sample of the mark."""
    return [Path(((x, y), (x + SWATCH, y)), looks.MARK)]


def draft_swatch(x: float, y: float) -> list[Shape]:
    """Draw the sample of a figure that is not final."""
    return [Dot(x + SWATCH / 2, y, looks.HOLLOW)]


def entries(chart: Chart, swatch_of: Callable[[int, Series], Swatch]) -> list[Entry]:
    """Return what a key tells of `chart`: its series, its mark, its drafts."""
    told = [Entry(swatch_of(place, one), one.name) for place, one in enumerate(chart.series)]
    if chart.mark:
        told.append(Entry(mark_swatch, mark_words(chart.mark)))
    if any(one.drafts for one in chart.series):
        told.append(Entry(draft_swatch, "จุดโปร่ง ยังเป็นร่าง"))
    return told


def mark_words(mark: Mark) -> str:
    """Return "เกณฑ์ผ่าน 85", without a figure when each label has its own."""
    return mark.name if mark.same is None else f"{mark.name} {plain(mark.same)}"


def plain(value: Decimal) -> str:
    """Return a figure without needless zeros: "85", "79.5"."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def below(
    told: Sequence[Entry],
    notes: Sequence[str],
    names: Sequence[str] = (),
    *,
    room: float,
    top: float,
    left: float = 0,
) -> tuple[list[Shape], float]:
    """Draw the key, the notes and the names beneath `top`, and return where they end.

    Entries and notes begin at `left`, names on the drawing's edge.
    """
    shapes, y = _flow(told, room, top, left)
    for note in notes:
        words_room = (room - left - 2 * SIDE) / (EM * SMALL)
        lines, y = _lines(wrap(note, words_room), left + SIDE, y, soft=True)
        shapes += lines
    if names:
        listed, y = _columns(names, room, y + 5)
        shapes += listed
    return shapes, y + 4


def _flow(told: Sequence[Entry], room: float, top: float, left: float) -> tuple[list[Shape], float]:
    """Lay the entries in rows, as words in a paragraph."""
    shapes: list[Shape] = []
    start = left + SIDE
    x, y = start, top
    words_room = (room - start - SIDE - SWATCH - _AFTER_SWATCH) / (EM * SMALL)
    for entry in told:
        lines = wrap(entry.words, words_room)
        wide = SWATCH + _AFTER_SWATCH + EM * SMALL * max(map(width, lines))
        if x > start and x + wide > room - SIDE:
            x, y = start, y + LINE
        shapes += entry.swatch(x, y + LINE / 2)
        words, end = _lines(lines, x + SWATCH + _AFTER_SWATCH, y)
        shapes += words
        x, y = x + wide + _BETWEEN, end - LINE
    return shapes, (y + LINE if told else top)


def _columns(names: Sequence[str], room: float, top: float) -> tuple[list[Shape], float]:
    """List names in two columns if all fit into half of the room, else in one."""
    half = (room - 3 * SIDE) / 2
    fits = len(names) > 3 and all(width(name) * EM * SMALL <= half for name in names)
    if not fits:
        lines = [line for name in names for line in wrap(name, (room - 2 * SIDE) / (EM * SMALL))]
        return _lines(lines, SIDE, top)
    rows = (len(names) + 1) // 2
    left, end = _lines(names[:rows], SIDE, top)
    right, _ = _lines(names[rows:], 2 * SIDE + half, top)
    return [*left, *right], end


def _lines(
    lines: Sequence[str], x: float, top: float, *, soft: bool = False
) -> tuple[list[Shape], float]:
    """Set lines beneath each other and return where they end."""
    feet = [top + LINE * (place + 0.5) + RISE * EM * SMALL for place in range(len(lines))]
    texts: list[Shape] = [
        Text(x, foot, line, size=SMALL, soft=soft) for foot, line in zip(feet, lines, strict=True)
    ]
    return texts, top + LINE * len(lines)
