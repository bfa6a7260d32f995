"""The plan at a glance: as lists, as a board by state, as a calendar, and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, OfficeGroup
from ita_portal.organisations.pages import OfficePage
from measures.forms.reading import row_number
from measures.rules.exporting import export_plan
from measures.rules.overview import Overview, plan_to_watch

VIEWS = {"list": "รายการ", "board": "กระดานตามสถานะ", "calendar": "ปฏิทินปีงบประมาณ", "late": "ที่ล่าช้า"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanOverview(OfficePage):
    """What is to be done in the year and how far it is; `?view=` and `?group=` choose."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        overview = overview_of(request, self.office, year)
        view = request.GET.get("view", "list")
        view = view if view in VIEWS else "list"
        context = {
            "plan": overview.plan,
            "overview": overview,
            "view": view,
            "views": VIEWS,
            "group": overview.group,
            "groups": OfficeGroup.objects.filter(office=self.office),
            **_parts(overview, view),
        }
        return render(request, "measures/overview.html", context)


class PlanExport(OfficePage):
    """The same as a workbook, for the group that was chosen."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        overview = overview_of(request, self.office, year)
        name = f"measures-{office}-{year}.xlsx"
        disposition = content_disposition_header(as_attachment=True, filename=name)
        headers = {"Content-Disposition": disposition or "", "Cache-Control": "no-store"}
        return HttpResponse(export_plan(overview), content_type=XLSX, headers=headers)


def overview_of(request: HttpRequest, office: Office, year: int) -> Overview:
    """Return the overview that the address asks for, or raise 404."""
    group = None
    if chosen := request.GET.get("group"):
        group = OfficeGroup.objects.filter(office=office, pk=row_number(chosen) or 0).first()
        if group is None:
            raise Http404
    plan = plan_to_watch(office, year)
    if plan is None:
        raise Http404
    return Overview(plan, on=timezone.localdate(), group=group)


def _parts(overview: Overview, view: str) -> dict[str, Any]:
    """Return what the chosen view shows; the others are not worked out."""
    if view == "board":
        return {"columns": overview.board()}
    if view == "calendar":
        return {"months": overview.months(), "rows": overview.calendar()}
    if view == "late":
        return {"late": overview.late()}
    return {"measures": overview.measures(), "lines": overview.groups()}
