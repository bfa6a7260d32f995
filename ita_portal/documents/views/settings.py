"""How the office does its papers: chain, numbers, digits and QR code of each kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.documents.forms.settings import DIGITS, WaysForm, as_typed
from ita_portal.documents.kinds import KINDS, Numbering
from ita_portal.documents.models import Emblem
from ita_portal.documents.rules.settings import ALL_KINDS, chosen_for, save_ways, ways_of
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Appointment
from ita_portal.organisations.pages import OfficePage

ALL = "all"
"""Stands in the address for all kinds."""


class PaperSettingsPage(OfficePage):
    """How each kind of paper is done today, and the ways to change it."""

    permission = Permission.DOCUMENT_SETTINGS

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        rows = []
        for kind in KINDS.values():
            ways = ways_of(self.office, kind)
            roles = [Appointment.Role(role).label for role in ways.chain]
            has_number = kind.numbering != Numbering.NEVER
            rows.append((kind, ways, roles, DIGITS[ways.digits], has_number))
        emblem = Emblem.objects.filter(office=self.office).select_related("uploaded_by").first()
        context = {"rows": rows, "emblem": emblem}
        return render(request, "documents/settings.html", context)


class PaperSettingsEdit(OfficePage):
    """Change how papers of a kind, or of all kinds, are done from now on."""

    permission = Permission.DOCUMENT_SETTINGS

    def get(self, request: HttpRequest, office: str, kind: str) -> HttpResponse:
        code = code_of(kind)
        return self._show(
            code, WaysForm(kind=code, initial=as_typed(chosen_for(self.office, code)))
        )

    def post(self, request: HttpRequest, office: str, kind: str) -> HttpResponse:
        code = code_of(kind)
        form = WaysForm(request.POST, kind=code)
        if not form.is_valid():
            return self._show(code, form)
        revision = form.cleaned_data["revision"]
        try:
            save_ways(
                self.office, code, choice=form.choice, expected_revision=revision, by=self.user
            )
        except Stale as stale:
            return self._stale(code, form, stale)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._show(code, form)
        messages.success(request, "บันทึกแล้ว ใช้กับเอกสารที่เสนอตั้งแต่นี้ไป ฉบับที่เสนอไปแล้วเดินตามเดิม")
        return redirect("documents:settings", office=office)

    def _stale(self, code: str, form: WaysForm, stale: Stale) -> HttpResponse:
        """Show what was typed again, to be saved over what somebody else has set meanwhile."""
        latest = chosen_for(self.office, code)
        data = self.request.POST.copy()
        data["revision"] = str(latest.revision if latest else 0)
        form = WaysForm(data, kind=code)
        form.is_valid()
        form.add_error(None, stale.message)
        return self._show(code, form)

    def _show(self, code: str, form: WaysForm) -> HttpResponse:
        kind = KINDS.get(code)
        context = {"form": form, "kind": kind, "heading": kind.name if kind else "เอกสารทุกชนิด"}
        status = 422 if form.is_bound else 200
        return render(self.request, "documents/settings_edit.html", context, status=status)


def code_of(kind: str) -> str:
    """Return the kind that an address names, ALL_KINDS for "all"; raise 404 for any other."""
    if kind == ALL:
        return ALL_KINDS
    if kind not in KINDS:
        raise Http404
    return kind
