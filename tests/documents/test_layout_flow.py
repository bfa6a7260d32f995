"""How the text of a finished page runs: lines, words, marks, numbers, long cells, signatures."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from weasyprint.text.line_break import get_log_attrs

from ita_portal.documents.rendering.document import body_html
from tests.documents import report_samples
from tests.documents.conftest import squeezed
from tests.documents.pages import INDENT, LEFT, RIGHT, Line, flow_of
from tests.documents.paper_samples import (
    CHANNELS,
    KINDS,
    MEMO,
    OFFICE,
    analysis,
    free_announcement,
    memo,
    order,
    points,
    progress,
    statistics,
)
from tests.documents.samples import announcement, table_announcement
from tests.documents.twin import paragraphs, printed_tail

A4 = (595.28, 841.89)
FORMS = sorted(KINDS)
NEVER_FIRST = re.compile("[\u0e2f-\u0e3a\u0e45-\u0e4e]")
"""Marks, vowels that follow their letter, and the signs of repetition and of shortening."""
NEVER_LAST = re.compile("[\u0e40-\u0e44]$")
"""Vowels that stand before their letter."""


@pytest.fixture(scope="module")
def flows(papers) -> dict[str, list[Line]]:
    """The lines of every form, in the order in which they are read."""
    return {form: flow_of(paper.pdf.data) for form, paper in papers.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_page_is_a4(papers, form):
    boxes = [page.mediabox for page in papers[form].reader.pages]

    assert boxes
    for box in boxes:
        assert (float(box.width), float(box.height)) == pytest.approx(A4, abs=0.1)


@pytest.mark.parametrize("form", FORMS)
def test_no_line_begins_with_a_mark_or_ends_before_its_letter(flows, form):
    for line in flows[form]:
        assert not NEVER_FIRST.match(line.text), line.text
        assert not NEVER_LAST.search(line.text), line.text


@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_never_parted_at_the_end_of_a_line(flows, form):
    """Each line end is the end of a word of the whole paragraph, as libthai's dictionary has it."""
    told = paragraphs(body_html(KINDS[form](), is_printed=True))
    ends = [(squeezed(one), word_ends(one)) for one in told]

    found = [places_of(line.text, ends) for line in flows[form]]

    known = [some for some in found if some]
    assert len(known) > 0.8 * len(found)  # the others are words of charts, and dotted lines
    assert all(any(some) for some in known)


def word_ends(text: str) -> set[int]:
    """Return the places of `text` without its spaces where a line may end."""
    attributes = get_log_attrs(text, "th")
    cuts = [at for at in range(1, len(text)) if attributes[at].is_line_break]
    return {len(squeezed(text[:at])) for at in (*cuts, len(text))}


def places_of(line: str, told: list[tuple[str, set[int]]]) -> list[bool]:
    """Tell for each place where `line` stands in a paragraph whether it ends with a word there."""
    return [
        (at.start() + len(line)) in ends
        for text, ends in told
        for at in re.finditer(f"(?={re.escape(line)})", text)
    ]


@pytest.mark.parametrize("form", ["announcement", "order", "progress_report"])
def test_a_full_line_has_a_typists_number_of_letters_and_words(flows, form):
    """A line of 16 cm at 16 points: some 80 to 100 letters, some 15 to 25 words."""
    full = [line.text for line in flows[form] if is_full(line)]

    words = [len(word_ends(text)) for text in full]

    assert len(full) >= 3
    assert all(65 <= len(text) <= 115 for text in full)
    assert all(10 <= count <= 32 for count in words)


def is_full(line: Line) -> bool:
    return line.left < INDENT + 0.2 and line.right > RIGHT - 0.1 and "..." not in line.text


@pytest.mark.parametrize("form", FORMS)
def test_running_text_has_16_points_and_a_first_line_indent(papers, form):
    lines = [line for page in papers[form].places for line in page.lines]
    sizes = [letter.size for line in lines for letter in line.letters]
    usual = max(set(sizes), key=sizes.count)

    assert usual == pytest.approx(14 if form in TABULAR else 16, abs=0.1)
    assert sum(abs(size - 16) < 0.1 for size in sizes) > 0.1 * len(sizes)
    starts = {round(line.left, 1) for line in lines}
    assert {LEFT, INDENT} <= starts


TABULAR = {"table_announcement", "analysis_report", "progress_report"}
"""Most of whose letters stand in tables, two points smaller."""


@pytest.mark.parametrize("form", FORMS)
def test_every_letter_has_a_glyph_of_its_own(papers, form):
    """Glyph 0 is the box that stands for what a typeface lacks; U+25CC carries an orphan mark."""
    with pikepdf.open(io.BytesIO(papers[form].pdf.data)) as pdf:
        glyphs = [glyph for page in pdf.pages for glyph in glyphs_of(page.obj)]

    assert len(glyphs) > 300
    assert 0 not in glyphs
    assert not set(papers[form].text) & {"\u25cc", "\ufffd"}


