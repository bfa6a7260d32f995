"""The links of a piece of evidence: how they answered, another try, and a person's word."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.links.checking import links_of
from disclosure.rules.links.confirming import confirm_link, try_again
from disclosure.views.item import ItemPage, Typed
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


class LinkPage(ItemPage):
    """A deed about a link on which a piece of evidence stands."""

    def link_or_404(self, evidence: Evidence, pk: int) -> LinkCheck:
        """Return what is known of a link of this piece, or raise 404."""
        check = get_object_or_404(LinkCheck.objects.of(self.office), pk=pk)
        if check.address not in links_of(evidence):
            raise Http404
        return check


class EvidenceLinks(LinkPage):
    """The links of a piece, alone: htmx asks for them until they are tried."""

    def get(self, request: HttpRequest, office: str, year: int, item: str, pk: int) -> HttpResponse:
        card = self.card_or_404(year, item, pk)
        context = {"card": card, "year": year, "item": self.item_or_404(year, item)}
        return render(request, "disclosure/parts/links.html", context)


class LinkTryAgain(LinkPage):
    """Have a link tried now (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int, link: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        try:
            try_again(self.link_or_404(evidence, link))
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "สั่งให้ลองเปิดลิงก์แล้ว ผลจะแสดงที่หลักฐานในไม่กี่วินาที")
        return self.to_item(evidence.item)


class LinkConfirm(LinkPage):
    """Keep a person's word that a link opens (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int, link: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        check, words = self.link_or_404(evidence, link), request.POST.get("comment", "")
        try:
            confirm_link(check, words=words, by=self.user)
        except Refused as refused:
            typed = Typed(f"confirm-{link}", words, refused.message)
            return self.show(request, self.item_or_404(year, item), typed=typed)
        messages.success(request, "บันทึกการยืนยันแล้ว ผู้อ่านคนต่อไปจะเห็นชื่อท่านและเหตุผล")
        return self.to_item(evidence.item)
