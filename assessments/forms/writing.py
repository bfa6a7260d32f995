"""The analysis as it stands in the editor: strings, exactly as they were typed.

The same tree is made from the saved analysis and from a posted form. So a page that comes back
with errors, with one point more, or because somebody else has saved, shows all that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import QueryDict

from assessments.forms.summary import FormError
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.writing.content import AnalysisContent, Kept, PointContent
from assessments.rules.writing.points import Point
from assessments.rules.writing.states import Sentence
from ita_portal.thai.numerals import format_score
from ita_portal.thai.text import clean

SALT = "assessments.writing"
SALT_OF_FIELDS = "assessments.writing.fields"

_SENTENCE = re.compile(r"sentence-([a-z_]+(?:\.[a-z0-9_]+)?)")
_CAUSE = re.compile(r"cause-([0-9]{1,3})-(codes|text)")
_POINT = re.compile(r"point-([0-9]{1,6})-(place|finding|proposal|gone)")


@dataclass
class TypedText:
    """One text with what is wrong with it, and what somebody else has saved meanwhile."""

    text: str = ""
    error: str = ""
    latest: str = ""


@dataclass
class TypedCause(TypedText):
    """The causes of an indicator: chosen keys and words."""

    codes: list[str] = field(default_factory=list)


@dataclass
class TypedPoint:
    """A point to develop; `gone` marks one that is removed with the next save."""

    place: str = ""
    finding: str = ""
    proposal: str = ""
    gone: str = ""
    prefix: str = ""
    number: str = ""
    focus: bool = False
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class TypedAnalysis:
    """A whole analysis as it was typed. Sentences go by key, causes by number, answers by place.

    `base` and `opened` are signed: how the sentences, and how all fields stood when the page was
    opened. `differing` are the fields that somebody else has saved in other words meanwhile.
    """

    revision: str = "0"
    base: str = ""
    opened: str = ""
    target: str = ""
    target_error: str = ""
    target_latest: str = ""
    sentences: dict[str, TypedText] = field(default_factory=dict)
    causes: dict[int, TypedCause] = field(default_factory=dict)
    points: list[TypedPoint] = field(default_factory=list)
    answers: dict[int, TypedText] = field(default_factory=dict)
    differing: list[FormError] = field(default_factory=list)

    @property
    def revision_read(self) -> int:
        """The revision that the page was opened with; -1, which is none, for anything else."""
        return int(self.revision) if re.fullmatch("[0-9]{1,9}", self.revision) else -1

    @classmethod
    def of(
        cls,
        content: AnalysisContent,
        *,
        revision: int,
        sentences: Sequence[Sentence],
        titles: Sequence[str],
    ) -> TypedAnalysis:
        """Return what is saved, with the sentences as they stand and the issues of the year."""
        typed = cls(
            revision=str(revision),
            base=signed_base(sentences),
            target="" if content.target is None else format_score(content.target),
            sentences={one.key: TypedText(one.text) for one in sentences},
            causes={
                number: TypedCause(one.text, codes=list(one.codes))
                for number, one in content.causes.items()
            },
            points=[TypedPoint(place_of(one), one.finding, one.proposal) for one in content.points],
            answers={
                position: TypedText(content.answers.get(title, ""))
                for position, title in enumerate(titles, 1)
            },
        )
        typed.opened = signing.dumps(typed.fields(), salt=SALT_OF_FIELDS, compress=True)
        return typed.numbered()

    @classmethod
    def posted(cls, data: QueryDict, titles: Sequence[str]) -> TypedAnalysis:
        """Return what was posted; points stand in the order in which the page had them."""
        typed = cls(
            revision=str(data.get("revision", "")),
            base=str(data.get("base", "")),
            opened=str(data.get("opened", "")),
            target=str(data.get("target", "")),
            answers={
                position: TypedText(str(data.get(f"answer-{position}", "")))
                for position in range(1, len(titles) + 1)
            },
        )
        rows: dict[str, TypedPoint] = {}
        for name, values in data.lists():
            typed._take(name, [str(value) for value in values], rows)
        typed.points = list(rows.values())
        return typed.numbered()

    def _take(self, name: str, values: list[str], rows: dict[str, TypedPoint]) -> None:
        last = values[-1] if values else ""
        if match := _SENTENCE.fullmatch(name):
            self.sentences[match[1]] = TypedText(last)
        elif match := _CAUSE.fullmatch(name):
            cause = self.causes.setdefault(int(match[1]), TypedCause())
            if match[2] == "codes":
                cause.codes = values
            else:
                cause.text = last
        elif match := _POINT.fullmatch(name):
            setattr(rows.setdefault(match[1], TypedPoint()), match[2], last)

    def numbered(self) -> TypedAnalysis:
        """Give every point its number and the prefix of its fields, by its place."""
        number = 0
        for place, point in enumerate(self.points):
            number += not point.gone
            point.prefix, point.number = f"point-{place}", "" if point.gone else str(number)
        return self

    def note_new(self, sentences: Sequence[Sentence]) -> None:
        """Keep how the sentences stand that this page shows for the first time."""
        new = {one.key: Kept(one.text, one.kept) for one in sentences if one.key not in self.texts}
        self.base = signed({**read_base(self.base), **new})

    def fields(self) -> dict[str, Any]:
        """Return what every field says, by its name, as plain JSON that can be compared."""
        found: dict[str, Any] = {"target": self.target.strip()}
        found |= {f"sentence-{key}": _said(one) for key, one in self.sentences.items()}
        found |= {
            f"cause-{number}": [sorted(one.codes), _said(one)]
            for number, one in self.causes.items()
            if one.codes or _said(one)
        }
        found |= {f"answer-{place}": _said(one) for place, one in self.answers.items()}
        points = [[one.place, one.finding, one.proposal] for one in self.points if not one.gone]
        return {**found, "points": [[clean(text).strip() for text in point] for point in points]}

    @property
    def texts(self) -> dict[str, str]:
        """The typed sentences by key."""
        return {key: one.text for key, one in self.sentences.items()}

    def change_points(self, order: str) -> TypedAnalysis:
        """Carry out a button of a point, e.g. "up point-1": remove, restore, up or down."""
        verb, _, prefix = order.partition(" ")
        point = next((one for one in self.points if one.prefix == prefix), None)
        if point is None:
            return self
        point.focus = True
        if verb in {"remove", "restore"}:
            point.gone = "1" if verb == "remove" else ""
        elif verb in {"up", "down"}:
            place = self.points.index(point)
            self.points.remove(point)
            self.points.insert(max(0, place - 1) if verb == "up" else place + 1, point)
        return self.numbered()

    def add_point(self, place: str, *, finding: str = "", proposal: str = "") -> TypedAnalysis:
        """Add a point at the end, with the focus."""
        self.points.append(TypedPoint(place, finding, proposal, focus=True))
        return self.numbered()

    def add_proposed(self, proposed: Sequence[Point]) -> int:
        """Add the proposed points of places that have none, and return how many they were.

        The first of them has the focus.
        """
        taken = {point.place for point in self.points if not point.gone}
        new = [one for one in proposed if place_of(one) not in taken]
        for one in new:
            self.points.append(
                TypedPoint(place_of(one), one.finding, one.proposal, focus=one is new[0])
            )
        self.numbered()
        return len(new)


def _said(typed: TypedText) -> str:
    return clean(typed.text).strip()


def place_of(point: PointContent | Point) -> str:
    """Return where a point stands as a form says it: "9", "9/9.1" or "9/9.1/O3"."""
    parts = [str(point.indicator), point.subindicator, point.item]
    return "/".join(part for part in parts if part)


def places_of(facts: FrameworkFacts) -> dict[str, tuple[PointContent, str]]:
    """Return every place a point may stand at, by the form's word for it, and its name."""
    places: dict[str, tuple[PointContent, str]] = {}

    def put(point: PointContent, words: str) -> None:
        places[place_of(point)] = (point, words)

    for one in facts.indicators:
        put(PointContent(one.number), f"ตัวชี้วัดที่ {one.number} {one.name}")
        for sub in facts.subindicators:
            if sub.indicator == one.number:
                put(PointContent(one.number, sub.number), f"{sub.number} {sub.name}")
                for item in facts.items:
                    if item.subindicator == sub.number:
                        point = PointContent(one.number, sub.number, item.code)
                        put(point, f"{item.code} {item.title}")
    return places


def signed_base(sentences: Sequence[Sentence]) -> str:
    """Return how the sentences stand on this page, so that the next post can be held against it."""
    return signed({one.key: Kept(one.text, one.kept) for one in sentences})


def signed(shown: Mapping[str, Kept]) -> str:
    """Return how sentences stand, so that nobody but the portal can have written it."""
    data = {key: [one.text, dict(one.figures)] for key, one in shown.items()}
    return signing.dumps(data, salt=SALT, compress=True)


def read_base(base: str) -> Mapping[str, Kept]:
    """Return how the sentences stood on the page; nothing when it is not what the portal sent."""
    try:
        data: dict[str, Any] = signing.loads(base, salt=SALT)
    except signing.BadSignature:
        return {}
    return {key: Kept(text, figures) for key, (text, figures) in data.items()}
