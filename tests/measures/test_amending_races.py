"""Several people change one plan at the same moment: one version comes of it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.documents.rules.words import fingerprint
from measures.models import Plan
from measures.rules.amending import amend, drop_amendment
from measures.rules.plan import approve_plan, submit_plan, words_to_sign
from tests.measures import samut_sakhon
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def deputy(approved):
    return approved.proposal.approved_by


def sign(plan: Plan, officer, deputy) -> None:
    sent = submit_plan(plan, expected_revision=plan.revision, by=officer)
    shown = fingerprint(words_to_sign(sent, by=deputy, on=timezone.localdate()))
    approve_plan(sent, words_sha256=shown, by=deputy)


@pytest.fixture
def approved(officer) -> Plan:
    plan = samut_sakhon.plan(samut_sakhon.office(), officer)
    sign(plan, officer, samut_sakhon.acting_deputy(plan.office))
    return Plan.objects.for_page().get(pk=plan.pk)


def test_of_four_changes_at_once_one_version_comes(approved, officer):
    outcomes = together(lambda: amend(approved, by=officer))

    assert outcomes.count("done") == 1
    assert Plan.objects.count() == 2


def test_of_four_signatures_of_a_version_one_takes_the_place_of_the_old_paper(
    approved, officer, deputy
):
    version = amend(approved, by=officer)
    plan = submit_plan(version, expected_revision=version.revision, by=officer)
    shown = fingerprint(words_to_sign(plan, by=deputy, on=timezone.localdate()))

    outcomes = together(lambda: approve_plan(plan, words_sha256=shown, by=deputy))

    assert outcomes.count("done") == 1
    old = Document.objects.get(replaced_by__isnull=False)
    assert old == approved.announcement
    assert Document.objects.count() == 2


def test_of_four_who_give_a_version_up_one_does(approved, officer):
    version = amend(approved, by=officer)

    outcomes = together(lambda: drop_amendment(version, by=officer))

    assert outcomes.count("done") == 1
    assert Plan.objects.get() == approved
