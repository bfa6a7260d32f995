"""What a page is told when it has saved itself."""

from __future__ import annotations

from uuid import UUID

from measures.forms.typed import TypedPlan, row_key
from measures.rules.content import PlanContent
from measures.rules.merging import HEAD, Base, Tree, fingerprint

NO_MARK = "0" * 8
"""The mark of a row of which nothing is known."""


def rows_left_out(typed: TypedPlan) -> set[UUID]:
    """Return the rows that cannot be saved as they are typed, and stay as they were saved."""
    found = {key for row in typed.rows() if row.errors and row.was and (key := row_key(row.key))}
    return found | ({HEAD} if typed.errors else set())


def rows_given_up(typed: TypedPlan) -> set[UUID]:
    """Return the rows for which the words of the other were chosen."""
    rows = (typed, *typed.rows())
    return {key for row in rows if row.take == "theirs" and (key := row_key(row.key))}


def base_after(
    mine: PlanContent, saved: PlanContent, before: Base, left_out: set[UUID]
) -> tuple[Base, int]:
    """Return what the page is made from now, and how many rows of others it does not show.

    A row that stands on the page as it was saved has the mark of what was saved; any other keeps
    the one that it had.
    """
    page, there = Tree.of(mine), Tree.of(saved)
    marks = {key: fingerprint(row) for key, row in there.rows.items()}
    marks[HEAD] = fingerprint(saved)
    shown = {key: fingerprint(row) for key, row in page.rows.items()}
    shown[HEAD] = fingerprint(mine)
    parent = {key: above for key, above in page.parent.items() if key in there.rows}
    was = {
        key: marks[key] if shown[key] == marks[key] else before.was.get(key, NO_MARK)
        for key in (HEAD, *parent)
    }
    unseen = sum(1 for key in marks if shown.get(key) != marks[key] and key not in left_out)
    return Base(parent, was), unseen
