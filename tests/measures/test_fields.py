"""Periods, budgets and what is to be known at a field of the editor."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.forms.filling import baht, period
from measures.forms.hints import add_hints
from measures.forms.reading import problems
from measures.rules.importing.periods import parse_period
from tests.measures.test_typed import KEY, read_all, typed

WHOLE = (date(2020, 10, 1), date(2021, 9, 30))


def measure_of(**fields: str):
    """Return the measure that these fields are read as, and the problems."""
    pairs = [("issue-0-title", "ด้าน"), ("issue-0-measure-0-key", KEY)]
    pairs += [
        (f"issue-0-measure-0-{name.replace('_', '-')}", value) for name, value in fields.items()
    ]
    plan = typed(*pairs, ("issue-0-measure-0-title", "มาตรการ"))
    content = read_all(plan)
    return content.issues[0].measures[0], problems(plan), plan, content


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("ทั้งปี", "", WHOLE),
        ("ปีงบประมาณ 2564", "", WHOLE),
        ("ต.ค. ๖๓", "กันยายน 2564", WHOLE),
        ("ตุลาคม 2563", "ก.ย. ๖๔", WHOLE),
        ("ต.ค. 63 – ก.ย. 64", "", WHOLE),
        ("พ.ย. 63", "", (date(2020, 11, 1), date(2020, 11, 30))),
        ("พ.ย. 63", "15 ธ.ค. 63", (date(2020, 11, 1), date(2020, 12, 15))),
        ("", "", (None, None)),
    ],
)
def test_a_period_may_be_typed_as_day_month_or_year(starts, ends, expected):
    measure, found, *_ = measure_of(starts=starts, ends=ends)

    assert (measure.starts_on, measure.ends_on) == expected
    assert found == []


def test_months_that_end_before_they_start_are_refused_at_the_end():
    _, found, *_ = measure_of(starts="ก.ย. 64", ends="ต.ค. 63")

    assert [problem.anchor for problem in found] == ["issue-0-measure-0-ends"]


def test_a_period_outside_the_year_is_allowed_and_told():
    _, found, plan, content = measure_of(starts="ต.ค. 64", ends="ธ.ค. 64")

    add_hints(plan, content, closed={}, notes={})

    assert found == []
    assert "นอกปีงบประมาณ 2564" in plan.issues[0].measures[0].hints["ends"]


def test_an_owner_that_is_closed_and_a_comment_are_told_at_the_measure():
    _, _, plan, content = measure_of(owners="2")

    add_hints(plan, content, closed={2: "กลุ่มเดิม"}, notes={UUID(KEY): "เพิ่มเวลา"})

    measure = plan.issues[0].measures[0]
    assert "กลุ่มเดิม" in measure.hints["owners"]
    assert measure.note == "เพิ่มเวลา"


@pytest.mark.parametrize(
    ("typed_budget", "amount"),
    [
        ("12,000", 12000),
        ("๑๒,๐๐๐ บาท", 12000),
        ("0", 0),
        ("1500.50", Decimal("1500.5")),
        ("", None),
    ],
)
def test_a_budget_is_read(typed_budget, amount):
    measure, found, *_ = measure_of(budget=typed_budget)

    assert measure.budget == amount
    assert found == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"budget": "หนึ่งหมื่น"}, "ไม่ใช่ตัวเลข"),
        ({"budget": "-5"}, "ไม่ติดลบ"),
        ({"budget": "1.234"}, "ทศนิยม"),
        ({"budget": "9999999999999"}, "จำนวนเงิน"),
        ({"budget": "500", "free": "1"}, "ไม่ใช้งบประมาณ"),
        ({"step_0_text": "ทำ", "step_0_when": "เร็ว ๆ นี้"}, "เขียนได้ เช่น"),
        ({"step_0_text": "ทำ", "step_0_when": "ธ.ค. 63 – พ.ย. 63"}, "ก่อนเริ่ม"),
    ],
)
def test_what_is_no_budget_or_period_is_told_at_its_field(fields, words):
    _, found, *_ = measure_of(**fields)

    (problem,) = found
    assert words in problem.words


def test_no_budget_is_kept_in_so_many_words():
    measure, found, *_ = measure_of(free="1")

    assert (measure.no_budget, measure.budget, found) == (True, None, [])


days = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@given(days, st.integers(0, 800))
def test_a_period_is_read_as_it_is_shown(starts_on, length):
    ends_on = starts_on + timedelta(days=length)

    found = parse_period(period(starts_on, ends_on), fiscal_year=2564)

    assert (found.starts_on, found.ends_on) == (starts_on, ends_on)


@given(st.decimals(0, 10**11, places=2))
def test_a_budget_is_read_as_it_is_shown(amount):
    measure, found, *_ = measure_of(budget=baht(amount))

    assert measure.budget == amount
    assert found == []
