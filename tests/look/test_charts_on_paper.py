"""Charts in a finished PDF: their words whole, in the paper's face, with alternative text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from weasyprint import html
from weasyprint import svg as weasyprint_svg

from ita_portal.documents.rendering.patches import drawings
from ita_portal.documents.rendering.pdf import to_pdf
from ita_portal.look.charts import BARS, RADAR, THAI, draw, svg
from ita_portal.thai.numerals import thai_digits
from tests.look.charts import NAMES, indicators, years

CHARTS = [indicators(RADAR), indicators(BARS), years()]
SVG = "{http://www.w3.org/2000/svg}svg"


def paper(fonts, *drawn: str) -> PdfReader:
    """Return a PDF of drawings in the paper's typeface, without any style of the site."""
    figures = "".join(f"<figure>{one}</figure>" for one in drawn)
    source = (
        '<html lang="th"><head><title>แผนภูมิ</title>'
        f'<style>html{{font:{fonts.size}pt/21.4pt "{fonts.name}"}}</style>'
        f"</head><body><h1>แผนภูมิ</h1>{figures}</body></html>"
    )
    return PdfReader(io.BytesIO(to_pdf(source, fonts=fonts).data))


def text_of(reader: PdfReader) -> str:
    """Return all text without white space."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def families_of(reader: PdfReader) -> set[str]:
    """Return the typefaces that a PDF embeds."""
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    return {re.sub("[^A-Za-z]|Bold|Regular", "", font["/BaseFont"].split("+")[1]) for font in fonts}


def figures_of(element) -> Iterator[dict]:
    """Walk a PDF's tags and give its figures."""
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from figures_of(child)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            yield element
        if "/K" in element:
            yield from figures_of(element["/K"])


@pytest.fixture(scope="module")
def charts_on_paper(fonts) -> PdfReader:
    return paper(fonts, *(svg(chart, digits=THAI) for chart in CHARTS))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.type)
def test_every_word_of_a_chart_can_be_found_and_copied(charts_on_paper, chart):
    text = text_of(charts_on_paper)

    missing = [
        words.words
        for words in draw(chart).texts
        if re.sub(r"\s", "", thai_digits(words.words)) not in text
    ]
    assert missing == []


def test_no_letter_comes_from_a_chance_typeface(charts_on_paper, fonts):
    assert families_of(charts_on_paper) == {re.sub("[^A-Za-z]", "", fonts.name)}


def test_a_chart_has_its_title_for_who_cannot_see_it(charts_on_paper):
    tags = charts_on_paper.trailer["/Root"]["/StructTreeRoot"]

    told = [figure["/Alt"] for figure in figures_of(tags)]
    assert told == [thai_digits(chart.title) for chart in CHARTS]


def test_the_same_chart_gives_the_same_paper(fonts):
    drawn = svg(CHARTS[0], digits=THAI)

    assert paper(fonts, drawn).stream.getvalue() == paper(fonts, drawn).stream.getvalue()


def test_weasyprint_alone_takes_thai_words_apart(fonts, monkeypatch):
    """When this fails after an upgrade, `draw_text` may go."""
    drawn = svg(indicators(RADAR))
    whole = paper(fonts, drawn)
    for tag in ("text", "tspan", "textPath", "a"):
        monkeypatch.setitem(weasyprint_svg.TAGS, tag, drawings.ORIGINAL_TEXT)
    monkeypatch.setattr(weasyprint_svg, "text", drawings.ORIGINAL_TEXT)
    taken_apart = paper(fonts, drawn)

    assert len(shown_letters(whole)) < len(shown_letters(taken_apart))
    assert text_of(whole).count(NAMES[0]) == 1


def shown_letters(reader: PdfReader) -> list[bytes]:
    """Return the strings that a PDF's pages and their parts show."""
    parts = [page.get_contents().get_data() for page in reader.pages]
    for page in reader.pages:
        forms = page["/Resources"].get("/XObject", {})
        parts += [form.get_object().get_data() for form in forms.values()]
    return [shown for part in parts for shown in re.findall(rb"\bTJ\b", part)]


def test_weasyprint_alone_does_not_pass_the_typeface_on(fonts, monkeypatch):
    """When this fails after an upgrade, `inherit_type` may go."""
    drawn = svg(indicators(RADAR))
    monkeypatch.setitem(html.HTML_HANDLERS, SVG, drawings.ORIGINAL_HANDLER)

    assert families_of(paper(fonts, drawn)) != {re.sub("[^A-Za-z]", "", fonts.name)}


def test_a_drawing_that_names_its_typeface_keeps_it(fonts):
    drawn = svg(indicators(RADAR)).replace("<svg ", '<svg font-family="DejaVu Sans" ', 1)

    assert "DejaVuSans" in families_of(paper(fonts, drawn))
