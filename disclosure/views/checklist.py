"""The year's checklist for the staff: the list, the matrix of groups, and beginning a year."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.models import Framework
from disclosure.rules.beginning import begin_year, may_begin
from disclosure.rules.matrix import matrix_of
from disclosure.rules.year import by_heading, readiness, year_of
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR


class YearPage(OfficePage):
    """A page about a whole year of the checklist."""

    permission = Permission.DISCLOSURE_VIEW

    def framework_or_404(self, year: int) -> Framework:
        """Return the year's newest framework, or raise 404."""
        framework = Framework.objects.of_year(year) if FIRST_YEAR <= year <= LAST_YEAR else None
        if framework is None:
            raise Http404
        return framework


class Checklist(YearPage):
    """All items of a year: where each stands, what it lacks, and what comes next."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.framework_or_404(year)
        page = year_of(self.office, framework)
        edits = self.may(Permission.DISCLOSURE_EDIT)
        context = {
            "year": year,
            "framework": framework,
            "page": page,
            "groups": by_heading(page.items),
            "ready": readiness(page.items),
            "may_begin": edits and may_begin(self.office, year),
            "may_own": self.may(Permission.DISCLOSURE_MANAGE),
        }
        return render(request, "disclosure/checklist.html", context)


class ChecklistMatrix(YearPage):
    """The items by the group that looks after them, with what is missing and at stake."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.framework_or_404(year)
        page = year_of(self.office, framework)
        context = {
            "year": year,
            "framework": framework,
            "matrix": matrix_of(page.items),
            "ready": readiness(page.items),
        }
        return render(request, "disclosure/checklist_matrix.html", context)


class ChecklistBegin(YearPage):
    """Begin the year from last year's owners and titles (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        made = begin_year(self.office, self.framework_or_404(year), by=self.user)
        if made:
            messages.success(request, f"เริ่มแบบตรวจจากผู้รับผิดชอบและชื่อหลักฐานของปีก่อนแล้ว {made} ข้อ")
        else:
            messages.info(request, "ไม่มีข้อที่นำมาจากปีก่อนได้อีก")
        return redirect("disclosure:checklist", office, year)
