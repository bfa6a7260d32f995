"""The plans of an office, one plan to read, and its submission."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from ita_portal.documents.rendering.document import body_html
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office
from ita_portal.organisations.pages import OfficePage
from measures.documents import announcement_words
from measures.forms.reading import row_number
from measures.models import Plan
from measures.models.numbering import numbered_measures, outline
from measures.rules.leftovers import carried_over, left_before
from measures.rules.missing import checks, missing
from measures.rules.notes import notes_of, remarks_of
from measures.rules.plan import start_plan, startable_years, submit_plan, year_to_start

MOST_VERSIONS = 10_000
"""More than a plan ever has, and less than a column holds."""


def plan_of_year(office: Office, year: int) -> Plan:
    """Return the newest version of the office's plan of the year, whole, or raise 404."""
    return get_object_or_404(Plan.objects.of(office).newest(year).for_page())


def preview(plan: Plan) -> SafeString:
    """Return the announcement as it was signed, or as it would be with day and name left open."""
    if plan.announcement:
        return body_html(plan.announcement.words)
    words = announcement_words(plan, dated_on=None, appointment=None)
    open_places = {
        "dated": "........................",
        "signature": {"name": "........................"},
    }
    return body_html({**words, **open_places})


class PlanList(OfficePage):
    """The office's plans by year, and the start of another one."""

    permission = Permission.PLAN_VIEW
    method_permissions = {"post": Permission.PLAN_EDIT}

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        may_edit, today = self.may(Permission.PLAN_EDIT), timezone.localdate()
        years = startable_years(self.office, on=today) if may_edit else []
        context = {
            "plans": Plan.objects.of(self.office).newest().for_list(),
            "years": years,
            "wanted": year_to_start(self.office, years, on=today) if may_edit else None,
        }
        return render(request, "measures/plan_list.html", context)

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        years = startable_years(self.office, on=timezone.localdate())
        year = next((one for one in years if str(one) == request.POST.get("year")), None)
        try:
            if year is None:
                raise Refused("เริ่มแผนของปีนี้ไม่ได้ อาจมีแผนอยู่แล้ว โปรดเลือกปีจากรายการ")
            start_plan(office=self.office, fiscal_year=year, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:plan_list", office=office)
        messages.success(request, f"เริ่มแผนปีงบประมาณ พ.ศ. {year} แล้ว ข้อความที่เตรียมไว้แก้ไขได้ทุกช่อง")
        return redirect("measures:plan_edit", office=office, year=year)


class PlanPage(OfficePage):
    """One plan: its measures, where it stands, and what to do next."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        return render(request, "measures/plan.html", self._context(plan))

    def _context(self, plan: Plan) -> dict[str, Any]:
        waits = plan.status == Plan.Status.SUBMITTED
        left = left_before(plan) if plan.is_open else None
        return {
            "plan": plan,
            "outline": outline(plan),
            "notes": _notes(plan),
            "remarks": remarks_of(plan),
            "left": left,
            "lacks": missing(plan, left) if plan.is_open else [],
            "warnings": [one for one in checks(plan, left) if not one.good] if plan.is_open else [],
            "may_edit": plan.is_open and self.may(Permission.PLAN_EDIT),
            "carried_over": carried_over(plan),
            "may_amend": plan.status == Plan.Status.APPROVED and self.may(Permission.PLAN_EDIT),
            "may_submit": plan.is_open and self.may(Permission.PLAN_SUBMIT),
            "may_decide": waits and self.may(Permission.PLAN_DECIDE),
            "is_own": plan.proposal is not None and plan.proposal.submitted_by_id == self.user.pk,
            "preview": preview(plan),
        }


class PlanVersion(OfficePage):
    """One version of a plan to read, as it stands: what is in force while another is written."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, office: str, year: int, version: int) -> HttpResponse:
        versions = Plan.objects.of(self.office).filter(fiscal_year=year)
        if version > MOST_VERSIONS:
            raise Http404
        plan = get_object_or_404(versions.for_page(), version=version)
        in_force = versions.in_force(year).values_list("pk", flat=True).first()
        context = {
            "plan": plan,
            "outline": outline(plan),
            "here": f"ฉบับที่ {plan.version}",
            "is_in_force": plan.pk == in_force,
            "newest": versions.newest(year).values_list("version", flat=True).first(),
            "preview": preview(plan),
        }
        return render(request, "measures/plan_version.html", context)


def _notes(plan: Plan) -> list[tuple[str, str]]:
    """Return the comments at measures that await an answer: the measure's number, the words."""
    notes = notes_of(plan)
    rows = ((row.number, notes.get(row.measure.key)) for row in numbered_measures(plan))
    return [(number, text) for number, text in rows if text]


class PlanSubmit(OfficePage):
    """Submit a plan for decision (POST only)."""

    permission = Permission.PLAN_SUBMIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        """Lead to the plan whoever comes back to the address of its form."""
        return redirect("measures:plan", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        expected = row_number(request.POST.get("revision", "")) or 0
        try:
            submit_plan(plan, expected_revision=expected, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "เสนอแผนแล้ว ขณะนี้รอผู้อำนวยการพิจารณา")
        return redirect("measures:plan", office=office, year=year)
