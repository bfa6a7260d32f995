"""The buttons of the editor that work without script, where rows have parts."""

from __future__ import annotations

import pytest

from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.orders import change, fill
from measures.forms.reading import read
from measures.forms.typed import TypedIssue, TypedMeasure, TypedPlan, TypedStep
from measures.rules.content import IssueContent


def steps(*texts: str) -> TypedPlan:
    """Return a plan with one measure; a text that begins with "-" is a sub-step."""
    rows = [TypedStep(text=text.strip("-"), part="1" if text[0] == "-" else "") for text in texts]
    measure = TypedMeasure(title="มาตรการ", steps=rows)
    issue = TypedIssue(title="ประเด็น", measures=[measure])
    return TypedPlan(year=FiscalYear(2564), layout="table", issues=[issue]).numbered()


def shown(plan: TypedPlan) -> str:
    rows = plan.issues[0].measures[0].steps
    return " ".join(f"{step.number}{step.text}" for step in rows)


@pytest.mark.parametrize(
    ("order", "after"),
    [
        ("in 2", "1ก 1.1ข 1.2ค 2ง"),
        ("out 1", "1ก 2ข 3ค 4ง"),
        ("up 2", "1ค 2ก 2.1ข 3ง"),
        ("down 0", "1ค 2ก 2.1ข 3ง"),
        ("down 1", "1ก 1.1ข 2ค 3ง"),
        ("up 1", "1ก 1.1ข 2ค 3ง"),
        ("remove 0", "1ค 2ง"),
        ("next 0", "1ก 1.1ข 2 3ค 4ง"),
        ("next 1", "1ก 1.1ข 1.2 2ค 3ง"),
        ("in 0", "1ก 1.1ข 2ค 3ง"),
        ("up 3", "1ก 1.1ข 2ง 3ค"),
    ],
)
def test_steps_move_with_their_parts(order, after):
    plan = steps("ก", "-ข", "ค", "ง")
    verb, place = order.split()

    change(plan, f"{verb} issue-0-measure-0-step-{place}")

    assert shown(plan) == after


def test_sub_steps_change_places_among_themselves():
    plan = steps("ก", "-ข", "-ค")

    change(plan, "down issue-0-measure-0-step-1")

    assert shown(plan) == "1ก 1.1ค 1.2ข"


def test_what_was_moved_or_added_has_the_focus():
    plan = steps("ก", "ข")

    change(plan, "up issue-0-measure-0-step-1")

    assert [step.focus for step in plan.issues[0].measures[0].steps] == [True, False]


def test_an_issue_becomes_part_of_the_one_before_and_its_measures_follow():
    plan = steps("ก")
    change(plan, "add-issue")

    change(plan, "in issue-1")

    assert [issue.number for issue in plan.issues] == ["1", "1.2"]
    assert plan.issues[1].measures[0].number == "1.2.1"


def test_a_part_added_to_an_empty_issue_takes_the_place_of_its_empty_measure():
    plan = TypedPlan(year=FiscalYear(2564))
    change(plan, "add-issue")

    change(plan, "add-part issue-0")

    assert [(one.number, len(one.measures)) for one in plan.issues] == [("1", 0), ("1.1", 1)]
    assert [len(issue.measures) for issue in plan.ready().issues] == [0, 1]


def test_a_measure_goes_over_into_the_next_issue():
    plan = steps("ก")
    change(plan, "add-issue")

    change(plan, "down issue-0-measure-0")

    assert [measure.title for measure in plan.issues[1].measures] == ["มาตรการ", ""]
    change(plan, "up issue-1-measure-0")
    assert [measure.title for measure in plan.issues[0].measures] == ["มาตรการ"]


def test_filling_keeps_what_is_written_and_replaces_empty_issues():
    plan = steps("ก")
    plan.issues.append(TypedIssue(title="ของประเภทเดิม", measures=[plan.new_measure()]))

    fill(plan, [IssueContent("ใหม่", answers_id=9), IssueContent("ประเด็น")])

    assert [issue.title for issue in plan.issues] == ["ประเด็น", "ใหม่"]
    assert plan.issues[1].answers == "9"


def test_parts_are_read_into_what_they_are_part_of():
    plan = steps("ก", "-ข", "ค")
    plan.issues.append(TypedIssue(title="ส่วน", part="1"))

    content = read(plan.numbered(), groups=[], findings=[])

    (issue,) = content.issues
    assert [part.title for part in issue.parts] == ["ส่วน"]
    first, second = issue.measures[0].steps
    assert ([part.text for part in first.parts], second.text) == (["ข"], "ค")
