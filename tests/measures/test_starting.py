"""Starting a plan: which years, and what it begins with."""

from __future__ import annotations

from datetime import date

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from measures.models import Plan
from measures.rules.plan import start_plan, startable_years, year_to_start
from tests.factories.assessments import ResultFactory
from tests.factories.measures import PlanFactory


def test_a_plan_begins_with_words_of_its_office_and_year(office, officer):
    plan = start_plan(office=office, fiscal_year=2564, by=officer)

    assert plan.status == Plan.Status.DRAFT
    assert office.name in plan.subject
    assert "2564" in plan.subject
    assert "ปีงบประมาณ พ.ศ. 2563" in plan.opening
    assert "12 เดือน" in plan.closing
    assert AuditEvent.objects.get().verb == "plan.started"


def test_a_plan_answers_the_result_of_the_year_before(office, officer, result):
    plan = start_plan(office=office, fiscal_year=2564, by=officer)

    assert plan.result == result


def test_each_weak_indicator_is_offered_as_an_issue(office, officer, result):
    plan = start_plan(office=office, fiscal_year=2564, by=officer)

    issue = plan.issues.get()
    assert issue.answers.number == 9
    assert issue.title == f"ด้าน{issue.answers.name}"


def test_the_lowest_indicator_is_offered_when_none_is_weak(office, officer, load_year):
    figures = ["90.00"] * 9 + ["86.00"]
    ResultFactory(office=office, framework=load_year(2563), figures=figures)

    plan = start_plan(office=office, fiscal_year=2564, by=officer)

    assert [issue.answers.number for issue in plan.issues.all()] == [10]


def test_the_issues_that_the_year_asks_about_come_first(office, officer, load_year):
    framework = load_year(2567)
    ResultFactory(office=office, framework=load_year(2566))

    plan = start_plan(office=office, fiscal_year=2567, by=officer)

    titles = [issue.title for issue in plan.issues.all()]
    assert titles == framework.analysis_issues
    assert len(titles) == 7


def test_without_a_result_a_plan_begins_without_issues(office, officer):
    plan = start_plan(office=office, fiscal_year=2564, by=officer)

    assert plan.result is None
    assert not plan.issues.exists()


def test_a_year_has_one_plan(office, officer):
    PlanFactory(office=office, fiscal_year=2564)

    with pytest.raises(Refused, match="มีแผนมาตรการอยู่แล้ว"):
        start_plan(office=office, fiscal_year=2564, by=officer)


def test_years_to_start_are_around_today_and_after_results(office, load_year):
    ResultFactory(office=office, framework=load_year(2562))
    PlanFactory(office=office, fiscal_year=2569)

    assert startable_years(office, on=date(2025, 10, 1)) == [2570, 2568, 2563]


def test_the_year_after_the_latest_result_is_offered_first(office, load_year):
    day = date(2025, 10, 1)
    assert year_to_start(office, [2570, 2569, 2568], on=day) == 2569

    ResultFactory(office=office, framework=load_year(2562))

    assert year_to_start(office, [2570, 2569, 2563], on=day) == 2563
    assert year_to_start(office, [2570, 2568], on=day) == 2570
    assert year_to_start(office, [], on=day) is None
