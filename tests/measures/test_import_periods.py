"""Times as offices write them are understood; what is not is told, in Thai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.dates import month_range, short_month_range
from ita_portal.thai.numerals import thai_digits
from measures.rules.importing.periods import has_gap, parse_period, unsaid_words

YEAR = ("2023-10-01", "2024-09-30")
UNDERSTOOD = [
    ("ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗", *YEAR),
    ("ต.ค. ๖๖ – ก.ย. ๖๗", *YEAR),
    ("ต.ค.66-ก.ย.67", *YEAR),
    ("ต.ค. 2566\nถึง\nก.ย. 2567", *YEAR),
    ("เดือน ตุลาคม พ.ศ. ๒๕๖๖ ถึง เดือน กันยายน พ.ศ. ๒๕๖๗", *YEAR),
    ("1 ตุลาคม 2566 - 30 กันยายน 2567", *YEAR),
    ("1/10/2566 - 30/9/2567", *YEAR),
    ("ต.ค. 2023 - ก.ย. 2024", *YEAR),
    ("ต.ค. - ก.ย.", *YEAR),
    ("ปีงบประมาณ พ.ศ. ๒๕๖๗", *YEAR),
    ("ตลอดปีงบประมาณ", *YEAR),
    ("ตลอดทั้งปี", *YEAR),
    ("ทุกไตรมาส", *YEAR),
    ("รอบ 12 เดือน", *YEAR),
    ("๒๕๖๗", *YEAR),
    ("รอบ ๖ เดือน", "2023-10-01", "2024-03-31"),
    ("ต.ค. ๖๖ – เม.ย. ๖๗", "2023-10-01", "2024-04-30"),
    ("ต.ค. – ธ.ค. 2566", "2023-10-01", "2023-12-31"),
    ("พ.ย. - ก.พ. 67", "2023-11-01", "2024-02-29"),
    ("ธันวาคม - มกราคม", "2023-12-01", "2024-01-31"),
    ("มีนาคม 2567", "2024-03-01", "2024-03-31"),
    ("15 มีนาคม 2567", "2024-03-15", "2024-03-15"),
    ("1-15 มี.ค. 67", "2024-03-01", "2024-03-15"),
    ("ภายใน 31 มี.ค. 2567", "2023-10-01", "2024-03-31"),
    ("ไตรมาสที่ 1-2", "2023-10-01", "2024-03-31"),
    ("ไตรมาส ๔", "2024-07-01", "2024-09-30"),
    ("ต.ค.66 - ม.ค.67 และ มิ.ย.67", "2023-10-01", "2024-06-30"),
    ("ต.ค.66 พ.ย.66 ธ.ค.66", "2023-10-01", "2023-12-31"),
    ("2023-10-01", "2023-10-01", "2023-10-01"),
    ("ตั้งแต่ ม.ค. 67 เป็นต้นไป", "2024-01-01", "2024-09-30"),
    ("ครึ่งปีหลัง", "2024-04-01", "2024-09-30"),
    ("6 เดือนแรก", "2023-10-01", "2024-03-31"),
    ("รอบ 6 เดือน และรอบ 12 เดือน", *YEAR),
    ("ปีงบประมาณ 67", *YEAR),
    ("Q1-Q2", "2023-10-01", "2024-03-31"),
    ("10/66-9/67", *YEAR),
    ("10/2566 ถึง 9/2567", *YEAR),
    ("๑๐/๖๖ – ๓/๖๗", "2023-10-01", "2024-03-31"),
    ("3/67", "2024-03-01", "2024-03-31"),
    ("Oct 2023", "2023-10-01", "2023-10-31"),
    ("Oct. 2023 - Sept. 2024", *YEAR),
    ("1 October 2023 to 30 September 2024", *YEAR),
    ("October 1, 2023 – March 31, 2024", "2023-10-01", "2024-03-31"),
    ("Oct–Dec 2023", "2023-10-01", "2023-12-31"),
    ("Oct-23", "2023-10-01", "2023-10-31"),
    ("by May 2024", "2023-10-01", "2024-05-31"),
    ("FY 2024", *YEAR),
    ("FY67", *YEAR),
]


@pytest.mark.parametrize(("text", "starts_on", "ends_on"), UNDERSTOOD)
def test_a_time_is_understood(text, starts_on, ends_on):
    period = parse_period(text, fiscal_year=2567)

    assert (str(period.starts_on), str(period.ends_on)) == (starts_on, ends_on)


@pytest.mark.parametrize("text", [text for text, *_ in UNDERSTOOD if "ทุก" not in text])
def test_days_say_all_of_a_time(text):
    assert unsaid_words(text) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ต.ค. 66 – ก.ย. 67 รายงานทุกไตรมาส", "รายงานทุกไตรมาส"),
        ("ภายในวันที่ 5 ของทุกเดือน", "5 ทุกเดือน"),
        ("ต.ค. 66 – ก.ย. 67 (ปีละ 2 ครั้ง)", "ปีละ 2 ครั้ง"),
        ("ทุกเดือน", "ทุกเดือน"),
        ("ต้นเดือนมกราคม", "ต้น"),
        ("ภาคเรียนที่ 1/2567", "ภาคเรียนที่ 1"),
        ("Oct 2023 - Sep 2024, monthly", "monthly"),
    ],
)
def test_what_days_cannot_say_of_a_time_is_told(text, rest):
    assert unsaid_words(text) == rest


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("ม.ค. 67 และ ส.ค. 67", True),
        ("ต.ค. 66, ม.ค. 67, เม.ย. 67", True),
        ("ไตรมาส 1 และ 3", True),
        ("ต.ค. 66 – ก.ย. 67", False),
        ("ต.ค.66 พ.ย.66 ธ.ค.66", False),
        ("ไตรมาส 1 และ 2", False),
        ("ไตรมาส 1 – 4", False),
        ("ตลอดปี", False),
    ],
)
def test_times_that_do_not_adjoin_are_told_from_one_stretch(text, gap):
    assert has_gap(text, fiscal_year=2567) is gap


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("เมื่อพร้อม", "อ่านระยะเวลา"),
        ("", "อ่านระยะเวลา"),
        ("ก.ย. 67 - ต.ค. 66", "สิ้นสุดก่อนเริ่ม"),
        ("ไตรมาส 3-1", "สิ้นสุดก่อนเริ่ม"),
        ("31 กุมภาพันธ์ 2567", "ปฏิทิน"),
        ("1/13/2567", "ปฏิทิน"),
    ],
)
def test_what_is_no_time_is_told(text, why):
    with pytest.raises(ValueError, match=why):
        parse_period(text, fiscal_year=2567)


DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_every_time_that_the_portal_prints_is_understood(first, length):
    last = first + timedelta(days=length)

    for text in (month_range(first, last), thai_digits(month_range(first, last))):
        period = parse_period(text, fiscal_year=2567)
        assert (period.starts_on, period.ends_on) == (first, last)


@given(st.dates(date(2010, 1, 1), date(2050, 12, 31)), st.integers(0, 800))
def test_so_is_the_short_form(first, length):
    last = first + timedelta(days=length)

    period = parse_period(short_month_range(first, last), fiscal_year=2567)

    assert (period.starts_on, period.ends_on) == (first, last)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused_in_thai(text):
    try:
        period = parse_period(text, fiscal_year=2567)
    except ValueError as error:
        why = str(error)
    else:
        why = "" if period.starts_on <= period.ends_on else "ends before it starts"

    assert why == "" or why[0] >= "ก"