def glyphs_of(drawn: pikepdf.Object) -> list[int]:
    """Return the numbers of the glyphs that a page or a drawing on it shows."""
    found = []
    for one in pikepdf.parse_content_stream(drawn):
        if str(one.operator) in {"Tj", "TJ"}:
            texts = one.operands[0] if str(one.operator) == "TJ" else one.operands
            raw = b"".join(bytes(text) for text in texts if isinstance(text, pikepdf.String))
            found += [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
    for inner in drawn.get("/Resources", {}).get("/XObject", {}).values():
        found += glyphs_of(inner) if inner.Subtype == "/Form" else []
    return found


def test_numbers_run_from_the_first_depth_to_the_third_and_begin_anew_below_each(papers):
    text = papers["free_announcement"].text
    order_of = ["๑.เวลา", "๒.ช่อง", "๒.๑โทรศัพท์", "๒.๒ไปรษณีย์", "(๑)ให้ตอบ", "(๒)เก็บ"]

    places = [text.index(number) for number in order_of]

    assert places == sorted(places)
    assert "๑.๑" not in text


def test_a_cell_of_20_000_letters_breaks_over_pages_below_its_head(paper):
    text = " ".join(f"ข้อความที่ {at} ของเซลล์ยาวมากเพื่อทดสอบการตัดหน้า" for at in range(1, 600))[:20_000]
    words = table_announcement()
    words["table"]["groups"][0]["rows"][0]["cells"]["steps"] = text

    found = paper(words)

    pages = [page for page in found.pages if "เซลล์ยาวมาก" in page]
    assert len(pages) >= 8
    assert all(page.count("ขั้นตอนหรือวิธีการ") == 1 for page in pages)
    lines = [line.text for line in flow_of(found.pdf.data)]
    assert printed_tail(text, 19_000) in without_heads(lines)


def without_heads(lines: list[str]) -> str:
    heads = {"มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตาม"}
    return "".join(line for line in lines if line not in heads)


def filled(form: str, lines: int) -> dict:
    """Return words of `form` with so many short paragraphs before their end."""
    texts = [f"ข้อความบรรทัดที่ {at} ก่อนลงนาม" for at in range(1, lines + 1)]
    blocks = [report_samples.paragraph(text) for text in texts]
    part = [report_samples.part(1, "ผล", *blocks)]
    made = {
        "announcement": lambda: announcement(sections=[], closing=texts),
        "free_announcement": lambda: free_announcement({"closing": "\n".join(texts)}),
        "order": lambda: order({"members": [], "duties": points(*(("first", t) for t in texts))}),
        "memo": lambda: memo(BRIEF | {"matter": points(*(("plain", t) for t in texts))}),
        "complaint_statistics": lambda: statistics(closing=texts),
        "analysis_report": lambda: analysis(parts=part),
        "progress_report": lambda: progress(parts=part),
    }
    return made[form]()


BRIEF = {key: points(("plain", "ไม่มี")) for key in ("background", "facts", "law")} | {"authors": []}
LAST = {
    "memo": "(๓)ขออนุญาตใช้บันทึก",
    "order": "ทั้งนี้",
    "announcement": "จึงประกาศ",
    "free_announcement": "จึงประกาศ",
    "progress_report": "ทราบและอนุญาต",
}
"""The line before the signature that belongs to it; of the others it is the last paragraph."""


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"table_announcement"}))
def test_the_signature_never_stands_apart_from_the_last_lines(paper, form):
    """With 1 to 20 paragraphs before it, so that the page's end falls at any place of it."""
    turned = set()
    for lines in range(1, 21, 3):
        found = paper(filled(form, lines))
        pages = [squeezed(page) for page in found.pages]
        at = next(number for number, page in enumerate(pages) if "(นายสมมุติใจซื่อ)" in page)
        assert "เขต๑" in pages[at].split("(นายสมมุติใจซื่อ)")[1]
        assert "รักษาราชการแทน" in pages[at]
        last = LAST.get(form, squeezed(f"ข้อความบรรทัดที่{lines}").translate(THAI))
        assert last in pages[at].split("(นายสมมุติใจซื่อ)")[0], lines
        turned.add(at)

    assert len(turned) > 1


THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def test_the_authors_of_a_memo_stand_with_its_last_words(paper):
    for lines in range(1, 16, 2):
        matter = points(*[("plain", "ข้อความก่อนลงนาม")] * lines)
        words = memo(BRIEF | {"matter": matter, "authors": MEMO["authors"]})

        pages = [squeezed(page) for page in paper(words).pages]

        first = next(page for page in pages if "(นางสาวแบบอย่างรักงาน)" in page)
        assert "(๓)ขออนุญาตใช้บันทึก" in first, lines


def test_a_table_that_ends_a_paper_gives_its_signature_a_row_to_stand_with(paper):
    for rows in range(8, 26, 2):
        words = statistics(closing=[])
        group = words["table"]["groups"][0]
        group["rows"] = (group["rows"] * 6)[:rows]

        pages = [squeezed(page) for page in paper(words).pages]

        signed = next(page for page in pages if "(นายสมมุติใจซื่อ)" in page)
        assert any(name in signed for name in (*CHANNELS, "รวม๑๘")), rows


def test_the_office_of_the_samples_is_on_every_paper(papers):
    name = squeezed(OFFICE).translate(THAI)

    assert all(name in paper.text for paper in papers.values())
