"""What in a note does not fit together: each case is named, and what fits is left in peace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from measures.models import Measure, StepReport
from measures.rules.progress.sense import doubts_of

CUT_OFF = date(2024, 3, 31)
AFTER = date(2024, 4, 5)


def doubts(measure: Measure | None = None, **values: object) -> dict[str, str]:
    return doubts_of(StepReport(measure=measure or Measure(), **values), CUT_OFF)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"state": "done", "percent": 99}, "percent", "99%"),
        ({"state": "not_started", "percent": 10}, "percent", "ยังไม่เริ่ม"),
        ({"state": "not_started", "finished_on": CUT_OFF}, "finished_on", "ยังไม่เริ่ม"),
        ({"state": "under_way", "finished_on": CUT_OFF}, "finished_on", "อยู่ระหว่าง"),
        ({"state": "done", "finished_on": AFTER}, "finished_on", "31 มี.ค. 2567"),
        ({"state": "not_started", "started_on": CUT_OFF}, "started_on", "ยังไม่เริ่ม"),
        ({"state": "under_way", "started_on": AFTER}, "started_on", "31 มี.ค. 2567"),
    ],
)
def test_a_contradiction_is_named_at_its_field(values, field, words):
    found = doubts(**values)

    assert list(found) == [field]
    assert words in found[field]


@pytest.mark.parametrize(
    ("plan", "used", "words"),
    [
        ({"no_budget": True}, "1", "ไม่ใช้งบประมาณ"),
        ({"budget": Decimal(1000)}, "1000.01", "1,000.00"),
    ],
)
def test_money_that_the_plan_does_not_give_is_named(plan, used, words):
    found = doubts(Measure(**plan), state="done", budget_used=Decimal(used))

    assert words in found["budget_used"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"state": "done", "percent": 100, "started_on": CUT_OFF, "finished_on": CUT_OFF},
        {"state": "under_way", "percent": 100},
        {"state": "not_started", "percent": 0},
        {"percent": 30, "finished_on": CUT_OFF},
    ],
)
def test_what_fits_or_is_not_chosen_yet_raises_no_doubt(values):
    assert doubts(**values) == {}


@pytest.mark.parametrize("used", [None, Decimal(0), Decimal(1000)])
def test_money_within_the_plan_raises_no_doubt(used):
    assert doubts(Measure(budget=Decimal(1000)), budget_used=used) == {}
