"""Numbers of issues, parts, measures, steps and sub-steps: on the page and on paper."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from ita_portal.documents.rendering.document import body_html
from measures.documents import announcement_words
from measures.models import Plan
from measures.models.numbering import issue_numbers, outline, step_numbers
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.missing import missing
from measures.rules.plan import save_plan
from tests.factories.measures import IssueFactory, PlanFactory

STEPS = (
    StepContent("ตั้งคณะทำงาน", parts=(StepContent("ออกคำสั่ง"), StepContent("ประชุมครั้งแรก"))),
    StepContent("เผยแพร่ผล", starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 30)),
)
MEASURE = MeasureContent("ปรับคู่มือบริการ", STEPS, every_group=True)
OTHER = MeasureContent("เปิดช่องถามตอบ", STEPS[:1], every_group=True)
PARTED = (
    IssueContent("การเปิดเผยข้อมูล", measures=(MEASURE, OTHER)),
    IssueContent("การให้บริการ", parts=(IssueContent("งานบุคคล", measures=(MEASURE, OTHER)),)),
)


@pytest.fixture
def saved(draft, officer):
    """Give a function that saves these issues and returns the whole plan."""

    def save(*issues: IssueContent, layout: str = "prose") -> Plan:
        content = PlanContent("เรื่อง", layout, "ความนำ", "", issues)
        plan = save_plan(draft, content=content, expected_revision=1, by=officer)
        return Plan.objects.for_page().get(pk=plan.pk)

    return save


def words_of(plan: Plan) -> dict:
    return announcement_words(plan, dated_on=None, appointment=None)


def test_measures_and_parts_share_the_numbers_below_an_issue():
    rows = [(False, 1), (False, 0), (True, 2), (True, 0), (False, 1)]

    assert list(issue_numbers(rows)) == [
        ("1", ["1.1"]),
        ("2", []),
        ("2.1", ["2.1.1", "2.1.2"]),
        ("2.2", []),
        ("3", ["3.1"]),
    ]
    assert [n for n, _ in issue_numbers([(False, 2), (True, 1)])] == ["1", "1.3"]


def test_a_part_with_nothing_before_it_is_a_whole():
    assert list(step_numbers([True, True, False])) == ["1", "1.1", "2"]
    assert [number for number, _ in issue_numbers([(True, 0)])] == ["1"]


def test_what_was_saved_comes_back_in_order_with_its_parts(saved):
    plan = saved(*PARTED)

    issues = outline(plan)

    assert [(one.number, one.issue.title) for one in issues] == [
        ("1", "การเปิดเผยข้อมูล"),
        ("2", "การให้บริการ"),
        ("2.1", "งานบุคคล"),
    ]
    assert [one.number for one in issues[2].measures] == ["2.1.1", "2.1.2"]
    steps = issues[0].measures[0].steps
    assert [step.number for step in steps] == ["1", "1.1", "1.2", "2"]
    assert [step.step.position for step in steps] == [1, 2, 3, 4]


def test_an_issue_with_parts_needs_no_measure_of_its_own(saved):
    assert missing(saved(*PARTED)) == []


@pytest.mark.django_db
def test_a_part_that_lies_before_its_whole_stands_behind_it():
    plan = PlanFactory()
    part = IssueFactory(plan=plan, position=1, title="ส่วน")
    part.part_of = IssueFactory(plan=plan, position=2, title="ทั้งประเด็น")
    part.save()

    plan = Plan.objects.for_page().get()

    assert [(one.number, one.issue.title) for one in outline(plan)] == [
        ("1", "ทั้งประเด็น"),
        ("1.1", "ส่วน"),
    ]


def test_the_announcement_in_sentences_numbers_every_level_in_thai_digits(saved):
    html = body_html(words_of(saved(*PARTED)))

    for number in ("๑.", "(๑)", "(๑.๑)", "(๑.๑.๑)", "(๑.๑.๒)", "(๑.๒)", "๒.", "๒.๑"):
        assert f'<span class="doc-number">{number}</span>' in html
    assert "พฤศจิกายน ๒๕๖๓" in html


def test_the_only_measure_of_an_issue_has_its_sub_steps_below_its_steps(saved):
    words = words_of(saved(IssueContent("การให้บริการ", measures=(MEASURE,))))

    first, second = words["sections"][0]["entries"][:2]
    assert (first["number"], [step["number"] for step in first["steps"]]) == (
        "(1)",
        ["(1.1)", "(1.2)"],
    )
    assert second["text"] == "เผยแพร่ผล (พฤศจิกายน 2563)"


def test_the_announcement_as_a_table_numbers_every_level(saved):
    html = body_html(words_of(saved(*PARTED, layout="table")))

    for text in ("๒.๑ งานบุคคล", "๒.๑.๑ ปรับคู่มือบริการ"):
        assert text in html
    for number in ("๑.", "๑.๑", "๑.๒", "๒."):
        assert f'<span class="doc-number">{number}</span>' in html


def test_target_and_budget_are_told_where_there_are_some(saved):
    with_money = dataclasses.replace(MEASURE, target="ครบทุกงาน", budget=Decimal(12000))
    without = dataclasses.replace(OTHER, no_budget=True)
    plan = saved(IssueContent("ก", measures=(with_money, without)), layout="table")

    columns = [column["key"] for column in words_of(plan)["table"]["columns"]]
    first, second = (row["cells"] for row in words_of(plan)["table"]["groups"][0]["rows"])

    assert columns == ["measure", "steps", "target", "owners", "period", "budget", "monitoring"]
    assert (first["budget"], second["budget"]) == ("12,000 บาท", "ไม่ใช้งบประมาณ")
    plan.layout = "prose"
    assert "เป้าหมาย: ครบทุกงาน" in words_of(plan)["sections"][0]["entries"][0]["details"]
    assert "งบประมาณ: 12,000 บาท" in words_of(plan)["sections"][0]["entries"][0]["details"]


@pytest.mark.parametrize("layout", ["prose", "table"])
def test_that_no_measure_uses_a_budget_is_told_once(saved, layout):
    rows = (dataclasses.replace(row, no_budget=True) for row in (MEASURE, OTHER))

    words = words_of(saved(IssueContent("ก", measures=tuple(rows)), layout=layout))

    assert str(words).count("ไม่ใช้งบประมาณ") == 1
    assert words["closing"] == ["การดำเนินการตามมาตรการข้างต้นไม่ใช้งบประมาณ"]
