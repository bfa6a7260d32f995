"""Numbers: what is typed becomes a Decimal, what is printed has Thai digits where it may."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.numerals import (
    arabic_digits,
    format_score,
    narrow,
    parse_decimal,
    parse_int,
    signed,
    thai_digits,
    thai_digits_in_prose,
)

scores = st.decimals(min_value=0, max_value=100, places=2)


def test_thai_digits_replace_every_arabic_digit():
    assert thai_digits("25 มิถุนายน พ.ศ. 2563") == "๒๕ มิถุนายน พ.ศ. ๒๕๖๓"
    assert thai_digits(1234567890) == "๑๒๓๔๕๖๗๘๙๐"
    assert thai_digits(Decimal("91.25")) == "๙๑.๒๕"


def test_arabic_digits_replace_every_thai_digit():
    assert arabic_digits("ปี ๒๕๖๗ ข้อ 3.๑") == "ปี 2567 ข้อ 3.1"


@given(st.text())
def test_digits_make_the_round_trip(text):
    arabic = arabic_digits(text)

    assert arabic_digits(thai_digits(arabic)) == arabic
    assert thai_digits(text) == thai_digits(arabic)


@pytest.mark.parametrize(
    "kept",
    [
        "www.skn1.go.th",
        "www.skn1.go.th/2567/1",
        "https://skn1.go.th/ข้อมูล/2567?page=2",
        "skn1.go.th/oit/2567",
        "/o/skn1/oit/2566/42/",
        "ita2567@skn1.go.th",
        "report2567.pdf",
        "รายงาน-2567-ฉบับ1.pdf",
        "2567.xlsx",
        "O42",
        "E11",
        "i3",
        "ITA2024",
        "A4",
        "7F3K-91QX-2204",
    ],
)
def test_what_must_be_typed_as_it_stands_keeps_its_digits(kept):
    assert thai_digits_in_prose(kept) == kept
    assert thai_digits_in_prose(f"ปี 2567 ดู {kept} หน้า 12") == f"ปี ๒๕๖๗ ดู {kept} หน้า ๑๒"


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("คะแนน 91.25 ปี 2562", "คะแนน ๙๑.๒๕ ปี ๒๕๖๒"),
        ("IIT 30/EIT 30/OIT 40", "IIT ๓๐/EIT ๓๐/OIT ๔๐"),
        ("IIT: 92.10, EIT:85.12", "IIT: ๙๒.๑๐, EIT:๘๕.๑๒"),
        ("ข้อ O42ของปี2563", "ข้อ O42ของปี๒๕๖๓"),
        ("(O42) 3.1)", "(O42) ๓.๑)"),
        ("ที่ 12/2567 โทร 3441-1234", "ที่ ๑๒/๒๕๖๗ โทร ๓๔๔๑-๑๒๓๔"),
        ("บรรทัด 1\nบรรทัด 2", "บรรทัด ๑\nบรรทัด ๒"),
        ("report1.pdf,3", "report1.pdf,๓"),
        ("", ""),
    ],
)
def test_the_numbers_of_prose_become_thai(prose, printed):
    assert thai_digits_in_prose(prose) == printed


@pytest.mark.parametrize("character", ["ก", "a", "1", ".", "a.", "1-", "/", "(", "a1.a"])
def test_a_very_long_word_does_not_hold_up_a_page(character):
    long = character * 50_000

    assert len(thai_digits_in_prose(f"{long} {long}!")) == 2 * len(long) + 2


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("91.25", "91.25"),
        ("๙๑.๒๕", "91.25"),
        ("  ๙1.2๕\u00a0", "91.25"),
        ("91.2５", "91.25"),  # noqa: RUF001 - a full-width digit
        ("\u200b91\ufeff.25", "91.25"),
        ("1,200", "1200"),
        ("๑,๒๓๔,๕๖๗.๕๐", "1234567.50"),
        ("-3", "-3"),
        ("−3.5", "-3.5"),
        ("+0", "0"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\n"])
def test_nothing_typed_asks_for_a_number(typed):
    with pytest.raises(ValueError, match="กรุณากรอกตัวเลข"):
        parse_decimal(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *["เก้าสิบ", "NaN", "inf", "-Infinity", "1e3", "1_000", "12,34", "1,2000", ",5"],
        *["91.", ".5", "1.2.3", "0x1F", "½", "٩١", "91%", "--1", "9 1"],
    ],
)
def test_what_is_no_plain_number_is_refused_in_thai(typed):
    with pytest.raises(ValueError, match="ไม่ใช่ตัวเลข"):
        parse_decimal(typed)


def test_a_number_without_end_is_refused_in_thai():
    with pytest.raises(ValueError, match="ยาวเกินไป"):
        parse_decimal("9" * 5000)


def test_a_refusal_repeats_only_the_start_of_what_was_typed():
    with pytest.raises(ValueError, match=r"^“ก{39}…” ไม่ใช่ตัวเลข"):
        parse_decimal("ก" * 60)


def test_whole_numbers_are_read_with_or_without_an_empty_fraction():
    assert parse_int("๑,๒๐๐") == 1200
    assert parse_int("12.00") == 12


def test_a_fraction_is_no_whole_number():
    with pytest.raises(ValueError, match="จำนวนเต็ม"):
        parse_int("12.5")


def test_narrow_leaves_words_and_drops_what_is_not_seen():
    assert narrow(" ข้อ\u200b ๑２ ") == "ข้อ 12"


@given(scores)
def test_a_printed_score_reads_back_as_itself(score):
    assert parse_decimal(thai_digits(format_score(score))) == score


@pytest.mark.parametrize(
    ("score", "shown"),
    [("91.25", "91.25"), ("100", "100.00"), ("0", "0.00"), ("84.995", "85.00"), ("0.125", "0.13")],
)
def test_scores_have_two_decimals_rounded_half_up(score, shown):
    assert format_score(Decimal(score)) == shown


def test_no_score_and_no_change_are_a_dash():
    assert format_score(None) == "–"
    assert signed(None) == "–"


@pytest.mark.parametrize(
    ("change", "shown"),
    [("3.83", "+3.83"), ("-5.42", "−5.42"), ("0", "0.00"), ("-0.004", "0.00"), ("0.005", "+0.01")],
)
def test_a_change_shows_its_sign(change, shown):
    assert signed(Decimal(change)) == shown
