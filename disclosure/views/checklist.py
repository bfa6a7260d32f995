"""The year's checklist and one item of it, for the staff."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.models import Framework, OITItem
from disclosure.models import Evidence
from disclosure.rules.checklist import (
    card_of,
    checklist_page,
    item_evidence,
    item_or_none,
    item_papers,
)
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Typed:
    """What was typed into a decision that was refused, and why: it comes back in its place.

    `place` is the id of the field in the page, as the EvidenceCard names it.
    """

    place: str
    comment: str
    problem: str


class Checklist(OfficePage):
    """All items of a year with the state of each."""

    permission = Permission.DISCLOSURE_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = Framework.objects.of_year(year) if FIRST_YEAR <= year <= LAST_YEAR else None
        if framework is None:
            raise Http404
        page = checklist_page(self.office, framework)
        context = {"year": year, "framework": framework, "page": page}
        return render(request, "disclosure/checklist.html", context)


class ItemPage(OfficePage):
    """A page about one item: finds it, finds its evidence, and shows both."""

    permission = Permission.DISCLOSURE_VIEW

    def item_or_404(self, year: int, code: str) -> OITItem:
        """Return the item of that year, or raise 404."""
        item = item_or_none(year, code) if FIRST_YEAR <= year <= LAST_YEAR else None
        if item is None:
            raise Http404
        return item

    def evidence_or_404(self, year: int, code: str, pk: int) -> Evidence:
        """Return the office's own evidence of that item, or raise 404."""
        own = Evidence.objects.of(self.office).select_related("owner")
        item = self.item_or_404(year, code)
        return get_object_or_404(
            own, pk=pk, item__code=item.code, item__framework__fiscal_year=year
        )

    def show(
        self, request: HttpRequest, item: OITItem, *, typed: Typed | None = None
    ) -> HttpResponse:
        """Show the item; with `typed`, as the answer to a decision that was refused."""
        cards = [
            card_of(evidence, user=self.user, may=self.permissions)
            for evidence in item_evidence(self.office, item)
        ]
        withdrawn = Evidence.Status.WITHDRAWN
        context = {
            "item": item,
            "year": item.framework.fiscal_year,
            "papers": item_papers(self.office, item),
            "cards": [card for card in cards if card.evidence.status != withdrawn],
            "past": [card for card in cards if card.evidence.status == withdrawn],
            "may_add": self.may(Permission.DISCLOSURE_EDIT),
            "typed": typed,
        }
        return render(request, "disclosure/checklist_item.html", context)


class ChecklistItem(ItemPage):
    """One item: what stands at it, what waits, and the way to add or decide."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        return self.show(request, self.item_or_404(year, item))
