"""Margins, emblem, indent, head of a memo, page number and catchword stand where the form says.

Measured on the finished PDF, in centimetres; see pages.py.

**Source:** the typing guide of the clerical-work regulation (circular นร 0106/ว 2019 of B.E. 2553).
"""

from __future__ import annotations

import base64
import io
from itertools import pairwise

import pytest
import weasyprint
from PIL import Image
from weasyprint.formatting_structure import boxes

from ita_portal.documents.kinds import KINDS as ALL_KINDS
from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.pdf import _font_configuration, _font_style
from tests.documents.conftest import Paper, squeezed
from tests.documents.pages import INDENT, LEFT, MIDDLE, RIGHT
from tests.documents.paper_samples import KINDS, free_announcement, memo, order, statistics
from tests.documents.samples import announcement

MILLIMETRE = 0.1
FORMS = sorted(KINDS)
PROSE = ["announcement", "free_announcement", "order", "memo"]
BOOKS = ["analysis_report", "progress_report"]


def near(place: float) -> object:
    return pytest.approx(place, abs=MILLIMETRE)


def picture() -> str:
    """Return an emblem of 200 by 300 dots as a data URI: PDFium tells where a picture stands."""
    target = io.BytesIO()
    Image.new("RGB", (200, 300), "black").save(target, "PNG")
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()


def test_every_kind_has_a_sample():
    shown = {words()["kind"] for words in KINDS.values()} | {"progress_year"}

    assert shown == set(ALL_KINDS)


@pytest.mark.parametrize("form", FORMS)
def test_text_stays_within_the_margins_and_reaches_them(papers, form):
    lines = [line for page in papers[form].places for line in page.lines]

    assert min(line.left for line in lines) == near(LEFT)
    assert max(line.right for line in lines) <= RIGHT + MILLIMETRE
    assert max(line.right for line in lines) >= RIGHT - 3 * MILLIMETRE


@pytest.mark.parametrize("form", FORMS)
def test_text_stands_between_the_number_above_and_the_catchword_below(papers, form):
    for page in papers[form].places[1:]:
        text = [line for line in page.lines[1:] if not line.text.startswith("/")]
        assert text[0].y > page.lines[0].y + 1
        assert text[-1].y < 29.7 - 2.2


@pytest.mark.parametrize("form", PROSE)
def test_a_paragraph_begins_two_and_a_half_centimetres_in(papers, form):
    firsts = {"announcement": "ด้วยสำนักงานเขต", "order": "ตามที่สำนักงาน"}
    firsts |= {"free_announcement": "เพื่อให้ผู้รับบริการ", "memo": "ตามที่สำนักงาน"}
    page = papers[form].places[0]

    first = page.line(firsts[form])
    following = page.lines[page.lines.index(first) + 1]

    assert first.left == near(INDENT)
    assert following.left == near(INDENT if form == "free_announcement" else LEFT)
    assert first.letters[0].size == pytest.approx(16, abs=0.1)


@pytest.mark.parametrize("words", [announcement, free_announcement, order, statistics])
def test_the_emblem_is_three_centimetres_high_and_in_the_middle(paper, words):
    page = paper(words(emblem=picture())).places[0]

    emblem = page.pictures[0]

    assert emblem.bottom - emblem.top == near(3)
    assert emblem.top == near(1.5)
    assert (emblem.left + emblem.right) / 2 == near(MIDDLE)


@pytest.mark.parametrize("words", [announcement, free_announcement, order, statistics, memo])
def test_without_an_emblem_its_place_stays_blank(paper, words):
    with_it, without = (paper(words(emblem=one)).places[0] for one in (picture(), None))

    assert not without.pictures
    assert [line.y for line in without.lines] == [line.y for line in with_it.lines]


def test_the_emblem_of_a_memo_is_half_as_high_and_at_the_left(paper):
    emblem = paper(memo(emblem=picture())).places[0].pictures[0]

    assert emblem.bottom - emblem.top == near(1.5)
    assert emblem.top == near(1.5)
    assert emblem.left == near(LEFT)


