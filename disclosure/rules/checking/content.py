"""What was read out of a file: pages or sheets, with their words and tables, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from disclosure.rules.checking.flat import flat, places_of, tight

_AROUND = 24
_LONGEST = 90
_TOP_LINES = 14


@dataclass(frozen=True)
class Table:
    """A table whose cells are known; each row is a list of texts, empty cells are ""."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Page:
    """A page, a sheet or a whole text. `label` says to people where it is."""

    label: str
    text: str
    tables: tuple[Table, ...] = ()
    has_picture: bool = False

    @cached_property
    def flat(self) -> str:
        """The words for searching: no spaces, no marks, Arabic digits."""
        return flat(self.text)

    @cached_property
    def tight(self) -> str:
        """The words without spaces, with marks."""
        return tight(self.text)

    @cached_property
    def lines(self) -> list[str]:
        """The lines that hold something."""
        return [line for line in map(str.strip, self.text.split("\n")) if line]

    @cached_property
    def tight_lines(self) -> frozenset[str]:
        """The lines without spaces, with marks."""
        return frozenset(map(tight, self.lines))

    @cached_property
    def top(self) -> list[tuple[str, str]]:
        """The first lines, each with its flat form; in them stands the title."""
        return [(line, flat(line)) for line in self.lines[:_TOP_LINES]]

    def where(self, start: int, end: int, *, keep_marks: bool = False) -> str:
        """Name the place of a stretch of the flat text: page and the words around it."""
        places = [*(self._of_tight if keep_marks else self._of_flat), len(self.text)]
        first = places[min(start, len(places) - 1)]
        last = places[min(max(start, end - 1), len(places) - 1)] + 1
        words = self.text[max(0, first - _AROUND) : last + 6]
        return self.quoting(words[-_LONGEST:])

    @cached_property
    def _of_flat(self) -> list[int]:
        return places_of(self.text)

    @cached_property
    def _of_tight(self) -> list[int]:
        return places_of(self.text, keep_marks=True)

    def quoting(self, words: str) -> str:
        """Name the place by words that stand there."""
        shown = " ".join(words.split())[:_LONGEST]
        return f"{self.label}: “{shown}”" if self.label else f"“{shown}”"


@dataclass(frozen=True, eq=False)
class Content:
    """All that was read out of one piece of evidence.

    `kind` is pdf, docx, xlsx, csv, text, image or page. `whole` is the digest of the bytes, ""
    for what is no file. `unreadable_pages` are those that show something but hold no text.
    """

    kind: str
    pages: tuple[Page, ...]
    name: str = ""
    whole: str = ""
    links: tuple[str, ...] = ()
    unreadable_pages: tuple[int, ...] = ()
    was_recognised: bool = False
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def flat(self) -> str:
        """The flat words of all pages."""
        return "\n".join(page.flat for page in self.pages)

    @cached_property
    def letters(self) -> int:
        """How many characters there are to read."""
        return sum(len(page.flat) for page in self.pages)

    @property
    def first(self) -> Page:
        """The first page that holds words; an empty one when there is none."""
        return next((page for page in self.pages if page.flat), Page("", ""))

    def tables(self) -> Iterator[tuple[Page, Table]]:
        """Yield the tables whose cells are known."""
        for page in self.pages:
            for table in page.tables:
                yield page, table


def digits(written: str) -> str:
    """Return only the digits, for comparing numbers that are written with dashes and spaces."""
    return "".join(one for one in written if one.isdigit())
