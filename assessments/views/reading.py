"""The years of an office, the analysis of one, and the framework that a year was scored by."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms import YearForm
from assessments.models import Framework
from assessments.rules.analysis import Analysis, Breakdown, YearRow, analysis_of, year_rows
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.frameworks.tree import loose_items, tree_of
from assessments.views.drawing import HistoryChart, Radar, history_chart, radar
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
            "chart": _history(rows),
        }
        return render(request, "assessments/result_list.html", context)


class AnalysisPage(OfficePage):
    """What the scores of a year show; with a total alone, what a total can tell."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        analysis = analysis_of(self.office, year)
        context: dict[str, Any] = {
            "year": year,
            "analysis": analysis,
            "may_edit": self.may(Permission.SCORES_EDIT),
        }
        if analysis:
            context |= {"chart": _history(analysis.years), "radar": _radar(analysis)}
        return render(request, "assessments/analysis.html", context)


class FrameworkPage(OfficePage):
    """The framework of a year, readable: what is asked, how it counts, how far it is known."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = Framework.objects.of_year(year)
        if framework is None:
            raise Http404
        facts = facts_of(framework)
        context = {
            "year": year,
            "framework": framework,
            "facts": facts,
            "tree": tree_of(facts),
            "loose": loose_items(facts),
        }
        return render(request, "assessments/framework.html", context)


def _history(rows: list[YearRow]) -> HistoryChart | None:
    """Draw the years that have a total; one year alone is no history."""
    known = [(row, row.total) for row in rows if row.total is not None]
    if len(known) < 2:
        return None
    return history_chart(
        [row.fiscal_year for row, _ in known],
        [total for _, total in known],
        [row.pass_mark for row, _ in known],
    )


def _radar(analysis: Analysis) -> Radar | None:
    breakdown: Breakdown | None = analysis.breakdown
    if breakdown is None:
        return None
    lines = sorted(breakdown.indicators, key=lambda line: line.number)
    return radar(
        [str(line.number) for line in lines],
        [line.score for line in lines],
        [line.before for line in lines if line.before is not None],
        breakdown.outcome.pass_mark,
    )
