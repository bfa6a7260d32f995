"""What awaits a decision of one person, and what has gone wrong: the inbox."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from disclosure.models import Entry, Evidence, Setting, VisitorNote
from disclosure.rules.noting import notes_waiting_for
from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import Document, Proposal, ProposalQuerySet
from ita_portal.documents.rules.chain import waiting_at
from ita_portal.organisations.access import Permission, reporting_posts
from ita_portal.organisations.models import Office, User
from measures.models import GroupReport, Plan
from measures.rules.progress.overview import open_parts


@dataclass(frozen=True)
class Waiting:
    """The things that wait for one person in one office."""

    plans: list[Plan]
    endorsements: list[Proposal]
    proposals: list[Proposal]
    evidence: list[Evidence]
    not_applicable: list[Entry]
    returned_evidence: list[Evidence]
    visitor_notes: list[VisitorNote]
    failed: list[Document]
    returned: list[Plan]
    returned_proposals: list[Proposal]
    parts: list[GroupReport]

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(len(getattr(self, kind.name)) for kind in fields(self))


def waiting_for(user: User, office: Office, may: frozenset[Permission]) -> Waiting:
    """Return what waits for `user`, who may do `may` in `office`; at most 11 queries.

    Nobody's own proposals are among it: who proposes may not approve.
    """
    asked = _asked(user, office, may)
    return Waiting(**{kind.name: list(asked.get(kind.name, ())) for kind in fields(Waiting)})


def count_waiting(user: User, office: Office, may: frozenset[Permission]) -> int:
    """Return how many things wait for `user`, as `waiting_for` finds them; one query."""
    first, *more = (rows.order_by().values("pk") for rows in _asked(user, office, may).values())
    return first.union(*more, all=True).count() if more else first.count()


def _asked(user: User, office: Office, may: frozenset[Permission]) -> dict[str, QuerySet[Any]]:
    """Return what to ask for, by the names of `Waiting`, as far as it concerns the person."""
    asked: dict[str, QuerySet[Any]] = {
        "returned_proposals": _other_papers(office).returned_to(user).for_list()
    }
    if Permission.PLAN_DECIDE in may:
        asked["plans"] = _plans(user, office)
    if Permission.DOCUMENT_DECIDE in may:
        asked["proposals"] = _proposals(user, office)
    if Permission.DOCUMENT_ENDORSE in may:
        asked["endorsements"] = waiting_at(user, office)
    if Permission.DOCUMENT_RETRY in may:
        asked["failed"] = Document.objects.of(office).filter(status=Document.Status.FAILED)
    if Permission.PLAN_EDIT in may:
        asked["returned"] = Plan.objects.of(office).returned().with_proposal()
    if Permission.PROGRESS_REPORT in may:
        asked["parts"] = open_parts(office, _groups(user, office))
    return asked | _asked_of_disclosure(user, office, may)


def _asked_of_disclosure(
    user: User, office: Office, may: frozenset[Permission]
) -> dict[str, QuerySet[Any]]:
    asked: dict[str, QuerySet[Any]] = {}
    if Permission.DISCLOSURE_ACCEPT in may:
        asked["evidence"] = _evidence(user, office)
        asked["not_applicable"] = _not_applicable(user, office)
    if Permission.DISCLOSURE_EDIT in may:
        asked["returned_evidence"] = _returned_evidence(user, office)
        asked["visitor_notes"] = notes_waiting_for(user, office)
    return asked


def _groups(user: User, office: Office) -> QuerySet[Any]:
    """Return the ids of the groups for which the person reports, to be asked in a query."""
    return reporting_posts(user, office, on=timezone.localdate()).values("group_id")


def _plans(user: User, office: Office) -> QuerySet[Plan]:
    """Return the plans whose announcement stands alone and can be signed."""
    plans = Plan.objects.of(office).awaiting_decision().with_proposal()
    ready = Proposal.objects.of(office).ready_to_decide().filter(bundle=None)
    return plans.filter(proposal__in=ready.order_by()).exclude(proposal__submitted_by=user)


def _proposals(user: User, office: Office) -> QuerySet[Proposal]:
    """Return what can be signed, a bundle by its first paper; but for announcements alone, which
    stand there with their plans.
    """
    alone = Q(kind=MEASURES_ANNOUNCEMENT.code, bundle=None)
    waiting = Proposal.objects.of(office).ready_to_decide().leading().for_list()
    return waiting.exclude(alone).exclude(submitted_by=user).order_by("submitted_at", "pk")


def _other_papers(office: Office) -> ProposalQuerySet:
    """Return the proposed papers but for announcements, which stand there with their plans."""
    return Proposal.objects.of(office).exclude(kind=MEASURES_ANNOUNCEMENT.code)


def _evidence(user: User, office: Office) -> QuerySet[Evidence]:
    waiting = Evidence.objects.of(office).awaiting().exclude(proposed_by=user)
    return waiting.select_related("item__framework", "proposed_by", "owner")


def _not_applicable(user: User, office: Office) -> QuerySet[Entry]:
    """Return the items of which somebody else says that they do not concern the office."""
    waiting = Entry.objects.filter(office=office, setting=Setting.PROPOSED)
    return waiting.exclude(proposed_by=user).select_related("proposed_by").order_by("proposed_at")


def _returned_evidence(user: User, office: Office) -> QuerySet[Evidence]:
    own = Evidence.objects.of(office).filter(status=Evidence.Status.RETURNED, proposed_by=user)
    return own.select_related("item__framework", "decided_by").order_by("decided_at")
