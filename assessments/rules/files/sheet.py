"""A table as it stands in a file, whatever the file's kind: numbered rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MAX_ROWS = 20_000
_LIKE_A_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")  # noqa: RUF001 - spreadsheets take these too


@dataclass(frozen=True)
class Unreadable:
    """A cell that holds something which is neither text nor number; why, in Thai."""

    message: str


Cell = str | Decimal | Unreadable | None


@dataclass
class Grid:
    """The rows of one sheet or file, by their numbers from 1.

    `merges` are the merged areas as rows and places (columns from 0), `hidden` the numbers of the
    rows that a reader of the workbook does not see.
    """

    name: str
    rows: list[tuple[int, Sequence[Cell]]]
    is_sheet: bool = False
    merges: list[tuple[range, range]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def merged_in(self, number: int) -> list[range]:
        """Return the places of a row that belong to merged areas."""
        return [places for rows, places in self.merges if number in rows]


def guarded(text: str) -> str:
    """Return a text for CSV so that no spreadsheet takes it for a formula.

    What begins like one gets an apostrophe in front, which `unguarded` takes away again.
    """
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given; any other text is left as it is."""
    return text[1:] if text.startswith("'") and _LIKE_A_FORMULA.match(text) else text
