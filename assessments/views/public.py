"""The office's results over the years for everybody, as far as they are the office's word."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from assessments.rules.charts import history_lines, latest_bars
from assessments.rules.figures.history import public_history_of
from ita_portal.organisations.models import Office


class PublicResults(View):
    """Totals and indicators of all confirmed years, drawn and in figures."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        history = public_history_of(found)
        context = {
            "office": found,
            "history": history,
            "chart": history_lines(history.totals),
            "bars": latest_bars(found),
        }
        page = render_to_string("assessments/public_results.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})
