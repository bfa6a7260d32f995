"""One item of the year's checklist, for the staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments.models import OITItem
from disclosure.models import Entry, Evidence
from disclosure.rules.checklist import (
    EvidenceCard,
    card_of,
    item_evidence,
    item_or_none,
    item_papers,
    with_all,
)
from disclosure.rules.entries import entry_of
from disclosure.rules.examples import examples_of
from disclosure.rules.links.checking import latest, links_of
from disclosure.rules.owners import editors_of
from disclosure.rules.year import year_of
from disclosure.rules.years_before import evidence_before
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
        item = self.item_or_404(year, code)
        rows = Evidence.objects.of(self.office).of_item(year, item.code)
        related = rows.select_related("owner", "office", "file", "item__framework", "proposed_by")
        return get_object_or_404(related, pk=pk)

    def card_or_404(self, year: int, code: str, pk: int) -> EvidenceCard:
        """Return the office's own evidence with what was found at it, or raise 404."""
        item = self.item_or_404(year, code)
        rows = with_all(Evidence.objects.of(self.office).of_item(year, item.code))
        evidence = get_object_or_404(rows, pk=pk)
        return self._cards([evidence])[0]

    def _cards(self, pieces: Sequence[Evidence]) -> list[EvidenceCard]:
        editors = editors_of(self.office)
        checks = latest(self.office, (link for piece in pieces for link in links_of(piece)))
        return [
            card_of(piece, user=self.user, may=self.permissions, editors=editors, checks=checks)
            for piece in pieces
        ]

    def to_item(self, item: OITItem) -> HttpResponse:
        """Lead back to the item."""
        year = item.framework.fiscal_year
        return redirect("disclosure:checklist_item", self.office.code, year, item.code)

    def show(
        self, request: HttpRequest, item: OITItem, *, typed: Typed | None = None
    ) -> HttpResponse:
        """Show the item; with `typed`, as the answer to a decision that was refused."""
        cards = self._cards(item_evidence(self.office, item))
        withdrawn = Evidence.Status.WITHDRAWN
        entry = entry_of(self.office, item)
        decides = self.may(Permission.DISCLOSURE_ACCEPT)
        context = {
            "item": item,
            "year": item.framework.fiscal_year,
            "standing": year_of(self.office, item.framework, code=item.code).of(item.code),
            "entry": entry,
            "papers": item_papers(self.office, item),
            "cards": [card for card in cards if card.evidence.status != withdrawn],
            "past": [card for card in cards if card.evidence.status == withdrawn],
            "prepared": _without_evidence(entry, cards),
            "before": evidence_before(self.office, item),
            "examples": examples_of(item.duties, item.framework.fiscal_year),
            "may_add": self.may(Permission.DISCLOSURE_EDIT),
            "may_decide_entry": decides and entry.proposed_by_id != self.user.pk,
            "typed": typed,
        }
        return render(request, "disclosure/checklist_item.html", context)


def _without_evidence(entry: Entry, cards: Sequence[EvidenceCard]) -> list[str]:
    """Return the titles of last year under which nothing was written yet."""
    written = {card.evidence.title for card in cards}
    return [title for title in entry.titles if title not in written]


class ChecklistItem(ItemPage):
    """One item: what stands at it, what waits, and the way to add or decide."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        return self.show(request, self.item_or_404(year, item))
