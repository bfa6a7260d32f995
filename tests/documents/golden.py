"""The golden pages: pictures of finished papers, for the eye and for comparison.

`python -m tests.documents.golden` draws them anew into tests/documents/golden/ when a form was
changed on purpose; look at each of them before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()

from django.conf import settings

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.fonts import installed_fonts
from ita_portal.documents.rendering.pdf import to_pdf
from tests.documents.paper_samples import KINDS

FOLDER = Path(__file__).with_name("golden")
PAGES = {
    "announcement": (1, 3),
    "table_announcement": (1, 5),
    "free_announcement": (1,),
    "order": (1, 2),
    "memo": (1, 2),
    "analysis_report": (1, 3, 5),
    "progress_report": (2, 4, 5),
    "complaint_statistics": (1,),
}
"""Which pages of each form are kept; see paper_samples."""
DOTS = 100
"""Dots an inch: on a usual screen a page is then about as large as on paper."""
GREYS = 16
_MERE_EDGE = 48
"""Steps of grey, of 256, by which the edge of a letter may differ from one machine to the next."""


def name_of(form: str, number: int) -> str:
    return f"{form}-{number}.png"


def drawn(pdf: bytes, number: int) -> Image.Image:
    """Return a page of a PDF in grey; the first is number 1."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[number - 1].render(scale=DOTS / 72).to_pil()
    return picture.convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of dots that differ, after a blur of one dot; 1 for another size."""
    if one.size != other.size:
        return 1.0
    blurred = [picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[_MERE_EDGE:]) / sum(counts)


def kept(form: str, number: int) -> Image.Image:
    with Image.open(FOLDER / name_of(form, number)) as picture:
        return picture.convert("L")


def keep(picture: Image.Image, form: str, number: int) -> None:
    """Write a page in few greys, so that all of them stay small."""
    last = GREYS - 1
    few = picture.point([round(grey * last / 255) for grey in range(256)])
    few.putpalette([round(grey * 255 / last) for grey in range(GREYS) for _ in "rgb"])
    few.save(FOLDER / name_of(form, number), optimize=True, bits=4)


def main() -> None:
    """Draw every golden page anew, with the typeface of this installation."""
    fonts = installed_fonts(Path(settings.FONT_DIR))
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for form, numbers in PAGES.items():
        pdf = to_pdf(document_html(KINDS[form](), fonts=fonts), fonts=fonts).data
        for number in numbers:
            keep(drawn(pdf, number), form, number)


if __name__ == "__main__":
    main()
