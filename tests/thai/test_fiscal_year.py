"""The fiscal year: October to September, numbered by the Buddhist era."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.fiscal_year import FiscalYear

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))


def test_a_fiscal_year_is_october_to_september():
    year = FiscalYear(2568)

    assert year.starts == date(2024, 10, 1)
    assert year.half_ends == date(2025, 3, 31)
    assert year.ends == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
        (date(2024, 12, 31), 2568),
        (date(2025, 1, 1), 2568),
        (date(2020, 6, 25), 2563),
    ],
)
def test_a_day_lies_in_its_fiscal_year(day, year):
    assert FiscalYear.of(day) == FiscalYear(year)


def test_a_fiscal_year_is_written_in_full_or_as_its_number():
    assert FiscalYear(2568).label == "ปีงบประมาณ พ.ศ. 2568"
    assert str(FiscalYear(2568)) == "2568"


def test_fiscal_years_have_neighbours_and_an_order():
    assert FiscalYear(2568).previous == FiscalYear(2567)
    assert FiscalYear(2568).next == FiscalYear(2569)
    assert FiscalYear(2567) < FiscalYear(2568)


@pytest.mark.parametrize("number", [0, 2025, 2399, 2701])
def test_a_number_of_another_era_is_no_fiscal_year(number):
    with pytest.raises(ValueError, match="ไม่ใช่ปี"):
        FiscalYear(number)


@given(days)
def test_years_follow_each_other_without_a_gap(day):
    year = FiscalYear.of(day)

    assert year.starts <= day <= year.ends
    assert FiscalYear.of(year.ends + timedelta(days=1)) == year.next
    assert year.next.starts == year.ends + timedelta(days=1)
    assert year.next.previous == year


@given(days)
def test_every_year_holds_its_own_half(day):
    year = FiscalYear.of(day)

    assert FiscalYear.of(year.starts) == FiscalYear.of(year.half_ends) == year
