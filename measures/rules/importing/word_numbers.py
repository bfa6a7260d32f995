"""The numbers that Word makes by itself before paragraphs: they stand in no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from ita_portal.thai.numerals import thai_digits
from measures.rules.importing.word_xml import attribute, child, children

_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
_MOST_STYLES = 20  # one style is based on another; a circle must end


class Numbers:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        for one in children(numbering, "abstractNum"):
            levels = {_int(attribute(lvl, "ilvl")): lvl for lvl in children(one, "lvl")}
            self._levels[attribute(one, "abstractNumId")] = levels
        for one in children(numbering, "num"):
            self._lists[attribute(one, "numId")] = one

    def before(self, paragraph: Element) -> str:
        """Return what Word shows before the paragraph, e.g. "๑."; "" for nothing. Counts on."""
        number, level = self._numbered(paragraph)
        one = self._lists.get(number)
        if one is None:
            return ""
        abstract = attribute(child(one, "abstractNumId"), "val")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        self._count(one, number, abstract, level)
        return self._shown(levels, abstract, level)

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own before its style's."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"))
        for _ in range(_MOST_STYLES):
            if own is not None or style is None:
                break
            own = child(child(style, "pPr"), "numPr")
            style = self._styles.get(attribute(child(style, "basedOn"), "val"))
        level = _int(attribute(child(own, "ilvl"), "val"))
        return attribute(child(own, "numId"), "val"), min(max(level, 0), _DEEPEST - 1)

    def _count(self, one: Element, number: str, abstract: str, level: int) -> None:
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        if number not in self._begun:
            self._begun.add(number)
            for override in children(one, "lvlOverride"):
                start = child(override, "startOverride")
                if start is not None:
                    place = min(_int(attribute(override, "ilvl")), _DEEPEST - 1)
                    counts[place] = _int(attribute(start, "val")) - 1
        before = counts[level]
        counts[level] = self._start(abstract, level) if before is None else before + 1
        counts[level + 1 :] = [None] * (_DEEPEST - level - 1)

    def _start(self, abstract: str, level: int) -> int:
        start = child(self._levels[abstract].get(level), "start")
        return _int(attribute(start, "val")) if start is not None else 1

    def _shown(self, levels: dict[int, Element], abstract: str, level: int) -> str:
        text = attribute(child(levels[level], "lvlText"), "val")
        if attribute(child(levels[level], "numFmt"), "val") == "bullet":
            return "-"
        counts = self._counts[abstract]

        def value(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            count = counts[place] if counts[place] is not None else self._start(abstract, place)
            style = attribute(child(levels.get(place), "numFmt"), "val")
            return _written(count or 0, style)

        return _PLACE.sub(value, text)


def _written(count: int, style: str) -> str:
    """Return the number as the style writes it; an unknown style counts in Arabic digits."""
    writers: dict[str, Callable[[int], str]] = {
        "thaiNumbers": thai_digits,
        "thaiLetters": lambda n: _LETTERS[(n - 1) % len(_LETTERS)],
        "lowerLetter": lambda n: chr(97 + (n - 1) % 26),
        "upperLetter": lambda n: chr(65 + (n - 1) % 26),
        "lowerRoman": _roman,
        "upperRoman": lambda n: _roman(n).upper(),
        "none": lambda _: "",
    }
    return writers.get(style, str)(count)


def _roman(count: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        while count >= value and len(letters) < 20:
            letters, count = letters + letter, count - value
    return letters


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
