"""Last year's plan as this year's beginning, and what becomes of what was left."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from ita_portal.errors import Refused, Stale
from measures.models import CarryDecision, CarryOver, Issue, Measure, Plan, StepReport
from measures.rules.copying import copy_plan, later
from measures.rules.leftovers import Decided, source_for
from measures.rules.progress.noting import StepNote
from tests.factories.assessments import ResultFactory
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.factories.organisations import GroupFactory
from tests.measures.progress_cast import YEAR, complete, note, opened_round, plan_of_groups

CLOSED = Decided(CarryDecision.CLOSED)
MOVED = Decided(CarryDecision.MOVED)


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


@pytest.fixture
def last(office, officer, director) -> Plan:
    """Give the signed plan of the year before: one measure of two steps, one of every group."""
    return plan_of_groups(office, officer, director)


@pytest.fixture
def plan(office, last) -> Plan:
    """Give an empty plan of the year after."""
    return whole(PlanFactory(office=office, fiscal_year=YEAR + 1))


def copy(plan: Plan, by, *, wanted=None, decided=None) -> int:
    plan, source = whole(plan), source_for(plan)
    keys = {row.measure.key for row in source.measures} if wanted is None else wanted
    return copy_plan(
        plan,
        source=source,
        wanted=keys,
        decided=decided or {},
        expected_revision=plan.revision,
        by=by,
    )


def measures(plan: Plan) -> list[Measure]:
    return list(Measure.objects.filter(issue__plan=plan).order_by("position"))


def test_owners_steps_and_words_stay_and_periods_move_a_year(plan, last, officer):
    copied = copy(plan, officer)

    old, new = measures(last)[0], measures(plan)[0]
    assert copied == 2
    assert new.title == old.title
    assert list(new.owners.all()) == list(old.owners.all())
    assert [s.text for s in new.steps.all()] == [s.text for s in old.steps.all()]
    assert new.starts_on == date(2024, 10, 1)
    assert new.ends_on == date(2025, 9, 30)
    assert new.monitoring == old.monitoring
    assert measures(plan)[1].every_group


def test_a_copy_is_a_new_thing_and_no_version_of_the_old(plan, last, officer):
    copy(plan, officer)

    assert not {m.key for m in measures(plan)} & {m.key for m in measures(last)}
    assert not StepReport.objects.exists()


def test_an_issue_of_the_same_name_gets_the_measures(plan, last, officer):
    title = Issue.objects.get(plan=last).title
    there = IssueFactory(plan=plan, title=f"1. {title}", purpose="")

    copy(plan, officer)

    issue = plan.issues.get()
    assert issue.key == there.key
    assert issue.measures.count() == 2
    assert issue.purpose == Issue.objects.get(plan=last).purpose


def test_what_the_plan_has_already_stays(plan, officer):
    IssueFactory(plan=plan, title="เรื่องใหม่ของปี")
    own = MeasureFactory(issue__plan=plan, issue__title="เรื่องอื่น")

    copy(plan, officer)

    assert Measure.objects.get(pk=own.pk).steps.count() == 2
    assert plan.issues.filter(title="เรื่องใหม่ของปี").exists()


def test_only_the_wanted_measures_come_over(plan, last, officer):
    wanted = {measures(last)[1].key}

    assert copy(plan, officer, wanted=wanted) == 1
    assert measures(plan)[0].every_group


def test_nothing_wanted_is_refused(plan, officer):
    with pytest.raises(Refused, match="อย่างน้อย 1 มาตรการ"):
        copy(plan, officer, wanted=set())


def test_an_owner_that_is_no_longer_active_is_told(plan, last, office):
    office.groups.filter(pk=office.groups.first().pk).update(is_active=False)

    source = source_for(plan)

    assert source.measures[0].gone == (office.groups.first().name,)
    assert source.measures[1].gone == ()


def test_the_indicator_that_was_answered_is_that_of_the_new_result(office, officer, load_year):
    old = ResultFactory(office=office, framework=load_year(2563))
    new = ResultFactory(office=office, framework=load_year(2564))
    before = PlanFactory(office=office, fiscal_year=2564, result=old)
    issue = IssueFactory(plan=before, answers=old.framework.indicators.get(number=9))
    MeasureFactory(issue=issue)
    after = PlanFactory(office=office, fiscal_year=2565, result=new)

    copy(after, officer)

    assert after.issues.get().answers == new.framework.indicators.get(number=9)


def test_the_nearest_year_before_is_copied_even_after_a_gap(office, last):
    far = PlanFactory(office=office, fiscal_year=YEAR + 3)

    assert source_for(far).plan == last
    assert source_for(last) is None


def test_the_signed_version_is_copied_and_not_the_draft_after_it(office, last, plan):
    PlanFactory(office=office, fiscal_year=YEAR, version=2, replaces=last)

    assert source_for(plan).plan == last


def test_another_offices_plan_is_never_copied(other_office, last):
    theirs = PlanFactory(office=other_office, fiscal_year=YEAR + 1)

    assert source_for(theirs) is None


@pytest.mark.parametrize(
    ("day", "years", "becomes"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 10, 1), 2, date(2025, 10, 1)),
        (date(2023, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 28), 1, date(2025, 2, 28)),
        (date(2023, 9, 30), 1, date(2024, 9, 30)),
        (None, 1, None),
    ],
)
def test_a_day_moves_to_that_of_a_later_year_and_an_end_of_a_month_to_the_end(day, years, becomes):
    assert later(day, years) == becomes


# -- what was left --------------------------------------------------------------------------------


@pytest.fixture
def reported(last, office, officer) -> Plan:
    """Give last year's plan: the first group has done one of its three things."""
    round_ = opened_round()
    part = round_.parts.get(group=office.groups.first())
    reports = list(part.steps.order_by("pk"))
    note(next(one for one in reports if one.step and one.step.position == 1), officer)
    second = next(one for one in reports if one.step and one.step.position == 2)
    note(second, officer, StepNote(state="under_way", result="ร่างแล้ว"))
    return last


