"""The buttons of the form that change its rows without script: add, remove, move, choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ita_portal.papers.forms.typed import TypedPaper
from ita_portal.papers.kinds.base import CHOICE, Rows
from ita_portal.papers.kinds.outline import FIRST
from ita_portal.papers.rules.content import new_key
from ita_portal.papers.rules.people import Person

TypedRows = list[dict[str, str]]


def change(
    typed: TypedPaper, order: str, post: Mapping[str, Any], people: Sequence[Person]
) -> None:
    """Carry out an order on the rows of `typed`; one that fits nothing changes nothing.

    Orders are "add <list>", "choose <list>" (the person chosen there), and with the key of a row
    "up|down|next|remove <list> <key>".
    """
    verb, _, rest = order.partition(" ")
    name, _, key = rest.partition(" ")
    one = next((found for found in typed.kind.fields() if found.name == name), None)
    if not isinstance(one, Rows):
        return
    rows: TypedRows = typed.content[name]
    if verb == "add":
        typed.focus = _add(rows, len(rows), _empty(one))
    elif verb == "choose":
        chosen = next((p for p in people if p.value == post.get(f"choose-{name}")), None)
        if chosen:
            typed.focus = _add(rows, len(rows), {**_empty(one), **chosen.row()})
    else:
        at = next((place for place, row in enumerate(rows) if row["key"] == key), None)
        if at is not None:
            typed.focus = _moved(one, rows, at, verb)


def _moved(one: Rows, rows: TypedRows, at: int, verb: str) -> str:
    """Do what is done at a row; return the key of the row that is looked at then."""
    if verb == "next":
        level = {"level": rows[at]["level"]} if "level" in rows[at] else {}
        return _add(rows, at + 1, {**_empty(one), **level})
    if verb == "remove":
        del rows[at]
        return rows[min(at, len(rows) - 1)]["key"] if rows else ""
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        return rows[to]["key"]
    return rows[at]["key"]


def _empty(one: Rows) -> dict[str, str]:
    return {
        column.name: FIRST
        if column.type == CHOICE and FIRST in dict(column.choices)
        else (column.choices[0][0] if column.type == CHOICE else "")
        for column in one.columns
    }


def _add(rows: TypedRows, at: int, row: dict[str, str]) -> str:
    row["key"] = new_key()
    rows.insert(at, row)
    return row["key"]
