"""Earlier and later publications, compared by somebody who knows how they are made."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from complaints.rules.masking import is_fit
from complaints.rules.settling import Truth, YearFigures, read, settled, written

KINDS = ("a", "b")
ENDS = (date(2026, 3, 31), date(2026, 9, 30))
FOUR = [(10, "a"), (10, "b"), (11, "a"), (11, "b")]
"""Cells of the first half: two months by two kinds."""
HIDDEN = {1, 2}


def truth(*cells: dict[tuple[int, str], int], done: tuple[int, ...]) -> Truth:
    """Return the register of as many halves as there are cells."""
    return Truth(2569, ENDS[: len(cells)], cells, done)


def given_away(behind: dict[object, list[dict[str, int]]]) -> list[tuple[object, str]]:
    """Return the facts of 1 or 2 of which somebody who saw all that was shown can be certain."""
    return [
        (shown, name)
        for shown, ways in behind.items()
        for name in ways[0]
        if {way[name] for way in ways} in ({1}, {2})
    ]


def facts(name: str, cells: tuple[int, ...]) -> dict[str, int]:
    """Return every cell and every sum of months or kinds."""
    first, second, third, fourth = cells
    sums = {"m1": first + second, "m2": third + fourth, "k1": first + third, "k2": second + fourth}
    return {f"{name} {key}": n for key, n in {**sums, "all": sum(cells)}.items()} | {
        f"{name} {place}": count for place, count in enumerate(cells)
    }


def test_a_later_publication_gives_nothing_away_of_the_earlier_one_nor_of_what_came_between():
    """All ways in which few cases come in time and few come late, one at a time or together."""
    behind: dict[object, list[dict[str, int]]] = defaultdict(list)
    early_ways = [ways for ways in product(range(5), repeat=4) if sum(ways) <= 6]
    late_ways = [ways for ways in product(range(4), repeat=4) if sum(ways) <= 4]
    first_shown = {}
    for cells in early_ways:
        table = dict(zip(FOUR, cells, strict=True))
        first_shown[cells] = settled(truth(table, done=(0,)), KINDS)
    for cells, late in product(early_ways, late_ways):
        if sum(cells) in HIDDEN and sum(cells) + sum(late) > 1 + 4:
            continue  # not all ways that lead there are tried
        after = tuple(one + more for one, more in zip(cells, late, strict=True))
        table = dict(zip(FOUR, after, strict=True))
        shown = settled(truth(table, done=(0,)), KINDS, first_shown[cells])
        told = facts("before", cells) | facts("late", late) | facts("after", after)
        behind[first_shown[cells], shown].append(told)

    assert given_away(behind) == []


def test_the_end_of_the_year_gives_nothing_away_when_cases_of_the_first_half_came_late():
    behind: dict[object, list[dict[str, int]]] = defaultdict(list)
    for first, late, second in product(range(6), range(7), range(6)):
        if first in HIDDEN and first + late > 1 + 6:
            continue
        for early, done in product(range(first + 1), range(first + late + second + 1)):
            if done < early:
                continue
            begun = settled(truth({(10, "a"): first}, done=(early,)), KINDS)
            whole = truth({(10, "a"): first + late}, {(4, "a"): second}, done=(early, done))
            shown = settled(whole, KINDS, begun)
            told = {
                "first": first,
                "late": late,
                "second": second,
                "done early": early,
                "done between": done - early,
                "open at the end": first + late + second - done,
            }
            behind[begun, shown].append(told)

    assert given_away(behind) == []


CELLS = st.dictionaries(
    st.tuples(st.sampled_from((10, 11, 12)), st.sampled_from(KINDS)), st.integers(0, 9)
)


@given(CELLS, CELLS, CELLS)
def test_no_number_ever_changes_by_one_or_two(early, late, later):
    shown = None
    table: dict[tuple[int, str], int] = {}
    for more in (early, late, later):
        table = {cell: table.get(cell, 0) + more.get(cell, 0) for cell in {*table, *more}}
        now = settled(truth(table, done=(0,)), KINDS, shown)
        if shown:
            for name, count in numbers(now).items():
                before = numbers(shown).get(name)
                assert before is None or is_fit(abs(count - before))
        shown = now


def numbers(figures: YearFigures) -> dict[object, int]:
    """Return every number that is shown, by its place."""
    found: dict[object, int | None] = {"total": figures.total, "open": figures.outcome.open}
    for half in figures.halves:
        found["half", half.number] = half.total
        for table in (half.by_month, half.by_kind):
            found |= {(half.number, name): count for name, count in table or ()}
    return {name: count for name, count in found.items() if count is not None}


@given(CELLS, CELLS, st.integers(0, 20))
def test_done_and_open_are_always_the_total(first, second, done):
    both = sum(first.values()) + sum(second.values())
    whole = truth(first, second, done=(min(done, sum(first.values())), min(done, both)))
    shown = settled(whole, KINDS)

    assert read(2569, written(shown)) == shown
    if shown.outcome.done is not None:
        assert shown.outcome.done + shown.outcome.open == shown.total


def test_a_table_that_was_left_out_once_stays_left_out():
    begun = settled(truth({(10, "a"): 4, (11, "a"): 1}, done=(0,)), KINDS)
    shown = settled(truth({(10, "a"): 4, (11, "a"): 7}, done=(0,)), KINDS, begun)

    assert begun.halves[0].by_month is None
    assert (shown.halves[0].total, shown.halves[0].by_month) == (11, None)
