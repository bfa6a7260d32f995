"""The emblem on the office's papers: looked at, uploaded, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.documents.forms.emblem import EmblemForm
from ita_portal.documents.models import Emblem
from ita_portal.documents.rules.emblem import MOST_BYTES, keep_emblem, remove_emblem
from ita_portal.errors import Refused
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class EmblemPage(OfficePage):
    """The emblem as it stands, and the way to put another one in its place."""

    permission = Permission.DOCUMENT_SETTINGS

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self._page(request, EmblemForm())

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = EmblemForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form)
        upload = form.cleaned_data["file"]
        try:
            data = upload.read(MOST_BYTES + 1)
            keep_emblem(data, name=given_name(upload), office=self.office, by=self.user)
        except Refused as refused:
            form.add_error("file", refused.message)
            return self._page(request, form)
        messages.success(request, "เก็บตราแล้ว เอกสารที่เสนอตั้งแต่นี้ไปจะมีตรานี้")
        return redirect("documents:emblem", office=office)

    def _page(self, request: HttpRequest, form: EmblemForm) -> HttpResponse:
        emblem = Emblem.objects.filter(office=self.office).select_related("uploaded_by").first()
        return render(request, "documents/emblem.html", {"form": form, "emblem": emblem})


class EmblemRemove(OfficePage):
    """Take the emblem away (POST only)."""

    permission = Permission.DOCUMENT_SETTINGS

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        remove_emblem(self.office, by=self.user)
        messages.success(request, "นำตราออกแล้ว เอกสารที่เสนอตั้งแต่นี้ไปจะเว้นที่ไว้")
        return redirect("documents:emblem", office=office)
