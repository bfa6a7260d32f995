"""How much room words take in a drawing, and where they may be parted.

SVG neither measures nor wraps text, and a chart is drawn before a typeface is chosen: these
widths fit Sarabun on a page and TH SarabunPSK, at 16 pt to Sarabun's 10.5, on paper.
"""

from __future__ import annotations

import re
from itertools import accumulate

LETTERS_BY_WIDTH = {
    0: "ัิีึืฺุู็่้๊๋์ํ๎",
    28: "!'ij|,.:;·",
    35: "Il เๅ- []()",
    45: 'rf{}`โ\\tใไ"/s?',
    52: "Jงราำ*kcx",
    58: "ะgvyz–$ELSaF_ฐธวP",
    62: "จยฮ“”BReกถฤอฯแYลสคฅฉดตศ",
    66: "oข฿+<=>KTV^hnu~ชผฝม−×XฎฏภฦCbdpqฃซน",
    70: "ทหๆบปAGZฆ#Dษ",
    78: "HNUพฟฬ&ฑw…OQ0123456789๐๑๒๓๔๕๖๗๘๙",
    90: "ฌญฒ@Mณ",
}
"""Hundredths of the text's size, each rounded up from the regular and bold faces of both families.

A digit counts as the widest Thai one, since a paper may turn the digits of a page into them.
"""

_WIDTHS = {letter: width for width, letters in LETTERS_BY_WIDTH.items() for letter in letters}
_WIDEST = 106
_DIGIT_WIDTH = 71  # only ๗ in one face is wider, and it never comes alone

_SPACE = re.compile(r"\s+")
_WAITING_VOWELS = "เแโใไ"
_JOINED_TO_THE_LEFT = "ะาำๅๆฯ" + LETTERS_BY_WIDTH[0]
_BEGINNERS = re.compile("(?<=.{3})(?=และ|หรือ|เพื่อ|ของ|ตาม|โดย|ระหว่าง|ภายใน|ด้าน)")


def width(text: str) -> float:
    """Return how wide `text` is at most, in multiples of its size (em)."""
    return sum(map(_letter_width, text)) / 100


def _letter_width(letter: str) -> int:
    return _DIGIT_WIDTH if letter.isdecimal() else _WIDTHS.get(letter, _WIDEST)


def wrap(text: str, room: float) -> list[str]:
    """Return `text` in lines of at most `room` em.

    It is parted at spaces and before words that begin a phrase; where neither helps, between
    letters, but never before a mark or after a vowel that waits for its consonant.
    """
    lines: list[str] = []
    for piece in _pieces(text, room):
        if lines and width(lines[-1] + piece) <= room:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str, room: float) -> list[str]:
    """Return the smallest parts that may stand on a line of their own, none wider than `room`."""
    words = re.split("(?= )", _SPACE.sub(" ", text.strip()))
    phrases = [phrase for word in words for phrase in _BEGINNERS.split(word)]
    return [piece for phrase in phrases for piece in _cut(phrase, room)]


def _cut(phrase: str, room: float) -> list[str]:
    if width(phrase) <= room:
        return [phrase]
    pieces = [""]
    for cluster in _clusters(phrase):
        if pieces[-1] and width(pieces[-1] + cluster) > room:
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _clusters(text: str) -> list[str]:
    """Return the letters with all that belongs to them: "เชื่", "อ"."""
    starts = [
        place == 0 or (letter not in _JOINED_TO_THE_LEFT and text[place - 1] not in _WAITING_VOWELS)
        for place, letter in enumerate(text)
    ]
    numbers = list(accumulate(starts))
    return [
        "".join(letter for letter, own in zip(text, numbers, strict=True) if own == number)
        for number in range(1, numbers[-1] + 1)
    ]
