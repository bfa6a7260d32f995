"""Blacking out names, addresses and numbers: what is covered is taken out of the text. Pure.

A bar of one length stands in the place of everything, so that it tells nothing of what it covers.
Names without a title, and what points to a person in other ways, no program finds: who orders the
copy marks such passages and reads the result before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ita_portal.thai.text import clean

BAR = "█████"
_DIGIT = r"[0-9๐-๙]"
_TITLES = (
    "นางสาว|นาย|นาง|น\\.\\s?ส\\.|ด\\.\\s?ช\\.|ด\\.\\s?ญ\\.|เด็กชาย|เด็กหญิง|ว่าที่\\s?ร\\.?(?:ต|ท|อ)\\.|"
    "ว่าที่ร้อย(?:ตรี|โท|เอก)|ดร\\.|คุณ|ครู|อาจารย์|ผอ\\."
)
_LETTERS = "[ก-\u0e3a\u0e40-\u0e4e]"
_FOUND_ANYWHERE = (
    re.compile(rf"(?:{_TITLES})\s?{_LETTERS}+(?:[ \t]+{_LETTERS}+)?"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII),
    re.compile(
        rf"(?<!{_DIGIT})(?:\+\s?66|{_DIGIT})(?:[\s().-]{{0,2}}{_DIGIT}){{7,12}}(?!{_DIGIT})"
    ),
    re.compile(
        rf"(?:บ้าน)?เลขที่\s?{_DIGIT}[^\s,]*|(?:หมู่ที่|หมู่|ม\.)\s?{_DIGIT}+|"
        rf"(?:หมู่บ้าน|ซอย|ซ\.|ถนน|ถ\.|ตำบล|ต\.|แขวง|อำเภอ|อ\.|จังหวัด|จ\.|โรงเรียน|รร\.)\s?[^\s,]+|"
        rf"(?<!{_DIGIT}){_DIGIT}{{5}}(?!{_DIGIT})"
    ),
)
"""Names after a title, e-mail, telephone and identity numbers, and what an address is made of."""
_TITLE = re.compile(rf"^(?:{_TITLES})\s*")
_SHORTEST = 2
_BARS = re.compile(rf"{BAR}(?:[ \t]*{BAR})+")


def needles_of(identity: Iterable[str]) -> list[str]:
    """Return what to look for of a person: each value whole, and the parts of a name or address."""
    found: list[str] = []
    for value in identity:
        whole = _TITLE.sub("", clean(value).strip())
        found += [whole, *(_TITLE.sub("", part) for part in re.split(r"[\s,]+", whole))]
    return sorted({one for one in found if len(one) >= _SHORTEST}, key=len, reverse=True)


def blacked(text: str, needles: Iterable[str] = ()) -> str:
    """Return the text with bars in the place of the needles and of all that looks like a person.

    A needle is found whatever its spaces, its capitals, and the script of its digits.
    """
    text = clean(text)
    for needle in needles:
        text = _pattern(needle).sub(BAR, text)
    for pattern in _FOUND_ANYWHERE:
        text = pattern.sub(BAR, text)
    return _BARS.sub(BAR, text)


def holds(text: str, passage: str) -> bool:
    """Tell whether a passage stands in the text, as `blacked` would find it."""
    return bool(_pattern(passage).search(clean(text)))


def _pattern(needle: str) -> re.Pattern[str]:
    return re.compile(_letters(clean(needle)), re.IGNORECASE)


def _letters(needle: str) -> str:
    """Return a pattern of the letters; between two of them any spaces and dashes may stand."""
    between = r"[\s-]*"
    return between.join(_letter(one) for one in needle if not one.isspace() and one != "-")


def _letter(one: str) -> str:
    if one.isdigit():
        value = int(one)
        return f"[{value}{chr(0x0E50 + value)}]"
    return re.escape(one)