def test_the_head_of_a_memo_has_its_sizes(papers):
    page = papers["memo"].places[0]

    title = page.line("บันทึกข้อความ")
    assert title.letters[0].size == pytest.approx(29, abs=0.1)
    assert title.middle == near(MIDDLE)
    for label in ("ส่วนราชการ", "ที่ศธ", "เรื่อง"):
        line = page.line(label)
        assert line.letters[0].size == pytest.approx(20, abs=0.1)
        assert "Bol" in line.letters[0].font
        assert line.letters[-1].size == pytest.approx(16, abs=0.1)
    assert page.line("ศธ ๐๔๙๙๙/").text.replace(" ", "").index("วันที่") > 0


def test_the_title_of_a_memo_stands_on_a_line_of_35_points(fonts):
    html = document_html(memo(), fonts=fonts)
    drawn = weasyprint.HTML(string=html).render(
        font_config=_font_configuration(), stylesheets=[_font_style(fonts)]
    )

    lines = (
        box
        for box in drawn.pages[0]._page_box.descendants()
        if isinstance(box, boxes.LineBox) and box.element.get("class") == "doc-memo-title"
    )

    assert next(lines).height * 0.75 == pytest.approx(35, abs=0.05)


def test_the_blank_space_of_a_memos_head_is_dotted_to_the_margin(papers):
    page = papers["memo"].places[0]

    dotted = [line for line in page.lines[:7] if line.text.endswith("...")]

    assert len(dotted) >= 3
    assert all(line.right == pytest.approx(RIGHT, abs=0.2) for line in dotted)


@pytest.mark.parametrize("form", FORMS)
def test_the_page_number_stands_three_centimetres_down_in_the_middle(papers, form):
    pages = papers[form].places

    assert not pages[0].lines[0].text.startswith("-")
    for page in pages[1:]:
        number = page.lines[0]
        assert number.text.startswith("-")
        assert number.middle == near(MIDDLE)
        assert number.y == pytest.approx(3, abs=0.15)


@pytest.mark.parametrize("form", ["announcement", "order", "memo"])
def test_the_catchword_ends_at_the_right_margin_below_the_text(papers, form):
    pages = papers[form].places

    assert len(pages) > 1
    for page, following in pairwise(pages):
        shown = page.lines[-1]
        assert shown.text.startswith("/")
        assert shown.text.endswith("...")
        assert shown.right == near(RIGHT)
        assert 27.5 < shown.y < 28.7
        assert following.lines[1].text.startswith(shown.text[1:-3])


def test_points_go_deeper_with_each_level(papers):
    page = papers["free_announcement"].places[0]

    places = [page.line(number).left for number in ("๑.", "๒.", "๒.๑", "(๑)")]

    assert places == [near(INDENT), near(INDENT), near(INDENT + 0.75), near(INDENT + 1.5)]


@pytest.mark.parametrize("form", FORMS)
def test_only_the_official_typeface_is_in_the_file_and_all_of_it_is(papers, form):
    fonts = list(fonts_of(papers[form]))

    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert "TH-SarabunPSK" in font["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & inner["/FontDescriptor"].get_object().keys()


def fonts_of(paper: Paper) -> list:
    """Return the fonts of all pages, and of the drawings on them."""
    found = []
    for page in paper.reader.pages:
        drawings = page["/Resources"].get("/XObject", {}).values()
        inner = [one.get_object().get("/Resources", {}) for one in drawings]
        for resources in (page["/Resources"], *(one.get_object() for one in inner)):
            found += [font.get_object() for font in resources.get("/Font", {}).values()]
    return found


@pytest.mark.parametrize(
    ("form", "pages"),
    [
        ("announcement", 3),
        ("free_announcement", 1),
        ("order", 2),
        ("memo", 2),
        ("complaint_statistics", 1),
        ("analysis_report", 8),
        ("progress_report", 5),
    ],
)
def test_each_form_takes_as_many_pages_as_it_did(papers, form, pages):
    assert papers[form].pdf.pages == pages


@pytest.mark.parametrize("form", BOOKS)
def test_the_cover_is_in_the_middle_and_ends_with_the_office(papers, form):
    cover = papers[form].places[0]

    assert all(line.middle == near(MIDDLE) for line in cover.lines)
    assert cover.lines[0].letters[0].size == pytest.approx(24, abs=0.1)
    assert squeezed(cover.lines[-1].text).startswith("สำนักงานเขตพื้นที่")
    assert cover.lines[-1].y > 22
