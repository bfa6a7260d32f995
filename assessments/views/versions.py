"""Moving a draft result to a newer version of its framework."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms import RevisionForm
from assessments.models import Framework, Result
from assessments.rules.frameworks.differences import differences
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.versions import effect_of, newer_version, take_version
from assessments.views.score_page import ScorePage
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission

RELEASED_MEANWHILE = "มีกรอบฉบับใหม่กว่าฉบับที่ท่านเห็น จึงยังไม่ได้เปลี่ยน โปรดตรวจฉบับล่าสุดแล้วเปลี่ยนอีกครั้ง"


class ResultVersion(ScorePage):
    """What a newer version would make of a draft's scores, and the move to it."""

    permission = Permission.SCORES_EDIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result, newer = self._found(year)
        old, new = result.framework, facts_of(newer)
        context = {
            "year": year,
            "result": result,
            "newer": newer,
            "effect": effect_of(result, new),
            "differences": differences(facts_of(old), new) if old else [],
        }
        return render(request, "assessments/result_version.html", context)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result, newer = self._found(year)
        if request.POST.get("version") != str(newer.version):
            messages.error(request, RELEASED_MEANWHILE)
            return redirect("assessments:result_version", office=office, year=year)
        form = RevisionForm(request.POST)
        revision = form.cleaned_data["revision"] if form.is_valid() else -1
        try:
            take_version(result, framework=newer, expected_revision=revision, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("assessments:result_version", office=office, year=year)
        messages.success(request, f"เปลี่ยนไปใช้กรอบฉบับที่ {newer.version} แล้ว")
        return redirect("assessments:result_edit", office=office, year=year)

    def _found(self, year: int) -> tuple[Result, Framework]:
        """Return the result and the newer version; raises Http404 without either."""
        result = self.result(year)
        newer = newer_version(result) if result else None
        if result is None or newer is None:
            raise Http404
        return result, newer
