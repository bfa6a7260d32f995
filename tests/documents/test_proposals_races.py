"""Several people at the same moment: one decision about a proposed paper, whoever is first."""

from __future__ import annotations

import pytest
from django.utils import timezone

from ita_portal.documents.models import Document, Proposal, Signature
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.jobs.models import Job
from tests.factories.documents import propose_paper
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_approvals_at_once_give_one_signed_paper(office, officer, director):
    proposal = propose_paper(office, officer)
    shown = fingerprint(words_to_sign(proposal, by=director, on=timezone.localdate()))

    outcomes = together(lambda: approve(proposal, words_sha256=shown, by=director))

    assert outcomes.count("done") == 1
    assert Document.objects.count() == Signature.objects.count() == Job.objects.count() == 1


def test_approving_returning_and_withdrawing_at_once_decide_once(office, officer, director):
    proposal = propose_paper(office, officer)
    shown = fingerprint(words_to_sign(proposal, by=director, on=timezone.localdate()))
    deeds = [
        lambda: approve(proposal, words_sha256=shown, by=director),
        lambda: send_back(proposal, comment="แก้คำผิด", by=director),
        lambda: withdraw(proposal, by=officer),
        lambda: send_back(proposal, comment="แก้คำผิดอีก", by=director),
    ]

    outcomes = together(lambda: deeds.pop()())

    assert outcomes.count("done") == 1
    proposal.refresh_from_db()
    assert not proposal.awaits_decision
    assert Document.objects.count() == (proposal.status == Proposal.Status.APPROVED)


def test_four_proposals_of_a_year_at_once_give_one(office, officer):
    outcomes = together(lambda: propose_paper(office, officer))

    assert outcomes.count("done") == 1
    assert Proposal.objects.count() == 1
