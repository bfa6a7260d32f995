"""The office's papers for its staff: proposed ones, issued ones, and the making of their PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.chain import where_they_stand
from ita_portal.documents.rules.issuing import render_again
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class DocumentList(OfficePage):
    """The office's papers, latest first, with the state of their making."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        papers = list(Document.objects.of(self.office).for_list())
        keys = [paper.job_key for paper in papers if paper.status != Document.Status.READY]
        jobs = {job.key: job for job in Job.objects.filter(key__in=keys)}
        proposed = list(Proposal.objects.of(self.office).for_list().exclude(status="approved"))
        stand = where_they_stand(proposed)
        context = {
            "rows": [(paper, jobs.get(paper.job_key)) for paper in papers],
            "proposals": [(proposal, stand.get(proposal.pk)) for proposal in proposed],
            "may_retry": self.may(Permission.DOCUMENT_RETRY),
            "may_revoke": self.may(Permission.DOCUMENT_DECIDE),
        }
        return render(request, "documents/document_list.html", context)


class DocumentStatus(OfficePage):
    """The state of a paper's PDF, as a part of a page that asks for it again until it stands."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        papers = Document.objects.of(self.office).select_related("office")
        document = get_object_or_404(papers, code=code)
        job = Job.objects.filter(key=document.job_key).first()
        if request.GET.get("seen") == document.status and not (job and job.error):
            return HttpResponse(status=204)  # nothing to say aloud again
        context = {
            "document": document,
            "job": job,
            "may_retry": self.may(Permission.DOCUMENT_RETRY),
        }
        return render(request, "documents/status.html", context)


class DocumentRetry(OfficePage):
    """Have a failed PDF made again (POST only)."""

    permission = Permission.DOCUMENT_RETRY

    def post(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        document = get_object_or_404(Document.objects.of(self.office), code=code)
        try:
            render_again(document, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "สั่งจัดทำไฟล์ PDF ใหม่แล้ว")
        return redirect("documents:document_list", office=office)
