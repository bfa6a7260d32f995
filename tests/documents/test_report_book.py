"""A report as a book: cover, foreword, contents with their pages, parts, annexes."""

from __future__ import annotations

import re

import pytest

from ita_portal.documents.rendering.document import body_html
from tests.documents import report_samples as samples
from tests.documents.conftest import Paper, squeezed
from tests.documents.samples import OFFICE
from tests.documents.test_rendering import as_printed

FOREWORD = ["รายงานฉบับนี้รวบรวมผลการประเมินและข้อเสนอของสำนักงาน", "หวังว่าจะเป็นประโยชน์แก่ผู้เกี่ยวข้อง"]


def words(**changes) -> dict:
    annexes = [samples.part(0, "คำสั่งแต่งตั้งคณะกรรมการ", samples.paragraph("สำเนาคำสั่ง"))]
    annexes[0]["number"] = "ก"
    return samples.report(foreword=FOREWORD, annexes=annexes) | changes


@pytest.fixture(scope="module")
def book(paper) -> Paper:
    return paper(words())


def test_cover_foreword_and_contents_have_a_page_each(book):
    cover, foreword, contents, first = (squeezed(page) for page in book.pages[:4])

    assert cover.endswith(as_printed(OFFICE))
    assert "คำนำ" in foreword
    assert squeezed(FOREWORD[1]) + as_printed(OFFICE) in foreword
    assert "สารบัญ" in contents
    assert squeezed("ผลการประเมินในภาพรวม") in first


def test_the_contents_tell_the_page_on_which_each_part_begins(book):
    told = dict(re.findall(r"(.+?)[. ]{3,}([๐-๙]+)", book.pages[2]))
    pages = {squeezed(title): squeezed(book.pages[int(page) - 1]) for title, page in told.items()}

    titles = [as_printed(f"{part['number']}.{part['title']}") for part in words()["parts"]]
    assert list(pages) == [*titles, "ภาคผนวกกคำสั่งแต่งตั้งคณะกรรมการ"]
    assert all(title in page for title, page in pages.items())


def test_the_cover_has_no_number_and_the_front_pages_no_catchword(book):
    assert "-๑-" not in squeezed(book.pages[0])
    assert "-๒-" in squeezed(book.pages[1])
    assert "-๓-" in squeezed(book.pages[2])
    assert not any("/" in page and page.rstrip().endswith("...") for page in book.pages[:3])


def test_a_book_in_arabic_digits_counts_its_pages_so(paper):
    arabic = paper(words(digits="arabic"))

    assert "-2-" in squeezed(arabic.pages[1])
    assert not re.search("[๐-๙]", arabic.text)


def test_the_twin_leads_from_the_contents_to_the_parts():
    body = body_html(words())

    for place in ("part-1", "part-2", "part-3", "annex-1"):
        assert f'href="#{place}"' in body
        assert f'id="{place}"' in body


def test_the_front_pages_are_bookmarks(book):
    top = book.reader.outline[1]

    titles = [mark.title for mark in top if not isinstance(mark, list)]
    assert titles[:2] == ["คำนำ", "สารบัญ"]
    assert titles[-1].startswith("ภาคผนวก ก")


def test_a_report_without_a_foreword_has_its_head_over_its_first_part(paper):
    plain = paper(samples.report())

    assert squeezed("ผลการประเมินในภาพรวม") in squeezed(plain.pages[0])
    assert "สารบัญ" not in plain.text
