"""What was found in a file: measures, what became of each cell, and problems that lose no word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from measures.rules.importing.headings import Layout
from measures.rules.importing.owners import Matched
from measures.rules.importing.tables import Source


@dataclass(frozen=True)
class Problem:
    """Something that did not fit, or that somebody should look at; with the text it is about."""

    row: int | None
    message: str


class Use(StrEnum):
    """What became of a cell or of a text beside the tables."""

    HEADING = "heading"
    TITLE = "title"
    ISSUE = "issue"
    PART = "part"
    MEASURE = "measure"
    STEPS = "steps"
    OWNERS = "owners"
    PERIOD = "period"
    MONITORING = "monitoring"
    TARGET = "target"
    BUDGET = "budget"
    NUMBER = "number"
    BESIDE = "beside"
    LEFT = "left"


@dataclass(frozen=True)
class Fate:
    """What became of a text, and in which measure (counted from 0) it stands, if in one."""

    use: Use
    measure: int | None = None


Place = tuple[int, int, int]
"""Block of the file from 0, row as in the file (0 for a text beside tables), column from 0."""


@dataclass(frozen=True)
class FoundLayout:
    """Headings: in which block they stand, in which row, and what was made of them."""

    block: int
    row: int
    layout: Layout


@dataclass(frozen=True)
class Seen:
    """The original and what became of it, for those who compare the two."""

    source: Source = field(default_factory=Source)
    fates: Mapping[Place, Fate] = field(default_factory=dict)
    layouts: tuple[FoundLayout, ...] = ()


@dataclass(frozen=True)
class FoundPeriod:
    """The time of a measure as it is written; the days are None when it was not understood.

    `is_partly` tells that the text says more than its days: every month, two times that do not
    adjoin.
    """

    text: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_partly: bool = False


@dataclass(frozen=True)
class FoundBudget:
    """The budget as it is written; neither `baht` nor `is_none` when it was not understood."""

    text: str = ""
    baht: Decimal | None = None
    is_none: bool = False

    @property
    def words(self) -> str:
        """What was understood, "" for nothing."""
        if self.is_none:
            return "ไม่ใช้งบประมาณ"
        return "" if self.baht is None else f"{self.baht:,f} บาท"


@dataclass(frozen=True)
class FoundMeasure:
    """A measure as the file has it; `row` is where it begins, `part` is a part of its issue.

    `others` are columns that a plan has no place for (a note), by their heading; `problems` are
    what is to be looked at, which stands among the problems of the file as well. `step_periods` are
    the times of its steps in their order where they differ, else there are none.
    """

    issue: str
    part: str
    title: str
    steps: tuple[str, ...]
    owners: tuple[str, ...]
    matched: Matched
    period: FoundPeriod
    monitoring: str
    row: int
    others: tuple[tuple[str, str], ...] = ()
    target: str = ""
    budget: FoundBudget = FoundBudget()
    problems: tuple[str, ...] = ()
    step_periods: tuple[FoundPeriod, ...] = ()

    @property
    def whole_issue(self) -> str:
        """The issue with its part."""
        return " ".join(text for text in (self.issue, self.part) if text)


@dataclass(frozen=True)
class PlanReading:
    """All that a file says; `title` is the one above its table, "" for none."""

    measures: tuple[FoundMeasure, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    seen: Seen = field(default_factory=Seen)


@dataclass
class Draft:
    """A measure while its rows are read; every list keeps the order of the file.

    `number` is the one before its first row; `rows` are the steps and the times of each row.
    """

    row: int
    issue: str = ""
    part: str = ""
    titles: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    monitoring: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    budgets: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    number: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)


def quoted(text: str) -> str:
    """Return a text for a message, on one line and whole."""
    return f"“{' '.join(text.split())}”"


def joined(texts: Sequence[str]) -> str:
    """Return texts of several rows as one, each once."""
    return "\n".join(dict.fromkeys(texts))
