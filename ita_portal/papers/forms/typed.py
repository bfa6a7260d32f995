"""A paper as it stands on the page of its form: the fields with their rows, typed or stored.

Fields are posted as `f-<name>`, cells of rows as `r-<list>-<number>-<column>`, in the order of
the page; the number only keeps the cells of a row together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.http import QueryDict

from ita_portal.documents.rules.comments import ShownComment
from ita_portal.papers.forms.remarks import Remark
from ita_portal.papers.kinds.base import CHOICE, Column, Field, Part, Row, Rows, WrittenKind
from ita_portal.papers.kinds.outline import FIRST, LEVELS, level_of, parted
from ita_portal.papers.rules.content import Content, new_key
from ita_portal.papers.rules.merging import Place, base_of, read_base

_CELL = re.compile(r"r-(?P<list>[a-z_]+)-(?P<number>[0-9]{1,9})-(?P<column>[a-z_]+)")
SUBJECT = Field(
    "subject",
    "เรื่อง",
    "prose",
    "ไม่ต้องพิมพ์คำว่า เรื่อง",
    most=400,
    height=3,
)


@dataclass
class Cell:
    """A field of a row with what stands in it."""

    column: Column
    value: str
    id: str


@dataclass
class TypedRow:
    """A row on the page: its number as the paper will have it, and what somebody else made of it.

    `place` is its name among all places of the paper; `remarks` are comments of a return at it.
    """

    prefix: str
    key: str
    number: str
    cells: list[Cell]
    place: Place
    theirs: str = ""
    focus: bool = False
    remarks: list[ShownComment] = made(default_factory=list)


@dataclass
class TypedField:
    """A field on the page with its text or its rows; `error` is what keeps it from being saved."""

    field: Field | Rows
    value: str = ""
    rows: list[TypedRow] = made(default_factory=list)
    blank: TypedRow | None = None
    theirs: str = ""
    error: str = ""
    remarks: list[ShownComment] = made(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its place on the page."""
        return f"f-{self.field.name}"


@dataclass
class TypedPart:
    """The fields that stand under one legend."""

    title: str
    fields: list[TypedField]


@dataclass
class TypedPaper:
    """All that stands on the page. `base` is what it was made from."""

    kind: WrittenKind
    content: Content
    base: Mapping[Place, Any]
    conflicts: Mapping[Place, Any] = made(default_factory=dict)
    errors: Mapping[str, str] = made(default_factory=dict)
    focus: str = ""
    remarks: list[Remark] = made(default_factory=list)

    @classmethod
    def stored(cls, kind: WrittenKind, content: Content) -> TypedPaper:
        """Return the page of what is stored."""
        return cls(kind, content, base_of(content))

    @classmethod
    def posted(cls, kind: WrittenKind, post: QueryDict, stored: Content) -> TypedPaper:
        """Return the page as it was sent. Where it says so, what is stored stands in its place."""
        content: Content = {
            "subject": post.get("f-subject", ""),
            "digits": post.get("f-digits", ""),
        }
        lists = _posted_rows(post)
        for one in kind.fields():
            if isinstance(one, Rows):
                content[one.name] = [_taken(one, row, post, stored) for row in lists(one)]
            else:
                content[one.name] = str(post.get(f"f-{one.name}", ""))
        for name in content:
            if post.get(f"take-{name}") == "theirs" and isinstance(stored.get(name), str):
                content[name] = stored[name]
        return cls(kind, content, read_base(post.get("base", "")))

    @property
    def written_base(self) -> str:
        """The base as the page carries it."""
        return json.dumps(self.base, ensure_ascii=False, separators=(",", ":"))

    @property
    def subject(self) -> TypedField:
        """The field of the subject."""
        return self._field(SUBJECT)

    @property
    def digits(self) -> str:
        """The digits that were chosen for this paper, or nothing."""
        return str(self.content["digits"])

    def numbers(self) -> dict[str, str]:
        """Return the number of each row by its key, as the paper will have them."""
        return {
            row["key"]: number
            for one in self.kind.fields()
            if isinstance(one, Rows)
            for row, number in zip(
                self.content[one.name], one.numbers(self.content[one.name]), strict=True
            )
        }

    def parts(self) -> list[TypedPart]:
        """Return all fields as the page shows them."""
        return [self._part(part) for part in self.kind.parts]

    def _part(self, part: Part) -> TypedPart:
        return TypedPart(part.title, [self._field(one) for one in part.fields])

    def _field(self, one: Field | Rows) -> TypedField:
        error = self.errors.get(one.name, "")
        if isinstance(one, Field):
            theirs = self.conflicts.get(one.name, "")
            value, remarks = str(self.content[one.name]), self._remarks(one.name)
            return TypedField(one, value, theirs=theirs, error=error, remarks=remarks)
        rows = self.content[one.name]
        numbers = one.numbers(rows)
        typed = [
            self._row(one, row, number, str(place))
            for place, (row, number) in enumerate(zip(rows, numbers, strict=True))
        ]
        return TypedField(one, rows=typed, blank=self._row(one, {}, "", "NEW"), error=error)

    def _row(self, one: Rows, row: Row, number: str, at: str) -> TypedRow:
        prefix, key = f"r-{one.name}-{at}", row.get("key", "")
        cells = [
            Cell(column, row.get(column.name, _first(column)), f"{prefix}-{column.name}")
            for column in one.columns
        ]
        place = f"{one.name}/{key}"
        told, focus = _told(one, self.conflicts.get(place)), bool(key) and key == self.focus
        return TypedRow(prefix, key, number, cells, place, told, focus, self._remarks(place))

    def _remarks(self, place: Place) -> list[ShownComment]:
        return [one.comment for one in self.remarks if one.place == place]


