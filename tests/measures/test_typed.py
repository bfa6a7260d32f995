"""The editor's rows: what was typed, moved, added, and read."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.orders import change
from measures.forms.reading import problems, read
from measures.forms.typed import TypedPlan

YEAR = FiscalYear(2564)
KEY = "3f0e9a3c-57a1-4c1e-9f0d-0c5c7d0b9a11"
OTHER = "3f0e9a3c-57a1-4c1e-9f0d-0c5c7d0b9a12"


def typed(*pairs: tuple[str, str]) -> TypedPlan:
    """Return the plan of a posted form with these fields, in this order."""
    data = QueryDict(mutable=True)
    data.update({"layout": "prose", "subject": "เรื่อง"})
    for name, value in pairs:
        data.appendlist(name, value)
    return TypedPlan.posted(data, YEAR)


def saved(*keys: str) -> str:
    """Return the base of a page on which these rows stood, each in the one before it."""
    rows = (f"{depth}{key.replace('-', '')}{'0' * 8}" for depth, key in enumerate(keys))
    return " ".join(rows)


def read_all(plan: TypedPlan):
    """Read with the groups 1 and 2 and the indicator 9."""
    return read(plan, groups=[1, 2], findings=["9"])


def test_rows_stand_in_the_order_of_the_page_whatever_their_numbers():
    plan = typed(
        ("issue-7-title", "ก่อน"),
        ("issue-7-measure-100001-title", "ใหม่"),
        ("issue-7-measure-0-title", "เดิม"),
        ("issue-0-title", "หลัง"),
    )

    assert [issue.title for issue in plan.issues] == ["ก่อน", "หลัง"]
    assert [measure.title for measure in plan.issues[0].measures] == ["ใหม่", "เดิม"]
    assert plan.issues[0].measures[1].prefix == "issue-0-measure-1"


def test_a_whole_measure_is_read():
    plan = typed(
        ("issue-0-title", "ด้านการสื่อสาร"),
        ("issue-0-answers", "9"),
        ("issue-0-key", KEY),
        ("issue-0-measure-0-title", "เพิ่มช่องทาง"),
        ("issue-0-measure-0-owners", "1"),
        ("issue-0-measure-0-owners", "2"),
        ("issue-0-measure-0-starts", "๑ ต.ค. ๖๓"),
        ("issue-0-measure-0-ends", "30/9/2564"),
        ("issue-0-measure-0-step-0-text", "ตั้งผู้ตอบ"),
        ("issue-0-measure-0-step-1-text", "   "),
    )

    issue = read_all(plan).issues[0]

    measure = issue.measures[0]
    assert (str(issue.key), issue.answers_id) == (KEY, 9)
    assert measure.owner_ids == {1, 2}
    assert (measure.starts_on, measure.ends_on) == (date(2020, 10, 1), date(2021, 9, 30))
    assert [step.text for step in measure.steps] == ["ตั้งผู้ตอบ"]
    assert problems(plan) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("measure-0-starts", "เมื่อไรก็ได้", "เป็นวันที่ไม่ได้"),
        ("measure-0-starts", "31/2/2564", "ในปฏิทิน"),
        ("measure-0-starts", "1/10/2563", "ทั้งวันเริ่มและวันสิ้นสุด"),
        ("measure-0-title", "ก" * 501, "ไม่เกิน 500"),
        ("measure-0-monitoring", "ก" * 2001, "ไม่เกิน 2,000"),
        ("measure-0-owners", "3", "ผู้รับผิดชอบใหม่"),
        ("measure-0-step-0-text", "ก" * 3001, "ไม่เกิน 3,000"),
        ("title", "ก" * 301, "ไม่เกิน 300"),
        ("answers", "8", "โปรดเลือกใหม่"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(field, value, words):
    plan = typed(
        ("issue-0-title", "ด้าน"),
        (f"issue-0-{field}", value),
        ("issue-0-measure-0-free", "1"),
    )

    read_all(plan)

    (problem,) = problems(plan)
    assert words in problem.words
    assert (
        problem.anchor.startswith(f"issue-0-{field.rsplit('-', 1)[0]}") or "ends" in problem.anchor
    )


def test_a_period_that_ends_before_it_starts_is_told_at_its_end():
    plan = typed(
        ("issue-0-measure-0-starts", "1/10/2564"),
        ("issue-0-measure-0-ends", "1/10/2563"),
        ("issue-0-measure-0-title", "มาตรการ"),
    )

    read_all(plan)

    (problem,) = problems(plan)
    assert problem.anchor == "issue-0-measure-0-ends"
    assert "ก่อนวันเริ่ม" in problem.words


def test_an_unknown_layout_is_told():
    plan = TypedPlan.posted(QueryDict("subject=x&layout=poster"), YEAR)

    read_all(plan)

    assert [problem.anchor for problem in problems(plan)] == ["layout"]


def test_new_rows_in_which_nothing_was_typed_are_left_out():
    plan = TypedPlan(year=YEAR, layout="prose")
    change(plan, "add-issue")

    assert read_all(plan).issues == ()


def test_an_emptied_measure_of_the_saved_plan_is_kept():
    plan = typed(
        ("base", saved(KEY, OTHER)), ("issue-0-key", KEY), ("issue-0-measure-0-key", OTHER)
    )

    assert str(read_all(plan).issues[0].measures[0].key) == OTHER


def test_the_only_measure_is_called_like_its_issue_when_it_has_no_title():
    plan = typed(("issue-0-title", "ด้านการสื่อสาร"), ("issue-0-measure-0-step-0-text", "ตั้งผู้ตอบ"))

    assert read_all(plan).issues[0].measures[0].title == "ด้านการสื่อสาร"


def test_groups_named_beside_every_group_are_kept():
    plan = typed(("issue-0-measure-0-every", "1"), ("issue-0-measure-0-owners", "1"))

    measure = read_all(plan).issues[0].measures[0]

    assert measure.every_group
    assert measure.owner_ids == frozenset({1})


def test_text_is_repaired_as_it_comes_in():
    plan = typed(("issue-0-title", "เเผนที่ด\u0e35\u200b  "))

    assert read_all(plan).issues[0].title == "แผนที่ดี"


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("up issue-1", ["ข", "ก", "ค"]),
        ("down issue-1", ["ก", "ค", "ข"]),
        ("up issue-0", ["ก", "ข", "ค"]),
        ("down issue-2", ["ก", "ข", "ค"]),
        ("remove issue-1", ["ก", "ค"]),
        ("add-issue", ["ก", "ข", "ค", ""]),
        ("remove issue-9", ["ก", "ข", "ค"]),
        ("", ["ก", "ข", "ค"]),
    ],
)
def test_rows_are_moved_added_and_removed(order, titles):
    plan = typed(*((f"issue-{n}-title", title) for n, title in enumerate("กขค")))

    change(plan, order)

    assert [issue.title for issue in plan.issues] == titles
    assert [issue.number for issue in plan.issues] == [str(n + 1) for n in range(len(titles))]


def test_a_new_measure_comes_with_the_fiscal_year_and_the_focus():
    plan = typed(("issue-0-title", "ด้าน"))

    change(plan, "add-measure issue-0")

    (measure,) = plan.issues[0].measures
    assert (measure.starts, measure.ends) == ("1 ต.ค. 2563", "30 ก.ย. 2564")
    assert measure.focus
    assert len(measure.steps) == 1


def test_a_step_is_added_to_its_measure_alone():
    plan = typed(("issue-0-measure-0-title", "ก"), ("issue-0-measure-1-title", "ข"))

    change(plan, "add-step issue-0-measure-1")

    assert [len(measure.steps) for measure in plan.issues[0].measures] == [0, 1]


@pytest.mark.parametrize("key", ["", "3", "๙", "{3f0e9a3c-57a1-4c1e-9f0d-0c5c7d0b9a11}", KEY])
def test_a_row_without_a_key_or_with_that_of_another_gets_one_of_its_own(key):
    plan = typed(
        ("issue-0-key", KEY), ("issue-0-title", "ก"), ("issue-1-key", key), ("issue-1-title", "ข")
    )

    first, second = read_all(plan).issues

    assert str(first.key) == KEY
    assert second.key not in {None, first.key}
