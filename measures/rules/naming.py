"""Titles as they are compared: what two offices, or two years, call the same thing."""

from __future__ import annotations

import re

from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean

_NUMBER = re.compile(r"^\s*(?:ประเด็นที่|ด้านที่|ข้อ)?\s*[0-9.()]*\s*")
_BEFORE = re.compile(r"^(?:ประเด็น|ด้าน|ตัวชี้วัด)(?:ที่\s*[0-9.]+)?\s*")
_SPACE = re.compile(r"\s+")


def folded(title: str) -> str:
    """Return a title for comparing: without number, spaces, "ประเด็น", "ด้าน" or "ตัวชี้วัด"."""
    text = _NUMBER.sub("", arabic_digits(clean(title)))
    return _SPACE.sub("", _BEFORE.sub("", text)).casefold()
