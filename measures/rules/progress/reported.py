"""Which rounds have a report: proposed, or signed. What is reported stays as it was reported.

A report is known by its kind and by the fiscal year of its round, which is the paper's as well.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from ita_portal.documents.kinds import PROGRESS_HALF, PROGRESS_YEAR, DocumentKind
from ita_portal.documents.models import Proposal
from measures.models import Round, RoundMonths

Status = Proposal.Status
STANDING = (Status.SUBMITTED, Status.APPROVED)
"""States of a report that stands: what it was made of must not change under it."""
_KINDS = {RoundMonths.SIX: PROGRESS_HALF, RoundMonths.TWELVE: PROGRESS_YEAR}


def kind_of(round_: Round) -> DocumentKind:
    """Return the kind of paper that reports a round."""
    return _KINDS[RoundMonths(round_.months)]


def reports_of(round_: Round) -> QuerySet[Proposal]:
    """Return all reports of the round that were ever proposed."""
    return Proposal.objects.filter(
        office=round_.office_id, fiscal_year=round_.fiscal_year, kind=kind_of(round_).code
    )


def signed_report(round_: Round) -> Proposal | None:
    """Return the report that holds: the signed one, the latest where others took its place."""
    signed = reports_of(round_).filter(status=Status.APPROVED).select_related("document")
    return signed.order_by("-approved_at", "-pk").first()


def standing_report(round_: Round) -> Proposal | None:
    """Return the report that awaits its decision, or else the one that is signed; or None."""
    waiting = reports_of(round_).filter(status=Status.SUBMITTED).first()
    return waiting or signed_report(round_)


def has_report(statuses: Collection[str] = STANDING) -> Q:
    """Return the condition, for rounds, that a report of theirs is in one of the states."""
    told = Q(pk__in=[])
    for months, kind in _KINDS.items():
        reports = Proposal.objects.filter(
            office=OuterRef("office_id"),
            fiscal_year=OuterRef("fiscal_year"),
            kind=kind.code,
            status__in=list(statuses),
        )
        told |= Q(Exists(reports), months=months)
    return told
