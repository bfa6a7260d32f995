"""Two people write one plan: what each has changed comes together, row by row.

Three plans are compared: the one that the page was made from (the base), the one that comes from
the page (mine), and the one that lies in the database (theirs). The page carries of the base its
order and a fingerprint of each row, so that nothing has to be kept for pages that are open. Rows
that one side alone has changed, added, moved or removed are taken from that side; a row that both
have changed is a conflict, which a person decides about. No Django here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent

HEAD = UUID(int=0)
"""The key under which subject, opening, closing, layout and basis count as a row."""

RowContent = IssueContent | MeasureContent | StepContent
Kind = TypeVar("Kind", IssueContent, MeasureContent, StepContent)
_TOKEN = re.compile(r"(?P<depth>[0-9])(?P<key>[0-9a-f]{32})(?P<mark>[0-9a-f]{8})")
_INNER = {"key", "parts", "measures", "steps", "issues"}
_ONE_LINE = {"subject", "title"}


class Conflict(StrEnum):
    """What two people have done to one row."""

    BOTH_CHANGED = "changed"
    THEY_REMOVED = "they removed"
    I_REMOVED = "I removed"


def fingerprint(row: RowContent | PlanContent) -> str:
    """Return 8 signs that are the same for rows that say the same, whatever is inside them.

    The kind of line end does not count, nor how wide the space between two words is: both change
    on the way through a form. A new line does, since it begins a paragraph of the paper, but
    not in the fields that a page writes in one line.
    """
    parts = []
    for one in fields(row):
        if one.name not in _INNER:
            value = getattr(row, one.name)
            value = sorted(value) if isinstance(value, frozenset) else value
            parts.append(f"{one.name}={_folded(one.name, str(value))}")
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:8]


def _folded(name: str, text: str) -> str:
    if name in _ONE_LINE:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


@dataclass
class Tree:
    """The rows of a plan by key, each with the one that it stands in, in the order of the page."""

    rows: dict[UUID, RowContent] = field(default_factory=dict)
    parent: dict[UUID, UUID | None] = field(default_factory=dict)

    @classmethod
    def of(cls, content: PlanContent) -> Tree:
        """Return the rows of `content`; each must have a key."""
        tree = cls()
        for issue in content.issues:
            tree._add_issue(issue, None)
        return tree

    def _add_issue(self, issue: IssueContent, parent: UUID | None) -> None:
        key = self._add(replace(issue, measures=(), parts=()), parent)
        for measure in issue.measures:
            inner = self._add(replace(measure, steps=()), key)
            for step in measure.steps:
                whole = self._add(replace(step, parts=()), inner)
                for inside in step.parts:
                    self._add(inside, whole)
        for part in issue.parts:
            self._add_issue(part, key)

    def _add(self, row: RowContent, parent: UUID | None) -> UUID:
        if row.key is None or row.key in self.rows:
            raise ValueError("every row has a key of its own")
        self.rows[row.key] = row
        self.parent[row.key] = parent
        return row.key

    def below(self, key: UUID) -> Iterator[UUID]:
        """Give `key` and all that stands in it."""
        inside = {key}
        yield key
        for one, parent in self.parent.items():  # parents stand before what is in them
            if parent in inside:
                inside.add(one)
                yield one


@dataclass(frozen=True)
class Base:
    """What a page was made from: the rows with what they stand in, and their fingerprints."""

    parent: Mapping[UUID, UUID | None] = field(default_factory=dict)
    was: Mapping[UUID, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: PlanContent) -> Base:
        """Return the base of a page that is made from `content`."""
        tree = Tree.of(content)
        was = {key: fingerprint(row) for key, row in tree.rows.items()}
        return cls(dict(tree.parent), {**was, HEAD: fingerprint(content)})

    def written(self) -> str:
        """Return it as a page carries it: for each row, in order, how deep it stands, key, mark."""
        depth: dict[UUID | None, int] = {None: -1}
        for key, parent in self.parent.items():
            depth[key] = depth.get(parent, -1) + 1
        rows = [f"{depth[key]}{key.hex}{self.was[key]}" for key in self.parent]
        return " ".join([f"0{HEAD.hex}{self.was[HEAD]}", *rows])

    @classmethod
    def read(cls, text: str) -> Base:
        """Return the base that a page carries; what cannot be read counts as not known."""
        parent: dict[UUID, UUID | None] = {}
        was: dict[UUID, str] = {}
        above: dict[int, UUID] = {}
        for token in text.split():
            match = _TOKEN.fullmatch(token)
            if match is None or (key := UUID(hex=match["key"])) in was:
                continue
            depth, was[key] = int(match["depth"]), match["mark"]
            if key != HEAD:
                parent[key] = above.get(depth - 1)
                above[depth] = key
        return cls(parent, was)


@dataclass(frozen=True)
class Merged:
    """The plan as it comes together, and the rows about which somebody has to decide."""

    content: PlanContent
    conflicts: Mapping[UUID, Conflict]


def merge(
    base: Base, mine: PlanContent, theirs: PlanContent, *, unchanged: Collection[UUID] = ()
) -> Merged:
    """Bring together what both sides have changed since `base`.

    Rows named in `unchanged` count as not changed by me, whatever they say. In a conflict the
    content has my row; a row that one side has removed and the other changed is kept.
    """
    return _Merge(base, mine, theirs, set(unchanged)).merged()


class _Merge:
    """One merging."""

    def __init__(
        self, base: Base, mine: PlanContent, theirs: PlanContent, unchanged: set[UUID]
    ) -> None:
        self.base, self.heads, self.unchanged = base, (mine, theirs), unchanged
        self.mine, self.theirs = Tree.of(mine), Tree.of(theirs)
        self.conflicts: dict[UUID, Conflict] = {}
        self.rows: dict[UUID, RowContent] = {}

    def merged(self) -> Merged:
        for key, row in self.theirs.rows.items():
            if key in self.mine.rows:
                self.rows[key] = self._chosen(key, self.mine.rows[key], row)
        self._keep(self.mine, self.theirs, Conflict.THEY_REMOVED, self._i_touched)
        self._keep(self.theirs, self.mine, Conflict.I_REMOVED, self._they_touched)
        issues = _Builder(self).issues(None)
        return Merged(replace(self._head(), issues=issues), self.conflicts)

    def _head(self) -> PlanContent:
        mine, theirs = self.heads
        if HEAD in self.unchanged or fingerprint(mine) == self.base.was.get(HEAD):
            return theirs
        if fingerprint(theirs) not in {self.base.was.get(HEAD), fingerprint(mine)}:
            self.conflicts[HEAD] = Conflict.BOTH_CHANGED
        return mine

    def _chosen(self, key: UUID, mine: RowContent, theirs: RowContent) -> RowContent:
        if not self._i_changed(key):
            return theirs
        if self._they_changed(key) and fingerprint(mine) != fingerprint(theirs):
            self.conflicts[key] = Conflict.BOTH_CHANGED
        return mine

    def _i_changed(self, key: UUID) -> bool:
        row = fingerprint(self.mine.rows[key])
        return key not in self.unchanged and row != self.base.was.get(key)

    def _they_changed(self, key: UUID) -> bool:
        return fingerprint(self.theirs.rows[key]) != self.base.was.get(key)

    def _i_touched(self, key: UUID) -> bool:
        return self._i_changed(key) or self.mine.parent[key] != self.base.parent.get(key)

    def _they_touched(self, key: UUID) -> bool:
        return self._they_changed(key) or self.theirs.parent[key] != self.base.parent.get(key)

    def _keep(
        self, here: Tree, there: Tree, conflict: Conflict, touched: Callable[[UUID], bool]
    ) -> None:
        """Keep the rows that one side has and the other has not, as far as they are wanted."""
        for key in here.rows:
            if key in there.rows or key in self.rows:
                continue
            if key not in self.base.parent:
                self.rows[key] = here.rows[key]
            elif any(touched(one) for one in here.below(key)):
                self.conflicts[key] = conflict
                self.rows |= {k: here.rows[k] for k in here.below(key) if k not in there.rows}

    def parent_of(self, key: UUID) -> UUID | None:
        """Return what the row stands in: where I have moved it, else where they have it.

        If that is gone with the one who removed it, what it stands in on the other side.
        """
        places = (self._wanted_parent(key), self.mine.parent.get(key), self.theirs.parent.get(key))
        return next((one for one in places if one in self.rows), None)

    def _wanted_parent(self, key: UUID) -> UUID | None:
        was = self.base.parent.get(key)
        if key not in self.theirs.parent:
            return self.mine.parent[key]
        if key in self.mine.parent and self.mine.parent[key] != was and key in self.base.parent:
            return self.mine.parent[key]
        return self.theirs.parent[key]

    def in_order(self, members: Sequence[UUID]) -> list[UUID]:
        """Return the rows of one place in the order of who has changed it, mine if both have."""
        mine = [key for key in self.mine.rows if key in members]
        theirs = [key for key in self.theirs.rows if key in members]
        common = {key for key in mine if key in theirs and key in self.base.parent}
        before = [key for key in self.base.parent if key in common]
        i_moved = [key for key in mine if key in common] != before
        first, second = (mine, theirs) if i_moved else (theirs, mine)
        return _together(first, second)


def _together(first: Sequence[UUID], second: Sequence[UUID]) -> list[UUID]:
    """Return `first`, with what only `second` has behind that which stands before it there."""
    result = list(first)
    before: UUID | None = None
    for key in second:
        if key not in result:
            result.insert(result.index(before) + 1 if before else 0, key)
        before = key
    return result


class _Builder:
    """Makes a plan of the rows that were kept."""

    def __init__(self, merge: _Merge) -> None:
        self.merge = merge
        self.inside: dict[tuple[UUID | None, type], list[UUID]] = {}
        for key, row in merge.rows.items():
            self.inside.setdefault((self._place(key), type(row)), []).append(key)

    def _place(self, key: UUID) -> UUID | None:
        """Return what the row stands in; parts of parts stand beside each other."""
        row, place = self.merge.rows[key], self.merge.parent_of(key)
        above = self.merge.rows.get(place) if place else None
        if place and above and type(above) is type(row):
            higher = self.merge.parent_of(place)
            if higher and type(self.merge.rows.get(higher)) is type(row):
                return higher
        return place

    def _rows(self, place: UUID | None, kind: type[Kind]) -> list[Kind]:
        keys = self.merge.in_order(self.inside.get((place, kind), []))
        rows = (self.merge.rows[key] for key in keys)
        return [row for row in rows if isinstance(row, kind)]

    def issues(self, place: UUID | None) -> tuple[IssueContent, ...]:
        return tuple(
            replace(row, measures=self.measures(row.key), parts=self.issues(row.key))
            for row in self._rows(place, IssueContent)
        )

    def measures(self, place: UUID | None) -> tuple[MeasureContent, ...]:
        rows = self._rows(place, MeasureContent)
        return tuple(replace(row, steps=self.steps(row.key)) for row in rows)

    def steps(self, place: UUID | None) -> tuple[StepContent, ...]:
        rows = self._rows(place, StepContent)
        return tuple(replace(row, parts=self.steps(row.key)) for row in rows)
