"""The figures of a year, settled when a half has ended, and how they are put right later. Pure.

What was published stays as it is until the next half has ended: figures that changed with each
case would tell its day. Then cases that were recorded late are put in, but only where no number
changes by 1 or 2: who compares the earlier publication with the later one learns of nobody. A
table that was left out once stays left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.rules.masking import (
    HIDDEN,
    LEAST,
    Cells,
    Half,
    Outcome,
    Table,
    is_fit,
    shown_half,
    shown_outcome,
    shown_year,
    shown_year_outcome,
)

HALVES = {1: (10, 11, 12, 1, 2, 3), 2: (4, 5, 6, 7, 8, 9)}
"""The months of each half of a fiscal year, in their order."""


@dataclass(frozen=True)
class YearFigures:
    """What may be shown of a fiscal year. `until` is the last day that it covers.

    `halves` are those that have ended, none in the first half itself. `outcome` is the one at the
    end of the last of them, `early` the one at the end of the first.
    """

    fiscal_year: int
    until: date | None
    halves: tuple[Half, ...]
    total: int | None
    outcome: Outcome
    early: Outcome = HIDDEN

    @property
    def is_none(self) -> bool:
        """Whether no complaint came in during the time covered."""
        return bool(self.halves) and all(half.is_none for half in self.halves)


@dataclass(frozen=True)
class Truth:
    """The figures as the register has them: for each half that has ended its last day and cells.

    `done` is how many of all that came in until that day were told their result until then.
    """

    fiscal_year: int
    ends: tuple[date, ...]
    cells: tuple[Cells, ...]
    done: tuple[int, ...]


def settled(truth: Truth, kinds: Sequence[str], shown: YearFigures | None = None) -> YearFigures:
    """Return what may be shown now; `shown` is what was published of the year before."""
    if not truth.ends:
        return YearFigures(truth.fiscal_year, None, (), None, HIDDEN)
    before = shown.halves if shown else ()
    halves = tuple(
        _half(number, cells, kinds, before[number - 1] if number <= len(before) else None)
        for number, cells in enumerate(truth.cells, 1)
    )
    early = _early(halves[0], truth, shown)
    total, outcome = halves[0].total, early
    if len(halves) > 1:
        total = shown_year(*halves)
        outcome = _late(halves, truth, early, shown)
    return YearFigures(truth.fiscal_year, truth.ends[-1], halves, total, outcome, early)


def written(figures: YearFigures) -> dict[str, Any]:
    """Return the figures as JSON keeps them."""
    return {
        "until": figures.until.isoformat() if figures.until else None,
        "halves": [[one.number, one.total, one.by_month, one.by_kind] for one in figures.halves],
        "total": figures.total,
        "outcome": [figures.outcome.done, figures.outcome.open],
        "early": [figures.early.done, figures.early.open],
    }


def read(fiscal_year: int, kept: Mapping[str, Any]) -> YearFigures:
    """Return the figures that `written` wrote."""
    halves = tuple(
        Half(number, total, _rows(by_month), _rows(by_kind))
        for number, total, by_month, by_kind in kept["halves"]
    )
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    outcome, early = Outcome(*kept["outcome"]), Outcome(*kept["early"])
    return YearFigures(fiscal_year, until, halves, kept["total"], outcome, early)


def _half(number: int, cells: Cells, kinds: Sequence[str], shown: Half | None) -> Half:
    fresh = shown_half(number, cells, months=HALVES[number], kinds=kinds)
    if shown is None:
        return fresh
    if fresh.total == shown.total or not _may_follow(shown.total, fresh.total):
        return shown
    by_month = _table(shown.by_month, fresh.by_month)
    return Half(number, fresh.total, by_month, _table(shown.by_kind, fresh.by_kind))


def _may_follow(before: int | None, after: int | None) -> bool:
    """Tell whether a number may be put right. Of one that was not shown 1 and 2 are known."""
    if after is None:
        return False
    if before is None:
        return after >= 2 * LEAST - 1
    return is_fit(abs(after - before))


def _table(before: Table[Any] | None, after: Table[Any] | None) -> Table[Any] | None:
    if before is None or after is None:
        return None
    old = dict(before)
    return after if all(is_fit(abs(count - old[name])) for name, count in after) else None


def _early(half: Half, truth: Truth, shown: YearFigures | None) -> Outcome:
    """Return the outcome at the end of the first half; it stands while its total stands."""
    if shown and shown.halves:
        if half.total == shown.halves[0].total:
            return shown.early
        return _follows(shown.early, shown_outcome(half, done=truth.done[0]))
    return shown_outcome(half, done=truth.done[0])


def _late(
    halves: tuple[Half, ...], truth: Truth, early: Outcome, shown: YearFigures | None
) -> Outcome:
    """Return the outcome at the end of the year; none while a late case is not in its total."""
    total = shown_year(*halves)
    if shown and len(shown.halves) == len(halves) and total == shown.total:
        return shown.outcome
    if total != sum(sum(cells.values()) for cells in truth.cells):
        return HIDDEN
    outcome = shown_year_outcome(total, early, done=truth.done[1])
    if shown and len(shown.halves) == len(halves):
        return _follows(shown.outcome, outcome)
    return outcome


def _follows(before: Outcome, after: Outcome) -> Outcome:
    """Return the outcome that may follow one that was published."""
    if before.done is None or before.open is None or after.done is None or after.open is None:
        return HIDDEN
    fits = is_fit(abs(after.done - before.done)) and is_fit(abs(after.open - before.open))
    return after if fits else HIDDEN


def _rows(table: list[list[Any]] | None) -> Table[Any] | None:
    return None if table is None else tuple((name, count) for name, count in table)
