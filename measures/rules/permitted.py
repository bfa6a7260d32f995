"""What of a year's progress may be published: what stands in reports whose director permitted it.

A report freezes the state of each step by group beside its words, so a part that is sent back
and written anew later changes nothing for the public until a corrected report is signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from ita_portal.documents.kinds import PROGRESS_HALF, PROGRESS_YEAR
from ita_portal.documents.models import Document, Proposal
from measures.models import Plan, Round, RoundMonths

_MONTHS = {PROGRESS_HALF.code: RoundMonths.SIX, PROGRESS_YEAR.code: RoundMonths.TWELVE}


@dataclass(frozen=True)
class PermittedReport:
    """A signed report whose paper everybody may read; `standing` is state by key and group."""

    months: RoundMonths
    cut_off_on: date
    paper: Document
    standing: Mapping[UUID, Mapping[int, str]]

    @property
    def label(self) -> str:
        """The round in Thai."""
        return str(self.months.label)


def permitted_reports(plan: Plan) -> list[PermittedReport]:
    """Return the reports of the plan's year that hold, 6 months before 12; 2 queries."""
    return permitted_reports_of([plan])[plan.pk]


def permitted_reports_of(plans: Sequence[Plan]) -> dict[int, list[PermittedReport]]:
    """Return the same of each plan by its key, in 2 queries however many plans.

    Where the latest report of a round was revoked none holds: not even one that it had replaced.
    """
    offices = {plan.office_id for plan in plans}
    years = {plan.fiscal_year for plan in plans}
    here = Q(office__in=offices, fiscal_year__in=years)
    signed = Proposal.objects.filter(
        here, kind__in=_MONTHS, document__status=Document.Status.READY
    ).select_related("document__office")
    rows = signed.defer("words", "document__words").order_by("approved_at", "pk")
    latest = {
        (one.office_id, one.fiscal_year, _MONTHS[one.kind]): one
        for one in rows.annotate(standing=F("words__standing"))
    }
    rounds = Round.objects.filter(here).values_list("office", "fiscal_year", "months", "cut_off_on")
    days = {(office, year, months): day for office, year, months, day in rounds}
    return {
        plan.pk: [
            PermittedReport(months, days[place], found.document, _by_key(found))
            for months in RoundMonths
            if (place := (plan.office_id, plan.fiscal_year, months)) in days
            and (found := latest.get(place))
            and found.document
            and not found.document.revoked_at
        ]
        for plan in plans
    }


def permitted_states(reports: Sequence[PermittedReport]) -> dict[UUID, dict[int, str]]:
    """Return the state by key and group; a later round comes over an earlier one."""
    states: dict[UUID, dict[int, str]] = {}
    for report in reports:
        for key, by_group in report.standing.items():
            states.setdefault(key, {}).update(by_group)
    return states


def _by_key(proposal: Proposal) -> dict[UUID, dict[int, str]]:
    told: Mapping[str, Mapping[str, str]] = getattr(proposal, "standing", None) or {}
    return {
        UUID(key): {int(group): state for group, state in by_group.items()}
        for key, by_group in told.items()
    }
