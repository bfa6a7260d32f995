"""Numbers as Thai offices type and print them.

What is typed may hold Thai digits; what is kept never does; Thai digits appear only in print.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

NOTHING = "–"
"""What stands where there is no value."""

MINUS = "−"
INVISIBLE = (
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # writing direction
)
"""Characters that nobody sees and nobody means; copied text is full of them."""

_ARABIC_DIGITS = "0123456789"
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC_DIGITS, _THAI_DIGITS)
_TO_ARABIC = str.maketrans(_THAI_DIGITS, _ARABIC_DIGITS)
_NARROWED = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width letters and digits
    | _TO_ARABIC
    | dict.fromkeys(map(ord, INVISIBLE + "\u200c\u200d"))
)

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_LONGEST_NUMBER = 30  # characters; Python's own limit speaks English
_LONGEST_ECHO = 40
_TWO_PLACES = Decimal("0.01")

_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(
    r"https?://|www\."
    r"|(?<![!-~])[!-~]*\.[a-z]{2,}/"  # a host without scheme, such as skn1.go.th/oit
    r"|(?<![!-~])[(\"']?/[!-~]*[A-Za-z]"  # a path, such as /o/skn1/oit/2566/
)
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|zip|rar|jpe?g|png|gif|mp[34])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[A-Za-z0-9]+(?:[._@+-][A-Za-z0-9]+)*")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def thai_digits(text: object) -> str:
    """Return `text` as a string with every Arabic digit written as a Thai one."""
    return str(text).translate(_TO_THAI)


def arabic_digits(text: object) -> str:
    """Return `text` as a string with every Thai digit written as an Arabic one."""
    return str(text).translate(_TO_ARABIC)


def thai_digits_in_prose(text: object) -> str:
    """Return `text` with Thai digits, but leave what must be typed as it stands.

    Left alone are web addresses and paths, e-mail addresses, file names, and every word with
    Latin letters in it, such as O42, E11 or ITA2024. Spaces end a file name or an address.
    """
    return _CHUNK.sub(_chunk_with_thai_digits, str(text))


def _chunk_with_thai_digits(match: re.Match[str]) -> str:
    """Return a stretch without spaces; from where an address begins it stays as it is."""
    chunk = match[0]
    address = _ADDRESS.search(chunk)
    words_end = address.start() if address else len(chunk)
    words_start = max((name.end() for name in _FILE_NAME.finditer(chunk, 0, words_end)), default=0)
    words = _LATIN_WORD.sub(_word_with_thai_digits, chunk[words_start:words_end])
    return chunk[:words_start] + words + chunk[words_end:]


def _word_with_thai_digits(match: re.Match[str]) -> str:
    """Return a word of Latin letters and digits; without a letter it is a number."""
    return match[0] if _LATIN_LETTER.search(match[0]) else match[0].translate(_TO_THAI)


def narrow(text: str) -> str:
    """Return what was typed with plain Arabic digits, without invisible characters and ends.

    For numbers, dates and codes; for words use `text.clean`.
    """
    return text.translate(_NARROWED).strip()


def parse_decimal(text: str) -> Decimal:
    """Read a number typed with Thai or Arabic digits; commas must part groups of three.

    Raises ValueError, with a Thai message for the one who typed it, when there is nothing or
    when it is not a plain number: words, exponents, NaN and infinity are none.
    """
    typed = narrow(text).replace(MINUS, "-")
    if not typed:
        raise ValueError("กรุณากรอกตัวเลข")
    if not _NUMBER.fullmatch(typed):
        raise ValueError(f"“{echo(text)}” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลข เช่น 91.25")
    if len(typed) > _LONGEST_NUMBER:
        raise ValueError(f"ตัวเลขยาวเกินไป กรอกได้ไม่เกิน {_LONGEST_NUMBER} ตัวอักษร")
    return Decimal(typed.replace(",", ""))


def parse_int(text: str) -> int:
    """Read a whole number typed as `parse_decimal` allows; 12.00 is 12.

    Raises ValueError with a Thai message when it is no number or has a fraction.
    """
    number = parse_decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{echo(text)}” มีเศษทศนิยม กรุณากรอกเป็นจำนวนเต็ม")
    return int(number)


def echo(text: str) -> str:
    """Return what was typed for use in a message about it, cut to 40 characters."""
    shown = text.strip()
    return shown if len(shown) <= _LONGEST_ECHO else shown[: _LONGEST_ECHO - 1] + "…"


def format_score(score: Decimal | None) -> str:
    """Return a score with two decimals, rounded half up: "91.25"; "–" for None."""
    return NOTHING if score is None else str(score.quantize(_TWO_PLACES, ROUND_HALF_UP))


def signed(change: Decimal | None) -> str:
    """Return a change with its sign and two decimals: "+3.83", "−5.42", "0.00"; "–" for None."""
    if change is None:
        return NOTHING
    rounded = change.quantize(_TWO_PLACES, ROUND_HALF_UP)
    if not rounded:
        return "0.00"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded)}"
