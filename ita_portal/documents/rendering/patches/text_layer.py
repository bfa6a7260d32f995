"""Text copied from a PDF set in Sarabun keeps its ำ. Only the fallback typeface needs this.

HarfBuzz draws ำ as two glyphs, ํ and า, unless the font has an Apple `morx` table, as TH
SarabunPSK has. WeasyPrint then notes the first glyph as an empty string and the second as "า",
so “ดำเนินการ” can be neither found nor copied. Here each glyph stands for its own character.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint.pdf.fonts import Font

from ita_portal.documents.rendering.fonts import FALLBACK

PdfFont = Any
"""WeasyPrint's font in a PDF; the package has no types."""

ORIGINAL = Font.__init__

_NIKHAHIT = "\u0e4d"
_JOINED = re.compile(r"uni((?:[0-9A-F]{4})+)")


class OwnCharacters(dict[int, str]):
    """Glyph numbers with their text, where a glyph's own character goes before what is noted."""

    def __init__(self, characters: dict[int, str]) -> None:
        super().__init__()
        self._characters = characters

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, self._characters.get(glyph, text))


@lru_cache(maxsize=8)
def own_characters(font_file: bytes) -> dict[int, str]:
    """Return the characters that each glyph of a font stands for, by glyph number.

    A glyph without a character of its own, such as `uni0E48.small`, has that of the name
    before the dot; `uni0E4D0E49` has two, the tone before the nikhahit as ำ is typed.
    """
    font = TTFont(io.BytesIO(font_file))
    by_name = {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    found = {}
    for number, name in enumerate(font.getGlyphOrder()):
        text = by_name.get(name) or _of_name(name.split(".")[0], by_name)
        if text:
            found[number] = text
    return found


def _of_name(name: str, by_name: dict[str, str]) -> str:
    joined = _JOINED.fullmatch(name)
    if name in by_name or not joined:
        return by_name.get(name, "")
    digits = joined[1]
    letters = [chr(int(digits[at : at + 4], 16)) for at in range(0, len(digits), 4)]
    return "".join(sorted(letters, key=_NIKHAHIT.__eq__))


def _init(font: PdfFont, *arguments: object) -> None:
    ORIGINAL(font, *arguments)
    if font.family == FALLBACK.name:
        font.to_unicode = OwnCharacters(own_characters(bytes(font.file_content)))


def apply() -> None:
    """Let fonts of the fallback family note each glyph's own character."""
    Font.__init__ = _init
