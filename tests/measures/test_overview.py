"""The plan at a glance: for a group, for the office, as a workbook, and for everybody."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from ita_portal.organisations.models import OfficeGroup
from measures.models import Measure, Plan, Step
from measures.rules.overview import Overview, plan_to_watch
from measures.rules.progress.noting import StepNote
from measures.rules.standing import together
from tests.factories.documents import with_pdf
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.measures.progress_cast import (
    TWELVE_OPENS,
    YEAR,
    complete,
    note,
    opened_round,
    plan_of_groups,
    sign,
)

IN_YEAR, AFTER = date(2024, 5, 1), date(2024, 10, 2)
UNDER_WAY = StepNote(state="under_way", result="ประชุมแล้ว 1 ครั้ง")


@pytest.fixture
def plan(office, officer, director) -> Plan:
    """Give a signed plan: the first group owns two steps, every group one measure."""
    return plan_of_groups(office, officer, director)


@pytest.fixture
def first(office) -> OfficeGroup:
    """Give the first group."""
    return office.groups.first()


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


def seen(plan: Plan, on: date = IN_YEAR, **more: object) -> Overview:
    return Overview(whole(plan), on=on, **more)


def states(plan: Plan, **more: object) -> dict[str, str]:
    return {task.unit.number: task.state for task in seen(plan, **more).tasks}


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([], ""),
        (["", ""], ""),
        (["done"], "done"),
        (["done", "done"], "done"),
        (["done", ""], "under_way"),
        (["done", "not_started"], "under_way"),
        (["under_way", ""], "under_way"),
        (["not_started", ""], "not_started"),
        (["not_possible", "done"], "not_possible"),
        (["not_possible", "not_started"], "under_way"),
    ],
)
def test_several_groups_have_one_state_together(found, state):
    assert together(found) == state


# -- states ---------------------------------------------------------------------------------------


def test_without_reports_the_period_tells_where_a_step_is(plan):
    assert set(states(plan, on=date(2023, 9, 1)).values()) == {"before"}
    assert set(states(plan, on=IN_YEAR).values()) == {"within"}
    assert set(states(plan, on=AFTER).values()) == {"past"}
    Measure.objects.update(starts_on=None, ends_on=None)
    assert set(states(plan, on=AFTER).values()) == {"open"}


def test_a_step_of_its_own_period_does_not_wait_for_its_measure(plan):
    step = Step.objects.filter(measure__issue__plan=plan).first()
    step.starts_on, step.ends_on = date(2023, 10, 1), date(2023, 12, 31)
    step.save()

    assert states(plan) == {"1.1 (1)": "past", "1.1 (2)": "within", "1.2": "within"}


def test_a_step_with_sub_steps_is_told_by_these(plan):
    step = Step.objects.filter(measure__issue__plan=plan).first()
    Step.objects.create(measure=step.measure, part_of=step, position=3, text="ย่อย")

    assert set(states(plan)) == {"1.1 (1.1)", "1.1 (2)", "1.2"}


def test_what_a_group_noted_is_its_state(plan, first, officer):
    part = opened_round().parts.get(group=first)
    note(part.steps.filter(step__position=1).get(), officer)

    assert states(plan)["1.1 (1)"] == "done"
    assert states(plan)["1.1 (2)"] == "within"


def test_the_later_round_comes_over_the_earlier_where_something_was_noted(plan, first, officer):
    six = opened_round().parts.get(group=first)
    for report in six.steps.filter(step__isnull=False):
        note(report, officer, UNDER_WAY)
    twelve = opened_round(TWELVE_OPENS, 12).parts.get(group=first)

    note(twelve.steps.filter(step__position=2).get(), officer, on=TWELVE_OPENS)

    found = states(plan)
    assert (found["1.1 (1)"], found["1.1 (2)"]) == ("under_way", "done")


def test_late_is_what_is_past_its_period_and_not_done(plan, first, officer):
    part = opened_round().parts.get(group=first)
    note(part.steps.filter(step__position=1).get(), officer)

    assert seen(plan, on=IN_YEAR).late() == []
    assert [task.unit.number for task in seen(plan, on=AFTER).late()] == ["1.1 (2)", "1.2"]


def test_what_could_not_be_done_is_not_late(plan, first, officer):
    part = opened_round().parts.get(group=first)
    note(
        part.steps.filter(step__position=1).get(),
        officer,
        StepNote(state="not_possible", obstacles="ไม่มีงบประมาณ"),
    )

    assert "1.1 (1)" not in [task.unit.number for task in seen(plan, on=AFTER).late()]


def test_a_group_sees_only_what_it_owns_and_its_own_state(plan, office, officer):
    second = office.groups.last()
    round_ = opened_round()
    complete(round_.parts.get(group=second), officer)

    assert states(plan, group=second) == {"1.2": "done"}
    assert states(plan)["1.2"] == "under_way"


def test_each_group_is_counted_with_its_own_states(plan, office, officer):
    round_ = opened_round()
    complete(round_.parts.get(group=office.groups.last()), officer)

    lines = {line.group: line for line in seen(plan, on=AFTER).groups()}

    assert (lines[office.groups.first()].total, lines[office.groups.first()].late) == (3, 3)
    assert (lines[office.groups.last()].total, lines[office.groups.last()].done) == (1, 1)


def test_the_board_has_a_column_for_each_state_of_a_report(plan):
    columns = [column.state for column in seen(plan).board()]

    assert columns == ["within", "not_started", "under_way", "done", "not_possible"]


def test_every_task_stands_in_one_column(plan, first, officer):
    note(opened_round().parts.get(group=first).steps.first(), officer)
    overview = seen(plan)

    assert sum(len(column.tasks) for column in overview.board()) == len(overview.tasks)
    assert sum(count for *_, count in overview.counts) == len(overview.tasks)


def test_the_calendar_begins_in_october_and_counts_what_is_due(plan):
    measure = Measure.objects.filter(issue__plan=plan).first()
    measure.starts_on, measure.ends_on = date(2023, 11, 15), date(2024, 1, 31)
    measure.save()
    overview = seen(plan, on=date(2023, 12, 24))

    months = overview.months()
    marks = overview.calendar()[0].marks

    assert [(months[0].name, months[0].year), (months[3].name, months[3].year)] == [
        ("ต.ค.", 2566),
        ("ม.ค.", 2567),
    ]
    assert months[-1].name == "ก.ย."
    assert [mark.runs for mark in marks] == [False, True, True, True] + [False] * 8
    assert [mark.due for mark in marks] == [0, 0, 0, 2] + [0] * 8
    assert [mark.is_now for mark in marks].index(True) == 2


def test_the_plan_in_force_is_watched_and_not_the_draft_after_it(plan, office):
    PlanFactory(office=office, fiscal_year=YEAR, version=2, replaces=plan)

    assert plan_to_watch(office, YEAR) == plan
    assert plan_to_watch(office, YEAR + 1) is None


# -- the pages ------------------------------------------------------------------------------------


def address(plan: Plan, name: str = "overview", query: str = "") -> str:
    return reverse(f"measures:{name}", args=[plan.office.code, plan.fiscal_year]) + query


@pytest.mark.parametrize("view", ["list", "board", "calendar", "late", "nonsense"])
def test_every_view_shows_the_measures(plan, login, officer, view):
    page = login(officer).get(address(plan, query=f"?view={view}"))

    assert page.status_code == 200
    assert Measure.objects.filter(issue__plan=plan).first().title in page.content.decode()


def test_a_page_of_a_group_that_is_not_ours_is_not_found(plan, other_office, login, officer):
    theirs = OfficeGroup.objects.create(office=other_office, name="กลุ่มอื่น")
    client = login(officer)

    for group in (theirs.pk, 10**18, "x", 10**30):
        assert client.get(address(plan, query=f"?group={group}")).status_code == 404


def test_a_group_without_measures_is_told_so(plan, office, login, officer):
    idle = OfficeGroup.objects.create(office=office, name="กลุ่มว่าง", is_active=False)

    page = login(officer).get(address(plan, query=f"?group={idle.pk}")).content.decode()

    assert "กลุ่มว่างไม่มีมาตรการที่รับผิดชอบ" in page


def test_a_year_without_a_plan_has_no_overview(plan, login, officer):
    other = reverse("measures:overview", args=[plan.office.code, 2560])

    assert login(officer).get(other).status_code == 404


def test_an_overview_of_a_draft_says_that_it_is_one(draft, login, officer):
    assert "ยังไม่ได้ลงนาม" in login(officer).get(address(draft)).content.decode()


@pytest.mark.parametrize("view", ["list", "board", "calendar", "late"])
def test_the_queries_do_not_grow_with_measures(plan, login, officer, count_queries, view):
    client, where = login(officer), address(plan, query=f"?view={view}")
    client.get(where)
    with count_queries() as few:
        client.get(where)
    for position in range(3, 13):
        MeasureFactory(issue=plan.issues.get(), position=position)

    with count_queries() as many:
        client.get(where)

    assert len(many) <= len(few)


# -- the workbook ---------------------------------------------------------------------------------


def sheet_of(response):
    return load_workbook(io.BytesIO(response.content)).active


def test_the_workbook_holds_a_row_for_each_step(plan, login, officer, first):
    note(opened_round().parts.get(group=first).steps.first(), officer)

    with time_machine.travel(AFTER, tick=False):
        sheet = sheet_of(login(officer).get(address(plan, "plan_export")))

    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["1.1 (1)", "1.1 (2)", "1.2"]
    assert rows[0][7:10] == ("แล้วเสร็จ", f"{first.name}: แล้วเสร็จ", None)
    assert rows[1][9] == "ล่าช้า"
    assert rows[0][10].endswith("ประชุมและเผยแพร่คู่มือแล้ว")
    assert rows[0][5].date() == date(2023, 10, 1)


def test_the_workbook_tells_money_obstacles_and_the_state_of_each_group(
    plan, login, officer, first, office
):
    round_ = opened_round()
    spent = StepNote("not_possible", obstacles="ฝนตก", suggestions="เลื่อน", budget_used=Decimal(75))
    note(round_.parts.get(group=first).steps.get(step=None), officer, spent)
    last = round_.parts.get(group=office.groups.last())
    note(last.steps.get(), officer, StepNote("done", "เสร็จ", budget_used=Decimal("0.50")))
    Measure.objects.filter(position=2).update(budget=Decimal(100), no_budget=False)
    Measure.objects.filter(position=1).update(no_budget=True)

    sheet = sheet_of(login(officer).get(address(plan, "plan_export")))

    rows = list(sheet.iter_rows(min_row=1, values_only=True))
    told = dict(zip(rows[0], rows[3], strict=True))
    assert told["สถานะของแต่ละกลุ่ม"] == f"{first.name}: ทำไม่ได้\n{last.group.name}: แล้วเสร็จ"
    assert told["ปัญหา/อุปสรรค"] == f"{first.name}: ฝนตก"
    assert told["ข้อเสนอแนะ"] == f"{first.name}: เลื่อน"
    assert (told["งบประมาณที่ใช้ (บาท)"], told["งบประมาณของมาตรการ (บาท)"]) == (75.5, 100)
    assert rows[1][rows[0].index("งบประมาณของมาตรการ (บาท)")] == "ไม่ใช้งบประมาณ"


@pytest.mark.parametrize("text", ["=1+1", "1.10", "+66", "@SUM(A1)", "-5", "2567-10-01"])
def test_a_text_stays_a_text_in_the_workbook(plan, login, officer, text):
    Measure.objects.filter(issue__plan=plan).update(title=text)

    sheet = sheet_of(login(officer).get(address(plan, "plan_export")))

    assert sheet["C2"].value == text
    assert sheet["C2"].data_type == "s"


def test_the_workbook_of_a_group_holds_only_its_rows(plan, login, officer, office):
    query = f"?group={office.groups.last().pk}"

    sheet = sheet_of(login(officer).get(address(plan, "plan_export", query)))

    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["1.2"]


# -- the public page ------------------------------------------------------------------------------


@pytest.fixture
def published(plan) -> Plan:
    """Give the plan with its announcement where everybody can read it."""
    with_pdf(plan.announcement)
    return plan


def test_a_plan_without_a_readable_announcement_is_not_public(plan, draft, client):
    assert client.get(address(plan, "public")).status_code == 404
    assert client.get(address(draft, "public")).status_code == 404


def test_the_draft_of_a_change_is_not_public(published, office, client):
    second = PlanFactory(office=office, fiscal_year=YEAR, version=2, replaces=published)
    MeasureFactory(issue=IssueFactory(plan=second), title="มาตรการที่ยังไม่ลงนาม")

    page = client.get(address(published, "public")).content.decode()

    assert "มาตรการที่ยังไม่ลงนาม" not in page


def test_the_public_page_keeps_to_the_paper_that_can_be_read(
    published, office, officer, director, client
):
    second = PlanFactory(
        office=office, fiscal_year=YEAR, version=2, replaces=published, subject="เรื่องใหม่ของปี"
    )
    second = sign(second, officer, director)
    assert "เรื่องใหม่ของปี" not in client.get(address(published, "public")).content.decode()

    with_pdf(second.announcement)
    page = client.get(address(published, "public")).content.decode()
    assert "เรื่องใหม่ของปี" in page
    assert "ฉบับที่ 2 ซึ่งปรับปรุงระหว่างปี" in page


def test_the_public_home_leads_to_the_measures(published, client):
    home = reverse("home:public_office", args=[published.office.code])

    assert address(published, "public") in client.get(home).content.decode()


def test_the_public_page_asks_no_more_for_many_measures(published, client, count_queries):
    with count_queries() as few:
        client.get(address(published, "public"))
    for position in range(3, 13):
        MeasureFactory(issue=published.issues.get(), position=position)

    with count_queries() as many:
        client.get(address(published, "public"))

    assert len(many) <= len(few) <= 14
