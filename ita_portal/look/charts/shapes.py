"""What drawings are made of. One unit is a CSS pixel where the drawing has its own size.

`EM` is the size of running text: the page's style sheet sets Sarabun so, and the 16 pt of TH
SarabunPSK on paper look as large.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ita_portal.look.charts.letters import width

EM = 14.0
SMALL = 0.86
"""The size of figures and of the key, in multiples of EM."""

LINE = 19.0
"""From one line of text to the next; tone marks and lower vowels do not touch."""

RISE = 0.3
"""From the middle of a letter down to its foot, in multiples of the text's size."""

LOW = re.compile(r"[\d.,–]*")
"""Figures have no marks above or below them."""

START, MIDDLE, END = "start", "middle", "end"

Point = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """How a shape is drawn. Fixed colours, since a frozen paper has no style sheet of ours."""

    name: str = ""
    fill: str = "none"
    stroke: str = "none"
    stroke_width: float = 1
    dash: str = ""
    fill_opacity: float = 1


@dataclass(frozen=True)
class Path:
    """Straight lines from point to point; `closed` joins the last to the first."""

    points: tuple[Point, ...]
    look: Look
    closed: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle by its left upper corner."""

    x: float
    y: float
    width: float
    height: float
    look: Look


@dataclass(frozen=True)
class Dot:
    """A point of a line."""

    x: float
    y: float
    look: Look
    radius: float = 3.5


@dataclass(frozen=True)
class Text:
    """One line of words; `y` is the foot of its letters, `size` a multiple of EM."""

    x: float
    y: float
    words: str
    anchor: str = START
    size: float = 1
    bold: bool = False
    soft: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room it takes at most: left, top, right, bottom."""
        size = EM * self.size
        wide = width(self.words) * size
        left = self.x - {START: 0, MIDDLE: wide / 2, END: wide}[self.anchor]
        up, down = (0.78, 0.25) if LOW.fullmatch(self.words) else (0.95, 0.3)
        return left, self.y - up * size, left + wide, self.y + down * size


Shape = Path | Box | Dot | Text


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are laid over each other, within width and height."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    note: str = ""

    @property
    def texts(self) -> list[Text]:
        """All words of the drawing."""
        return [shape for shape in self.shapes if isinstance(shape, Text)]


def overlap(one: Text, other: Text) -> bool:
    """Tell whether two texts touch."""
    left, top, right, bottom = one.box
    other_left, other_top, other_right, other_bottom = other.box
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom
