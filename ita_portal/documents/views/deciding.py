"""What is done with a proposed paper: endorsed, sent back, signed, or taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.forms import EndorseForm, SendBackForm, SignForm
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.rules.chain import endorse, lead_past_empty
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.documents.rules.signing import approve
from ita_portal.documents.rules.together import together
from ita_portal.documents.views.proposals import Forms, ProposalBase
from ita_portal.documents.views.signing import confirmation_of, is_the_person
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class ProposalApprove(ProposalBase):
    """Approve, sign and issue, with the password asked again (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        papers = together(proposal)
        form = SignForm(request.POST, kind=KINDS[proposal.kind], papers=papers)
        if proposal.awaits_decision and not (
            form.is_valid() and is_the_person(request, form, self.user)
        ):
            return self.page(request, proposal, Forms(sign=form))
        try:
            approve(
                proposal,
                words_sha256=request.POST.get("words_sha256", ""),
                by=self.user,
                confirmation=confirmation_of(request),
            )
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ลงนามแล้ว ระบบกำลังจัดทำไฟล์ PDF ของเอกสาร")
        return redirect("documents:proposal", office=office, pk=pk)


class ProposalEndorse(ProposalBase):
    """Endorse a paper at the step at which it stands (POST only)."""

    permission = Permission.DOCUMENT_ENDORSE

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal, form = self.proposal(pk), EndorseForm(request.POST)
        if not form.is_valid():
            return self.page(request, proposal, Forms(endorse=form))
        note = form.cleaned_data["note"]
        try:
            endorse(proposal, position=form.cleaned_data["position"], note=note, by=self.user)
        except Refused as refused:
            typed = f" ความเห็นที่ท่านพิมพ์ไว้: “{note}”" if note else ""
            messages.error(request, f"{refused.message}{typed}")
        else:
            messages.success(request, "บันทึกความเห็นชอบแล้ว และเสนอต่อไปตามลำดับ")
        return redirect("documents:proposal", office=office, pk=pk)


class ProposalSendBack(ProposalBase):
    """Send a proposed paper back with comments (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        form = SendBackForm(request.POST, papers=together(proposal))
        if not form.is_valid() or form.asks_for_more:
            return self.page(request, proposal, Forms(send_back=form))
        comment, comments = form.cleaned_data["comment"], form.comments
        try:
            send_back(proposal, comment=comment, comments=comments, by=self.user)
        except Refused as refused:
            typed = " · ".join(filter(None, [comment, *(one.text for one in comments)]))
            messages.error(request, f"{refused.message} ความเห็นที่ท่านพิมพ์ไว้: “{typed}”")
        else:
            messages.success(request, "ส่งคืนเอกสารพร้อมความเห็นแล้ว")
        return redirect("documents:proposal", office=office, pk=pk)


class EndorserSendBack(ProposalSendBack):
    """The same for who endorses; the rule asks whether it is their turn."""

    permission = Permission.DOCUMENT_ENDORSE


class ProposalWithdraw(ProposalBase):
    """Take one's own proposal back (POST only); nobody else may, whatever their rights."""

    permission = Permission.DOCUMENT_VIEW

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        if proposal.submitted_by_id != self.user.pk:
            raise PermissionDenied
        try:
            withdraw(proposal, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ถอนเอกสารที่เสนอแล้ว ท่านแก้ไขและเสนอใหม่ได้")
        return redirect("documents:proposal", office=office, pk=pk)


class ProposalLeadOn(ProposalBase):
    """Lead a paper past a step that nobody can do any more (POST only).

    For who proposed it, and who endorses or signs: they are those who would wait.
    """

    permission = Permission.DOCUMENT_VIEW

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        if proposal.submitted_by_id != self.user.pk and not self.in_chain:
            raise PermissionDenied
        try:
            lead_past_empty(proposal, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ข้ามขั้นที่ไม่มีผู้ดำรงตำแหน่ง และเสนอต่อแล้ว")
        return redirect("documents:proposal", office=office, pk=pk)
