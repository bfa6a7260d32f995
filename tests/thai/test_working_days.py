"""Working days: weekends, holidays as data, days that one office adds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.working_days import after, between, holidays_of, is_working

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_a_weekend_and_a_holiday_are_not_counted():
    # 2 to 14 April 2026: a weekend, Chakri Day, another weekend, and Songkran on the 13th to 15th.
    assert after(date(2026, 4, 2), 2) == date(2026, 4, 7)
    assert after(date(2026, 4, 10), 1) == date(2026, 4, 16)


def test_the_day_of_receipt_is_not_counted():
    assert after(date(2026, 11, 23), 1) == date(2026, 11, 24)
    assert after(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_an_office_may_be_closed_on_days_of_its_own():
    assert after(date(2026, 11, 23), 1, off={date(2026, 11, 24)}) == date(2026, 11, 25)


def test_what_is_not_yet_announced_is_marked_and_counts_as_a_holiday():
    doubtful = [day for day in holidays_of(2570).days if not day.is_certain]

    assert doubtful
    assert not any(is_working(day.on) for day in doubtful)


@pytest.mark.parametrize("year", [2568, 2569, 2570])
def test_each_year_names_its_source_and_holds_weekdays_of_that_year_alone(year):
    found = holidays_of(year)

    assert found.is_known
    assert len(found.days) >= 15
    assert {day.on.year + 543 for day in found.days} == {year}
    assert all(day.on.weekday() < 5 for day in found.days)
    assert all(day.name for day in found.days)


def test_a_year_without_data_has_its_weekends_and_says_so():
    assert not holidays_of(2599).is_known
    assert is_working(date(2056, 1, 3))
    assert not is_working(date(2056, 1, 1))


def test_a_count_that_never_ends_is_refused():
    with pytest.raises(ValueError, match="too few"):
        after(date(2026, 1, 1), 5000)


@given(DAYS, st.integers(1, 200))
def test_counting_there_and_back_agrees(start, count):
    end = after(start, count)

    assert is_working(end)
    assert between(start, end) == count
    assert between(end, start) == -count