def _posted_rows(post: QueryDict) -> Any:  # noqa: ANN401 - a function over the lists of the page
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name in post:
        if match := _CELL.fullmatch(name):
            rows = found.setdefault(match["list"], {})
            rows.setdefault(match["number"], {})[match["column"]] = str(post[name])

    def of(one: Rows) -> list[dict[str, str]]:
        rows = list(found.get(one.name, {}).values())
        return [{**row, "key": row.get("key") or new_key()} for row in rows]

    return of


def _taken(one: Rows, row: dict[str, str], post: QueryDict, stored: Content) -> Row:
    """Return the row as it was sent, or as it is stored where that was chosen."""
    if post.get(f"take-{one.name}/{row['key']}") != "theirs":
        return row
    return next((kept for kept in stored[one.name] if kept["key"] == row["key"]), row)


def _first(column: Column) -> str:
    """Return what a new row has in this column: a point of the first level, else nothing."""
    if column.type != CHOICE:
        return ""
    values = [value for value, _ in column.choices]
    return FIRST if FIRST in values else values[0]


def _told(one: Rows, row: Row | None) -> str:
    """Return what somebody else has made of a row, in words."""
    if row is None:
        return ""
    levels = dict(LEVELS)
    return " · ".join(
        levels.get(row.get(column.name, ""), row.get(column.name, ""))
        for column in one.columns
        if row.get(column.name)
    )


def split_lines(one: Rows, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows with each pasted line as a row of its own, of the level its number tells."""
    if one.columns[-1].name != "text":
        return rows
    found: list[dict[str, str]] = []
    for row in rows:
        lines = [line for line in row.get("text", "").splitlines() if line.strip()]
        found.append({**row, "text": lines[0] if lines else row.get("text", "")})
        found += [_pasted(one, row, line) for line in lines[1:]]
    return found


def _pasted(one: Rows, row: dict[str, str], line: str) -> dict[str, str]:
    number, text = parted(line)
    new = {**row, "key": new_key(), "text": text}
    levels = [value for value, _ in one.columns[0].choices]
    if number and level_of(number) in levels:
        new["level"] = level_of(number)
    return new


__all__ = ["SUBJECT", "TypedPaper", "split_lines"]
