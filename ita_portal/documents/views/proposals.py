"""A proposed paper: the office reads it, the director decides, who proposed may take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.forms import SendBackForm, SignForm
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules.proposals import approve, send_back, withdraw, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.documents.views.signing import is_the_person
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class ProposalBase(OfficePage):
    """What the pages of a proposal share: finding it, and showing it with the forms."""

    permission = Permission.DOCUMENT_DECIDE

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        """Lead to the page of the proposal whoever comes back to the address of a form."""
        return redirect("documents:proposal", office=office, pk=pk)

    def proposal(self, pk: int) -> Proposal:
        """Return the office's proposal, or raise 404."""
        people = ("submitted_by", "returned_by", "withdrawn_by", "approved_by")
        rows = Proposal.objects.of(self.office).select_related(
            "office", "document__office", *people
        )
        return get_object_or_404(rows, pk=pk)

    def page(
        self,
        request: HttpRequest,
        proposal: Proposal,
        *,
        sign_form: SignForm | None = None,
        send_back_form: SendBackForm | None = None,
    ) -> HttpResponse:
        """Show the proposal; with both forms to who decides, while it awaits a decision."""
        kind, is_own = KINDS[proposal.kind], proposal.submitted_by_id == self.user.pk
        paper = self._paper(proposal)
        may_sign = "words_sha256" in paper and not is_own
        context = {
            "proposal": proposal,
            "kind": kind,
            "matter": self._matter(proposal),
            "is_own": is_own,
            "before": _before(proposal),
            "today": timezone.localdate(),
            **paper,
            "sign_form": (sign_form or SignForm(kind=kind)) if may_sign else None,
            "send_back_form": send_back_form or SendBackForm(),
        }
        return render(request, "documents/proposal.html", context)

    def _paper(self, proposal: Proposal) -> dict[str, Any]:
        """Return the paper as it stands for who looks: as they would sign it, or as proposed."""
        if proposal.document:
            return self._issued(proposal.document)
        if not (proposal.awaits_decision and self.may(Permission.DOCUMENT_DECIDE)):
            return {"body": body_html(proposal.words)}
        try:
            words = words_to_sign(proposal, by=self.user, on=timezone.localdate())
        except Refused as refused:
            body = body_html(proposal.words)
            return {"body": body, "decides": True, "no_power": refused.message}
        return {"body": body_html(words), "decides": True, "words_sha256": fingerprint(words)}

    def _issued(self, document: Document) -> dict[str, Any]:
        """Return the signed paper with the state of its PDF."""
        return {
            "body": body_html(document.words),
            "job": Job.objects.filter(key=document.job_key).first(),
            "may_retry": self.may(Permission.DOCUMENT_RETRY),
        }

    def _matter(self, proposal: Proposal) -> str:
        """Return the address of what the paper was written from."""
        kind = KINDS[proposal.kind]
        return reverse(kind.matter, args=[self.office.code, proposal.fiscal_year - kind.looks_back])


def _before(proposal: Proposal) -> list[Proposal]:
    """Return the proposals that this one comes after, latest first."""
    if not proposal.after_id:
        return []
    of_year = Proposal.objects.of(proposal.office).filter(
        kind=proposal.kind, fiscal_year=proposal.fiscal_year
    )
    rows, found = {one.pk: one for one in of_year.for_list()}, []
    while proposal.after_id:
        proposal = rows[proposal.after_id]
        found.append(proposal)
    return found


@method_decorator(never_cache, name="dispatch")
class ProposalPage(ProposalBase):
    """The paper as it will be, how it stands, and what the person who looks may do with it."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        return self.page(request, self.proposal(pk))


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class ProposalApprove(ProposalBase):
    """Approve, sign and issue, with the password asked again (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        form = SignForm(request.POST, kind=KINDS[proposal.kind])
        if proposal.awaits_decision and not (
            form.is_valid() and is_the_person(request, form, self.user)
        ):
            return self.page(request, proposal, sign_form=form)
        try:
            approve(proposal, words_sha256=request.POST.get("words_sha256", ""), by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ลงนามแล้ว ระบบกำลังจัดทำไฟล์ PDF ของเอกสาร")
        return redirect("documents:proposal", office=office, pk=pk)


class ProposalSendBack(ProposalBase):
    """Send a proposed paper back with a comment (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self.proposal(pk)
        form = SendBackForm(request.POST)
        if not form.is_valid():
            return self.page(request, proposal, send_back_form=form)
        comment = form.cleaned_data["comment"]
        try:
            send_back(proposal, comment=comment, by=self.user)
        except Refused as refused:
            messages.error(request, f"{refused.message} ความเห็นที่ท่านพิมพ์ไว้: “{comment}”")
        else:
            messages.success(request, "ส่งคืนเอกสารพร้อมความเห็นแล้ว")
        return redirect("documents:proposal", office=office, pk=pk)


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