def left(plan: Plan) -> dict[str, object]:
    return {one.unit.number: one for one in source_for(plan).unfinished}


def test_without_rounds_nothing_is_known_to_be_left(plan):
    source = source_for(plan)

    assert not source.has_rounds
    assert source.unfinished == []


def test_what_was_not_told_to_be_done_is_left(reported, plan):
    found = left(plan)

    assert set(found) == {"1.1 (2)", "1.2"}
    assert found["1.1 (2)"].standing.label == "อยู่ระหว่าง"
    assert found["1.2"].standing.label == "ยังไม่มีรายงาน"


def test_every_group_must_have_done_what_every_group_owns(reported, plan, office, officer):
    round_ = reported_round(reported)
    complete(round_.parts.get(group=office.groups.first()), officer)
    assert left(plan)["1.2"].standing.told == "แล้วเสร็จ 1 จาก 2 กลุ่ม"

    complete(round_.parts.get(group=office.groups.last()), officer)
    assert left(plan) == {}


def reported_round(plan: Plan):
    return StepReport.objects.filter(measure__issue__plan=plan).first().part.round


def test_an_undecided_step_keeps_everything_where_it_is(reported, plan, officer):
    with pytest.raises(Refused, match="2 ข้อ"):
        copy(plan, officer)

    assert measures(plan) == []
    assert not CarryOver.objects.exists()


def test_what_is_moved_comes_over_and_what_is_closed_or_explained_stays(reported, plan, officer):
    found = left(plan)
    decided = {
        found["1.1 (2)"].unit.key: MOVED,
        found["1.2"].unit.key: Decided(CarryDecision.EXPLAINED, "งบประมาณไม่ได้รับจัดสรร"),
    }

    copied = copy(plan, officer, decided=decided)

    assert copied == 1
    assert measures(plan)[0].steps.count() == 2
    kept = CarryOver.objects.get(decision="explained")
    assert (kept.plan, kept.reason) == (plan, "งบประมาณไม่ได้รับจัดสรร")
    assert kept.step is None
    assert kept.measure.issue.plan == reported
    assert kept.decided_by == officer


def test_a_measure_whose_steps_are_all_closed_does_not_come_over(last, plan, officer):
    opened_round()
    decided = {one.unit.key: CLOSED for one in source_for(plan).unfinished}

    with pytest.raises(Refused, match="ไม่มีมาตรการ"):
        copy(plan, officer, decided=decided)


def test_a_stale_plan_is_not_copied_into(plan, officer):
    source = source_for(plan)
    wanted = {row.measure.key for row in source.measures}

    with pytest.raises(Stale):
        copy_plan(plan, source=source, wanted=wanted, decided={}, expected_revision=9, by=officer)


def test_an_explanation_without_words_cannot_be_kept(last, plan, officer):
    with pytest.raises(IntegrityError):
        CarryOver.objects.create(
            plan=plan,
            measure=measures(last)[0],
            row_key=measures(last)[0].key,
            decision="explained",
            decided_at=timezone.now(),
            decided_by=officer,
        )


# -- the page -------------------------------------------------------------------------------------


