"""From frozen words to the PDF of a report: parts, lists, tables and charts over pages."""

from __future__ import annotations

import re

import pytest

from ita_portal.documents.rendering.document import body_html, document_title
from ita_portal.documents.rendering.headings import heading_lines
from ita_portal.look.charts.letters import width
from tests.documents import report_samples as samples
from tests.documents.conftest import Paper, squeezed
from tests.documents.test_rendering import as_printed, without_page_furniture

FIGURES = re.compile(r"<details.*?</details>", re.DOTALL)
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
LEGEND = "โจกลาง"  # words of the drawing that stand nowhere else


@pytest.fixture(scope="module")
def report(paper) -> Paper:
    return paper(samples.report())


@pytest.fixture(scope="module")
def long_report(paper) -> Paper:
    """Give a report in which headings, tables and charts come at every height of a page."""
    blocks = []
    for number in range(1, 25):
        blocks += [samples.heading(f"หัวข้อย่อยลำดับที่ {number} ของรายงาน"), samples.paragraph()]
        blocks += [samples.paragraph()] * (number % 4)
        if number % 3 == 0:
            blocks.append(samples.table(caption=f"ตารางลำดับที่ {number} ของรายงาน"))
        if number % 5 == 0:
            blocks.append(samples.chart(title=f"แผนภาพลำดับที่ {number} ของรายงาน"))
        if number % 2 == 0:
            lead = samples.paragraph(f"รายการลำดับที่ {number} มีดังนี้")
            blocks += [lead, samples.entries("เรื่องแรก", "เรื่องที่สอง")]
    return paper(samples.report(parts=[samples.part(1, "ส่วนเดียว", *blocks)]))


def lines(page: str) -> list[str]:
    """Return the lines of a page without its number and its catchword."""
    found = [squeezed(line) for line in page.split("\n")]
    return [line for line in found if line and without_page_furniture(line)]


def texts(words: dict) -> list[str]:
    """Return the words of a report's parts in the order in which they are printed."""
    found = [words["heading"], *words["subject_lines"], words["office_name"]]
    for part in words["parts"]:
        found += [f"{part['number']}.", part["title"]]
        for block in part["blocks"]:
            found += [block["text"]] if "text" in block else []
            found += [entry[key] for entry in block.get("entries", []) for key in entry]
            found += [block["caption"]] if "caption" in block else []
    return [*found, f"รายงาน ณ วันที่ {words['dated']}", f"({words['signature']['name']})"]


def test_every_part_stands_in_its_order(report):
    text = without_page_furniture(report.text)

    place = 0
    for words in texts(samples.report()):
        place = text.find(as_printed(words), place)
        assert place >= 0, words
        place += len(as_printed(words))


def test_the_pdf_and_its_html_twin_have_the_same_words(paper):
    words = samples.report(parts=samples.report()["parts"][:2])  # no table over two pages
    words["parts"][0]["blocks"].pop()  # nor a drawing, whose words stand in no order

    twin = re.sub(r"<[^>]+>", "", body_html(words))

    assert squeezed(twin) == without_page_furniture(paper(words).text)


def test_the_title_has_no_word_for_the_subject(report):
    words = samples.report()

    assert document_title(words) == f"{words['heading']} ประจำปีงบประมาณ พ.ศ. 2568"
    assert report.reader.metadata.title == document_title(words)


def test_the_parts_are_bookmarks(report):
    top = report.reader.outline[1]

    titles = [mark.title for mark in top if not isinstance(mark, list)]
    assert [title[:2] for title in titles] == ["๑.", "๒.", "๓."]


def test_pages_are_numbered_and_go_on_with_a_catchword(report):
    numbers = [re.search(r"- ([๐-๙]+) -", page) for page in report.pages]

    assert [found and found[1] for found in numbers] == [None, "๒", "๓", "๔", "๕"]
    assert "..." not in report.pages[0]  # the next begins with the chart
    assert "/ผู้ตอบแบบวัด" in squeezed(report.pages[1])
    assert "..." not in report.pages[2]  # the next begins inside a table


def test_tables_repeat_their_head_on_every_page(report):
    assert [squeezed(page).count("ผลการวิเคราะห์") for page in report.pages[2:]] == [1, 1, 1]


