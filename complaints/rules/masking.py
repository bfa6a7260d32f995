"""Figures that point to nobody: a table is shown whole, or not at all. Pure.

A cell of 1 or 2 points to people. To cover that cell alone is not enough, since sums and other
tables would give it back; so a table with such a cell is left out whole, and what is shown holds
0 or at least 3 everywhere. The halves of a year are shown apart from each other and only after
they have ended, and a sum over the year only when both halves are shown: so the difference
between an earlier publication and a later one tells nothing either; see also `settling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name", int, str)

LEAST = 3
"""Cells below it point to people, unless they are 0."""

Table = tuple[tuple[Name, int], ...]
"""Names with their counts, in the order in which they are shown."""

Cells = Mapping[tuple[int, str], int]
"""How many came in, by month (1 to 12) and kind."""


@dataclass(frozen=True)
class Half:
    """The shown figures of half a year; None stands for what is not shown."""

    number: int
    total: int | None
    by_month: Table[int] | None
    by_kind: Table[str] | None

    @property
    def is_none(self) -> bool:
        """Whether there was no complaint at all."""
        return self.total == 0


@dataclass(frozen=True)
class Outcome:
    """How many of a time were finished at its end and how many were open; None: not shown."""

    done: int | None
    open: int | None


HIDDEN = Outcome(None, None)


def is_fit(count: int) -> bool:
    """Tell whether a count may be shown."""
    return count == 0 or count >= LEAST


def shown_half(number: int, cells: Cells, *, months: Iterable[int], kinds: Iterable[str]) -> Half:
    """Return what may be shown of half a year. All kinds and months stand there, with 0 too."""
    total = sum(cells.values())
    if not is_fit(total):
        return Half(number, None, None, None)
    by_month = tuple((month, _sum(cells, 0, month)) for month in months)
    by_kind = tuple((kind, _sum(cells, 1, kind)) for kind in kinds)
    return Half(number, total, _whole(by_month), _whole(by_kind))


def shown_outcome(half: Half, *, done: int) -> Outcome:
    """Return what may be shown of the first half's outcome, at its own end."""
    if half.total is None or not (is_fit(done) and is_fit(half.total - done)):
        return HIDDEN
    return Outcome(done, half.total - done)


def shown_year(first: Half, second: Half) -> int | None:
    """Return the year's total when both halves show theirs."""
    if first.total is None or second.total is None:
        return None
    return first.total + second.total


def shown_year_outcome(total: int | None, before: Outcome, *, done: int) -> Outcome:
    """Return what may be shown of the year's outcome, at its end.

    Not when the difference to what the first half showed would be small.
    """
    if total is None or not (is_fit(done) and is_fit(total - done)):
        return HIDDEN
    if before.done is not None and before.open is not None:
        later, still = done - before.done, total - done - before.open
        if not is_fit(abs(later)) or not is_fit(abs(still)):
            return HIDDEN
    return Outcome(done, total - done)


def _whole(table: Table[Name]) -> Table[Name] | None:
    return table if all(is_fit(count) for _, count in table) else None


def _sum(cells: Cells, place: int, name: object) -> int:
    return sum(count for cell, count in cells.items() if cell[place] == name)
