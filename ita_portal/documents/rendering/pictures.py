"""The pages of a finished PDF as pictures: a small one to find a page, a large one to read it.

Only the worker imports this module; PDFium is loaded with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from ita_portal.documents.models import picture_name
from ita_portal.errors import Refused

LARGE = 1240
"""Pixels across a page that is read: 150 a printed inch of A4."""
SMALL = 180
"""Pixels across a page in the row of small ones; twice what they take on the screen."""
MOST_PAGES = 250
"""Pages of which pictures are made: at a tenth of a second each, far below the lease of a job."""
_FORMAT = "WEBP"
_LARGE_QUALITY, _SMALL_QUALITY = 82, 60


@dataclass(frozen=True)
class Pictures:
    """What was made of a PDF: all its pages, and the sizes in pixels of those with a picture."""

    pages: int
    sizes: list[tuple[int, int]]


def make_pictures(pdf: bytes, folder: Path) -> Pictures:
    """Write the pictures of the first MOST_PAGES pages into `folder`, which is there.

    One page after the other is held in memory. Raises Refused for a PDF that cannot be drawn.
    """
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            sizes = [_make(page, number, folder) for number, page in enumerate(_first(document), 1)]
            return Pictures(len(document), sizes)
    except pypdfium2.PdfiumError as error:
        raise Refused(f"วาดหน้าของเอกสารเป็นภาพไม่ได้ ({error})") from error


def _first(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        yield page
        page.close()


def _make(page: pypdfium2.PdfPage, number: int, folder: Path) -> tuple[int, int]:
    bitmap = page.render(scale=LARGE / page.get_width())
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    (folder / picture_name(number, "large")).write_bytes(_written(picture, _LARGE_QUALITY))
    small = picture.resize((SMALL, round(picture.height * SMALL / picture.width)), reducing_gap=2)
    (folder / picture_name(number, "small")).write_bytes(_written(small, _SMALL_QUALITY))
    return picture.width, picture.height


def _written(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, _FORMAT, quality=quality, method=2)
    return target.getvalue()
