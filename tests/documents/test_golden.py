"""Each form looks as it did when somebody last looked at it; see golden.py."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.pdf import to_pdf
from tests.documents.golden import DOTS, FOLDER, PAGES, difference, drawn, kept, name_of
from tests.documents.paper_samples import KINDS

ALIKE = 0.0002
"""Share of dots that may differ: some seven letters."""
SHOWN = [(form, number) for form, numbers in PAGES.items() for number in numbers]


def test_every_form_has_golden_pages_and_none_is_left_over():
    names = {name_of(*one) for one in SHOWN}

    assert set(PAGES) == set(KINDS)
    assert {path.name for path in FOLDER.glob("*")} == names
    assert sum(path.stat().st_size for path in FOLDER.glob("*")) < 1_500_000


@pytest.mark.parametrize(("form", "number"), SHOWN)
def test_a_page_looks_as_it_did(papers, form, number):
    """When the form was changed on purpose: python -m tests.documents.golden, and look."""
    page = drawn(papers[form].pdf.data, number)

    assert difference(page, kept(form, number)) < ALIKE


@pytest.mark.parametrize(
    ("was", "moved"),
    [
        ("margin-top: 6pt; }\n.doc-section", "margin-top: 7.5pt; }\n.doc-section"),
        (".doc-step { text-indent: 3.25cm", ".doc-step { text-indent: 3.5cm"),
        ("margin: 9pt auto 12pt", "margin: 9pt auto 10pt"),
        ("font: 16pt/21.4pt", "font: 15.9pt/21.4pt"),
    ],
)
def test_a_line_that_moved_is_seen(fonts, papers, was, moved):
    html = document_html(KINDS["announcement"](), fonts=fonts)
    other = html.replace(was, moved)

    page = drawn(to_pdf(other, fonts=fonts).data, 1)

    assert other != html
    assert difference(page, kept("announcement", 1)) > 5 * ALIKE


def test_a_word_that_is_missing_is_seen(papers):
    page = drawn(papers["announcement"].pdf.data, 1)
    left, top = (round(place * DOTS / 2.54) for place in (5.5, 7.7))
    page.paste(255, (left, top, left + 60, top + 25))

    assert difference(page, kept("announcement", 1)) > ALIKE


def test_a_shade_of_grey_and_a_speck_are_not(papers):
    page = drawn(papers["announcement"].pdf.data, 1)
    paler = ImageChops.add(page, Image.new("L", page.size, 20))
    paler.putpixel((300, 700), 0)

    assert difference(paler, page) < ALIKE
