"""What is offered for a weak point, and how it comes into the plan."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.errors import Refused, Stale
from measures.models import Measure, Plan, Step
from measures.rules.plan import start_plan
from measures.rules.suggesting import Offer, suggestions_for, take_over
from tests.factories.assessments import ResultFactory
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.factories.organisations import GroupFactory


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


@pytest.fixture
def plan(office, result) -> Plan:
    """Give a draft of 2564 with one issue of which the library knows, without measures."""
    plan = PlanFactory(office=office, fiscal_year=2564, result=result)
    IssueFactory(plan=plan, title="1. การให้บริการและระบบ E-Service", position=1)
    return whole(plan)


def point_of(plan: Plan, title: str):
    return next(one for one in suggestions_for(whole(plan)) if title in one.title)


def offer_of(plan: Plan, title: str, key: str) -> Offer:
    return next(one for one in point_of(plan, title).offers if one.ref == f"starter-{key}")


def test_an_issue_is_known_by_its_title_whatever_its_number(plan):
    point = point_of(plan, "E-Service")

    assert {"starter-e_service_start", "starter-e_service_help"} <= {o.ref for o in point.offers}
    assert all(offer.reason and offer.steps for offer in point.offers)


def test_a_weak_indicator_that_no_issue_answers_stands_first(plan):
    points = suggestions_for(plan)

    assert [point.title for point in points] == ["การเปิดเผยข้อมูล", "1. การให้บริการและระบบ E-Service"]
    assert points[0].number == ""
    assert points[0].offers


def test_a_weak_indicator_that_an_issue_answers_does_not_stand_alone(draft):
    points = suggestions_for(whole(draft))

    assert [point.number for point in points] == ["1"]
    assert any(offer.ref == "starter-disclosure_calendar" for offer in points[0].offers)


def test_the_year_that_starts_gets_offers_for_all_seven_issues(office, load_year, officer):
    ResultFactory(office=office, framework=load_year(2567))
    started = start_plan(office=office, fiscal_year=2568, by=officer)

    points = [point for point in suggestions_for(whole(started)) if point.number]
    assert len(points) == 7
    assert all(point.offers for point in points)


def test_usual_owners_are_matched_to_groups_by_name_and_abbreviation(plan, office):
    it = GroupFactory(office=office, name="กลุ่มไอที", short_name="DLICT", position=3)

    offer = offer_of(plan, "E-Service", "e_service_start")

    names = {owner.name for owner in offer.owners}
    assert "กลุ่มอำนวยการ" in names
    assert offer.unmatched == ("กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร",)
    it.name = "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร"
    it.save()
    assert offer_of(plan, "E-Service", "e_service_start").unmatched == ()


def test_a_group_that_is_no_longer_active_is_no_owner(plan, office):
    office.groups.filter(name="กลุ่มอำนวยการ").update(is_active=False)

    offer = offer_of(plan, "E-Service", "e_service_start")

    assert "กลุ่มอำนวยการ" in offer.unmatched


def test_every_group_stays_every_group(plan, office):
    IssueFactory(plan=plan, title="ด้านกระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ", position=2)

    offer = offer_of(plan, "กระบวนการปฏิบัติงาน", "equal_service")

    assert offer.every_group
    assert not offer.unmatched


def test_own_past_measures_stand_before_the_library(approved, office, result):
    later = PlanFactory(office=office, fiscal_year=2565, result=result)
    IssueFactory(plan=later, title="ด้านการเปิดเผยข้อมูล")

    first = point_of(later, "การเปิดเผยข้อมูล").offers[0]

    own = Measure.objects.get(issue__plan=approved)
    assert first.ref == f"own-{own.pk}"
    assert first.year == 2564
    assert "2564" in first.reason
    assert first.steps == ("สำรวจขั้นตอนเดิม", "เผยแพร่ฉบับใหม่")


def test_sub_steps_of_own_measures_come_over_below_their_step(approved, office, result, officer):
    own = Measure.objects.get(issue__plan=approved)
    first = own.steps.get(position=1)
    for position, text in ((2, "ทำแบบสำรวจ"), (3, "สรุปผล")):
        Step.objects.create(measure=own, part_of=first, position=position, text=text)
    own.steps.filter(text="เผยแพร่ฉบับใหม่").update(position=4)
    plan = PlanFactory(office=office, fiscal_year=2565, result=result)
    IssueFactory(plan=plan, title="ด้านการเปิดเผยข้อมูล")
    point = point_of(plan, "การเปิดเผยข้อมูล")
    offer = point.offers[0]
    assert offer.steps == ("สำรวจขั้นตอนเดิม", "ทำแบบสำรวจ", "สรุปผล", "เผยแพร่ฉบับใหม่")
    chosen = (point.ref, offer.ref)

    saved = take_over(plan, chosen={chosen: {0, 1}}, expected_revision=1, by=officer)
    take_over(whole(saved), chosen={chosen: {2, 3}}, expected_revision=saved.revision, by=officer)

    taken = Measure.objects.get(issue__plan=plan)
    inner = taken.steps.filter(part_of__text="สำรวจขั้นตอนเดิม")
    assert [step.text for step in inner] == ["ทำแบบสำรวจ", "สรุปผล"]
    assert [step.text for step in taken.steps.filter(part_of=None)] == [
        "สำรวจขั้นตอนเดิม",
        "เผยแพร่ฉบับใหม่",
    ]


def test_drafts_of_the_past_and_other_offices_are_not_offered(plan, other_office, office):
    older = PlanFactory(office=office, fiscal_year=2563)
    MeasureFactory(issue__plan=older, issue__title="การให้บริการและระบบ E-Service")
    theirs = PlanFactory(office=other_office, fiscal_year=2563)
    MeasureFactory(issue__plan=theirs, issue__title="การให้บริการและระบบ E-Service")

    assert not [o for o in point_of(plan, "E-Service").offers if o.ref.startswith("own")]


def test_the_number_of_queries_does_not_grow_with_issues(plan, count_queries):
    with count_queries() as few:
        suggestions_for(plan)
    for position in range(2, 12):
        IssueFactory(plan=plan, title="การให้บริการและระบบ E-Service", position=position)
    more = whole(plan)

    with count_queries() as many:
        suggestions_for(more)

    assert len(many) <= len(few)


def test_a_taken_measure_brings_its_chosen_steps_and_owners(plan, officer):
    point = point_of(plan, "E-Service")

    take_over(
        plan,
        chosen={(point.ref, "starter-e_service_start"): {0, 2}},
        expected_revision=plan.revision,
        by=officer,
    )

    measure = Measure.objects.get(issue__plan=plan)
    offer = offer_of(plan, "E-Service", "e_service_start")
    assert [step.text for step in measure.steps.all()] == [offer.steps[0], offer.steps[2]]
    assert [group.name for group in measure.owners.all()] == ["กลุ่มอำนวยการ"]
    assert (measure.starts_on.year, measure.ends_on.year) == (2020, 2021)
    assert offer.taken
    assert offer.taken_steps == {0, 2}


def test_steps_that_are_taken_later_are_added_to_the_measure(plan, officer):
    point = point_of(plan, "E-Service")
    chosen = (point.ref, "starter-e_service_start")
    saved = take_over(plan, chosen={chosen: {0}}, expected_revision=plan.revision, by=officer)

    take_over(whole(saved), chosen={chosen: {0, 1}}, expected_revision=saved.revision, by=officer)

    measure = Measure.objects.get(issue__plan=plan)
    assert measure.steps.count() == 2


def test_an_offer_for_an_indicator_makes_the_issue_that_answers_it(plan, officer):
    point = suggestions_for(plan)[0]
    chosen = {(point.ref, point.offers[0].ref): {0}}

    take_over(plan, chosen=chosen, expected_revision=plan.revision, by=officer)

    issue = plan.issues.get(title="ด้านการเปิดเผยข้อมูล")
    assert issue.answers == point.indicator
    assert issue.measures.get().title == point.offers[0].title


def test_an_offer_for_an_indicator_goes_into_the_issue_that_it_fits(plan, officer):
    title = "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ"
    issue = IssueFactory(plan=plan, title=title, position=2)
    point = suggestions_for(whole(plan))[0]

    take_over(
        whole(plan),
        chosen={(point.ref, "starter-disclosure_calendar"): {0}},
        expected_revision=plan.revision,
        by=officer,
    )

    measure = issue.measures.get()
    assert measure.answers == point.indicator
    assert whole(plan).issues.count() == 2
    assert all(one.number for one in suggestions_for(whole(plan)))


def test_a_title_of_the_offices_own_gets_what_answers_the_one_most_like_it(plan):
    IssueFactory(plan=plan, title="การใช้ทรัพย์สินราชการ", position=2)
    IssueFactory(plan=plan, title="เรื่องที่ไม่มีใครรู้จัก", position=3)

    assert point_of(plan, "ทรัพย์สิน").offers
    assert not point_of(plan, "ไม่มีใครรู้จัก").offers


def test_taking_nothing_or_what_is_not_offered_is_refused(plan, officer):
    with pytest.raises(Refused, match="ยังไม่ได้เลือก"):
        take_over(plan, chosen={}, expected_revision=plan.revision, by=officer)
    with pytest.raises(Refused, match="ไม่มีในรายการ"):
        take_over(
            plan, chosen={("issue-x", "own-1"): {0}}, expected_revision=plan.revision, by=officer
        )
    assert not Measure.objects.filter(issue__plan=plan).exists()


def test_taking_over_an_old_revision_is_stale(plan, officer):
    point = point_of(plan, "E-Service")
    chosen = {(point.ref, "starter-e_service_start"): {0}}

    with pytest.raises(Stale):
        take_over(plan, chosen=chosen, expected_revision=plan.revision + 1, by=officer)


def address(plan: Plan) -> str:
    return reverse("measures:suggestions", args=[plan.office.code, plan.fiscal_year])


def test_the_page_takes_over_what_was_ticked(plan, officer, login):
    client, point = login(officer), point_of(plan, "E-Service")
    value = f"{point.ref}|starter-e_service_start"
    page = client.get(address(plan))

    posted = {"revision": plan.revision, "take": [value], "step": [f"{value}|1"]}
    response = client.post(address(plan), posted)

    assert f'value="{value}"' in page.content.decode()
    assert response.url.endswith("/edit/")
    assert Measure.objects.get(issue__plan=plan).steps.count() == 1
    assert "อยู่ในแผนแล้วบางขั้นตอน" in client.get(address(plan)).content.decode()


def ticked(page: str, value: str) -> bool:
    """Tell whether the box of this value is ticked."""
    box = next(one for one in page.split("<input") if f'value="{value}"' in one)
    return "checked" in box.partition(">")[0]


def test_after_somebody_elses_saving_the_ticks_are_still_there(plan, officer, login):
    client, point = login(officer), point_of(plan, "E-Service")
    value = f"{point.ref}|starter-e_service_start"

    posted = {"revision": 99, "take": [value], "step": [f"{value}|1"]}
    page = client.post(address(plan), posted).content.decode()

    assert "มีผู้แก้ไขแผน" in page
    assert ticked(page, value)
    assert ticked(page, f"{value}|1")
    assert not ticked(page, f"{value}|0")


def test_a_plan_that_is_not_open_takes_nothing(submitted, officer, login):
    client = login(officer)

    for response in (
        client.get(address(submitted)),
        client.post(address(submitted), {"take": "x"}),
    ):
        assert response.status_code == 302
        assert response.url == reverse("measures:plan", args=[submitted.office.code, 2564])


def test_who_only_reads_plans_may_not_take_over(plan, director, login):
    assert login(director).get(address(plan)).status_code == 403
