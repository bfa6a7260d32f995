"""A plan in each state, and what a signature needs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from ita_portal.documents.rules.words import fingerprint
from measures.models import Plan
from measures.rules.plan import approve_plan, submit_plan, words_to_sign
from tests.factories.assessments import ResultFactory
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory


@pytest.fixture
def result(office, load_year):
    """Give the result of 2563, of which indicator 9 is below the pass mark."""
    return ResultFactory(office=office, framework=load_year(2563))


@pytest.fixture
def draft(office, result) -> Plan:
    """Give a complete draft of 2564 with one issue and one measure."""
    plan = PlanFactory(office=office, fiscal_year=2564, result=result)
    issue = IssueFactory(plan=plan, answers=result.framework.indicators.get(number=9))
    MeasureFactory(issue=issue, owners=[office.groups.first()])
    return plan


@pytest.fixture
def submitted(draft, officer) -> Plan:
    """Give the plan as the officer submitted it."""
    return submit_plan(draft, expected_revision=draft.revision, by=officer)


@pytest.fixture
def shown():
    """Give a function that returns the fingerprint of what a person is shown to sign today."""

    def fingerprint_of(plan: Plan, person) -> str:
        return fingerprint(words_to_sign(plan, by=person, on=timezone.localdate()))

    return fingerprint_of


@pytest.fixture
def approved(submitted, director, shown) -> Plan:
    """Give the plan as the director signed it."""
    return approve_plan(submitted, words_sha256=shown(submitted, director), by=director)
