"""Tables and pages: a sum stays with a row that it sums, and a short table is not parted."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.pdf import to_pdf
from tests.documents.pages import pages_of
from tests.documents.paper_samples import statistics

COLUMNS = [{"key": "period", "title": "ช่วงเวลา"}, {"key": "all", "title": "จำนวน"}]
SENTENCE = "ยาวมากเพื่อให้ครบบรรทัด " * 6
"""About a line and a half of a paper."""


def with_rows(before: int, lines: int = 0) -> dict:
    """Return figures of complaints below short paragraphs and a longer one."""
    rows = [{"cells": {"period": f"เดือนที่ {n}", "all": "1"}} for n in range(1, 7)]
    total = {"cells": {"period": "รวมทั้งหมด", "all": "6"}, "total": True}
    table = {"caption": "", "columns": COLUMNS, "groups": [{"title": "", "rows": [*rows, total]}]}
    return statistics(opening=["ความนำ"] * before + [SENTENCE * lines], table=table)


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("before", [11, 12, 13])
def test_a_sum_stays_with_the_row_before_it(fonts, before, lines):
    words = with_rows(before, lines)

    pages = pages_of(to_pdf(document_html(words, fonts=fonts), fonts=fonts).data)

    page = next(page for page in pages if any("รวมทั้งหมด" in one.text for one in page.lines))
    assert any("เดือนที่๖" in one.text for one in page.lines)


def test_a_sum_is_bold_and_its_rows_are_not(fonts):
    [page] = pages_of(to_pdf(document_html(with_rows(1), fonts=fonts), fonts=fonts).data)

    fonts_of = {one.letters[0].font.partition("+")[2] for one in page.lines if "เดือนที่" in one.text}
    assert page.line("รวมทั้งหมด").letters[0].font.partition("+")[2] not in fonts_of


def test_the_rows_of_a_table_go_on_in_their_order(fonts):
    [page] = pages_of(to_pdf(document_html(with_rows(1), fonts=fonts), fonts=fonts).data)

    tops = [one.y for one in page.lines if "เดือนที่" in one.text or "รวม" in one.text]
    assert all(above < below for above, below in pairwise(tops))


@pytest.mark.parametrize("before", range(12, 20))
def test_a_short_table_is_not_parted(fonts, before):
    words = with_rows(before)
    words["table"]["groups"][0]["rows"] = words["table"]["groups"][0]["rows"][-5:]

    pages = pages_of(to_pdf(document_html(words, fonts=fonts), fonts=fonts).data)

    with_some = [page for page in pages if any("เดือนที่" in one.text for one in page.lines)]
    assert len(with_some) == 1
