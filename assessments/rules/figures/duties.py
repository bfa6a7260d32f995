"""OIT items over the years by what they ask for: a duty keeps its key when its item's code changes.

The same duty was O42 in 2564, O34 in 2567, O27 in 2568 and O25 in 2569. In some years one item
asks for several duties, in others each has its own: both are told, since a mark earned for two
duties together is not the mark of either. Pure: facts and marks (percent) go in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.rules.frameworks.facts import FrameworkFacts, ItemFacts


class Turn(StrEnum):
    """What became of a duty's item since the year before it in the list."""

    SAME = ""
    RENUMBERED = "renumbered"
    MERGED = "merged"  # stands together with duties it did not stand with
    SPLIT = "split"  # left duties it stood with, or asks by more items than before
    NEW = "new"  # the year before did not ask for it


@dataclass(frozen=True, slots=True)
class YearMarks:
    """A year with its facts and the marks of its items that are known, by code."""

    facts: FrameworkFacts
    marks: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ItemMark:
    """An item of one year; `together` are the other duties that it asks for, by name."""

    code: str
    title: str
    mark: Decimal | None
    together: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyYear:
    """What one year asks of a duty: no item when it does not ask for it, seldom several."""

    fiscal_year: int
    items: tuple[ItemMark, ...]
    turn: Turn


@dataclass(frozen=True, slots=True)
class DutyHistory:
    """A duty over the years, one entry for each of them; `codes` are its codes as they changed.

    Duties that stand in the same items in all of the years have one history together; `keys` are
    theirs.
    """

    keys: tuple[str, ...]
    name: str
    codes: tuple[str, ...]
    years: tuple[DutyYear, ...]

    @property
    def is_known(self) -> bool:
        """Whether a mark of it is known in any year."""
        return any(item.mark is not None for year in self.years for item in year.items)


def duty_histories(
    years: Sequence[YearMarks], others: Sequence[FrameworkFacts] = ()
) -> list[DutyHistory]:
    """Return every duty of the years, in the order of the newest year that asks for it.

    `years` stand in order, oldest first. `others` are more years that may know a duty by a name
    of its own. An item without duties is followed by its title.
    """
    asked = [_by_duty(year.facts) for year in years]
    names = _names([*(_by_duty(facts) for facts in others), *asked])
    order = dict.fromkeys(key for by_duty in reversed(asked) for key in by_duty)
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for key in order:
        places = tuple(tuple(item.code for item in by_duty.get(key, ())) for by_duty in asked)
        alike.setdefault(places, []).append(key)
    return [_history(tuple(keys), names, years, asked) for keys in alike.values()]


def _by_duty(facts: FrameworkFacts) -> dict[str, tuple[ItemFacts, ...]]:
    """Return the items of a year by the duties that they ask for."""
    found: dict[str, tuple[ItemFacts, ...]] = {}
    for item in facts.items:
        for key in _duties(item):
            found[key] = (*found.get(key, ()), item)
    return found


def _duties(item: ItemFacts) -> tuple[str, ...]:
    return item.duties or (item.title,)


def _names(asked: Sequence[Mapping[str, tuple[ItemFacts, ...]]]) -> dict[str, str]:
    """Name each duty by its newest item that asks for nothing else, else by its newest item."""
    names: dict[str, str] = {}
    alone: set[str] = set()
    for by_duty in asked:
        for key, items in by_duty.items():
            if len(_duties(items[0])) == 1:
                alone.add(key)
                names[key] = items[0].title
            elif key not in alone:
                names[key] = items[0].title
    return names


def _history(
    keys: tuple[str, ...],
    names: Mapping[str, str],
    years: Sequence[YearMarks],
    asked: Sequence[Mapping[str, tuple[ItemFacts, ...]]],
) -> DutyHistory:
    entries: list[DutyYear] = []
    before: tuple[ItemFacts, ...] | None = None
    for year, by_duty in zip(years, asked, strict=True):
        items = by_duty.get(keys[0], ())
        marks = tuple(_mark(keys, item, names, year.marks) for item in items)
        entries.append(DutyYear(year.facts.fiscal_year, marks, _turn(keys, before, items)))
        before = items
    codes = [" + ".join(item.code for item in entry.items) for entry in entries if entry.items]
    changed = [code for at, code in enumerate(codes) if at == 0 or code != codes[at - 1]]
    name = " · ".join(dict.fromkeys(names[key] for key in keys))
    return DutyHistory(keys, name, tuple(changed), tuple(entries))


def _mark(
    keys: tuple[str, ...], item: ItemFacts, names: Mapping[str, str], marks: Mapping[str, Decimal]
) -> ItemMark:
    others = dict.fromkeys(names[other] for other in _duties(item) if other not in keys)
    return ItemMark(item.code, item.title, marks.get(item.code), tuple(others))


def _turn(
    keys: tuple[str, ...], before: tuple[ItemFacts, ...] | None, now: tuple[ItemFacts, ...]
) -> Turn:
    """Tell what changed; nothing can be told of the first year, or of one that does not ask."""
    if before is None or not now:
        return Turn.SAME
    if not before:
        return Turn.NEW
    then_with, now_with = _company(keys, before), _company(keys, now)
    if now_with - then_with:
        return Turn.MERGED
    if then_with - now_with or len(now) > len(before):
        return Turn.SPLIT
    same = {item.code for item in before} == {item.code for item in now}
    return Turn.SAME if same else Turn.RENUMBERED


def _company(keys: tuple[str, ...], items: tuple[ItemFacts, ...]) -> set[str]:
    return {other for item in items for other in _duties(item)} - set(keys)
