"""Putting one's own proposed papers together as a bundle."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.documents.forms.bundling import BundleForm
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.bundles import bundle, singles_of
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class BundleAdd(OfficePage):
    """Choose among what one has proposed alone, and in which order it goes on together."""

    permission = Permission.DOCUMENT_WRITE

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        papers = self._papers()
        initial = {f"place_{paper.pk}": place for place, paper in enumerate(papers, 1)}
        return self._show(BundleForm(papers=papers, initial=initial))

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        papers = self._papers()
        form = BundleForm(request.POST, papers=papers)
        if not form.is_valid():
            return self._show(form)
        typed = form.cleaned_data
        try:
            made = bundle(typed["numbers"], title=typed["title"], office=self.office, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._show(form)
        messages.success(request, "รวมเอกสารเป็นชุดแล้ว ทุกฉบับจะได้รับการพิจารณาพร้อมกัน")
        return redirect("documents:proposal", office=office, pk=made[0].pk)

    def _papers(self) -> list[Proposal]:
        return list(singles_of(self.user, self.office).for_list().awaiting_decision())

    def _show(self, form: BundleForm) -> HttpResponse:
        status = 422 if form.is_bound else 200
        return render(self.request, "documents/bundle_add.html", {"form": form}, status=status)
