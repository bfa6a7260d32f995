"""Repairing texts as they stand in office files."""

from __future__ import annotations

from ita_portal.thai.text import clean

# Fonts before Unicode kept vowels and tones that stand lower or to the left in places of their own.
# Source: the private use area of the Thai fonts that Windows and Mac OS Thai shipped.
_PRIVATE = {
    0xF700: "ฐ",
    0xF701: "ิ",
    0xF702: "ี",
    0xF703: "ึ",
    0xF704: "ื",
    0xF705: "่",
    0xF706: "้",
    0xF707: "๊",
    0xF708: "๋",
    0xF709: "์",
    0xF70A: "่",
    0xF70B: "้",
    0xF70C: "๊",
    0xF70D: "๋",
    0xF70E: "์",
    0xF70F: "ญ",
    0xF710: "ั",
    0xF711: "ํ",
    0xF712: "็",
    0xF713: "่",
    0xF714: "้",
    0xF715: "๊",
    0xF716: "๋",
    0xF717: "์",
    0xF718: "ุ",
    0xF719: "ู",
    0xF71A: "ฺ",
}
# What Symbol and Wingdings show for bullets, ticks and arrows.
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "•",
    0xF0A8: "•",
    0xF06C: "•",
    0xF06E: "•",
    0xF076: "•",
    0xF0D8: "•",
    0xF0FC: "✓",
    0xF0FE: "✓",
    0xF050: "✓",
    0xF0E0: "→",
    0xF0DF: "←",
    0xF0F0: "→",
}
_KNOWN = {**_PRIVATE, **_SYMBOLS, 0xA0: " "}


def symbol(code: str) -> str:
    """Return what Word's symbol of this hexadecimal code looks like; a bullet for unknown ones."""
    try:
        number = int(code, 16)
    except ValueError:
        return "•"
    return _SYMBOLS.get(number) or _SYMBOLS.get(number | 0xF000) or "•"


def repaired(text: str) -> str:
    """Return a text cleaned, with what old fonts kept in private places as the letters it is."""
    return clean(text.translate(_KNOWN))
