"""The words of a paper's HTML twin: as one text, and paragraph by paragraph."""

from __future__ import annotations

import html
import re

from ita_portal.thai.numerals import thai_digits_in_prose
from tests.documents.conftest import squeezed

AIDS = re.compile(r"<(title|desc|details)\b.*?</\1>", re.DOTALL)
"""What tells a drawing to who cannot see it, and is not printed."""
BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|td|th|tr|figcaption|text|br)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
DOTS = re.compile(r"\.{4,}[๐-๙0-9]*")
"""The blank space of a memo's head, the place of a day, the leaders of the contents."""


def words_of(fragment: str) -> str:
    """Return all words that are printed, without white space and dotted lines."""
    plain = html.unescape(TAG.sub("", AIDS.sub("", fragment)))
    return without_dots(squeezed(plain))


def without_dots(text: str) -> str:
    return DOTS.sub("", text)


def paragraphs(fragment: str) -> list[str]:
    """Return the text of each innermost block, in one line."""
    found = BLOCK.split(AIDS.sub("", fragment))
    texts = (html.unescape(TAG.sub("", one)) for one in found)
    return [" ".join(text.split()) for text in texts if text.strip()]


def printed_tail(text: str, start: int) -> str:
    """Return the end of a cell as it is printed in Thai digits, without white space."""
    return squeezed(thai_digits_in_prose(text[start:]))
