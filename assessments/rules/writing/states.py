"""The sentences of an analysis as they stand: built, edited, left out, or marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.writing.bound import Verdict, judge, kept_after_edit
from assessments.rules.writing.content import Kept
from assessments.rules.writing.issues import issue_sentences
from assessments.rules.writing.matter import Matter
from assessments.rules.writing.numbers import Known, known_from
from assessments.rules.writing.points import Point, proposed_points
from assessments.rules.writing.sentences import Built, Part, built_sentences

OWN_PARTS = {
    "own.overview": Part.OVERVIEW,
    "own.standing": Part.STANDING,
    "own.trend": Part.TREND,
    "own.target": Part.TARGET,
}
"""Places for words of one's own: the part that each ends."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands: `built` is what the figures give today, "" where nothing does.

    `kept` are its figures when it was written; `verdict` what is wrong with it now.
    """

    key: str
    part: Part
    text: str
    built: str
    kept: Mapping[str, str]
    today: Mapping[str, str]
    verdict: Verdict

    @property
    def is_own(self) -> bool:
        """Whether it is words of one's own, which nothing builds."""
        return self.key in OWN_PARTS

    @property
    def is_edited(self) -> bool:
        """Whether it says something else than what is built."""
        return self.text != self.built

    @property
    def is_orphan(self) -> bool:
        """Whether the figures that it was built from are there no more."""
        return not self.built and not self.is_own

    @property
    def is_left_out(self) -> bool:
        """Whether the report goes without it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Material:
    """All that the figures of a year give for writing, made once for a page."""

    matter: Matter
    built: Mapping[str, Built]
    known: Known
    proposed: tuple[Point, ...]

    @classmethod
    def of(cls, matter: Matter) -> Material:
        """Build the sentences, and gather the numbers that a text may name."""
        built = {one.key: one for one in [*built_sentences(matter), *issue_sentences(matter)]}
        proposed = tuple(proposed_points(matter))
        known = _known(matter, [one.text for one in built.values()], proposed)
        return cls(matter, built, known, proposed)


def sentences_of(material: Material, written: Mapping[str, Kept]) -> list[Sentence]:
    """Return every sentence: as `written` where there is one, else as it is built.

    First those that are built with the places of one's own words behind each part, then what
    was written about figures that are gone.
    """
    found = [
        sentence_of(material, key, written.get(key))
        for part in Part
        for key in [
            *(one.key for one in material.built.values() if one.part is part),
            *(key for key, place in OWN_PARTS.items() if place is part),
        ]
    ]
    shown = {one.key for one in found}
    gone = [key for key in written if key not in shown and written[key].text.strip()]
    return [*found, *(sentence_of(material, key, written[key]) for key in gone)]


def sentence_of(material: Material, key: str, written: Kept | None) -> Sentence:
    """Return one sentence with what is wrong with it."""
    built = material.built.get(key)
    today = built.figures if built else {}
    text = written.text if written else (built.text if built else "")
    kept = written.figures if written else today
    is_built = built is not None and text == built.text
    if is_built:
        kept = today
    return Sentence(
        key=key,
        part=built.part if built else OWN_PARTS.get(key, Part.OVERVIEW),
        text=text,
        built=built.text if built else "",
        kept=kept,
        today=today,
        verdict=Verdict() if is_built else judge(text, kept, today, material.known),
    )


def to_keep(
    material: Material,
    texts: Mapping[str, str],
    shown: Mapping[str, Kept],
    stored: Mapping[str, Kept],
) -> dict[str, Kept]:
    """Return what is to be kept of the typed `texts`: only what differs from what is built.

    `shown` is how the page stood before it was typed on, `stored` what is kept now. A sentence
    that was built and not touched is built anew, so it never holds a figure back.
    """
    found = {}
    for key, text in texts.items():
        built, old = material.built.get(key), shown.get(key) or stored.get(key)
        untouched = old is not None and text == old.text and key not in stored
        if (built and text == built.text) or (untouched and key not in OWN_PARTS):
            continue
        if not built and (not text.strip() or not (old or key in OWN_PARTS)):
            continue
        today = built.figures if built else {}
        figures = kept_after_edit(old.text, old.figures, text, today) if old else dict(today)
        found[key] = Kept(text, figures)
    return found


def _known(matter: Matter, texts: Iterable[str], points: Iterable[Point]) -> Known:
    """Return what a text may say: what is built or proposed, and the year's own facts."""
    proposed = [text for one in points for text in (one.finding, one.proposal)]
    scores = [str(one.score) for one in matter.indicators()]
    changes = [f"{abs(one.change):.2f}" for one in matter.history if one.change is not None]
    totals = [str(one.total) for one in matter.history]
    earlier = [str(one) for one in matter.earlier.values()]
    more = [*proposed, *scores, *totals, *changes, *earlier]
    more += _numbers_of(matter.facts) if matter.facts else []
    more += [str(one) for one in (*matter.marks.values(), *matter.questions.values())]
    return known_from(texts, more)


def _numbers_of(facts: FrameworkFacts) -> list[str]:
    """Return the numbers of a year's framework: they are true of every office."""
    found = ["0", "100", str(facts.pass_mark), str(facts.items_expected), str(len(facts.items))]
    found += [str(one.minimum_total) for one in facts.bands]
    found += [str(one.weight) for one in facts.instruments]
    found += [str(one.number) for one in facts.indicators]
    found += [one.number for one in facts.subindicators]
    found += [item.title for item in facts.items]
    for sub in facts.subindicators:
        found.append(str(sum(item.subindicator == sub.number for item in facts.items)))
    return found