def address(plan: Plan) -> str:
    return reverse("measures:plan_copy", args=[plan.office.code, plan.fiscal_year])


def posted(plan: Plan, **more: object) -> dict[str, object]:
    source = source_for(plan)
    take = [str(row.measure.key) for row in source.measures]
    return {"revision": whole(plan).revision, "take": take, **more}


def test_the_page_copies_what_is_ticked(plan, officer, login):
    client = login(officer)
    assert 'name="take"' in client.get(address(plan)).content.decode()

    response = client.post(address(plan), posted(plan))

    assert response.url.endswith("/edit/")
    assert len(measures(plan)) == 2


def test_each_unfinished_step_that_is_not_decided_is_named(reported, plan, officer, login):
    key = left(plan)["1.1 (2)"].unit.key
    typed = {f"left-{key}-decision": "explained", f"left-{key}-reason": " "}

    response = login(officer).post(address(plan), posted(plan, **typed))

    page = response.content.decode()
    assert response.status_code == 422
    assert "ข้อ 1.1 (2): โปรดเขียนเหตุผลที่ทำไม่แล้วเสร็จ" in page
    assert "ข้อ 1.2: โปรดเลือกว่าจะปิดเรื่อง ยกไปทำต่อ หรือชี้แจงเหตุผล" in page
    assert f'href="#left-{key}-decision"' in page
    assert '<option value="explained" selected>' in page
    assert measures(plan) == []


def test_a_step_is_not_moved_without_its_measure(reported, plan, officer, login):
    decisions = {f"left-{one.unit.key}-decision": "moved" for one in source_for(plan).unfinished}

    response = login(officer).post(address(plan), posted(plan, **decisions, take=[]))

    assert "ไม่ได้เลือกคัดลอกมาตรการของขั้นตอนนี้" in response.content.decode()


def test_the_rest_is_decided_at_once(reported, plan, officer, login):
    response = login(officer).post(address(plan), posted(plan, rest="moved"))

    assert response.status_code == 302
    assert CarryOver.objects.filter(plan=plan, decision="moved").count() == 2


def test_the_copy_of_a_plan_that_changed_meanwhile_shows_the_choices_again(plan, officer, login):
    typed = posted(plan, revision="77")
    typed["take"] = typed["take"][:1]

    page = login(officer).post(address(plan), typed).content.decode()

    assert measures(plan) == []
    assert page.count("checked") == 1
    assert f'name="revision" value="{plan.revision}"' in page


def test_what_was_copied_is_not_ticked_again_and_its_decisions_are_kept(
    reported, plan, officer, login
):
    client = login(officer)
    client.post(address(plan), posted(plan, rest="moved"))

    page = client.get(address(plan)).content.decode()

    assert page.count("อยู่ในแผนแล้ว") == 2
    assert page.count('<option value="moved" selected>') == 2
    assert "checked" not in page


def test_the_plan_shows_what_was_decided_about_what_was_left(reported, plan, officer, login):
    keys = [one.unit.key for one in source_for(plan).unfinished]
    typed = {f"left-{key}-decision": "explained" for key in keys}
    typed |= {f"left-{key}-reason": "รองบประมาณปีถัดไป" for key in keys}
    login(officer).post(address(plan), posted(plan, **typed))

    page = login(officer).get(reverse("measures:plan", args=[plan.office.code, plan.fiscal_year]))

    assert page.content.decode().count("รองบประมาณปีถัดไป") == 2


def test_without_a_plan_before_the_page_leads_elsewhere(office, officer, login):
    plan = PlanFactory(office=office, fiscal_year=2560)
    client = login(officer)

    assert "ยังไม่มีแผนของปีก่อนหน้า" in client.get(address(plan)).content.decode()
    assert client.post(address(plan), {"take": "x"}).status_code == 302


def test_a_plan_that_is_not_open_takes_no_copy(last, officer, login):
    assert login(officer).get(address(last)).status_code == 302


def test_who_only_reads_plans_may_not_copy(plan, director, login):
    assert login(director).get(address(plan)).status_code == 403
    assert login(director).post(address(plan)).status_code == 403


def test_the_queries_of_the_page_do_not_grow_with_measures(
    plan, last, officer, login, count_queries
):
    client = login(officer)
    client.get(address(plan))
    with count_queries() as few:
        client.get(address(plan))
    issue = last.issues.get()
    for position in range(3, 13):
        MeasureFactory(issue=issue, position=position, owners=[GroupFactory(office=last.office)])

    with count_queries() as many:
        client.get(address(plan))

    assert len(many) <= len(few)
