"""What a paper says otherwise than its last version, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.paragraphs import Paragraph, paragraphs_of

ALIKE = 0.5
"""From which share of common letters two paragraphs are one that was changed."""
_MOST_PAIRS = 2_500
"""Above this many pairs to compare, paragraphs are taken in their order: it is a rewritten part."""
_LONGEST_TOLD = 2_000
"""Letters of a paragraph within which single words are told; a longer one is shown whole."""
_SHORT = 2
"""A common run of so few pieces between changes is told with them: confetti cannot be read."""

_PIECE = re.compile(
    r"[เแโใไ]?[ก-ฮ][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*|[A-Za-z0-9๐-๙]+|\s+|.", re.DOTALL
)
"""What is told as one: a Thai letter with its vowels and tones, a number, a Latin word."""


class Kind(StrEnum):
    """What became of a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Run(StrEnum):
    """What became of a run of words within a paragraph."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """A paragraph that differs; `place` is its place in the new version, None when it is gone.

    `runs` are the words in their order, those of both versions, each with what became of it.
    """

    kind: Kind
    place: int | None
    runs: list[tuple[Run, str]]


@dataclass(frozen=True)
class Compared:
    """The differences to one earlier version, and in Thai which one that is."""

    to: str
    rows: list[Difference]


def compared(proposal: Proposal) -> list[Compared]:
    """Return what a proposed paper says otherwise than the versions before it.

    That is the one that was sent back or withdrawn, and the signed one in whose place it comes.
    """
    found = []
    if proposal.after is not None:
        state = proposal.after.get_status_display()
        found.append(
            Compared(f"ฉบับที่เสนอครั้งก่อน ({state})", differences(proposal.after.words, proposal.words))
        )
    if proposal.replaces is not None:
        found.append(
            Compared("ฉบับที่ลงนามแล้วซึ่งจะถูกแทนที่", differences(proposal.replaces.words, proposal.words))
        )
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return the paragraphs in which two papers' words differ, in the order of the new one.

    Number, day, signature and verification are no paragraphs, so that they are no differences.
    """
    old, new = paragraphs_of(before), paragraphs_of(after)
    return [one for pair in _pairs(old, new) if (one := _difference(*pair)) is not None]


def aligned(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """Return the place in `new` of each paragraph of `old` that is still there, changed or not."""
    return {
        before.place: after.place
        for before, after in _pairs(old, new)
        if before is not None and after is not None
    }


Pair = tuple[Paragraph | None, Paragraph | None]


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    """Give each paragraph of both, with the one that it was or became."""
    matcher = SequenceMatcher(
        None, [one.text for one in old], [one.text for one in new], autojunk=False
    )
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from _paired(old[i:j], new[k:m])


def _paired(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    """Pair what was changed within a part that differs, in the order of both."""
    begun = 0
    for after in new:
        at = _most_alike(old[begun:], after, whole=len(old) * len(new) <= _MOST_PAIRS)
        if at is None:
            yield None, after
            continue
        yield from ((gone, None) for gone in old[begun : begun + at])
        yield old[begun + at], after
        begun += at + 1
    yield from ((gone, None) for gone in old[begun:])


def _most_alike(old: Sequence[Paragraph], after: Paragraph, *, whole: bool) -> int | None:
    best, found = ALIKE, None
    for at, before in enumerate(old if whole else old[:1]):
        alike = _likeness(before.text, after.text, best)
        if alike > best:
            best, found = alike, at
    return found


def _likeness(before: str, after: str, least: float) -> float:
    matcher = SequenceMatcher(None, before[:_LONGEST_TOLD], after[:_LONGEST_TOLD], autojunk=False)
    if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
        return 0.0
    return matcher.ratio()


def _difference(before: Paragraph | None, after: Paragraph | None) -> Difference | None:
    if before is None and after is not None:
        return Difference(Kind.ADDED, after.place, [(Run.ADDED, after.text)])
    if after is None and before is not None:
        return Difference(Kind.REMOVED, None, [(Run.REMOVED, before.text)])
    if before is None or after is None or before.text == after.text:
        return None
    return Difference(Kind.CHANGED, after.place, runs(before.text, after.text))


def runs(before: str, after: str) -> list[tuple[Run, str]]:
    """Return the words of both texts in one row, each run with what became of it."""
    if max(len(before), len(after)) > _LONGEST_TOLD:
        return [(Run.REMOVED, before), (Run.ADDED, after)]
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    told: list[tuple[Run, str]] = []
    for same, removed, added in _steps(old, new):
        told += [
            (run, text)
            for run, text in ((Run.SAME, same), (Run.REMOVED, removed), (Run.ADDED, added))
            if text
        ]
    return told


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give what is the same, then what went and what came, short common runs among the latter."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same, removed, added = "", "", ""
    for place, (what, i, j, k, m) in enumerate(opcodes):
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        between = 0 < place < len(opcodes) - 1
        if what == "equal" and not (between and j - i <= _SHORT):
            if removed or added:
                yield same, removed, added
                same, removed, added = "", "", ""
            same += gone
        else:
            removed, added = removed + gone, added + come
    yield same, removed, added
