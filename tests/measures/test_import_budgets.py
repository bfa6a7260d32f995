"""Budgets as offices write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from measures.rules.importing.budgets import budget_of, parse_budget, with_unit


@pytest.mark.parametrize(
    ("text", "baht"),
    [
        ("5,000 บาท", Decimal(5000)),
        ("๕,๐๐๐.-", Decimal(5000)),
        ("งบประมาณ 12,500.50 บาท", Decimal("12500.50")),
        ("1.5 ล้านบาท", Decimal(1_500_000)),
        ("ไม่ใช้งบประมาณ", None),
        ("-", None),
        ("ไม่มี", None),
        ("0", None),
    ],
)
def test_a_budget_is_read(text, baht):
    assert parse_budget(text) == baht


@pytest.mark.parametrize(
    "text", ["5,000 บาท (งบดำเนินงาน)", "ตามจริง", "5,00", "9" * 20, "1.005", "งบ", "5000 6000"]
)
def test_a_budget_that_says_more_is_left_to_people(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_budget(text)


def test_the_cells_of_a_measure_must_agree():
    assert budget_of([]) == (None, False)
    assert budget_of(["-", "ไม่มี"]) == (None, True)
    assert budget_of(["500", "500 บาท"]) == (Decimal(500), False)
    with pytest.raises(ValueError, match="500"):
        budget_of(["500", "600"])


def test_the_unit_of_a_heading_counts_for_bare_numbers():
    assert with_unit("1.5", "งบประมาณ (ล้านบาท)") == "1.5 ล้านบาท"
    assert with_unit("500 บาท", "งบประมาณ (พันบาท)") == "500 บาท"
    assert with_unit("500", "งบประมาณ (บาท)") == "500"
