"""Thai text: repaired on the way in, ordered and cut on the way out. Never NFKC, never \\w.

NFC leaves much of what Thai keyboards and copied files get wrong; NFKC takes ำ apart.
"""

import re
import unicodedata

from ita_portal.thai.numerals import INVISIBLE, arabic_digits

# ฺ ุ ู ั ิ ี ึ ื ็ ํ are vowels or stand where one stands; tones and ์ are written after them.
_VOWEL_MARKS = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"
_TONES = "\u0e48-\u0e4b"
_LATE_MARKS = "\u0e48-\u0e4c\u0e4e"
_LATE_ONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"  # the same, one by one
_MARKS = f"{_VOWEL_MARKS}{_LATE_MARKS}"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff{INVISIBLE}]")
_PILED = re.compile(f"([{_MARKS}\u0300-\u036f]{{8}})[{_MARKS}\u0300-\u036f]+")
_DOUBLED = re.compile(f"([{_MARKS}\u0e33])\\1+")
_MARKS_FROM_A_LATE_ONE = re.compile(f"[{_LATE_MARKS}][{_MARKS}]+")
_NIKHAHIT_AA = re.compile(f"\u0e4d([{_TONES}]*)\u0e32")
_LETTERS_FROM_A_VOWEL = re.compile(f"[\u0e30\u0e32\u0e33][\u0e30\u0e32\u0e33{_TONES}]+")

_ZERO_WIDTH_JOINER = "\u200d"
_JOINS_THE_LETTER_BEFORE = "\u0e33\u200d"  # ำ is a letter to Unicode, a mark to the eye
_LEADING_VOWELS = "เแโใไ"

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_LOW_WEIGHTS = {mark: str(weight) for weight, mark in enumerate("\u0e47่้๊๋์ฺ๎", 1)}
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def clean(text: str) -> str:
    """Return `text` as it is kept: NFC, ำ and แ in one piece, marks once and in order.

    Controls and invisible characters go, but for newline and tab; lines end with a newline
    and without spaces. Safe to repeat; correct Thai is left as it is.
    """
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    while (repaired := _repaired(text)) != text:  # each round is shorter or better ordered
        text = repaired
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _repaired(text: str) -> str:
    text = _PILED.sub(r"\1", text)  # no word has nine marks in a row; NFC takes ages over thousands
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _MARKS_FROM_A_LATE_ONE.sub(_late_marks_last, text)
    text = _NIKHAHIT_AA.sub("\\1\u0e33", text)
    text = _LETTERS_FROM_A_VOWEL.sub(_tones_first, text)
    return _DOUBLED.sub(r"\1", text)


def _late_marks_last(match: re.Match[str]) -> str:
    return "".join(sorted(match[0], key=lambda mark: mark in _LATE_ONES))


def _tones_first(match: re.Match[str]) -> str:
    return "".join(sorted(match[0], key=lambda letter: letter not in _LATE_ONES))


def sort_key(text: str) -> str:
    """Return a key that puts Thai into dictionary order, the same in every database.

    เ แ โ ใ ไ count after the consonant they are written before; tone marks, ็ and ์ only
    decide between words that are else the same; ๑ and 1 are one. The key holds only 0–9 and
    a–z, since databases differ about all else; it has up to three for each character of Thai.

    Source: the order of the Royal Institute's dictionary, as in CLDR's Thai rules.
    """
    swapped = _LEADING_VOWEL.sub(r"\2\1", arabic_digits(clean(text)).casefold())
    letters: list[str] = []
    marks: list[str] = []
    for character in swapped:
        if character in _LOW_WEIGHTS:
            marks.append(_LOW_WEIGHTS[character])
        else:
            letters.append(_weight(character))
            marks.append("0")
    return f"{''.join(letters)}00{''.join(marks).rstrip('0')}"


def _weight(character: str) -> str:
    """Return a weight in the order space, sign, digit, Latin letter, Thai letter, the rest."""
    if character.isspace():
        return "01"
    if "0" <= character <= "9":
        return f"1{character}"
    if "a" <= character <= "z":
        return f"2{character}"
    if "ก" <= character <= "\u0e4d" and character not in "ฯๆ฿":
        high, low = divmod(ord(character) - 0x0E00, 36)
        return _BASE36[high + 3] + _BASE36[low]
    return f"z{ord(character):06x}" if character.isalpha() else "02"


def truncate(text: str, length: int) -> str:
    """Return `text` in at most `length` letters as the eye counts them; น้ำ is one.

    What is cut ends with "…", which is counted, and never with a vowel that waits for its
    consonant. Raises ValueError for a length below 1.
    """
    if length < 1:
        raise ValueError(f"cannot cut a text to {length} letters")
    if len(text) <= length:
        return text
    starts = _letter_starts(text, length + 1)
    if len(starts) <= length:
        return text
    return text[: starts[length - 1]].rstrip().rstrip(_LEADING_VOWELS).rstrip() + "…"


def _letter_starts(text: str, wanted: int) -> list[int]:
    """Return where the first `wanted` letters start: a mark belongs to the letter before it."""
    starts: list[int] = []
    before = ""
    for place, character in enumerate(text):
        joined = (
            character in _JOINS_THE_LETTER_BEFORE
            or before == _ZERO_WIDTH_JOINER
            or unicodedata.category(character)[0] == "M"
        )
        if not joined or not starts:
            starts.append(place)
            if len(starts) == wanted:
                break
        before = character
    return starts


def file_size(size: int) -> str:
    """Return a size in bytes for reading: "512 ไบต์", "420 กิโลไบต์", "1.5 เมกะไบต์".

    A kilobyte is 1,024 bytes; rounded half up, megabytes to one decimal unless it is 0.
    Raises ValueError for a size below 0.
    """
    if size < 0:
        raise ValueError(f"a file cannot have {size} bytes")
    if size < 1024:
        return f"{size} ไบต์"
    kilobytes = (size + 512) // 1024
    if kilobytes < 1024:
        return f"{kilobytes} กิโลไบต์"
    whole, tenth = divmod((size * 10 + 2**19) // 2**20, 10)
    return f"{whole}.{tenth} เมกะไบต์" if tenth else f"{whole} เมกะไบต์"
