"""Text in pieces of two and three letters, by which the database finds where a word may stand.

Thai has no spaces between words, and what a word is depends on who parts the text. So nothing is
parted: every three letters in a row are a gram, whatever they belong to, and a word can only stand
where all its grams do. That is a sieve: what it lets through is compared with the word itself.

Letters are written as two Latin ones, so that no tokeniser of a database can do anything to them.
"""

from __future__ import annotations

from itertools import pairwise, product
from string import ascii_lowercase

from ita_portal.thai.text import clean

MOST_GRAMS = 60_000
"""Of one text; PostgreSQL keeps no more than a megabyte of them."""
TEXT, TITLE = "g", "t"
"""What a gram begins with: it stands anywhere in the row, or in its title."""
_SHORT = {TEXT: "b", TITLE: "u"}  # the same of grams of two letters
_OFFICE, _YEAR = "o", "y"
_DIGITS = tuple(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True))
_PAIRS = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
_THAI_ENDS = 0x80  # letters of the Thai block
_LATIN_ENDS = _THAI_ENDS + 36  # a–z and 0–9


def one_line(text: str) -> str:
    """Return text as it is kept for the search: repaired, in one line, of any length."""
    return " ".join(clean(text).replace("\u0130", "I").split())


def fold(text: str) -> str:
    """Return a text of `one_line` for comparing: ๒ and 2 are one, and A and a.

    As long as the text itself, so that a place in one is the place in the other.
    """
    for thai, arabic in _DIGITS:  # ten times as quick as a table of characters
        text = text.replace(thai, arabic)
    return text.lower()


def grams_of(text: str, *, start: str = TEXT) -> set[str]:
    """Return the grams of a text of `one_line`; spaces do not count."""
    letters = "".join(fold(text).split())
    pairs = [_pair(letter) for letter in letters]
    short = {f"{_SHORT[start]}{one}{two}" for one, two in pairwise(pairs)}
    long = {
        f"{start}{one}{two}{three}"
        for one, two, three in zip(pairs, pairs[1:], pairs[2:], strict=False)
    }
    return short | long


def needed(word: str, *, start: str = TEXT) -> set[str]:
    """Return the grams that stand where `word` does: the longest there are; none for one letter."""
    grams = grams_of(word, start=start)
    return {gram for gram in grams if gram[0] == start} or grams


def mark_of_office(office_id: int) -> str:
    """Return what stands among the grams of everything of an office."""
    return _OFFICE + _in_letters(office_id)


def mark_of_year(fiscal_year: int) -> str:
    """Return what stands among the grams of everything of a fiscal year."""
    return _YEAR + _in_letters(fiscal_year)


def _in_letters(number: int) -> str:
    return "".join(ascii_lowercase[int(digit)] for digit in str(number))


def _pair(letter: str) -> str:
    """Return a letter as two Latin ones; far letters may share theirs, it is only a sieve."""
    place = ord(letter) - 0x0E00
    if 0 <= place < _THAI_ENDS:
        return _PAIRS[place]
    if "a" <= letter <= "z":
        return _PAIRS[_THAI_ENDS + ord(letter) - ord("a")]
    if "0" <= letter <= "9":
        return _PAIRS[_THAI_ENDS + 26 + ord(letter) - ord("0")]
    return _PAIRS[_LATIN_ENDS + ord(letter) % (len(_PAIRS) - _LATIN_ENDS)]
