"""What a report says of a plan that changed, and what of it should be looked at once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ita_portal.documents.rendering.blocks import frozen_photos
from measures.models import Measure, Round
from measures.rules.overview import Overview
from measures.rules.progress.carrying import carry_on
from measures.rules.progress.files import add_step_file
from measures.rules.progress.parts import send_part
from measures.rules.progress.report import reading_of
from tests.files.samples import picture
from tests.measures.progress_cast import (
    DONE,
    SIX_OPENS,
    complete,
    note,
    opened_round,
    plan_of_groups,
    version_after,
)

AFTER = date(2024, 4, 20)


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


@pytest.fixture
def round_(plan) -> Round:
    return opened_round()


@pytest.fixture
def part(office, round_):
    return round_.parts.get(group=office.groups.first())


def doubts_with(part, by, values) -> list[str]:
    """Note the first step so, all others as done, send, and return the doubts."""
    complete(part, by)
    note(part.steps.order_by("pk")[0], by, values, on=AFTER)
    send_part(part, by=by, on=AFTER)
    return reading_of(part.round).doubts


# -- doubts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finished_on": date(2024, 4, 5)}, "เสร็จหลังวันตัดข้อมูล"),
        ({"started_on": date(2024, 4, 1)}, "เริ่มหลังวันตัดข้อมูล"),
        ({"percent": 40}, "แล้วเสร็จ แต่ความคืบหน้าเป็น 40%"),
        ({"state": "not_started", "finished_on": date(2024, 3, 5)}, "มีวันที่เสร็จจริง"),
    ],
    ids=["done later", "begun later", "done by 40", "done before it began"],
)
def test_a_note_that_contradicts_itself_is_named_with_its_step(part, officer, changes, words):
    found = doubts_with(part, officer, replace(DONE, **changes))

    (doubt,) = [one for one in found if words in one]
    assert "มาตรการที่ 1.1 “สำรวจขั้นตอนเดิม” (กลุ่มอำนวยการ)" in doubt


def test_a_note_that_fits_raises_no_doubt_of_its_own(part, officer):
    fits = replace(DONE, percent=100, started_on=date(2024, 3, 1), finished_on=date(2024, 3, 31))

    assert not [one for one in doubts_with(part, officer, fits) if "“" in one]


def test_money_on_a_measure_without_budget_is_asked_about(part, officer):
    Measure.objects.update(no_budget=True)

    found = doubts_with(part, officer, replace(DONE, budget_used=Decimal(500)))

    assert any("ไม่ใช้งบประมาณ" in one for one in found)


def test_money_above_the_budget_is_asked_about_in_sum(part, officer):
    Measure.objects.filter(position=1).update(budget=Decimal(1000), no_budget=False)
    complete(part, officer)
    for report in part.steps.filter(step__isnull=False):
        note(report, officer, replace(DONE, budget_used=Decimal(600)))
    send_part(part, by=officer, on=SIX_OPENS)

    found = reading_of(part.round).doubts

    assert any("รวม 1,200.00 บาท มากกว่าที่แผนให้ไว้ 1,000.00 บาท" in one for one in found)


# -- what the changed plan has no more ------------------------------------------------------------


@pytest.fixture
def changed(part, plan, officer, director):
    """Give the part after a change of the plan that drops a noted step with a photograph."""
    complete(part, officer)
    gone = part.steps.get(step__position=2)
    spent = replace(DONE, result="ทำไปแล้วก่อนปรับแผน", obstacles="ฝนตก", budget_used=Decimal(75))
    note(gone, officer, spent)
    add_step_file(gone, [picture()], name="ก.jpg", caption="ก่อนปรับแผน", by=officer)
    second = version_after(plan, officer, director)
    carry_on(part.round, second)
    complete(part, officer)
    return send_part(part, by=officer, on=SIX_OPENS)


def test_what_was_done_before_the_change_stands_apart_and_is_not_counted(changed, round_):
    reading = reading_of(Round.objects.get())

    parts = {part["title"]: part["blocks"] for part in reading.words["parts"]}
    rows = parts["สรุปผล"][0]["groups"][0]["rows"]
    assert rows[-1]["cells"]["total"] == "2"
    assert "ทำไปแล้วก่อนปรับแผน" in str(parts["ดำเนินการไว้ก่อนปรับแผน"])
    assert "75.00 บาท" in str(parts["ดำเนินการไว้ก่อนปรับแผน"])
    assert "ก่อนปรับแผน กลุ่มอำนวยการ: ฝนตก" in str(parts["ปัญหา/อุปสรรค และข้อเสนอแนะ"])
    assert len(list(frozen_photos(reading.words))) == 1
    assert any("ก่อนปรับแผน" in doubt for doubt in reading.doubts)


def test_a_dropped_note_counts_nowhere_else(changed, plan):
    second = changed.round.plan
    first = Measure.objects.get(issue__plan=second, position=1)
    whole = type(second).objects.for_page().get(pk=Round.objects.get().plan_id)

    tasks = Overview(whole, on=AFTER).tasks

    assert [task.unit.measure.key for task in tasks] == [first.key] * 2


def test_a_group_that_owns_a_measure_no_more_does_not_hold_it_back(plan, office, officer, director):
    part = opened_round().parts.get(group=office.groups.first())
    note(part.steps.get(step__position=1), officer, replace(DONE, state="under_way"))
    measure = Measure.objects.get(issue__plan=plan, position=1)
    measure.owners.set([office.groups.last()])

    task = Overview(type(plan).objects.for_page().get(pk=plan.pk), on=AFTER).tasks[0]

    assert [one.group for one in task.standing.notes] == [office.groups.last()]
    assert task.state == "within"
