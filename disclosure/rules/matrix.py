"""The matrix of items by group: where each stands, what is missing, what is at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules.standing import STATE_WORDS, Standing, State
from disclosure.rules.year import points

NOBODY = "ยังไม่กำหนดกลุ่มที่รับผิดชอบ"


@dataclass(frozen=True)
class MatrixRow:
    """A group with its items, in the order of the list."""

    group: str
    items: list[Standing]

    @property
    def cells(self) -> list[tuple[str, list[Standing]]]:
        """The items by state, every state in its order, each with its words."""
        return [(words, self._in(state)) for state, words in STATE_WORDS.items()]

    def _in(self, state: State) -> list[Standing]:
        return [item for item in self.items if item.state == state]

    @property
    def open(self) -> list[Standing]:
        """The items with something left to do: those that are late first, then by worth."""
        left = [item for item in self.items if item.is_open]
        return sorted(left, key=lambda item: (not item.is_late, -(item.worth or Decimal(0))))

    @property
    def late(self) -> int:
        """How many items are past their date."""
        return sum(1 for item in self.items if item.is_late)

    @property
    def at_stake(self) -> Decimal | None:
        """The points that would be lost if all stayed as it is; None while not known."""
        return points(self.open)


@dataclass(frozen=True)
class Matrix:
    """All groups that look after an item, those with most at stake first; nobody's come first."""

    rows: list[MatrixRow]

    @property
    def states(self) -> list[str]:
        """The words of the states, as the columns stand."""
        return list(STATE_WORDS.values())


def matrix_of(items: Sequence[Standing]) -> Matrix:
    """Return the items by the group that looks after them."""
    groups: dict[str, list[Standing]] = {}
    for item in items:
        groups.setdefault(item.owner or NOBODY, []).append(item)
    rows = [MatrixRow(group, some) for group, some in groups.items()]
    rows.sort(key=lambda row: (row.group != NOBODY, -(row.at_stake or Decimal(0)), row.group))
    return Matrix(rows)
