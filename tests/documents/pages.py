"""What stands where on a finished page, as PDFium reads it.

Lengths are in centimetres from the top left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

POINTS = 72 / 2.54
"""Points in a centimetre."""
PIXEL = 0.75
"""Points in a CSS pixel, the unit in which WeasyPrint writes the size of letters."""
LEFT, RIGHT, WIDTH = 3.0, 19.0, 21.0
"""The edges of the text, and the width of the page."""
MIDDLE = (LEFT + RIGHT) / 2
INDENT = LEFT + 2.5
HEAD, FOOT = 3.3, 27.5
"""Above is the number of a page, from the second on; below is the catchword."""


@dataclass(frozen=True)
class Letter:
    """One letter: where its baseline begins, where its drawing ends, and its size in points."""

    text: str
    x: float
    y: float
    right: float
    size: float
    font: str


@dataclass
class Line:
    """The letters of one baseline, in the order in which they are read."""

    letters: list[Letter] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.letters).strip()

    @property
    def y(self) -> float:
        return self.letters[0].y

    @property
    def left(self) -> float:
        return min(one.x for one in self.letters)

    @property
    def right(self) -> float:
        return max(one.right for one in self.letters)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Picture:
    """A picture on a page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """The lines of a page from the top down, and its pictures."""

    lines: list[Line]
    pictures: list[Picture]

    def line(self, words: str) -> Line:
        """Return the first line with these words; fails without one."""
        squeezed = words.replace(" ", "")
        return next(one for one in self.lines if squeezed in one.text.replace(" ", ""))


def flow_of(data: bytes) -> list[Line]:
    """Return the lines in the order in which they are read: the cells of a table one by one.

    Without the page numbers and the catchwords.
    """
    with pypdfium2.PdfDocument(data) as document:
        found: list[Line] = []
        for number in range(len(document)):
            page = document[number]
            letters = list(_letters(page, page.get_height()))
            before = None
            for letter in letters:
                if letter.y > FOOT or (number and letter.y < HEAD):
                    continue
                if before is None or _parted(before, letter):
                    found.append(Line())
                found[-1].letters.append(letter)
                before = letter
    return found


def _parted(before: Letter, letter: Letter) -> bool:
    """Tell whether a letter begins another line, or stands in another cell than the one before."""
    gap = letter.x - max(before.x, before.right)
    return abs(letter.y - before.y) > 0.03 or gap < -1 or gap > letter.size / POINTS / 2


def pages_of(data: bytes) -> list[Page]:
    """Return what stands on each page of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return [_page(document[number]) for number in range(len(document))]


def _page(page: pypdfium2.PdfPage) -> Page:
    height = page.get_height()
    lines: dict[int, Line] = {}
    for letter in _letters(page, height):
        lines.setdefault(round(letter.y * 20), Line()).letters.append(letter)
    found = [lines[place] for place in sorted(lines) if lines[place].text]
    return Page(found, list(_pictures(page, height)))


def _letters(page: pypdfium2.PdfPage, height: float) -> Iterator[Letter]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, at))
        if letter.isspace() or letter == "\0":
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        _, _, right, _ = text.get_charbox(at)
        yield Letter(
            letter,
            x.value / POINTS,
            (height - y.value) / POINTS,
            right / POINTS,
            pdfium.FPDFText_GetFontSize(text, at) * PIXEL,
            _font(text, at),
        )


def _font(text: pypdfium2.PdfTextPage, at: int) -> str:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, 200, flags)
    return name.value.decode()


def _pictures(page: pypdfium2.PdfPage, height: float) -> Iterator[Picture]:
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = (value / POINTS for value in one.get_bounds())
        tall = height / POINTS
        yield Picture(left, tall - top, right, tall - bottom)
