"""What a file holds before anybody understands it: tables of cells, and text beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """A cell with its cleaned text; lines end with a newline.

    `column` counts from 0, `width` is how many columns it covers. A cell that was merged downward
    has its text in its first row only; below it stands an empty one that `is_continued`. `fill` is
    the colour behind it, "" for none.
    """

    text: str
    column: int
    width: int = 1
    is_continued: bool = False
    fill: str = ""

    def covers(self, column: int) -> bool:
        """Tell whether the cell stands (also) in that column."""
        return self.column <= column < self.column + self.width


@dataclass(frozen=True)
class Row:
    """A row; `number` counts from 1 as the one who looks into the file counts."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[Cell]:
        """The cells with text."""
        return [cell for cell in self.cells if cell.text]

    def at(self, column: int) -> Cell | None:
        """Return the cell that covers the column."""
        return next((cell for cell in self.cells if cell.covers(column)), None)


@dataclass(frozen=True)
class Table:
    """A table; `name` tells it from others, e.g. the sheet's title; "" when there is one alone."""

    name: str
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((c.column + c.width for row in self.rows for c in row.cells), default=0)


@dataclass(frozen=True)
class Stray:
    """Text that stands in no table; `note` says what it is, when that is known."""

    text: str
    row: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Source:
    """A whole file: its tables and the text around them, in order."""

    blocks: tuple[Table | Stray, ...] = field(default_factory=tuple)

    def tables(self) -> Iterator[Table]:
        """Yield the tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))
