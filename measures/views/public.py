"""The measures of a year for everybody: those in force, as far as signed reports tell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from ita_portal.organisations.models import Office
from measures.models import Plan
from measures.rules.overview import Overview
from measures.rules.permitted import permitted_reports, permitted_states


class PublicMeasures(View):
    """The measures in force in a year, each with its steps and how far they are."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        published = Plan.objects.of(found).published()
        plan = get_object_or_404(published.for_page(), fiscal_year=year)
        reports = permitted_reports(plan)
        permitted = permitted_states(reports)
        overview = Overview(plan, on=timezone.localdate(), permitted=permitted)
        context = {
            "office": found,
            "plan": plan,
            "paper": plan.announcement,
            "overview": overview,
            "reports": reports,
            "measures": overview.measures(),
            "years": sorted(published.values_list("fiscal_year", flat=True), reverse=True),
        }
        return render(request, "measures/public.html", context)
