"""What the portal has checked for who decides."""

from __future__ import annotations

from datetime import date

import pytest

from assessments.models import Result
from measures.models import Issue, Measure, Plan, Step
from measures.rules.missing import checks
from tests.factories.measures import IssueFactory, MeasureFactory


def told(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what is not as it should be, with the details."""
    plan = Plan.objects.for_page().get(pk=plan.pk)
    return {check.words: check.details for check in checks(plan) if not check.good}


def test_a_sound_plan_has_nothing_against_it(draft):
    assert told(draft) == {}


@pytest.mark.parametrize("typed", ["ปีงบประมาณ พ.ศ. 2565", "ปีงบประมาณ ๒๕๖๕", "ปีงบประมาณ พ.ศ.2565"])
def test_another_years_number_in_the_text_is_named(draft, typed):
    Step.objects.filter(pk=Step.objects.first().pk).update(text=f"รายงานผลของ{typed}")

    assert told(draft) == {"มีปีงบประมาณที่ไม่ตรงกัน": ("ในข้อความมีปีงบประมาณ พ.ศ. 2565",)}


def test_a_period_outside_the_year_is_named(draft):
    Measure.objects.update(ends_on=date(2021, 10, 1))

    assert told(draft) == {"มีปีงบประมาณที่ไม่ตรงกัน": ("ระยะเวลาของมาตรการที่ 1.1 อยู่นอกปีงบประมาณ",)}


def test_measures_without_a_period_are_named(draft):
    MeasureFactory(issue=draft.issues.get(), starts_on=None, ends_on=None)

    ((words, details),) = told(draft).items()
    assert "บางมาตรการไม่ได้กำหนดระยะเวลา" in words
    assert details == ("มาตรการที่ 1.2",)


def test_a_plan_without_any_period_says_so_once(draft):
    Measure.objects.update(starts_on=None, ends_on=None)

    assert told(draft) == {"ทุกมาตรการมีผู้รับผิดชอบ แต่ไม่ได้กำหนดระยะเวลา": ()}


def test_a_weak_indicator_without_a_measure_is_named(draft):
    Issue.objects.update(answers=None)

    ((words, details),) = told(draft).items()
    assert "จุดอ่อน 1 ข้อ" in words
    assert details[0].startswith("ตัวชี้วัดที่ 9 ")


def test_an_issue_without_a_measure_answers_nothing(draft, result):
    Issue.objects.update(answers=None)
    IssueFactory(plan=draft, answers=result.framework.indicators.get(number=9))

    assert any("จุดอ่อน" in words for words in told(draft))


def test_scores_that_are_not_confirmed_are_told(draft):
    Result.objects.update(status="draft", confirmed_at=None)

    assert told(draft) == {"คะแนนปี 2563 ยังไม่ได้ยืนยัน": ()}
