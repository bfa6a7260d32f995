"""What awaits a decision of one person, and what has gone wrong: the inbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from disclosure.models import Evidence
from ita_portal.documents.models import Document
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, User
from measures.models import Plan


@dataclass(frozen=True)
class Waiting:
    """The things that wait for one person in one office."""

    plans: list[Plan]
    evidence: list[Evidence]
    failed: list[Document]
    returned: list[Plan]

    @property
    def count(self) -> int:
        """How many things wait."""
        return len(self.plans) + len(self.evidence) + len(self.failed) + len(self.returned)


def waiting_for(user: User, office: Office, may: frozenset[Permission]) -> Waiting:
    """Return what waits for `user`, who may do `may` in `office`; at most 4 queries.

    Nobody's own proposals are among it: who proposes may not approve.
    """
    return Waiting(
        plans=list(_plans(user, office)) if Permission.PLAN_DECIDE in may else [],
        evidence=list(_evidence(user, office)) if Permission.DISCLOSURE_ACCEPT in may else [],
        failed=(
            list(Document.objects.of(office).filter(status=Document.Status.FAILED))
            if Permission.DOCUMENT_RETRY in may
            else []
        ),
        returned=(
            list(
                Plan.objects.of(office)
                .filter(status=Plan.Status.RETURNED)
                .select_related("returned_by")
            )
            if Permission.PLAN_EDIT in may
            else []
        ),
    )


def _plans(user: User, office: Office) -> QuerySet[Plan]:
    plans = Plan.objects.of(office).awaiting_decision().select_related("submitted_by")
    return plans.exclude(submitted_by=user)


def _evidence(user: User, office: Office) -> QuerySet[Evidence]:
    waiting = Evidence.objects.of(office).awaiting().exclude(proposed_by=user)
    return waiting.select_related("item__framework", "proposed_by", "owner")
