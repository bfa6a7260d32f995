"""Deciding about evidence, ordering it, and what the checks have found at it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from disclosure.models import Evidence
from disclosure.rules.evidence import (
    accept_evidence,
    drop_changes,
    may_withdraw,
    return_evidence,
    withdraw_evidence,
)
from disclosure.rules.ordering import move_evidence
from disclosure.rules.running import answer_finding
from disclosure.views.evidence import require_version
from disclosure.views.item import ItemPage, Typed
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


class EvidenceAccept(ItemPage):
    """Accept evidence: it is public from now on, or from its hour on (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        try:
            require_version(evidence, request.POST.get("version", ""))
            accepted = accept_evidence(evidence, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            later = "แล้ว จะเผยแพร่ตามเวลาที่ตั้งไว้" if accepted.coming_id else "ขึ้นเผยแพร่แล้ว"
            messages.success(request, f"รับ “{evidence.title}” {later}")
        return self.to_item(evidence.item)


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
        return self.to_item(evidence.item)


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
        return self.to_item(evidence.item)


class EvidenceDrop(ItemPage):
    """Go back to the version that is public (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        try:
            require_version(evidence, request.POST.get("version", ""))
            drop_changes(evidence, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ทิ้งฉบับที่แก้ไขแล้ว กลับไปใช้ฉบับที่เผยแพร่")
        return self.to_item(evidence.item)


class EvidenceMove(ItemPage):
    """Change places with the neighbour: `deed` is "up" or "down" (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        move_evidence(evidence, up=request.POST.get("deed") == "up", by=self.user)
        return self.to_item(evidence.item)


class EvidenceFindings(ItemPage):
    """What the checks have found at a piece, alone: htmx asks for it until they are done."""

    def get(self, request: HttpRequest, office: str, year: int, item: str, pk: int) -> HttpResponse:
        card = self.card_or_404(year, item, pk)
        context = {"card": card, "year": year, "item": self.item_or_404(year, item)}
        return render(request, "disclosure/parts/findings.html", context)


class FindingAnswer(ItemPage):
    """Answer what the checks have found with a reason (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int, finding: int
    ) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        found = get_object_or_404(evidence.findings, pk=finding, gone_at__isnull=True)
        words = request.POST.get("comment", "")
        try:
            require_version(evidence, request.POST.get("version", ""))
            answer_finding(found, words=words, by=self.user)
        except Refused as refused:
            typed = Typed(f"answer-{finding}", words, refused.message)
            return self.show(request, self.item_or_404(year, item), typed=typed)
        messages.success(request, "บันทึกคำชี้แจงแล้ว")
        return self.to_item(evidence.item)
