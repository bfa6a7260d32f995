"""First pages for the public and the staff, and the sign of health for whoever watches over us."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views import View

from assessments.rules.arithmetic.standing import changes
from assessments.rules.charts import year_lines
from assessments.rules.results import history
from complaints.rules.limiting import late_count
from disclosure.rules.heading import year_head
from disclosure.rules.news import news_of
from disclosure.rules.reading import framework_years, latest_year, year_page
from disclosure.rules.versions import publish_due
from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document
from ita_portal.home.chain import chain, facts_of_year, years_of
from ita_portal.home.trail import sentence
from ita_portal.home.waiting import waiting_for
from ita_portal.jobs.rules import worker_answers
from ita_portal.organisations.access import (
    PERMISSION_NAMES,
    ROLE_PERMISSIONS,
    Permission,
    offices_of,
)
from ita_portal.organisations.held import ask_to_sign_in
from ita_portal.organisations.models import Appointment, Office
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Plan


class Offices(View):
    """The list of offices; where there is only one, its public home."""

    def get(self, request: HttpRequest) -> HttpResponse:
        offices = list(Office.objects.for_list())
        if len(offices) == 1:
            return public_home(request, offices[0])
        return render(request, "home/offices.html", {"offices": offices})


class PublicOffice(View):
    """An office's public home."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return public_home(request, get_object_or_404(Office, code=office, is_active=True))


def public_home(request: HttpRequest, office: Office) -> HttpResponse:
    """Show what the office discloses: its years, its papers, its results, what is new."""
    publish_due(office_id=office.pk)
    current = FiscalYear.of(timezone.localdate()).year
    year = latest_year(office.pk, current=current)
    head = year_head(office.code, year) if year else None
    # Changes are counted anew: one from a draft would tell the draft's total.
    confirmed = [(row.fiscal_year, row.total) for row in history(office) if not row.is_draft]
    context = {
        "office": office,
        "latest": year_page(head) if head else None,
        "years": framework_years(),
        "measures": sorted(
            Plan.objects.of(office).published().values_list("fiscal_year", flat=True), reverse=True
        ),
        "documents": Document.objects.of(office).listed().for_list()[:5],
        "news": news_of(office, most=6),
        "chart": year_lines(dict(confirmed)),
        "history": list(reversed(changes(confirmed))),
    }
    page = render_to_string("home/public_office.html", context)
    return HttpResponse(page, headers={"Cache-Control": "no-cache"})


class Start(View):
    """Where one lands after signing in: the office one works in, or a choice of several."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        offices = offices_of(request.user)
        if not offices:
            return redirect("organisations:account")
        if len(offices) == 1:
            return redirect("home:office", office=offices[0].code)
        return render(request, "home/start.html", {"offices": offices})


class OfficeHome(OfficePage):
    """The office's work: what waits, and each year's chain."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        context = {
            "waiting": waiting_for(self.user, self.office, self.permissions),
            "years": [(f.fiscal_year, chain(self.office, f)) for f in years_of(self.office)],
            "may_enter": self.may(Permission.SCORES_EDIT),
            "may_audit": self.may(Permission.AUDIT_VIEW),
            "may_handle_complaints": self.may(Permission.COMPLAINT_HANDLE),
            "may_appoint_handlers": self.may(Permission.COMPLAINT_APPOINT),
            "may_set_complaints": self.may(Permission.COMPLAINT_SETTINGS),
            "late_complaints": late_count(self.office)
            if self.may(Permission.COMPLAINT_SETTINGS)
            else 0,
            "has_other_offices": len(offices_of(self.user)) > 1,
        }
        return render(request, "home/office.html", context)


class OfficeYear(OfficePage):
    """One year of the office: its chain, each step with its state and the way there."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        if not 2500 <= year <= 2700:
            raise Http404
        steps = chain(self.office, facts_of_year(self.office, year))
        now = next((step for step in steps if step.state == "now"), None)
        return render(request, "home/year.html", {"year": year, "steps": steps, "now": now})


class Inbox(OfficePage):
    """What awaits a decision of the person who looks."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        waiting = waiting_for(self.user, self.office, self.permissions)
        return render(request, "home/inbox.html", {"waiting": waiting})


class Trail(OfficePage):
    """What was done in the office, by whom and when, latest first."""

    permission = Permission.AUDIT_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        events = Paginator(AuditEvent.objects.of(self.office.code), 50)
        page = events.get_page(request.GET.get("page"))
        rows = [(event, sentence(event.verb)) for event in page]
        return render(request, "home/trail.html", {"page": page, "rows": rows})


class Matrix(OfficePage):
    """Who may do what: the permission matrix, for everybody of the office to read."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        roles = [Appointment.Role(role) for role in ROLE_PERMISSIONS]
        rows = [
            (name, [permission in ROLE_PERMISSIONS[role] for role in roles])
            for permission, name in PERMISSION_NAMES.items()
        ]
        return render(request, "home/permissions.html", {"roles": roles, "rows": rows})


class Health(View):
    """Tell whoever watches whether database, queue and worker answer: 200, or 503 and why."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            alive = worker_answers()
        except DatabaseError:
            return JsonResponse({"status": "down", "reason": "database"}, status=503)
        if not alive:
            return JsonResponse({"status": "down", "reason": "queue or worker"}, status=503)
        return JsonResponse({"status": "ok"})
