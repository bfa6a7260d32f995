"""What follows when the announcement of a plan is approved: its open rounds go on with it."""

from __future__ import annotations

from ita_portal.documents.models import Document, Proposal
from ita_portal.organisations.models import User
from measures.models import Plan
from measures.rules.progress.carrying import carry_on, open_rounds_of


def carry_on_rounds(proposal: Proposal, document: Document, by: User) -> None:
    """Let the open rounds of the year go on with the plan that was signed, with all its notes.

    Rounds whose report awaits its decision or is signed stay as they were reported. Named in the
    setting AFTER_APPROVAL; runs in the transaction of the approval. Safe to repeat.
    """
    plan = Plan.objects.filter(proposal=proposal).first()
    if plan is not None:
        for round_ in open_rounds_of(plan):
            carry_on(round_, plan)
