"""Dates: shown with Buddhist years, read in every form an office writes, kept common-era."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.dates import (
    MONTHS,
    SHORT_MONTHS,
    buddhist_year,
    full_date,
    month_range,
    parse_date,
    plain_date,
    short_date,
    short_month_range,
)
from ita_portal.thai.numerals import thai_digits

SIGNED_ON = date(2020, 6, 25)
days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
days_of_our_time = st.dates(date(1957, 1, 1), date(2056, 12, 31))  # B.E. 2500-2599


def test_a_date_is_written_in_three_lengths():
    assert full_date(SIGNED_ON) == "25 มิถุนายน พ.ศ. 2563"
    assert plain_date(SIGNED_ON) == "25 มิถุนายน 2563"
    assert short_date(SIGNED_ON) == "25 มิ.ย. 2563"


def test_the_year_is_shown_in_the_buddhist_era():
    assert buddhist_year(SIGNED_ON) == 2563


def test_there_are_twelve_months_in_both_lengths():
    assert len(MONTHS) == len(SHORT_MONTHS) == 12
    assert len(set(MONTHS) | set(SHORT_MONTHS)) == 24


@pytest.mark.parametrize(
    ("start", "end", "long", "short"),
    [
        (
            date(2023, 10, 1),
            date(2024, 9, 30),
            "ตุลาคม 2566 ถึง กันยายน 2567",
            "ต.ค. 66 – ก.ย. 67",
        ),
        (date(2024, 2, 1), date(2024, 2, 29), "กุมภาพันธ์ 2567", "ก.พ. 67"),
        (
            date(2024, 2, 1),
            date(2024, 2, 28),
            "1 กุมภาพันธ์ 2567 ถึง 28 กุมภาพันธ์ 2567",
            "1 ก.พ. 67 – 28 ก.พ. 67",
        ),
        (
            SIGNED_ON,
            date(2020, 9, 30),
            "25 มิถุนายน 2563 ถึง 30 กันยายน 2563",
            "25 มิ.ย. 63 – 30 ก.ย. 63",
        ),
        (SIGNED_ON, SIGNED_ON, "25 มิถุนายน 2563", "25 มิ.ย. 63"),
        (date(1956, 12, 1), date(1957, 1, 31), "ธันวาคม 2499 ถึง มกราคม 2500", "ธ.ค. 99 – ม.ค. 00"),
    ],
)
def test_a_time_frame_names_days_only_where_months_are_not_whole(start, end, long, short):
    assert month_range(start, end) == long
    assert short_month_range(start, end) == short


@pytest.mark.parametrize(
    "typed",
    [
        "25/6/2563",
        "25/06/2563",
        "๒๕/๖/๒๕๖๓",
        "25-06-2563",
        "25.6.2563",
        "25/6/63",
        "25/6/2020",
        "2020-06-25",
        "2563-06-25",
        "25 มิ.ย. 63",
        "25 มิ.ย. 2563",
        "25 มิย 2563",
        "25 มิ.ย. พ.ศ.2563",
        "25 มิถุนายน 2563",
        "25 มิถุนายน 2020",
        "25 มิถุนายน พ.ศ. ๒๕๖๓",
        "๒๕ มิถุนายน พ.ศ.๒๕๖๓",
        "วันที่ 25 เดือน มิถุนายน พ.ศ. 2563",
        "  25  มิถุนายน\u00a02563\u200b ",
    ],
)
def test_every_way_to_write_a_date_is_read(typed):
    assert parse_date(typed) == SIGNED_ON


def test_nothing_typed_asks_for_a_date():
    with pytest.raises(ValueError, match="กรุณากรอกวันที่"):
        parse_date(" \u200b")


@pytest.mark.parametrize(
    "typed",
    [
        "พรุ่งนี้",
        "25/6",
        "25/6-2563",
        "6/2563",
        "25 June 2020",
        "25 มิถุนา 2563",
        "25/6/563",
        "25/6/1800",
        "25/6/2300",
        "25/6/2800",
        "25 มิถุนายน พ.ศ. 2020",
        "2020-6-25",
        "2020-06-25T10:00",
        "25²/6/2563",
        "25 มิถุนายน ค.ศ. 2020",
        "1" * 5000,
    ],
)
def test_what_is_no_date_is_refused_in_thai(typed):
    with pytest.raises(ValueError, match="เป็นวันที่ไม่ได้"):
        parse_date(typed)


@pytest.mark.parametrize(
    "typed", ["29/2/2566", "29 ก.พ. 2568", "31/4/2567", "0/1/2567", "1/13/2567", "2023-02-29"]
)
def test_a_day_that_the_calendar_lacks_is_refused_in_thai(typed):
    with pytest.raises(ValueError, match="ไม่มีวันที่"):
        parse_date(typed)


def test_a_leap_day_is_judged_by_the_common_era():
    assert parse_date("29/2/2567") == date(2024, 2, 29)


@given(days)
def test_every_written_form_is_read_back(day):
    numeric = f"{day.day}/{day.month}/{buddhist_year(day)}"

    for written in (full_date(day), plain_date(day), short_date(day), numeric, day.isoformat()):
        assert parse_date(written) == day
        assert parse_date(thai_digits(written)) == day


@given(days_of_our_time)
def test_two_digits_mean_the_buddhist_year(day):
    short = f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day) % 100:02}"

    assert parse_date(short) == day


@given(st.text(alphabet="0123456789๑๒/-. มกราคมพศ", max_size=20))
def test_whatever_is_typed_gives_a_date_or_a_refusal_in_thai(typed):
    refusal = ""

    try:
        parse_date(typed)
    except ValueError as error:
        refusal = str(error)

    assert not refusal or "วันที่" in refusal
