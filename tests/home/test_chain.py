"""The chain of an office-year tells what is done and what comes next."""

from __future__ import annotations

import pytest

from assessments.models import Result
from ita_portal.home.chain import chain, facts_of_year, years_of
from measures.rules.plan import send_back_plan
from tests.factories.assessments import ResultFactory
from tests.factories.measures import PlanFactory, propose_plan


def states(office, fiscal_year: int) -> dict[str, str]:
    return {step.key: step.state for step in chain(office, facts_of_year(office, fiscal_year))}


def test_an_empty_year_begins_with_the_scores_of_the_year_before(office):
    steps = chain(office, facts_of_year(office, 2565))

    assert steps[0].words == "คะแนนปี 2564"
    assert [step.state for step in steps] == ["now", "", "", "", "", "", ""]


def test_confirmed_scores_lead_to_the_measures(office, load_year):
    ResultFactory(office=office, framework=load_year(2564))

    assert states(office, 2565) == {
        "scores": "done",
        "analysis": "done",
        "measures": "now",
        "announcement": "",
        "months_6": "",
        "months_12": "",
        "disclosure": "",
    }


def test_a_draft_result_is_not_done(office, load_year):
    ResultFactory(
        office=office,
        framework=load_year(2564),
        status=Result.Status.DRAFT,
        confirmed_at=None,
    )

    assert states(office, 2565)["scores"] == "now"


def test_a_plan_that_was_sent_back_is_what_comes_next(office, load_year, officer, director):
    ResultFactory(office=office, framework=load_year(2564))
    plan = propose_plan(PlanFactory(office=office, fiscal_year=2565), officer)
    send_back_plan(plan, comment="เพิ่มผู้รับผิดชอบ", by=director)

    assert states(office, 2565)["measures"] == "now"


def test_a_year_without_framework_has_no_way_to_its_disclosure(office):
    last = chain(office, facts_of_year(office, 2570))[-1]

    assert (last.key, last.href) == ("disclosure", "")


def test_old_results_are_history_and_ask_for_no_plan(office):
    for year in (2558, 2559, 2560):
        Result.objects.create(office=office, fiscal_year=year, published_total="80.00")

    assert [facts.fiscal_year for facts in years_of(office)] == [2561]


@pytest.mark.parametrize("here", ["scores", "measures"])
def test_the_step_of_the_page_is_marked(office, here):
    steps = chain(office, facts_of_year(office, 2565), here=here)

    assert [step.key for step in steps if step.here] == [here]
