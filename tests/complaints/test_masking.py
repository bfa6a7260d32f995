"""Figures that point to nobody, held against somebody who knows how they are made."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from complaints.rules.masking import (
    HIDDEN,
    Outcome,
    is_fit,
    shown_half,
    shown_outcome,
    shown_year,
    shown_year_outcome,
)

MONTHS, KINDS = (1, 2, 3), ("a", "b", "c")
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(KINDS)), st.integers(0, 9)
)


def half_of(cells, number: int = 1):
    """Return what is shown of the cells."""
    return shown_half(number, cells, months=MONTHS, kinds=KINDS)


@given(COUNTS)
def test_nothing_that_is_shown_is_small_and_all_of_it_is_true(cells):
    shown = half_of(cells)
    total = sum(cells.values())

    assert shown.total in {None, total}
    for table, place in ((shown.by_month, 0), (shown.by_kind, 1)):
        for name, count in table or ():
            assert is_fit(count)
            assert count == sum(n for cell, n in cells.items() if cell[place] == name)
        if table:
            assert sum(count for _, count in table) == total


@given(COUNTS, st.integers(0, 40))
def test_an_outcome_shows_neither_a_small_number_nor_a_small_rest(cells, done):
    shown = half_of(cells)
    outcome = shown_outcome(shown, done=min(done, sum(cells.values())))

    if outcome != HIDDEN:
        assert is_fit(outcome.done)
        assert is_fit(outcome.open)
        assert outcome.done + outcome.open == shown.total


def small_sums(cells: tuple[int, ...]) -> dict[str, int]:
    """Return every cell and every sum of months or kinds that lies in the open somewhere."""
    first, second, third, fourth = cells
    return {
        **{f"cell {place}": count for place, count in enumerate(cells)},
        "month 1": first + second,
        "month 2": third + fourth,
        "kind a": first + third,
        "kind b": second + fourth,
        "total": sum(cells),
    }


def test_who_knows_the_rule_and_tries_every_year_still_learns_no_small_number():
    """All ways in which up to 9 may fall into 4 cells: what is shown fits more than one of them.

    Alone, or together with all that was shown of the outcome.
    """
    months, kinds = (1, 2), ("a", "b")
    behind: dict[object, list[dict[str, int]]] = defaultdict(list)
    for cells in (ways for ways in product(range(10), repeat=4) if sum(ways) <= 9):
        table = dict(zip(product(months, kinds), cells, strict=True))
        shown = shown_half(1, table, months=months, kinds=kinds)
        for done in range(sum(cells) + 1):
            outcome = shown_outcome(shown, done=done)
            sums = small_sums(cells) | {"done": done, "open": sum(cells) - done}
            behind[shown, outcome].append(sums)

    given_away = [
        (shown, name)
        for shown, ways in behind.items()
        for name in ways[0]
        if {way[name] for way in ways} <= {1} or {way[name] for way in ways} <= {2}
    ]
    assert given_away == []


def test_what_is_shown_at_the_end_of_the_year_gives_nothing_away_of_its_halves():
    """Both halves, then the sum; and the outcome at six months, then at twelve."""
    behind: dict[object, list[dict[str, int]]] = defaultdict(list)
    for first, second in product(range(8), repeat=2):
        halves = [half_of({(1, "a"): count}, place) for place, count in ((1, first), (2, second))]
        total = shown_year(*halves)
        for before, after in product(range(first + 1), range(first + second + 1)):
            if after < before:
                continue
            early = shown_outcome(halves[0], done=before)
            late = shown_year_outcome(total, early, done=after)
            facts = {
                "first": first,
                "second": second,
                "done at six": before,
                "done at twelve": after,
                "done between": after - before,
                "open at twelve": first + second - after,
            }
            behind[(*halves, total, early, late)].append(facts)

    given_away = [
        (shown, name)
        for shown, ways in behind.items()
        for name in ways[0]
        if {way[name] for way in ways} <= {1} or {way[name] for way in ways} <= {2}
    ]
    assert given_away == []


def test_no_complaint_is_shown_as_none():
    shown = half_of({})

    assert shown.is_none
    assert dict(shown.by_kind) == dict.fromkeys(KINDS, 0)
    assert shown_outcome(shown, done=0) == Outcome(0, 0)
