"""What an import could not put into the plan: shown until somebody has looked at it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from measures.forms.importing import numbers_from
from measures.rules.importing.notes import drop_import_notes
from measures.views.plans import plan_of_year

NONE_CHOSEN = "ยังไม่ได้เลือกเรื่องที่ตรวจแล้ว โปรดทำเครื่องหมายหน้าเรื่องอย่างน้อยหนึ่งเรื่อง"


class PlanImportNotes(OfficePage):
    """The texts of imported files that have no place in the plan, to be ticked off."""

    permission = Permission.PLAN_EDIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._page(year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        numbers = numbers_from(request.POST.getlist("note"))
        if not numbers:
            return self._page(year, NONE_CHOSEN)
        plan = plan_of_year(self.office, year)
        count = drop_import_notes(plan, numbers, by=self.user)
        messages.success(request, f"ทำเครื่องหมายว่าตรวจแล้ว {count} เรื่อง ข้อความยังอยู่ในประวัติการใช้งาน")
        left = plan.import_notes.exists()
        there = "plan_import_notes" if left else "plan_edit"
        return redirect(f"measures:{there}", office=office, year=year)

    def _page(self, year: int, error: str = "") -> HttpResponse:
        plan = plan_of_year(self.office, year)
        context = {"plan": plan, "notes": plan.import_notes.all(), "error": error}
        return render(self.request, "measures/plan_import_notes.html", context)
