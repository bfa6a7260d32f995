"""Proposing evidence and deciding about it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.models import OITItem
from disclosure.forms import EvidenceForm
from disclosure.models import Evidence
from disclosure.rules.evidence import (
    accept_evidence,
    may_withdraw,
    propose_evidence,
    resubmit_evidence,
    return_evidence,
    withdraw_evidence,
)
from disclosure.views.checklist import ItemPage, Typed
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission


def require_version(evidence: Evidence, carried: str) -> None:
    """Raise Stale unless the page that was answered showed this version of the evidence."""
    if evidence.proposed_at.isoformat() != carried:
        raise Stale


class EvidenceAdd(ItemPage):
    """Propose evidence for an item."""

    permission = Permission.DISCLOSURE_EDIT

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        return self._page(request, found, EvidenceForm(office=self.office))

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        form = EvidenceForm(request.POST, office=self.office)
        if not form.is_valid():
            return self._page(request, found, form)
        try:
            propose_evidence(found, office=self.office, by=self.user, **form.facts())
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, found, form)
        messages.success(request, "เสนอหลักฐานแล้ว จะเผยแพร่เมื่อผู้อื่นตรวจและรับ")
        return redirect("disclosure:checklist_item", office, year, item)

    def _page(self, request: HttpRequest, item: OITItem, form: EvidenceForm) -> HttpResponse:
        context = {"item": item, "year": item.framework.fiscal_year, "forms": [form], "form": form}
        return render(request, "disclosure/evidence_form.html", context)


class EvidenceEdit(ItemPage):
    """Mend returned evidence and propose it again."""

    permission = Permission.DISCLOSURE_EDIT

    def get(self, request: HttpRequest, office: str, year: int, item: str, pk: int) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        form = EvidenceForm(office=self.office, evidence=evidence)
        return self._page(request, year, item, evidence, form)

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        form = EvidenceForm(request.POST, office=self.office, evidence=evidence)
        if not form.is_valid():
            return self._page(request, year, item, evidence, form)
        try:
            require_version(evidence, form.cleaned_data["version"])
            resubmit_evidence(evidence, by=self.user, **form.facts())
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, year, item, evidence, form)
        messages.success(request, "แก้ไขและเสนอหลักฐานอีกครั้งแล้ว")
        return redirect("disclosure:checklist_item", office, year, item)

    def _page(
        self, request: HttpRequest, year: int, code: str, evidence: Evidence, form: EvidenceForm
    ) -> HttpResponse:
        item = self.item_or_404(year, code)
        context = {"item": item, "year": year, "forms": [form], "form": form, "evidence": evidence}
        return render(request, "disclosure/evidence_form.html", context)


class EvidenceAccept(ItemPage):
    """Accept evidence: it is public from now on (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        try:
            require_version(evidence, request.POST.get("version", ""))
            accept_evidence(evidence, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"รับ “{evidence.title}” ขึ้นเผยแพร่แล้ว")
        return redirect("disclosure:checklist_item", office, year, item)


class EvidenceReturn(ItemPage):
    """Return evidence to its author with a comment (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        comment = request.POST.get("comment", "")
        try:
            require_version(evidence, request.POST.get("version", ""))
            return_evidence(evidence, comment=comment, by=self.user)
        except Refused as refused:
            typed = Typed(f"return-{pk}", comment, refused.message)
            return self.show(request, self.item_or_404(year, item), typed=typed)
        messages.success(request, f"ส่งคืน “{evidence.title}” ให้ผู้เสนอแก้ไขแล้ว")
        return redirect("disclosure:checklist_item", office, year, item)


class EvidenceWithdraw(ItemPage):
    """Withdraw evidence with a reason (POST only).

    Who accepts evidence may withdraw any; its author what is not public yet.
    """

    permission = Permission.DISCLOSURE_VIEW

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        withdrawn = evidence.status == Evidence.Status.WITHDRAWN
        if not withdrawn and not may_withdraw(evidence, user=self.user, may=self.permissions):
            raise PermissionDenied
        comment = request.POST.get("comment", "")
        try:
            withdraw_evidence(evidence, comment=comment, by=self.user)
        except Refused as refused:
            typed = Typed(f"withdraw-{pk}", comment, refused.message)
            return self.show(request, self.item_or_404(year, item), typed=typed)
        messages.success(request, f"ถอน “{evidence.title}” แล้ว")
        return redirect("disclosure:checklist_item", office, year, item)
