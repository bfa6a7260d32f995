"""Text of old Thai fonts, which came out as Western letters with accents."""

from __future__ import annotations

import re

_WESTERN = re.compile("[\u00a1-\u00da\u00df-\u00fb]")
_THAI = re.compile("[ก-ฮ]")
_TO_THAI = {code: code - 0xA1 + 0x0E01 for code in (*range(0xA1, 0xDB), *range(0xDF, 0xFC))}
_ENOUGH = 20
_SHARE = 0.3


def thai_of_old_font(text: str) -> str:
    """Return the text in Thai when it is Thai under Western names, else as it is.

    **Source:** TIS-620, whose letters stand where Latin-1 has its accents.
    """
    western = len(_WESTERN.findall(text))
    if western < _ENOUGH or _THAI.search(text) or western < _SHARE * len(text):
        return text
    return text.translate(_TO_THAI)
