"""Steps are told apart in any of the usual ways of numbering, and no word of them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.importing.marks import mark_of, parts_of, steps_of, without_mark

SPLIT = [
    ("๑. วางแผน\n๒. ลงมือ\n๓. ตรวจ", ("วางแผน", "ลงมือ", "ตรวจ")),
    ("1.วางแผน\n2.ลงมือ", ("วางแผน", "ลงมือ")),
    ("1) วางแผน\n2) ลงมือ", ("วางแผน", "ลงมือ")),
    ("(๑) วางแผน\n(๒) ลงมือ", ("วางแผน", "ลงมือ")),
    ("- วางแผน\n– ลงมือ\n• ตรวจ", ("วางแผน", "ลงมือ", "ตรวจ")),
    ("-วางแผน -ลงมือ - ตรวจ", ("วางแผน", "ลงมือ", "ตรวจ")),
    ("(1) วางแผน (2) ลงมือ\n(3) ตรวจ", ("วางแผน", "ลงมือ", "ตรวจ")),
    ("2.โทร 0-4300 ต่อ 1108 3.เขียน", ("โทร 0-4300 ต่อ 1108", "เขียน")),
    ("ขั้นตอนที่ 1 วางแผน\nขั้นตอนที่ ๒ ลงมือ", ("วางแผน", "ลงมือ")),
    ("1. วางแผน\n1.1 ประชุม\n1.2 เขียน\n2. ลงมือ", ("วางแผน\n1.1 ประชุม\n1.2 เขียน", "ลงมือ")),
    ("๑. วางแผน\n(๑) ประชุม\n๑) ย่อย\n๒. ลงมือ", ("วางแผน\n(๑) ประชุม\n๑) ย่อย", "ลงมือ")),
    ("1. วางแผน\n- ประชุม\n- เขียน\n2. ลงมือ", ("วางแผน\n- ประชุม\n- เขียน", "ลงมือ")),
    ("1.1 วางแผน\n1.2 ลงมือ\n2. ตรวจ", ("วางแผน", "ลงมือ", "ตรวจ")),
    ("ก. วางแผน\nข. ลงมือ", ("วางแผน", "ลงมือ")),
    ("1. วางแผน\nให้ครบทุกกลุ่ม\n2. ลงมือ", ("วางแผน\nให้ครบทุกกลุ่ม", "ลงมือ")),
    ("มีขั้นตอนดังนี้\n1. วางแผน", ("มีขั้นตอนดังนี้", "วางแผน")),
    ("1. ก\n2. ข\nกลไกการติดตาม\n1. ค\n2. ง", ("ก", "ข", "กลไกการติดตาม", "ค", "ง")),
    ("1.\nวางแผน\n2.\nลงมือ", ("วางแผน", "ลงมือ")),
    ("วางแผน\nลงมือ", ("วางแผน", "ลงมือ")),
    ("วางแผน", ("วางแผน",)),
    ("", ()),
]


@pytest.mark.parametrize(("text", "steps"), SPLIT)
def test_steps_are_told_apart(text, steps):
    assert steps_of(text) == steps


@pytest.mark.parametrize(
    "text",
    [
        "3,000 บาท",
        "2564 เป็นต้นไป",
        "08.30 น. ถึง 16.30 น.",
        "พ.ศ. 2540",
        "7 วันทำการ",
        "No Gift Policy",
        "E-Service",
    ],
)
def test_a_number_that_belongs_to_the_sentence_is_no_mark(text):
    assert mark_of(text) is None
    assert without_mark(text) == text


@pytest.mark.parametrize(
    "text", ["- ประชุมวันที่ 1 ต.ค. - 31 มี.ค.", "- ติดต่อ-สอบถาม", "1. ตามข้อ 1.3 และ 2,000 บาท"]
)
def test_a_sentence_is_not_cut_at_what_only_looks_like_a_mark(text):
    assert len(steps_of(text)) == 1


WORDS = st.text("กขคงจนมาี ", min_size=1, max_size=12).map(str.strip).filter(bool)
MARKS = st.sampled_from(["", "1. ", "๒. ", "(3) ", "4) ", "1.1 ", "- ", "ก. ", "ขั้นที่ 5 "])
LINES = st.lists(st.tuples(MARKS, WORDS), min_size=1, max_size=12)


@given(LINES)
def test_no_word_is_ever_lost_or_moved(lines):
    text = "\n".join(mark + words for mark, words in lines)

    found = re.sub(r"\s", "", "".join(steps_of(text)))

    place = 0
    for _, words in lines:
        wanted = re.sub(r"\s", "", without_mark(words))
        place = found.index(wanted, place) + len(wanted)
    assert all(step.strip() for step in steps_of(text))


@pytest.mark.parametrize(
    ("step", "text", "parts"),
    [
        ("ทำ", "ทำ", ()),
        ("ทำ\nต่อ", "ทำ\nต่อ", ()),
        ("ทำ\n1.1 ก่อน\n1.2 หลัง", "ทำ", ("ก่อน", "หลัง")),
        ("ทำ\n(๑) ก่อน\nต่อ\n(๒) หลัง", "ทำ", ("ก่อน\nต่อ", "หลัง")),
        ("ทำ\n- ขีด\n1.1 ก่อน\n(1) ลึก", "ทำ\n- ขีด", ("ก่อน\n(1) ลึก",)),
        ("ทำดังนี้ 3.1 ก่อน\n3.2 หลัง", "ทำดังนี้", ("ก่อน", "หลัง")),
        ("ทำดังนี้ 3.1\n3.3 หลัง", "ทำดังนี้ 3.1", ("หลัง",)),
        ("ทำดังนี้ (1) ก่อน\n(2) หลัง", "ทำดังนี้", ("ก่อน", "หลัง")),
    ],
)
def test_numbered_lines_under_a_step_are_its_parts(step, text, parts):
    assert parts_of(step) == (text, parts)
