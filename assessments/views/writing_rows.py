"""What the editor of an analysis shows, row by row: what is typed beside what the figures say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.forms.writing import (
    TypedAnalysis,
    TypedCause,
    TypedPoint,
    TypedText,
    places_of,
    read_base,
)
from assessments.rules.arithmetic.gains import points_to_gain
from assessments.rules.arithmetic.scoring import IndicatorOutcome
from assessments.rules.writing.causes import causes_for
from assessments.rules.writing.content import Kept
from assessments.rules.writing.issues import issue_key, issue_titles
from assessments.rules.writing.sentences import Part
from assessments.rules.writing.states import (
    Material,
    Sentence,
    sentences_of,
    to_keep,
)
from ita_portal.thai.numerals import format_score
from ita_portal.thai.text import clean


@dataclass(frozen=True)
class SentenceRow:
    """A sentence as typed, with what is wrong with it now."""

    sentence: Sentence
    typed: TypedText

    @property
    def is_open(self) -> bool:
        """Whether its field stands open from the start: somebody has to look at it."""
        return bool(
            not self.sentence.verdict.is_clean
            or self.typed.error
            or self.typed.latest
            or self.sentence.is_orphan
        )


@dataclass(frozen=True)
class Choice:
    """A cause that may be chosen."""

    key: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class CauseRow:
    """An indicator with the causes that may be chosen for it."""

    indicator: IndicatorOutcome
    choices: list[Choice]
    typed: TypedCause

    @property
    def is_answered(self) -> bool:
        """Whether anything was chosen or written."""
        return any(one.is_chosen for one in self.choices) or bool(self.typed.text.strip())


@dataclass(frozen=True)
class PointRow:
    """A point to develop: where it stands, in words, and what its item would add to the total."""

    typed: TypedPoint
    group: str
    words: str
    worth: str


@dataclass(frozen=True)
class IssueRow:
    """An issue of the year: what the scores say to it, and the free text."""

    position: int
    title: str
    sentence: SentenceRow | None
    typed: TypedText


@dataclass(frozen=True)
class EditorRows:
    """All rows of the editor's page."""

    sections: list[tuple[Part, list[SentenceRow]]]
    target: list[SentenceRow]
    weak: list[CauseRow]
    others: list[CauseRow]
    points: list[PointRow]
    issues: list[IssueRow]
    places: list[tuple[str, str, int]]
    reds: list[SentenceRow]


def current_sentences(
    material: Material, typed: TypedAnalysis, stored: dict[str, Kept]
) -> list[Sentence]:
    """Return the sentences as they are typed, held against today's figures."""
    texts = {key: clean(text).strip() for key, text in typed.texts.items()}
    return sentences_of(material, to_keep(material, texts, read_base(typed.base), stored))


def rows_of(material: Material, typed: TypedAnalysis, sentences: Sequence[Sentence]) -> EditorRows:
    """Return the rows of the page."""
    rows = {
        one.key: SentenceRow(one, typed.sentences.get(one.key) or TypedText(one.text))
        for one in sentences
    }
    parts = [part for part in Part if part not in {Part.ISSUES, Part.TARGET}]
    causes = list(_causes(material, typed))
    return EditorRows(
        sections=[
            (part, [row for row in rows.values() if row.sentence.part is part]) for part in parts
        ],
        target=[row for row in rows.values() if row.sentence.part is Part.TARGET],
        weak=[row for row in causes if not row.indicator.passed],
        others=[row for row in causes if row.indicator.passed],
        points=list(_points(material, typed)),
        issues=list(_issues(material, typed, rows)),
        places=_places(material),
        reds=[row for row in rows.values() if row.sentence.verdict.is_red],
    )


def _causes(material: Material, typed: TypedAnalysis) -> Iterator[CauseRow]:
    by_score = sorted(material.matter.indicators(), key=lambda one: (one.score, one.number))
    for one in by_score:
        cause = typed.causes.get(one.number) or TypedCause()
        choices = [
            Choice(choice.key, choice.words, choice.key in cause.codes)
            for choice in causes_for(one.name, one.instrument)
        ]
        yield CauseRow(one, choices, cause)


def _points(material: Material, typed: TypedAnalysis) -> Iterator[PointRow]:
    facts = material.matter.facts
    places = places_of(facts) if facts else {}
    worths = _worths(material)
    for point in typed.points:
        code = point.place.split("/")[-1]
        group = point.place.rsplit("/", 1)[0] if "/" in point.place else ""
        yield PointRow(
            typed=point,
            group=places[group][1] if group in places else "",
            words=places[point.place][1] if point.place in places else "ไม่พบในกรอบการประเมินของปีนี้",
            worth=worths.get(code, ""),
        )


def _worths(material: Material) -> dict[str, str]:
    """Return what each item of known mark would add to the total, as words by its code."""
    matter = material.matter
    if matter.facts is None or matter.outcome is None:
        return {}
    scores = {one.number: one.score for one in matter.outcome.indicators}
    gains = points_to_gain(matter.facts, scores, matter.marks).items
    return {one.code: format_score(one.points) for one in gains if one.certain}


def _issues(
    material: Material, typed: TypedAnalysis, rows: dict[str, SentenceRow]
) -> Iterator[IssueRow]:
    for position, title in enumerate(issue_titles(material.matter.facts), 1):
        answer = typed.answers.get(position) or TypedText()
        yield IssueRow(position, title, rows.get(issue_key(position)), answer)


def _places(material: Material) -> list[tuple[str, str, int]]:
    """Return the choices for a new point: value, words, and how deep it stands."""
    facts = material.matter.facts
    return [
        (value, words, value.count("/"))
        for value, (_, words) in (places_of(facts) if facts else {}).items()
    ]
