"""Thai text: repaired without touching what is right, sorted as a dictionary, cut by the eye."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.numerals import thai_digits
from ita_portal.thai.text import clean, file_size, sort_key, truncate

WORDS = [
    "น้ำ",
    "ป้องกัน",
    "สำนักงาน",
    "กำหนด",
    "เจ้าหน้าที่",
    "สิทธิ์",
    "พันธุ์",
    "ศุกร์",
    "แล้ว",
    "ฤๅษี",
    "ก็",
    "เป็น",
    "จ้ะ",
    "ค่ะ",
    "ทั้งนี้",
    "ต่าง ๆ",
    "กรุงเทพฯ",
    "พ.ศ. ๒๕๖๓",
    "ITA",
    "(O42)",
    "–",
    "“ไม่รับ”",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)
thai_soup = st.text(
    alphabet=st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C)] + list(" \n\ta\u0301"))
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ส\u0e4d\u0e32นักงาน", "สำนักงาน"),
        ("ก\u0e4d\u0e32หนด", "กำหนด"),
        ("เเผน", "แผน"),
        ("ป้อง\u200bกัน\ufeff", "ป้องกัน"),
        ("ป\u0e49\u0e49องกัน", "ป้องกัน"),
        ("กำำหนด", "กำหนด"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e48\u0e35\u0e48", "ที่"),
        ("ผู\u0e49\u0e49", "ผู้"),
        ("ผ\u0e49\u0e39", "ผู้"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("วา\u0e48", "ว่า"),
        ("คะ\u0e48", "ค่ะ"),
        ("หนึ่ง\r\nสอง\rสาม\vสี่", "หนึ่ง\nสอง\nสาม\nสี่"),
        ("ข้อ ๑ \t\nข้อ ๒\u00a0", "ข้อ ๑\nข้อ ๒"),
        ("ก\x00\x07\x1bข\tค", "กข\tค"),
        ("ก\u202eข", "กข"),
        ("cafe\u0301", "café"),
        ("ก" + "\u0e38\u0e48" * 20_000, "ก\u0e38\u0e48"),
        ("ก\ud800ข", "กข"),
        ("", ""),
    ],
)
def test_what_keyboards_and_copying_break_is_repaired(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("word", WORDS)
def test_a_correct_word_is_left_as_it_is(word):
    assert clean(word) == word


@given(sentences)
def test_correct_sentences_are_left_as_they_are(sentence):
    assert clean(sentence) == sentence


@given(sentences)
def test_a_taken_apart_sara_am_is_joined_wherever_it_stands(sentence):
    assert clean(sentence.replace("\u0e33", "\u0e4d\u0e32")) == sentence


@given(st.one_of(thai_soup, st.text()))
def test_cleaning_again_changes_nothing(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("piece", ["า่", "่ั", "เ", "ำ่", "ํ่", "ํ", "่า", " ", "\u0301", "่ํา"])
def test_a_flood_of_marks_does_not_hold_up_a_form(piece):
    once = clean("ก" + piece * 20_000 + "ข")

    assert clean(once) == once


def test_words_stand_in_the_order_of_the_dictionary():
    dictionary = ["กลุ่ม", "การ", "เกาะ", "ขอนแก่น", "เขต", "โครงการ", "ไทย", "แผน"]

    assert sorted(set(dictionary), key=sort_key) == dictionary


def test_tone_marks_decide_only_between_words_else_the_same():
    dictionary = ["ปา", "ป่า", "ป้า", "ปาน", "ป่าน"]

    assert sorted(set(dictionary), key=sort_key) == dictionary


def test_spaces_numbers_latin_and_thai_follow_in_this_order():
    texts = ["กก", "abc", "ก ข", "2", "๑", "ก", "(ก)", "Ω"]

    assert sorted(texts, key=sort_key) == ["(ก)", "๑", "2", "abc", "ก", "ก ข", "กก", "Ω"]


@given(st.one_of(sentences, thai_soup))
def test_a_sort_key_is_plain_ascii_and_blind_to_the_kind_of_digit(text):
    key = sort_key(text)

    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
    assert sort_key(thai_digits(text)) == key


@given(sentences, sentences)
def test_more_words_never_sort_before_fewer(first, second):
    assert sort_key(first) < sort_key(f"{first} {second}")


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("น้ำ", 1, "น้ำ"),
        ("น้ำน้ำน้ำ", 3, "น้ำน้ำน้ำ"),
        ("น้ำน้ำน้ำ", 2, "น้ำ…"),
        ("ป้องกัน", 5, "ป้องกัน"),
        ("ป้องกันการทุจริต", 4, "ป้อง…"),
        ("การป้องกัน", 1, "…"),
        ("ตามแผน", 4, "ตาม…"),
        ("ตาม แผน", 5, "ตาม…"),
        ("สั้น", 80, "สั้น"),
        ("", 5, ""),
        ("👩\u200d💻ก", 2, "👩\u200d💻ก"),
    ],
)
def test_a_text_is_cut_between_letters_as_the_eye_sees_them(text, length, cut):
    assert truncate(text, length) == cut


def test_a_text_cannot_be_cut_to_nothing():
    with pytest.raises(ValueError, match="0 letters"):
        truncate("ก", 0)


@given(sentences, st.integers(1, 40))
def test_a_cut_text_is_the_start_of_the_whole(sentence, length):
    cut = truncate(sentence, length)

    assert cut == sentence or (cut.endswith("…") and sentence.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 ไบต์"),
        (1023, "1023 ไบต์"),
        (1024, "1 กิโลไบต์"),
        (430_080, "420 กิโลไบต์"),
        (1_048_063, "1023 กิโลไบต์"),
        (1_048_064, "1 เมกะไบต์"),
        (1_572_864, "1.5 เมกะไบต์"),
        (20 * 2**20, "20 เมกะไบต์"),
    ],
)
def test_a_file_size_is_read_in_the_unit_that_fits(size, shown):
    assert file_size(size) == shown


def test_no_file_is_smaller_than_nothing():
    with pytest.raises(ValueError, match="-1 bytes"):
        file_size(-1)
