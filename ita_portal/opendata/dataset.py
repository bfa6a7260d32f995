"""A table of open data: what it is, of which columns, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from typing import NamedTuple

from ita_portal.opendata.columns import Column, Row, Value
from ita_portal.organisations.models import Office, OfficeQuerySet

Key = tuple[Value, ...]


@dataclass(frozen=True)
class Selection:
    """What is asked of a table; `after` is the key of the row behind which to go on."""

    office: str | None = None
    fiscal_year: int | None = None
    item: str | None = None
    dataset: str | None = None
    after: Key | None = None

    @property
    def starts_at(self) -> str:
        """The first part of the key from which on rows are wanted; "" for all."""
        return str(self.after[0]) if self.after else ""


@dataclass(frozen=True)
class Dataset:
    """A table; `parameters` are the names of the Selection by which it can be narrowed.

    `rows` gives what is selected in the order of the key, beginning with the first part of
    `after` and not later; `count` tells how many there are, whatever `after` is; `updated` when
    the newest of them was published, None where nothing tells that.
    """

    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    columns: tuple[Column, ...]
    parameters: tuple[str, ...]
    rows: Callable[[Selection], Iterator[Row]]
    count: Callable[[Selection], int]
    updated: Callable[[], datetime | None]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """The columns that tell one row from another; they stand first."""
        return tuple(column for column in self.columns if column.is_key)

    def key_of(self, row: Row) -> Key:
        """Return what tells the row from all others."""
        return row[: len(self.key_columns)]

    def selected(self, selection: Selection) -> Iterator[Row]:
        """Give the rows that are asked for, those behind `after` alone."""
        after = selection.after
        if after is None:
            return self.rows(selection)
        place = len(after)

        def is_past(row: Row) -> bool:
            return row[0] == after[0] and row[1:place] <= after[1:]

        return dropwhile(is_past, self.rows(selection))


class OfficeName(NamedTuple):
    """What the rows of an office begin with, and its key."""

    pk: int
    code: str
    name: str


def offices_in(selection: Selection) -> OfficeQuerySet:
    """Return the offices that are asked for and in use, by their codes."""
    rows = Office.objects.filter(is_active=True, code__gte=selection.starts_at).order_by("code")
    return rows.filter(code=selection.office) if selection.office else rows


def office_by_office(
    selection: Selection, make: Callable[[Sequence[OfficeName]], Iterator[Row]], *, at_once: int
) -> Iterator[Row]:
    """Give the rows that `make` makes of the offices, some offices at once.

    So a file of the whole country needs no more memory than a few offices, keeps no statement
    open while a slow visitor reads, and asks the database a few times for each handful.
    """
    offices = [OfficeName(*row) for row in offices_in(selection).values_list("pk", "code", "name")]
    for start in range(0, len(offices), at_once):
        yield from make(offices[start : start + at_once])
