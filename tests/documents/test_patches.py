"""Each repair of WeasyPrint works, and WeasyPrint without it is still wrong.

When the second half of such a test fails after an upgrade, the repair may go.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import weasyprint
from django.conf import settings
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.pdf.fonts import Font
from weasyprint.text import line_break

from ita_portal.documents.rendering import patches
from ita_portal.documents.rendering.fonts import FALLBACK, FontSet
from ita_portal.documents.rendering.patches import (
    colour_profile,
    justification,
    line_breaking,
    text_layer,
)
from ita_portal.documents.rendering.pdf import _font_configuration, _font_style, to_pdf
from tests.documents import samples


def lines_of(html: str, fonts: FontSet) -> Iterator:
    """Lay `html` out in the typeface of papers and return its line boxes."""
    source = weasyprint.HTML(string=f'<html lang="th"><style>{fonts_css(fonts)}</style>{html}')
    document = source.render(font_config=_font_configuration(), stylesheets=[_font_style(fonts)])
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox):
                yield box


def fonts_css(fonts: FontSet) -> str:
    return f'html{{font:{fonts.size}pt/21.4pt "{fonts.name}"}}p{{margin:0}}'


def breaks_inside_words(fonts: FontSet) -> int:
    """Count the line ends of a narrow column that are no word ends of the whole text."""
    wrong = 0
    for _title, text, _group, actions in samples.ASPECTS:
        for paragraph in [text, *(action for action, _steps in actions)]:
            attributes = line_break.get_log_attrs(paragraph, "th")
            place = 0
            for line in lines_of(f'<p style="width:4cm">{paragraph}', fonts):
                shown = "".join(b.text for b in line.descendants() if isinstance(b, boxes.TextBox))
                place = paragraph.index(shown.strip(), place) + len(shown.strip())
                after = place + paragraph[place : place + 1].count(" ")
                wrong += after < len(paragraph) and not attributes[after].is_line_break
    return wrong


def test_lines_break_between_words(fonts, monkeypatch):
    repaired = breaks_inside_words(fonts)
    monkeypatch.setattr(line_break.split_first_line, "__code__", line_breaking.ORIGINAL)
    original = breaks_inside_words(fonts)

    assert repaired == 0
    assert original > 0


def first_line_width(fonts: FontSet) -> float:
    """Return the drawn width of a justified Thai line without spaces, in a column of 600 px."""
    text = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา" * 6
    line = next(lines_of(f'<p style="width:600px;text-align:justify">{text}', fonts))
    return sum(child.width for child in line.children)


def test_a_line_without_spaces_reaches_the_margin(fonts, monkeypatch):
    repaired = first_line_width(fonts)
    monkeypatch.setattr(inline, "justify_line", justification.ORIGINAL_LINE)
    original = first_line_width(fonts)

    assert repaired == pytest.approx(600, abs=2)
    assert original < 599


def test_a_line_before_a_long_address_is_not_pulled_apart(fonts):
    text = f"ดูรายละเอียดทั้งหมดได้ที่ https://{'a' * 60}.example.go.th"
    line = next(lines_of(f'<p style="width:600px;text-align:justify">{text}', fonts))

    assert sum(child.width for child in line.children) < 400


@pytest.fixture
def fallback(tmp_path) -> FontSet:
    """The Thai part of the fallback typeface, as the site's own pages have it."""
    web = Path(settings.BASE_DIR) / "static/vendor/sarabun/sarabun-thai-400-normal.woff2"
    for face in FALLBACK.faces:
        font = TTFont(web)
        font.flavor = None
        font.save(tmp_path / face.file)
    return FontSet(FALLBACK, tmp_path)


def text_in(fonts: FontSet) -> str:
    html = f'<html lang="th"><title>น้ำ</title><style>{fonts_css(fonts)}</style><p>ดำเนินการน้ำค้ำ</p>'
    return PdfReader(io.BytesIO(to_pdf(html, fonts=fonts).data)).pages[0].extract_text()


def test_the_fallback_typeface_keeps_sara_am(fallback, monkeypatch):
    repaired = text_in(fallback)
    monkeypatch.setattr(Font, "__init__", text_layer.ORIGINAL)
    original = text_in(fallback)

    assert repaired.count("\u0e4d") == 3
    assert repaired.count("\u0e32") == 4
    assert original.count("\u0e4d") == 0


def test_the_colour_profile_is_closed_after_reading():
    path = Path(weasyprint.__file__).parent / "pdf/sRGB2014.icc"
    arguments = ("sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    with path.open("rb") as left_open, path.open("rb") as closed:
        original = colour_profile.ORIGINAL(left_open, *arguments)
        repaired = colour_profile.read_and_close(closed, *arguments)

        assert closed.closed
        assert not left_open.closed
    assert repaired.content == original.content


def test_another_version_of_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    with pytest.raises(RuntimeError, match=r"71\.0"):
        patches.apply()
