"""What the year before left unfinished is decided before the new plan goes on its way."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.errors import Refused
from measures.models import CarryDecision, CarryOver, Measure, Plan
from measures.rules.copying import settle
from measures.rules.leftovers import Decided, left_before, source_for, undecided
from measures.rules.missing import checks, missing
from measures.rules.plan import submit_plan
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.measures.progress_cast import YEAR, complete, opened_round, plan_of_groups


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


@pytest.fixture
def last(office, officer, director) -> Plan:
    """Give the signed plan of the year before: one measure of two steps, one of every group."""
    return plan_of_groups(office, officer, director)


@pytest.fixture
def plan(office, last) -> Plan:
    """Give a complete plan of the year after that somebody typed."""
    plan = PlanFactory(office=office, fiscal_year=YEAR + 1)
    MeasureFactory(issue=IssueFactory(plan=plan), owners=[office.groups.first()])
    return whole(plan)


@pytest.fixture
def asked(last):
    """Let the groups be asked to report on last year's plan."""
    return opened_round()


def page_of(plan: Plan, name: str = "leftovers") -> str:
    return reverse(f"measures:{name}", args=[plan.office.code, plan.fiscal_year])


def form(plan: Plan, **chosen: str) -> dict[str, str]:
    """Return the posted form: by the number of a step what is chosen, as decision|place|reason."""
    fields = {"revision": str(plan.revision)}
    rows = {one.unit.number: one for one in source_for(plan).unfinished}
    for number, words in chosen.items():
        decision, place, reason = f"{words}||".split("|")[:3]
        prefix = f"left-{rows[number].unit.key}"
        fields |= {
            f"{prefix}-decision": decision,
            f"{prefix}-place": place,
            f"{prefix}-reason": reason,
        }
    return fields


def test_a_plan_whose_year_before_was_never_asked_about_needs_no_decision(plan, count_queries):
    with count_queries() as asked:
        assert left_before(plan) is None

    assert len(asked) == 1
    assert missing(plan) == []


def test_a_typed_plan_is_not_submitted_before_each_unfinished_step_is_decided(plan, asked, officer):
    (lack,) = missing(plan)

    assert f"แผนปี {YEAR} อีก 3 ข้อ" in lack
    with pytest.raises(Refused, match="อีก 3 ข้อ"):
        submit_plan(plan, expected_revision=plan.revision, by=officer)
    (check,) = (one for one in checks(plan) if "เรื่องค้าง" in one.words)
    assert not check.good
    assert check.page == "measures:leftovers"
    assert check.details[0].startswith("1.1 (1) ")


def test_what_was_done_in_the_end_needs_no_decision(plan, asked, officer):
    for part in asked.parts.all():
        complete(part, officer)

    assert missing(plan) == []
    assert not [one for one in checks(plan) if "เรื่องค้าง" in one.words]


def test_the_plan_leads_to_where_it_is_decided_and_the_page_decides_part_by_part(
    plan, asked, officer, login
):
    client = login(officer)
    assert page_of(plan) in client.get(page_of(plan, "plan")).content.decode()

    some = form(plan, **{"1.1 (1)": "closed", "1.1 (2)": "explained||งบประมาณไม่พอ"})
    answer = client.post(page_of(plan), some)

    assert answer.url == page_of(plan)
    assert [one.unit.number for one in undecided(whole(plan))] == ["1.2"]
    own = Measure.objects.get(issue__plan=plan)
    rest = form(plan, **{"1.2": f"moved|{own.key}"})
    assert client.post(page_of(plan), rest).url == page_of(plan, "plan")
    assert missing(whole(plan)) == []
    assert CarryOver.objects.get(decision="moved").moved_to == own.key
    assert CarryOver.objects.get(decision="explained").reason == "งบประมาณไม่พอ"


def test_a_step_that_goes_on_comes_in_alone_in_a_measure_of_its_own(plan, last, asked, officer):
    source = source_for(plan)
    second = next(one for one in source.unfinished if one.unit.number == "1.1 (2)").unit
    decided = {second.key: Decided(CarryDecision.MOVED)}

    settle(
        plan,
        source=source,
        decided=decided,
        as_new={second.key},
        expected_revision=plan.revision,
        by=officer,
    )

    made = Measure.objects.get(issue__plan=plan, title=second.measure.title)
    assert [step.text for step in made.steps.all()] == [second.text]
    assert made.starts_on.year == second.measure.starts_on.year + 1
    assert CarryOver.objects.get().moved_to == made.key


def test_what_was_moved_into_a_measure_that_is_gone_is_decided_again(plan, asked, officer):
    source = source_for(plan)
    own = Measure.objects.get(issue__plan=plan)
    decided = {
        one.unit.key: Decided(CarryDecision.MOVED, moved_to=own.key) for one in source.unfinished
    }
    settle(
        plan,
        source=source,
        decided=decided,
        as_new=(),
        expected_revision=plan.revision,
        by=officer,
    )
    assert missing(whole(plan)) == []

    MeasureFactory(issue=own.issue, owners=list(own.owners.all()))
    own.delete()

    assert any("อีก 3 ข้อ" in lack for lack in missing(whole(plan)))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("moved|", "ทำต่อในมาตรการใด"),
        ("moved|0b1cfa26-0000-4000-8000-000000000000", "ทำต่อในมาตรการใด"),
        ("explained", "โปรดเขียนเหตุผล"),
        ("later", "โปรดเลือกว่าจะปิดเรื่อง"),
        (f"closed||{'ก' * 2001}", "เหตุผลยาวเกิน"),
    ],
)
def test_what_is_missing_is_told_at_its_step_and_nothing_is_kept(
    plan, asked, officer, login, chosen, words
):
    answer = login(officer).post(page_of(plan), form(plan, **{"1.2": chosen}))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "maxlength" not in answer.content.decode()
    assert not CarryOver.objects.exists()


def test_one_choice_is_for_all_that_were_not_chosen(plan, asked, officer, login):
    fields = {**form(plan, **{"1.2": "closed"}), "rest": "moved"}

    login(officer).post(page_of(plan), fields)

    assert undecided(whole(plan)) == []
    assert CarryOver.objects.filter(decision="moved").count() == 2
    assert Measure.objects.filter(issue__plan=plan).count() == 2


def test_typed_reasons_stay_when_somebody_else_has_saved(plan, asked, officer, login):
    fields = form(plan, **{"1.2": "moved|new|ทำต่อ"})
    Plan.objects.filter(pk=plan.pk).update(revision=9)

    page = login(officer).post(page_of(plan), fields).content.decode()

    assert "ทำต่อ</textarea>" in page
    assert not CarryOver.objects.exists()


def test_a_year_without_anything_left_says_so(plan, officer, login):
    page = login(officer).get(page_of(plan)).content.decode()

    assert "ไม่มีเรื่องค้างที่ต้องพิจารณา" in page


def test_who_only_reads_plans_decides_nothing(plan, asked, director, login):
    assert login(director).get(page_of(plan)).status_code == 403
