"""Which weak points of the year before a plan answers, and what may be chosen."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.urls import reverse

from assessments.models import Analysis, DevelopmentPoint, IssueAnswer
from measures.models import Issue, Measure, Plan
from measures.rules.answering import choices, findings_of, unanswered, weak_points
from measures.rules.missing import checks
from measures.rules.suggesting import suggestions_for
from tests.factories.assessments import ResultFactory
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.measures.test_pages import address, fields_of

ISSUE_TITLE = "การให้บริการและระบบ E-Service"


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


@pytest.fixture
def analysis(office, result) -> Analysis:
    """Give the analysis of 2563 with one point below the weak indicator 9, and one issue."""
    analysis = Analysis.objects.create(office=office, result=result)
    DevelopmentPoint.objects.create(
        analysis=analysis,
        position=1,
        indicator=result.framework.indicators.get(number=9),
        item=result.framework.items.first(),
        finding="ยังไม่เผยแพร่รายงาน",
    )
    IssueAnswer.objects.create(analysis=analysis, position=1, title=ISSUE_TITLE, text="ต้องพัฒนา")
    return analysis


@pytest.fixture
def point(analysis) -> str:
    return f"point:item:{analysis.points.get().item.code}"


def left(plan: Plan) -> list[str]:
    return [one.finding.ref for one in unanswered(whole(plan))]


def test_points_and_issues_of_the_analysis_without_a_measure_are_told(draft, analysis, point):
    Issue.objects.update(answers=None)

    indicator = analysis.points.get().indicator
    assert left(draft) == [str(indicator.pk), point, f"issue:{ISSUE_TITLE}"]
    (details,) = (one.details for one in checks(whole(draft)) if "จุดอ่อน" in one.words)
    assert details[0].startswith("ตัวชี้วัดที่ 9 ")
    assert "ยังไม่เผยแพร่รายงาน" in details[1]
    assert details[2] == f"ประเด็น {ISSUE_TITLE}"


def test_who_answers_an_indicator_answers_the_points_below_it_and_it_is_told(draft, point):
    (through,) = (one for one in weak_points(whole(draft)) if one.finding.ref == point)

    assert through.measures == ("1.1",)
    assert through.through


def test_who_answers_a_point_answers_its_indicator(draft, point):
    Issue.objects.update(answers=None)
    Measure.objects.update(finding=point)

    indicator, own, _ = weak_points(whole(draft))

    assert indicator.measures == own.measures == ("1.1",)
    assert not own.through


def test_an_issue_called_like_one_of_the_analysis_answers_it(draft, analysis):
    issue = IssueFactory(plan=draft, title=f"2. ด้าน{ISSUE_TITLE}")
    assert f"issue:{ISSUE_TITLE}" in left(draft)

    MeasureFactory(issue=issue)

    assert left(draft) == []


def test_a_part_answers_what_its_issue_names_and_a_measure_what_it_names_itself(draft, point):
    issue = draft.issues.get()
    part = IssueFactory(plan=draft, part_of=issue)
    MeasureFactory(issue=part)
    MeasureFactory(issue=part, finding=f"issue:{ISSUE_TITLE}")

    by_ref = {one.finding.ref: one.measures for one in weak_points(whole(draft))}

    assert by_ref[str(issue.answers_id)] == ("1.1", "1.2.1")
    assert by_ref[f"issue:{ISSUE_TITLE}"] == ("1.2.2",)


def test_points_at_one_place_are_one_finding(draft, analysis, point):
    first = analysis.points.get()
    DevelopmentPoint.objects.create(
        analysis=analysis,
        position=2,
        indicator=first.indicator,
        item=first.item,
        finding="ลิงก์เปิดไม่ได้",
    )

    (found,) = (one for one in findings_of(whole(draft).result) if one.kind == "point")

    assert "ยังไม่เผยแพร่รายงาน · ลิงก์เปิดไม่ได้" in found.words


def test_the_seven_issues_of_the_result_are_asked_about_before_anybody_wrote(office, load_year):
    result = ResultFactory(office=office, framework=load_year(2567))
    plan = PlanFactory(office=office, fiscal_year=2568, result=result)

    assert sum(ref.startswith("issue:") for ref in left(plan)) == 7


def test_all_findings_cost_one_query(draft, analysis, count_queries):
    result = whole(draft).result

    with count_queries() as asked:
        findings_of(result)

    assert len(asked) == 1


def test_a_finding_that_the_analysis_has_no_more_may_still_stand(draft, analysis):
    grouped = choices(findings_of(whole(draft).result), ["point:item:O99", ""])

    assert grouped["ไม่มีในการวิเคราะห์แล้ว"] == [
        ("point:item:O99", "ประเด็นที่ต้องพัฒนา ข้อ O99"),
    ]


def test_a_finding_is_chosen_in_the_editor_and_stays(login, office, officer, draft, point):
    client = login(officer)
    fields = fields_of(draft, **{"issue-0-measure-0-answers": point, "issue-0-answers": ""})

    answer = client.post(address("plan_autosave", office), fields)

    assert answer.json()["problems"] == 0
    measure = Measure.objects.get()
    assert (measure.finding, measure.answers, measure.issue.answers) == (point, None, None)
    page = client.get(address("plan_edit", office)).content.decode()
    assert f'<option value="{point}" selected>' in page
    assert "ประเด็นที่ต้องพัฒนา ข้อ" in client.get(address("plan", office)).content.decode()


@pytest.mark.parametrize("chosen", ["point:item:O99", "issue:อื่น", "999999", "<b>"])
def test_what_is_no_finding_of_the_plan_is_told_at_its_field(
    login, office, officer, draft, analysis, chosen
):
    fields = fields_of(draft, **{"issue-0-measure-0-answers": chosen})

    page = login(officer).post(address("plan_edit", office), fields).content.decode()

    assert "โปรดเลือกใหม่" in page
    assert Measure.objects.get().finding == ""


def test_the_panel_of_weak_points_follows_what_the_page_saves(login, office, officer, draft, point):
    Issue.objects.update(answers=None)
    client = login(officer)
    before = client.get(address("plan_edit", office)).content.decode()
    assert "ยังไม่มีมาตรการ" in before

    fields = fields_of(draft, **{"issue-0-measure-0-answers": point})
    told = client.post(address("plan_autosave", office), fields).json()

    assert told["weak"].count("มาตรการที่ 1.1") == 2
    assert "<form" not in told["weak"]


def test_a_row_answers_one_thing(draft):
    with pytest.raises(IntegrityError):
        Issue.objects.update(finding="issue:ก")


def test_a_change_of_what_is_answered_is_shown_with_both_words(
    login, office, officer, coordinator, draft, point
):
    issue = f"issue:{ISSUE_TITLE}"
    theirs = fields_of(draft, **{"issue-0-measure-0-answers": point})
    login(coordinator).post(address("plan_autosave", office), theirs)

    mine = {**theirs, "issue-0-measure-0-answers": issue}
    page = login(officer).post(reverse("measures:plan_edit", args=[office.code, 2564]), mine)

    theirs_shown = page.context["typed"].issues[0].measures[0].theirs
    assert "ตอบ: ประเด็นที่ต้องพัฒนา ข้อ" in theirs_shown


def test_an_indicator_of_which_a_point_is_answered_needs_no_suggestion_of_its_own(draft, point):
    Issue.objects.update(answers=None, title="ด้านอื่น")
    assert suggestions_for(whole(draft))[0].number == ""

    Measure.objects.update(finding=point)

    assert [one.number for one in suggestions_for(whole(draft))] == ["1"]
