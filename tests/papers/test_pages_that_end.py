"""Where a paper goes on to another page: what is carried over, announced, and kept in its place."""

from __future__ import annotations

from typing import Any

import pytest

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.pdf import to_pdf
from tests.documents.conftest import fonts  # noqa: F401 - a fixture
from tests.documents.pages import LEFT, RIGHT, Page, pages_of
from tests.papers.samples import member, memo_content, order_content, point, words

SENTENCE = "ตรวจเรื่องที่ต้องเปิดเผยบนเว็บไซต์ของสำนักงานให้ครบถ้วนเป็นรายเดือนและแจ้งกลุ่มที่รับผิดชอบ "
LONG_NAME = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษามัธยมศึกษาตัวอย่างและปริมณฑลฝั่งตะวันตกของแม่น้ำสมมุติ เขต 12"


@pytest.fixture(scope="module")
def pages(fonts):  # noqa: F811
    """Give a function that prints words and reads the pages."""

    def render(paper: dict[str, Any]) -> list[Page]:
        return pages_of(to_pdf(document_html(paper, fonts=fonts), fonts=fonts).data)

    return render


def lines_before(page: Page, words_of_block: str) -> int:
    """Return how many lines of text a page has above its first signature block."""
    texts = [one.text for one in page.lines if one.text and not one.text.startswith("- ")]
    return next(n for n, text in enumerate(texts) if words_of_block in text.replace(" ", ""))


@pytest.mark.parametrize("count", range(1, 26, 2))
def test_a_page_with_the_signatures_of_a_memo_has_two_lines_of_its_text(pages, count):
    content = memo_content(facts=[point(f"{SENTENCE}{n}", key=f"f{n}") for n in range(count)])

    made = pages(words("memo", content, "ขอแต่งตั้งคณะกรรมการ"))

    first = next(page for page in made if any("(นางสมมุติ" in one.text for one in page.lines))
    assert lines_before(first, "(นางสมมุติ") >= 2
    assert first is made[-1]


@pytest.mark.parametrize("count", range(14, 34, 2))
def test_a_short_closing_of_a_memo_is_not_alone_with_the_signature(pages, count):
    content = memo_content(
        facts=[point(f"เรื่องที่ {n}", key=f"f{n}") for n in range(count)],
        closing="จึงเรียนมาเพื่อโปรดทราบ",
        papers=[],
        authors=[],
    )

    last = pages(words("memo", content, "รายงานผล"))[-1]

    assert lines_before(last, "(นายสมมุติ") >= 2


@pytest.mark.parametrize("count", range(1, 30, 3))
def test_a_page_with_the_signature_of_an_order_has_two_lines_of_its_text(pages, count):
    duties = [point(f"งานที่ {n}", key=f"d{n}") for n in range(count)]

    last = pages(words("order", order_content(duties=duties, force="")))[-1]

    assert lines_before(last, "สั่งณ") >= 2


def test_a_page_that_goes_on_with_a_member_announces_the_number_and_the_name(pages):
    many = [member(f"ผู้อำนวยการกลุ่มที่ {n}", "กรรมการ") for n in range(1, 60)]

    first, second, *_ = pages(words("order", order_content(members=many)))

    assert "ผู้อำนวย" in first.lines[-1].text
    assert first.lines[-1].text[1:4] == second.lines[1].text[:3]


def test_who_leads_an_office_of_usual_length_stands_on_one_line_with_the_role(pages):
    longest = "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร"
    rows = [member(longest, "รองประธานกรรมการ"), *order_content()["members"]]

    first = pages(words("order", order_content(members=rows)))[0]

    line = first.line(longest)
    assert "รองประธานกรรมการ" in line.text


def test_a_long_position_below_an_order_stays_within_the_text_and_the_day_in_its_place(pages):
    signature = {"name": "นายสมมุติ  ใจซื่อ", "lines": [LONG_NAME], "signed": False}
    usual = pages(words("order", order_content()))[-1]

    page = pages(words("order", order_content(), signature=signature))[-1]

    assert page.line("สั่ง ณ วันที่").left == pytest.approx(usual.line("สั่ง ณ วันที่").left, abs=0.05)
    assert min(one.left for one in page.lines) > LEFT - 0.1
    assert max(one.right for one in page.lines) < RIGHT + 0.1
