"""Thai text made flat for searching: what PDF programs lose or move is left out on both sides.

Fonts without tables lose tone marks, extraction puts spaces inside words (`สำ นักงาน`), and lines
break names in two. So words are searched without marks above and below, without spaces (but for
one between two digits) and with Arabic digits; the place leads back to the words as they stand.
`tight` keeps the marks, for what only they tell apart: ม.ค. and มี.ค.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ita_portal.thai.numerals import INVISIBLE

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_DIGITS = {ord(thai): arabic for thai, arabic in zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)}
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE + "\u200c\u200d"))
_PRIVATE_BASES = {0xF700: "ฐ", 0xF70F: "ญ"}
_PRIVATE_MARKS = {
    0xF701: "ิ", 0xF702: "ี", 0xF703: "ึ", 0xF704: "ื", 0xF705: "่", 0xF706: "้", 0xF707: "๊",
    0xF708: "๋", 0xF709: "์", 0xF70A: "่", 0xF70B: "้", 0xF70C: "๊", 0xF70D: "๋", 0xF70E: "์",
    0xF710: "ั", 0xF711: "ํ", 0xF712: "็", 0xF713: "่", 0xF714: "้", 0xF715: "๊", 0xF716: "๋",
    0xF717: "์", 0xF718: "ุ", 0xF719: "ู", 0xF71A: "ฺ",
}  # fmt: skip
_PRIVATE_LEFT = dict.fromkeys(range(0xF880, 0xF900))  # the same marks of older Macintosh fonts
PRIVATE = {**_PRIVATE_BASES, **_PRIVATE_MARKS, **_PRIVATE_LEFT}
"""Private letters of old Thai fonts, with what they mean. **Source:** Microsoft's Thai fonts."""

_NO_MARKS = dict.fromkeys([0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])
_TO_TIGHT = {**_DIGITS, **_INVISIBLE, **PRIVATE}
_TO_FLAT = {**_TO_TIGHT, **dict.fromkeys(_PRIVATE_MARKS), **_NO_MARKS, 0x0E33: "า"}
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_SA_RA_AM = re.compile(r"\u0e4d([\u0e48-\u0e4b]?)\s?\u0e32")
_UNNAMED_AM = re.compile("(?<=[\u0e00-\u0e7f])[\u0100-\u024f]([\u0e48-\u0e4b]?)\u0e32")
_LOOSE_AM = re.compile(r"\u0e33\s(?=[ก-ฮเ-ไ])")


def tight(text: str) -> str:
    """Return the text without spaces, with Arabic digits, marks kept."""
    return _squeezed(text.translate(_TO_TIGHT))


def flat(text: str) -> str:
    """Return the text without spaces and marks, with Arabic digits."""
    return _squeezed(text.translate(_TO_FLAT)).replace("เเ", "แ")


def _squeezed(text: str) -> str:
    return "".join(_BETWEEN_DIGITS.sub("\0", text).split()).replace("\0", " ")


def places_of(text: str, *, keep_marks: bool = False) -> list[int]:
    """Return for each character of the flat or tight form where it stands in `text`."""
    table = _TO_TIGHT if keep_marks else _TO_FLAT
    made: list[int] = []
    previous, spaced = "", False
    for index, character in enumerate(text):
        if character.isspace():
            spaced = True
            continue
        kept = table.get(ord(character), character)
        if kept is None:
            continue
        if spaced and previous.isdigit() and kept.isdigit():
            made.append(index)
        if not (previous == kept == "เ" and not keep_marks):
            made.append(index)
        previous, spaced = kept, False
    return made


def repaired(text: str) -> str:
    """Return extracted text with what extraction does to Thai undone, as far as it can be seen."""
    text = text.translate(PRIVATE).replace("เเ", "แ")
    if "กำร" in text:  # no word has it: the font names its า so, and its ำ by another letter
        text = text.replace("ำ", "า")
    text = _UNNAMED_AM.sub("\\1\u0e33", text).replace("\u0e49\u0e49", "\u0e39\u0e49")
    text = _SA_RA_AM.sub("\\1\u0e33", text)
    return _LOOSE_AM.sub("\u0e33", text)


@lru_cache(maxsize=4096)
def pattern_of(words: str) -> str:
    """Return a regular expression for Thai words in flat text; `|` parts choices."""
    return "|".join(re.escape(flat(word)) for word in words.split("|"))
