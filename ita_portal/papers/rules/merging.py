"""Two people write one paper: what each has changed comes together, place by place. Pure.

Three contents are compared: the one that the page was made from (the base, of which the page
carries a mark for each place), the one that comes from the page (mine), and the one that is
stored (theirs). A place is a field, a row of a list, or the order of a list. What one side alone
has changed, added or removed is taken from that side; a place that both have changed is a
conflict, which a person decides about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Place = str
"""The name of a field, "list/key" of a row, or "list/" of the order of a list."""
Rows = Sequence[Mapping[str, str]]


def mark(value: object) -> str:
    """Return 8 signs that are the same for values that say the same; width of spaces is nothing."""
    return hashlib.sha256(json.dumps(_folded(value), ensure_ascii=False).encode()).hexdigest()[:8]


def _folded(value: object) -> object:
    if isinstance(value, str):
        return [" ".join(line.split()) for line in value.strip().splitlines()]
    if isinstance(value, Mapping):
        return [[key, _folded(value[key])] for key in sorted(value) if key != "key"]
    return value


def places(content: Mapping[str, Any]) -> dict[Place, Any]:
    """Return what stands at each place of a content; an order is a list of keys."""
    found: dict[Place, Any] = {}
    for name, value in content.items():
        if isinstance(value, list):
            found |= {f"{name}/{row['key']}": row for row in value}
            found[f"{name}/"] = [row["key"] for row in value]
        elif isinstance(value, str):
            found[name] = value
    return found


def base_of(content: Mapping[str, Any]) -> dict[Place, Any]:
    """Return what a page carries of the content that it is made from; orders are carried whole."""
    return {
        place: value if place.endswith("/") else mark(value)
        for place, value in places(content).items()
    }


def read_base(text: str) -> dict[Place, Any]:
    """Return the base that a page sends back; what cannot be read counts as not known."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Merged:
    """The content as it comes together, and the places to decide about with what is stored there.

    At such a place `content` has what comes from the page. `others` is how many places somebody
    else has changed.
    """

    content: dict[str, Any]
    conflicts: dict[Place, Any] = field(default_factory=dict)
    others: int = 0


def merge(
    base: Mapping[Place, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> Merged:
    """Bring both contents together; what is neither text nor list is taken from theirs."""
    here, there = places(mine), places(theirs)
    conflicts = {
        place: there[place]
        for place, value in here.items()
        if place in there
        and not place.endswith("/")
        and mark(value) != mark(there[place])
        and base.get(place) not in {mark(value), mark(there[place])}
    }
    content = {
        name: _whole(name, base, mine, theirs) if isinstance(value, str | list) else value
        for name, value in theirs.items()
    }
    others = sum(
        not place.endswith("/") and base.get(place) != mark(value)
        for place, value in there.items()
        if mark(here.get(place)) != mark(value)
    )
    return Merged(content, conflicts, others)


def _whole(
    name: str, base: Mapping[Place, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Any:  # noqa: ANN401 - JSON has no one type
    if isinstance(theirs[name], list):
        return _rows(name, base, mine[name], theirs[name])
    return _value(name, base, mine, theirs)


def _value(
    place: Place, base: Mapping[Place, Any], here: Mapping[Place, Any], there: Mapping[Place, Any]
) -> Any:  # noqa: ANN401 - JSON has no one type
    """Return what holds at a place that both have: mine if I changed it, else theirs."""
    if place not in here or (place in base and mark(here[place]) == base[place]):
        return there.get(place, here.get(place))
    return here[place]


def _rows(name: str, base: Mapping[Place, Any], mine: Rows, theirs: Rows) -> list[Any]:
    """Return the rows of a list in my order if I changed it, else in theirs."""
    here = {row["key"]: row for row in mine}
    there = {row["key"]: row for row in theirs}
    was = [key for key in base.get(f"{name}/", []) if isinstance(key, str)]
    order = _order(was, list(here), list(there))
    kept = []
    for key in order:
        at = f"{name}/{key}"
        if key in here and key in there:
            kept.append(_value(at, base, {at: here[key]}, {at: there[key]}))
        elif key in here and (key not in was or mark(here[key]) != base.get(at)):
            kept.append(here[key])  # mine is new, or they removed what I have written on
        elif key in there and (key not in was or mark(there[key]) != base.get(at)):
            kept.append(there[key])  # theirs is new, or I removed what they have written on
    return kept


def _order(was: list[str], here: list[str], there: list[str]) -> list[str]:
    """Return all keys in my order if I changed it, else in theirs.

    Keys of the other side come after the one that stands before them there.
    """
    first, second = (here, there) if here != was else (there, here)
    order = list(first)
    for place, key in enumerate(second):
        if key not in order:
            before = next((one for one in reversed(second[:place]) if one in order), None)
            order.insert(order.index(before) + 1 if before else 0, key)
    return order
