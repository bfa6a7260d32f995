"""Where an axis begins and ends, and which of its values are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

CEILING = 100
HIGHEST_FLOOR = 50
"""No axis begins above it: cut off more, and a point between two offices looks like a gulf."""


@dataclass(frozen=True)
class Scale:
    """An axis from `floor` to 100 percent with a line at each of its `ticks`."""

    floor: int
    ticks: tuple[int, ...]

    @property
    def begins_at_zero(self) -> bool:
        """Whether lengths may be compared by eye; else the drawing must say where it begins."""
        return self.floor == 0

    def share(self, value: Decimal | float) -> float:
        """Return how far along the axis `value` lies, from 0 to 1."""
        return (float(value) - self.floor) / (CEILING - self.floor)


def full_scale() -> Scale:
    """Return the axis of bars: a bar's length is its value, so it always begins at 0."""
    return _scale(0)


def near_scale(values: Iterable[Decimal]) -> Scale:
    """Return an axis that shows differences among `values` without making much of them.

    It begins at 50 or at a multiple of ten that lies at least ten below every value.
    """
    lowest = int(min(values, default=Decimal(0))) // 10 * 10
    return _scale(min(HIGHEST_FLOOR, max(0, lowest - 10)))


def _scale(floor: int) -> Scale:
    step = 10 if (CEILING - floor) % 20 else 20
    return Scale(floor, tuple(range(CEILING, floor - 1, -step))[::-1])