def test_no_heading_and_no_lead_stands_at_the_foot_of_a_page(long_report):
    last = [lines(page)[-1] for page in long_report.pages]

    assert len(last) > 8
    assert not [line for line in last if re.match("หัวข้อย่อย|ตารางลำดับ|รายการลำดับ|๑.ส่วน", line)]


def test_a_caption_stands_with_the_head_and_the_first_row_of_its_table(long_report):
    pages = [lines(page) for page in long_report.pages]

    captions = [(page, at) for page in pages for at, line in enumerate(page) if "ตารางลำดับ" in line]
    assert len(captions) == 8
    for page, at in captions:
        assert page[at + 1].startswith("ที่ตัวชี้วัด")
        assert "การปฏิบัติหน้าที่" in "".join(page[at + 2 : at + 5])


def test_a_chart_is_never_parted_from_its_title(long_report):
    charts = [page for page in long_report.pages if "แผนภาพลำดับ" in squeezed(page)]

    assert len(charts) == 4
    for page in charts:
        assert squeezed(page).count("แผนภาพลำดับ") == squeezed(page).count("เกณฑ์ผ่าน")


def test_a_drawing_has_words_for_who_cannot_see_it(report):
    tags = report.reader.trailer["/Root"]["/StructTreeRoot"]

    figures = [tag["/Alt"] for tag in walk(tags) if tag.get("/S") == "/Figure" and "/Alt" in tag]

    assert as_printed(samples.CHART["title"]) in squeezed(figures[0])
    assert as_printed("การใช้งบประมาณ 84.07") in squeezed(figures[0])


def walk(tag):
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict):
            yield found
            yield from walk(found)


def test_the_figures_of_a_chart_stand_in_the_twin_as_a_table(report):
    body = body_html(samples.report())

    table = FIGURES.search(body)[0]
    assert "<caption>" in table
    assert '<th scope="row">๒ การใช้งบประมาณ</th>' in table
    assert "๘๔.๐๗" in table
    assert "ตัวเลขของแผนภูมิ" not in report.text


def test_a_report_in_arabic_digits_stays_so():
    body = body_html(samples.report(digits="arabic"))

    assert not re.search("[๐-๙]", body)
    assert "84.07" in body


def test_a_proposed_report_leaves_the_place_for_day_and_name_open(paper):
    draft = paper(samples.draft())

    assert all("ฉบับร่าง ยังไม่ลงนาม" in page for page in draft.pages)
    assert "รายงาน ณ วันที่ ....." in body_html(samples.draft())
    assert "ตรวจสอบเอกสาร" not in draft.text


def test_hostile_words_come_out_as_words(paper):
    evil = '<script>alert("x")</script><img src=x onerror=y> {{ settings.SECRET_KEY }} </svg>'
    blocks = [
        samples.heading(evil),
        samples.paragraph(evil),
        samples.entries(evil),
        samples.chart(title=evil, long_labels=[evil] * 10),
        samples.table(caption=evil),
    ]
    words = samples.report(parts=[samples.part(1, evil, *blocks)], subject_lines=[evil])

    body = body_html(words)

    assert "<script" not in body
    assert "<img src=x" not in body
    assert "SECRET_KEY" in body
    assert paper(words).text.count(squeezed(evil)) >= 6


def test_a_block_of_no_type_is_refused():
    words = samples.report(parts=[samples.part(1, "ส่วน", {"type": "../pdf", "text": ""})])

    with pytest.raises(ValueError, match="no block"):
        body_html(words)


def test_a_long_heading_is_parted_before_a_phrase():
    heading = samples.report()["heading"]

    parted = heading_lines(heading)

    assert parted == [
        "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส",
        "ในการดำเนินงานของหน่วยงานภาครัฐ",
    ]
    assert all(width(line) <= 29 for line in parted)
    assert heading_lines("รายงานประจำปี") == ["รายงานประจำปี"]
    assert heading_lines("ก" * 200) == ["ก" * 200]


def test_a_report_without_emblem_and_with_a_part_without_number_is_drawn():
    one = {"number": "", "title": "คำนำ", "blocks": [samples.paragraph("ความนำ")]}

    body = body_html(samples.report(parts=[one]))

    assert '<h2 class="doc-part">คำนำ</h2>' in body
    assert "<img" not in body.split("doc-ending")[0]
    assert DRAWING.search(body) is None
