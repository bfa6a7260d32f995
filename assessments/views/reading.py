"""The years of an office, and the analysis of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms import YearForm
from assessments.forms.figures import TargetForm
from assessments.models import Framework
from assessments.rules.analysis import analysis_of
from assessments.rules.charts import history_lines, indicator_bars, indicator_radar
from assessments.rules.figures.years import year_rows
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class ResultList(OfficePage):
    """All years of the office, and the way to another one (`?year=` leads to its form)."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        form = YearForm(request.GET if "year" in request.GET else None)
        if form.is_bound and form.is_valid():
            year = form.cleaned_data["year"]
            return redirect("assessments:result_edit", office=office, year=year)
        rows = year_rows(self.office)
        entered = {row.fiscal_year for row in rows}
        years = set(Framework.objects.values_list("fiscal_year", flat=True)) - entered
        context = {
            "rows": list(reversed(rows)),
            "form": form,
            "open_years": sorted(years, reverse=True),
            "may_edit": self.may(Permission.SCORES_EDIT),
            "chart": history_lines(rows),
        }
        return render(request, "assessments/result_list.html", context)


class AnalysisPage(OfficePage):
    """What the scores of a year show; with a total alone, what a total can tell."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        form = TargetForm(request.GET if "target" in request.GET else None)
        asked = form.cleaned_data["target"] if form.is_valid() else None
        analysis = analysis_of(self.office, year, target=asked)
        context: dict[str, Any] = {
            "year": year,
            "target_form": form,
            "analysis": analysis,
            "may_edit": self.may(Permission.SCORES_EDIT),
        }
        if analysis:
            context |= {
                "chart": history_lines(analysis.years),
                "radar": indicator_radar(analysis),
                "bars": indicator_bars(analysis),
            }
        return render(request, "assessments/analysis.html", context)
