"""A plan decided about on its own page and on the page of papers at the same moment."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.proposals import send_back
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from measures.models import Plan
from measures.rules.plan import approve_plan, send_back_plan
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_pages_at_once_decide_once_and_do_not_wait_in_a_circle(submitted, director):
    plan = Plan.objects.for_page().get(pk=submitted.pk)
    proposal = plan.proposal
    shown = fingerprint(words_to_sign(proposal, by=director, on=timezone.localdate()))

    outcomes = at_once(
        [
            partial(approve_plan, plan, words_sha256=shown, by=director),
            partial(approve, proposal, words_sha256=shown, by=director),
            partial(send_back_plan, plan, comment="แก้คำผิด", by=director),
            partial(send_back, proposal, comment="แก้คำผิด", by=director),
        ]
    )

    assert outcomes.count("done") == 1
    proposal.refresh_from_db()
    assert not proposal.awaits_decision
    assert Document.objects.count() == (proposal.status == Proposal.Status.APPROVED)
