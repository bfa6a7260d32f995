"""What a person has set by hand about a file: its headings, what columns hold, whose owners."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from measures.rules.importing.heading_words import Field

EVERY_GROUP = 0
"""The number that stands for every group, where an owner is set to a group by hand."""


@dataclass(frozen=True)
class Choices:
    """By hand: rows of headings by table, fields of columns by table and row, groups by owner.

    Tables are counted from 0 through the blocks of the file, rows as in the file, columns from 0.
    A column that is not named in its table's mapping holds nothing. Owners are known by `token_of`.
    """

    heads: Mapping[int, int] = field(default_factory=dict)
    columns: Mapping[tuple[int, int], Mapping[int, Field]] = field(default_factory=dict)
    owners: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return them as plain values for a session."""
        columns = [
            [table, row, [[column, one.value] for column, one in fields.items()]]
            for (table, row), fields in self.columns.items()
        ]
        owners = [list(pair) for pair in self.owners.items()]
        heads = [list(pair) for pair in self.heads.items()]
        return {"heads": heads, "columns": columns, "owners": owners}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Choices:
        """Return what `as_json` told."""
        columns = {
            (table, row): {column: Field(one) for column, one in fields}
            for table, row, fields in told["columns"]
        }
        return cls(dict(told["heads"]), columns, dict(told["owners"]))


def token_of(owner: str) -> str:
    """Return a short name of an owner for a form: the same for the same words."""
    return hashlib.sha256(owner.encode()).hexdigest()[:12]
