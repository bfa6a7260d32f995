"""Which indicator, item and question of one framework is which in another. Pure.

An item follows its duties, not its number. One that was split or merged is not the same any more:
its score has no place, since nobody knows how it would fall to the parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from assessments.rules.frameworks.facts import FrameworkFacts, ItemFacts

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Places:
    """The number or code in the new framework by that in the old one; what has none is absent."""

    indicators: dict[int, int]
    items: dict[str, str]
    questions: dict[str, str]


def places_of(old: FrameworkFacts, new: FrameworkFacts) -> Places:
    """Return where the parts of `old` are in `new`; no place is given twice."""
    return Places(
        indicators=_indicators(old, new),
        items=_items(old.items, new.items),
        questions=_questions(old, new),
    )


def _indicators(old: FrameworkFacts, new: FrameworkFacts) -> dict[int, int]:
    """Match by number and name, then by a name that stands once, then by the number alone."""
    keys: list[Callable[..., Hashable]] = [
        lambda one: (one.number, one.name),
        lambda one: one.name,
        lambda one: one.number,
    ]
    pairs = _matched(old.indicators, new.indicators, keys)
    return {before.number: after.number for before, after in pairs}


def _questions(old: FrameworkFacts, new: FrameworkFacts) -> dict[str, str]:
    """Match by code and topic, then by a topic that stands once; a new topic is a new question."""
    keys: list[Callable[..., Hashable]] = [
        lambda one: (one.code, one.topic),
        lambda one: one.topic,
    ]
    pairs = _matched(old.questions, new.questions, keys)
    return {
        before.code: after.code
        for before, after in pairs
        if before.topic or before.code == after.code  # without a topic only the code tells
    }


def _items(old: tuple[ItemFacts, ...], new: tuple[ItemFacts, ...]) -> dict[str, str]:
    """Match the items that share a duty with one item only, on both sides."""
    found = {}
    for item in old:
        heirs = sharing(item, new)
        if len(heirs) == 1 and len(sharing(heirs[0], old)) == 1:
            found[item.code] = heirs[0].code
    return found


def sharing(item: ItemFacts, others: Iterable[ItemFacts]) -> list[ItemFacts]:
    """Return the items that carry a duty of `item`."""
    duties = set(item.duties)
    return [other for other in others if duties & set(other.duties)]


def _matched(
    old: Iterable[Part], new: Iterable[Part], keys: Iterable[Callable[[Part], Hashable]]
) -> list[tuple[Part, Part]]:
    """Pair what has the same key, surest key first; a key that stands twice pairs nothing."""
    before, after, pairs = list(old), list(new), []
    for key in keys:
        counts = Counter(map(key, before)), Counter(map(key, after))
        places = {key(one): one for one in after}
        for one in list(before):
            name = key(one)
            if counts[0][name] == counts[1][name] == 1:
                pairs.append((one, places[name]))
                before.remove(one)
                after.remove(places[name])
    return pairs
