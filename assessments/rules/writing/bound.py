"""Sentences bound to figures: what of an edited sentence is not true any more. Pure.

A figure is a name and the words that show it, e.g. {"total": "91.25", "level": "ระดับ A"}. What is
kept with an edited sentence are its figures when it was written; today's are built anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assessments.rules.writing.numbers import (
    Known,
    numbers_in,
    plain_digits,
    values_in,
    without_source,
)

Figures = Mapping[str, str]

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_DIGIT = re.compile("[๐-๙]")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one today: `old` or `new` is "" where there was or is none."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an edited sentence.

    `changes` are figures that changed since it was written; `missing` figures that it no longer
    says; `unknown` numbers in it that have no source.
    """

    changes: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_red(self) -> bool:
        """Whether a figure changed, so that the sentence must not go out as it is."""
        return bool(self.changes)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.changes or self.missing or self.unknown)


def judge(text: str, kept: Figures, today: Figures, known: Known) -> Verdict:
    """Return what is wrong with `text`, which was written when the figures were `kept`.

    An empty text leaves its sentence out, so nothing can be wrong with it.
    """
    if not text.strip():
        return Verdict()
    said = values_in(text)
    # In the order of the built sentence: a database may keep JSON in an order of its own.
    names = [*today, *(name for name in kept if name not in today)]
    return Verdict(
        changes=tuple(
            Change(kept.get(name, ""), today.get(name, ""))
            for name in names
            if kept.get(name) != today.get(name)
        ),
        missing=tuple(
            shown
            for name, shown in today.items()
            if kept.get(name) == shown and values_in(shown) - said
        ),
        unknown=tuple(dict.fromkeys(without_source(text, known))),
    )


def kept_after_edit(old_text: str, old: Figures, new_text: str, today: Figures) -> dict[str, str]:
    """Return the figures to keep with a sentence that was changed from `old_text` to `new_text`.

    A figure that changed meanwhile stays as it was kept while the sentence still says it as often
    as before: touching a comma must not take the mark away. Else it is today's.
    """
    if new_text == old_text:
        return dict(old)
    stays = {
        name: shown
        for name, shown in old.items()
        if today.get(name) != shown and _still_says(old_text, new_text, shown)
    }
    return {**today, **stays}


def refreshed(text: str, kept: Figures, today: Figures) -> str:
    """Return `text` with today's figures in place of those that changed since it was written.

    Each is replaced by its whole words; where the words were rewritten, by its decimals alone.
    Thai digits stay Thai. A figure that is not found leaves the text as it is.
    """
    replacements: dict[str, str] = {}
    plain = plain_digits(text)
    for name, old in kept.items():
        new = today.get(name, "")
        if old == new or not new:
            continue
        if _pattern([old]).search(plain):
            replacements[old] = new
        else:
            replacements |= _decimals(old, new)
    return _replaced(text, plain, replacements)


def _still_says(old_text: str, new_text: str, shown: str) -> bool:
    count = _count(new_text, shown)
    return count > 0 and count >= _count(old_text, shown)


def _count(text: str, shown: str) -> int:
    return len(_pattern([shown]).findall(plain_digits(text)))


def _decimals(old: str, new: str) -> dict[str, str]:
    """Return which decimals of `old` become which of `new`; nothing where the words differ."""
    before = [one.text for one in numbers_in(old)]
    after = [one.text for one in numbers_in(new)]
    if len(before) != len(after):
        return {}
    pairs = zip(before, after, strict=True)
    return {one: other for one, other in pairs if one != other and "." in one}


def _pattern(shown: list[str]) -> re.Pattern[str]:
    """Return what finds these words: never within a longer number, nor after a “not”."""
    longest_first = sorted(shown, key=len, reverse=True)
    words = "|".join(re.escape(one) for one in longest_first)
    return re.compile(rf"(?<![0-9A-Za-z])(?<![0-9][.,])(?<!ไม่)(?:{words})(?![0-9A-Za-z]|[.,][0-9])")


def _replaced(text: str, plain: str, replacements: Mapping[str, str]) -> str:
    """Replace all at once, so that what comes in is not replaced again."""
    if not replacements:
        return text
    parts, place = [], 0
    for match in _pattern(list(replacements)).finditer(plain):
        new = replacements[match[0]]
        is_thai = _THAI_DIGIT.search(text[match.start() : match.end()])
        parts += [text[place : match.start()], new.translate(_TO_THAI) if is_thai else new]
        place = match.end()
    return "".join([*parts, text[place:]])
