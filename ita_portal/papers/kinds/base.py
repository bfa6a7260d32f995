"""The form of a paper: its fields, and how they become the words of the paper. Pure.

The content of a paper is plain JSON: a text for each line and prose, and for each list of rows
the rows in their order, e.g. {"reasons": "…", "members": [{"key": "1f…", "name": "", …}]}. The key
names a row as long as it lives, so that two people may write at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.rendering.headings import subject_lines

DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"
LINE, PROSE, CHOICE = "line", "prose", "choice"

Words = dict[str, Any]
Row = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A field of a row: `type` is LINE, PROSE or CHOICE (of `choices`: value and name).

    `most` is how many characters it may have; `suggest` names a list of suggestions.
    """

    name: str
    label: str
    type: str = LINE
    most: int = 300
    choices: tuple[tuple[str, str], ...] = ()
    suggest: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a form: a line or prose, whose new lines begin paragraphs.

    `first` stands in it when a paper is begun; `height` is in lines.
    """

    name: str
    label: str
    type: str = LINE
    hint: str = ""
    most: int = 300
    height: int = 1
    first: str = ""
    suggest: str = ""


@dataclass(frozen=True)
class Rows:
    """A list of rows (`word`: what one is called) that are numbered by their places.

    `numbers` gives the number of each row, as the paper will write it. `people` says whether
    people of the office can be chosen as rows with a name and a position.
    """

    name: str
    label: str
    word: str
    columns: tuple[Column, ...]
    numbers: Callable[[Sequence[Row]], list[str]]
    hint: str = ""
    people: bool = False
    type: str = field(default="rows", init=False)

    @property
    def main(self) -> str:
        """The name of the column without which a row says nothing more than its setting."""
        return next(one.name for one in self.columns if one.type != CHOICE)


@dataclass(frozen=True)
class Part:
    """Fields that stand together on the form under one legend."""

    title: str
    fields: tuple[Field | Rows, ...]


@dataclass(frozen=True)
class Setting:
    """What the words need besides what was written. `digits` is "thai" or "arabic".

    `number_prefix` is what the office puts before the number of a memo (code letters and number);
    `on` is the day on which the words are made, `writer` the printed name of who writes.
    """

    office_name: str
    digits: str
    number_prefix: str = ""
    on: date | None = None
    writer: str = ""


@dataclass(frozen=True)
class WrittenKind:
    """How papers of one kind are written.

    `body` gives what this kind adds to the words that every paper has; `lacks` tells with the
    name of a field what still keeps a paper from being proposed. `parts_subject` is whether the
    subject stands in centred lines of its own, as below the heading of an order. `cancels_in` names
    the field, a prose or points, in which a new paper says that it takes the place of an old one,
    and `given` the verb before the day of a paper; a kind without them replaces nothing.
    """

    kind: DocumentKind
    what_for: str
    parts: tuple[Part, ...]
    heading: Callable[[str], str]
    body: Callable[[Mapping[str, Any], Setting], Words]
    lacks: Callable[[Mapping[str, Any]], list[tuple[str, str]]]
    parts_subject: bool = True
    cancels_in: str = ""
    given: str = ""

    @property
    def code(self) -> str:
        """The kind's code."""
        return self.kind.code

    def fields(self) -> list[Field | Rows]:
        """Return all fields of the form in their order."""
        return [one for part in self.parts for one in part.fields]

    def first_content(self) -> dict[str, Any]:
        """Return the content with which an empty paper begins."""
        return {one.name: [] if isinstance(one, Rows) else one.first for one in self.fields()}

    def words(self, subject: str, content: Mapping[str, Any], setting: Setting) -> Words:
        """Return the words of the paper as far as they are settled by writing it.

        Number, day, signature, code and emblem come when it is proposed and signed. All digits
        are Arabic; the paper turns them into Thai ones when it is drawn.
        """
        return {
            "kind": self.code,
            "digits": setting.digits,
            "office_name": setting.office_name,
            "heading": self.heading(setting.office_name),
            "subject_lines": self._subject(subject, setting.office_name),
            "number": "",
            "dated": "",
            "signature": None,
            "verification": None,
            "emblem": None,
            "draft_mark": DRAFT_MARK,
            **self.body({**self.first_content(), **content}, setting),
        }

    def _subject(self, subject: str, office_name: str) -> list[str]:
        if self.parts_subject:
            return subject_lines(subject, office_name)
        return [" ".join(subject.split())]


def paragraphs(text: str) -> list[str]:
    """Return the lines of `text` that are not empty, each a paragraph of the paper."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def written(rows: Sequence[Row], name: str) -> list[Row]:
    """Return the rows in whose field `name` something stands."""
    return [row for row in rows if row.get(name, "").strip()]
