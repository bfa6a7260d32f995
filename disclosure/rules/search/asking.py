"""What somebody looks for: its words, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from disclosure.rules.search.grams import TEXT, fold, needed, one_line

LONGEST = 100
MOST_WORDS = 8
AROUND = 70
"""Letters on both sides of the first word that is shown."""
_QUOTED_OR_WORD = re.compile('["“”„]([^"“”„]*)["“”„]|([^\\s"“”„]+)')
_MARKS = frozenset(map(chr, (0x0E31, 0x0E33, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
_LEADING = "เแโใไ"


class Part(NamedTuple):
    """A stretch of text to be shown; `is_found` where it is a word that was looked for."""

    words: str
    is_found: bool = False


@dataclass(frozen=True)
class Asked:
    """What was asked: `typed` as it is shown again, and its words as they are compared.

    What stands in quotes is one word, with its spaces. All words have to be found.
    """

    typed: str
    words: tuple[str, ...]

    @property
    def is_too_short(self) -> bool:
        """Whether there is nothing to look for: one letter stands everywhere."""
        return not any(needed(word) for word in self.words)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(" ?".join(map(re.escape, "".join(word.split())))) for word in self.words]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        longest_first = sorted(self._patterns, key=lambda one: -len(one.pattern))
        return re.compile("|".join(one.pattern for one in longest_first))

    def grams(self, *, start: str = TEXT) -> set[str]:
        """Return the grams that stand where all the words do."""
        return {gram for word in self.words for gram in needed(word, start=start)}

    def stands_in(self, *texts: str) -> bool:
        """Tell whether every word stands in one of the texts of `one_line`."""
        folded = [fold(text) for text in texts]
        return all(any(word.search(text) for text in folded) for word in self._patterns)

    def marked(self, text: str) -> list[Part]:
        """Return a text of `one_line` in parts, the words that were found apart."""
        parts: list[Part] = []
        done = 0
        for match in self._any.finditer(fold(text)):
            start, end = max(done, match.start()), _past_marks(text, match.end())
            parts += [Part(text[done:start]), Part(text[start:end], is_found=True)]
            done = end
        return [part for part in (*parts, Part(text[done:])) if part.words]

    def snippet(self, text: str) -> list[Part]:
        """Return the words around the first that was found, marked; the beginning without one."""
        match = self._any.search(fold(text))
        start = max(0, match.start() - AROUND) if match else 0
        while start and (text[start] in _MARKS or text[start - 1] in _LEADING):
            start -= 1  # never part a letter from its marks
        end = min(len(text), (match.end() if match else 0) + 2 * AROUND)
        end = _past_marks(text, end)
        cut = text[start:end].rstrip(_LEADING) if end < len(text) else text[start:end]
        parts = self.marked(cut)
        before = [Part("… ")] if start else []
        after = [Part(" …")] if end < len(text) else []
        return [*before, *parts, *after]


def asked(typed: str) -> Asked:
    """Return what was typed as it is looked for, at most MOST_WORDS words of it."""
    shown = one_line(typed)[:LONGEST].strip()
    found: Sequence[tuple[str, str]] = _QUOTED_OR_WORD.findall(shown)
    words = [fold(" ".join((quoted or word).split())) for quoted, word in found]
    return Asked(shown, tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS])


def _past_marks(text: str, place: int) -> int:
    """Return the first place from `place` on that parts no letter from its marks."""
    while place < len(text) and text[place] in _MARKS:
        place += 1
    return place
