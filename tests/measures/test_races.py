"""Several people at the same moment: one decision, one paper, whoever is first."""

from __future__ import annotations

import pytest
from django.utils import timezone

from ita_portal.documents.models import Document, Signature
from ita_portal.documents.rules.words import fingerprint
from ita_portal.jobs.models import Job
from measures.models import Plan
from measures.rules.plan import approve_plan, save_plan, submit_plan, words_to_sign
from tests.measures import samut_sakhon
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(officer) -> Plan:
    return samut_sakhon.plan(samut_sakhon.office(), officer)


def test_four_approvals_at_once_give_one_signed_paper(draft, officer):
    deputy = samut_sakhon.acting_deputy(draft.office)
    plan = submit_plan(draft, expected_revision=draft.revision, by=officer)
    shown = fingerprint(words_to_sign(plan, by=deputy, on=timezone.localdate()))

    outcomes = together(lambda: approve_plan(plan, words_sha256=shown, by=deputy))

    assert outcomes.count("done") == 1
    assert Document.objects.count() == Signature.objects.count() == Job.objects.count() == 1


def test_four_submissions_at_once_submit_once(draft, officer):
    outcomes = together(lambda: submit_plan(draft, expected_revision=draft.revision, by=officer))

    assert outcomes.count("done") == 1
    assert Plan.objects.get(pk=draft.pk).status == Plan.Status.SUBMITTED


def test_of_four_savings_at_once_three_are_told_to_look_again(draft, officer):
    content = samut_sakhon.content(draft.office)

    outcomes = together(
        lambda: save_plan(draft, content=content, expected_revision=draft.revision, by=officer)
    )

    assert outcomes.count("done") == 1
    assert all("มีผู้แก้ไข" in words for words in outcomes if words != "done")
