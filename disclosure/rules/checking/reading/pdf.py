"""Reading a PDF page by page; what only shows a picture is told, and read where that is possible.

PDFium puts words and lines together again from where the letters stand on the page, which brings
Thai out better than the order in the file; spaces that it sees after ำ are taken out again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from ctypes import c_double
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.flat import repaired
from disclosure.rules.checking.reading.legacy import thai_of_old_font
from disclosure.rules.checking.reading.recognising import Recogniser
from ita_portal.errors import Refused
from ita_portal.files.checks.pdf import BROKEN

SECONDS = 60.0
"""For the words of one file; what comes later is left unread, and told."""
MOST_LETTERS = 3_000_000
FEW_LETTERS = 12
"""A page with fewer has no text: a page number alone says nothing."""
_MOST_RECOGNISED = 12
_WORD = re.compile(r"\S+")
_MARKS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
_TO_SIGN = "ลงชื่อ"
_SAME_LINE = 4.0  # points; raised and lowered letters stay within
_SCALE = 2.5  # 180 dots an inch


def read_pdf(path: Path, *, name: str, recogniser: Recogniser | None) -> Content:
    """Return the pages of a PDF that passed `look_into`. Raises Refused when it breaks still."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return _content(document, name, recogniser)
    except pypdfium2.PdfiumError as error:
        raise Refused(BROKEN) from error


def _content(document: pypdfium2.PdfDocument, name: str, recogniser: Recogniser | None) -> Content:
    pages, blind, notes = [], [], []
    recognised = 0
    for number, page, text in _texts(document):
        label = f"หน้า {number}"
        is_short = len(text.strip()) < FEW_LETTERS
        has_picture = (is_short or _TO_SIGN in text) and _has_picture(page)
        if is_short and has_picture:
            read = ""
            if recogniser and recognised < _MOST_RECOGNISED:
                read = repaired(recogniser.read(_drawn(page)))
                recognised += 1
            if not read.strip():
                blind.append(number)
            text = read or text
        pages.append(Page(label, text, has_picture=has_picture))
        page.close()
    if len(pages) < len(document):
        notes.append(f"อ่านข้อความเพียง {len(pages)} จาก {len(document)} หน้า เพราะไฟล์ใหญ่มาก")
    return Content(
        "pdf",
        tuple(pages),
        name,
        unreadable_pages=tuple(blind),
        was_recognised=recognised > len(blind) or (recognised > 0 and not blind),
        notes=tuple(notes),
    )


def _texts(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, Any, str]]:
    until, letters = time.monotonic() + SECONDS, 0
    for number in range(len(document)):
        if time.monotonic() > until or letters > MOST_LETTERS:
            return
        page = document[number]
        words = page.get_textpage()
        text = _in_lines(words)
        words.close()
        letters += len(text)
        yield number + 1, page, thai_of_old_font(repaired(text))


def _in_lines(words: Any) -> str:  # noqa: ANN401 - pypdfium2 has no types
    """Return the words of a page, with the line ends that PDFium takes for spaces.

    Thai letters are as tall as their line, so that lines overlap; where the next word stands lower
    a new line begins.
    """
    text: str = words.get_text_range()
    is_whole = words.count_chars() == len(text)
    across, up = c_double(), c_double()
    parts: list[str] = []
    done, height = 0, 0.0
    for word in _WORD.finditer(text):
        at = word.start()
        between = text[done:at]
        if text[at] in _MARKS:  # one that is drawn apart still belongs to its letter
            between = ""
        else:
            index = at if is_whole else raw.FPDFText_GetCharIndexFromTextIndex(words, at)
            raw.FPDFText_GetCharOrigin(words, index, across, up)
            between = "\n" if abs(up.value - height) > _SAME_LINE else " "
            between, height = between if parts else "", up.value
        parts += (between, word[0])
        done = word.end()
    return "".join(parts)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Tell whether the page shows a picture, or drawn shapes in place of letters."""
    count = raw.FPDFPage_CountObjects(page)
    kinds = {
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        for index in range(min(count, 400))
    }
    is_drawn = raw.FPDF_PAGEOBJ_PATH in kinds and raw.FPDF_PAGEOBJ_TEXT not in kinds
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or raw.FPDF_PAGEOBJ_FORM in kinds or is_drawn


def _drawn(page: pypdfium2.PdfPage) -> Any:  # noqa: ANN401 - a Pillow image of an untyped library
    return page.render(scale=_SCALE, grayscale=True).to_pil()
