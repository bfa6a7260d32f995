"""Points number themselves, and numbers that came along with pasted text go."""

from __future__ import annotations

import pytest

from ita_portal.papers.kinds.outline import numbers_of, outline_words, parted
from tests.papers.samples import point


def test_points_are_numbered_by_their_place_and_depth():
    rows = [
        point("ก", "head"),
        point("เหตุผล", "plain"),
        point("ข", "second"),
        point("ค", "third"),
        point("ง", "third"),
        point("จ", "second"),
        point("ฉ", "first"),
        point("ช", "third"),
    ]

    assert numbers_of(rows) == ["1.", "", "1.1", "(1)", "(2)", "1.2", "2.", "(1)"]


def test_points_of_a_section_carry_its_number():
    rows = [point("ก"), point("ข"), point("ค", "second"), point("ง")]

    assert numbers_of(rows, "4") == ["4.1", "4.2", "(1)", "4.3"]


def test_a_point_without_words_takes_no_number():
    assert numbers_of([point("ก"), point("  "), point("ข")]) == ["1.", "", "2."]


def test_a_sub_point_with_nothing_above_it_moves_up():
    words = outline_words([point("ก", "second"), point("ข", "second")])

    assert [(one["number"], one["type"]) for one in words] == [("1.", "first"), ("1.1", "second")]


def test_a_number_that_is_not_saved_yet_is_not_shown_twice():
    [word] = outline_words([point("๑. ทบทวน")])

    assert (word["number"], word["text"]) == ("1.", "ทบทวน")


@pytest.mark.parametrize(
    ("pasted", "rest"),
    [
        ("๑. ทบทวนแผน", "ทบทวนแผน"),
        ("1) ทบทวนแผน", "ทบทวนแผน"),
        ("(๑.๒) ทบทวนแผน", "ทบทวนแผน"),
        ("(3) ทบทวนแผน", "ทบทวนแผน"),
        ("๑.๑ ทบทวนแผน", "ทบทวนแผน"),
        ("1.1.2 ทบทวนแผน", "ทบทวนแผน"),
        ("- ทบทวนแผน", "ทบทวนแผน"),
        ("• ทบทวนแผน", "ทบทวนแผน"),
    ],
)
def test_numbers_that_were_pasted_are_taken_off(pasted, rest):
    assert parted(pasted)[1] == rest


@pytest.mark.parametrize(
    "text",
    [
        "2563 เป็นปีแรก",
        "1.5 ล้านบาทเป็นงบประมาณ",
        "3 ครั้งต่อปี",
        "25 มิถุนายน 2563",
        "12,000 บาท",
        "พ.ศ. 2563",
        "12.",
        "-",
        "91.25",
    ],
)
def test_figures_and_dates_at_the_beginning_stay(text):
    assert parted(text)[1] == text
