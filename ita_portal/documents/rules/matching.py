"""Of what a paragraph was made: comments stand at paragraphs, their writers work on fields."""

from __future__ import annotations

from collections.abc import Sequence

from ita_portal.thai.numerals import arabic_digits

LEAST = 6
"""Letters that have to be alike; fewer are found in any sentence."""
_HEAD = 12
"""Letters by which a text is found in an excerpt that ends within it."""


def source_of(excerpt: str, sources: Sequence[Sequence[str]]) -> int | None:
    """Return which of the `sources` a paragraph that begins with `excerpt` was made of, from 0.

    Each source is the texts of one field or row. The paragraph may have a number before them and
    digits of the other kind, and `excerpt` may end in the midst of a text. The source of which
    most stands in it is meant, of several alike the first; None when none does.
    """
    said = _plain(excerpt.removesuffix("…"))
    alike = [sum(_alike(said, _plain(text)) for text in texts) for texts in sources]
    most = max(alike, default=0)
    return alike.index(most) if most >= min(LEAST, len(said)) and most else None


def _plain(text: str) -> str:
    """Return the text without white space and with Arabic digits, as it is compared."""
    return "".join(arabic_digits(text).split())


def _alike(said: str, text: str) -> int:
    """Return how many letters of a text stand in what is said."""
    if not text or not said:
        return 0
    if text in said:
        return len(text)
    if said in text:
        return len(said)
    at = said.find(text[:_HEAD])
    return len(said) - at if at >= 0 and text.startswith(said[at:]) else 0
