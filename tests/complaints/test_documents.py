"""The words of the figures of complaints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from complaints.documents import Figures, Period, statistics_words
from ita_portal.documents.rendering.document import body_html, document_title

KINDS = ("ร้องเรียนทั่วไป", "ทุจริตและประพฤติมิชอบ")
FIGURES = Figures(
    fiscal_year=2568,
    span="ตุลาคม 2567 ถึง มีนาคม 2568",
    kinds=KINDS,
    periods=(
        Period("ไตรมาสที่ 1", {KINDS[0]: 3, KINDS[1]: 1}),
        Period("ไตรมาสที่ 2", {KINDS[0]: 2}),
    ),
    done=4,
    pending=2,
)
NOTHING = Figures(2568, "ตุลาคม 2567 ถึง มีนาคม 2568", KINDS, (Period("ไตรมาสที่ 1", {}),), 0, 0)


def rows(words: dict) -> list[list[str]]:
    return [list(row["cells"].values()) for row in words["table"]["groups"][0]["rows"]]


def test_the_table_adds_up_across_and_down():
    words = statistics_words(FIGURES, office_name="สำนักงาน")

    assert rows(words) == [
        ["ไตรมาสที่ 1", "3", "1", "4"],
        ["ไตรมาสที่ 2", "2", "0", "2"],
        ["รวม", "5", "1", "6"],
    ]


def test_the_opening_says_all_what_is_done_and_what_is_not():
    [opening] = statistics_words(FIGURES, office_name="สำนักงาน")["opening"]

    assert "ทั้งหมด 6 เรื่อง" in opening
    assert "แล้วเสร็จ 4 เรื่อง" in opening
    assert "อยู่ระหว่างดำเนินการ 2 เรื่อง" in opening


def test_without_complaints_the_paper_says_so_and_has_no_table():
    words = statistics_words(NOTHING, office_name="สำนักงาน")

    assert words["table"] is None
    assert "ไม่มีเรื่องร้องเรียน" in body_html(words)
    assert "<table" not in body_html(words)


def test_the_widths_of_the_columns_fill_the_table():
    words = statistics_words(FIGURES, office_name="สำนักงาน")

    assert sum(int(one["width"].rstrip("%")) for one in words["table"]["columns"]) == 100


def test_the_paper_has_a_title_and_thai_digits():
    words = statistics_words(FIGURES, office_name="สำนักงาน")

    assert document_title(words).endswith("ประจำปีงบประมาณ พ.ศ. 2568")
    assert "ไตรมาสที่ ๑" in body_html(words)


@pytest.mark.parametrize(
    "wrong",
    [
        {"done": 5},
        {"done": -1, "pending": 7},
        {"kinds": KINDS[:1]},
        {"periods": (Period("ก", {KINDS[0]: -1, KINDS[1]: 7}),)},
    ],
)
def test_figures_that_do_not_add_up_are_a_mistake(wrong):
    with pytest.raises(ValueError, match=r"complaint|kind|came in"):
        statistics_words(replace(FIGURES, **wrong), office_name="สำนักงาน")
