"""What the figures of a year open into: their arithmetic, their years, the country beside them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.models import Result
from assessments.rules.charts import history_lines
from assessments.rules.figures.drawings import comparison_bars, comparison_lines
from assessments.rules.figures.history import history_of
from assessments.rules.figures.national import national_comparison
from assessments.rules.figures.opening import opened
from assessments.rules.figures.percentiles import MINIMUM_OFFICES
from assessments.rules.figures.tree import Node, tree_of_total
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import compare, item_marks, question_scores, told_scores
from assessments.views.score_page import ScorePage
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class ArithmeticPage(ScorePage):
    """A year's total opened into everything that it is made of."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        if result is None:
            raise Http404
        tree, everything = _tree(result), "all" in request.GET
        context = {
            "year": year,
            "result": result,
            "framework": result.framework,
            "everything": everything,
            "total": opened(tree, everything=everything) if tree else None,
            "comparison": compare(result),
        }
        return render(request, "assessments/arithmetic.html", context)


class HistoryPage(OfficePage):
    """All years of the office: totals, each indicator, each OIT item by its duty."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        history = history_of(self.office)
        known = [duty for duty in history.duties if duty.is_known]
        context = {
            "history": history,
            "chart": history_lines(history.totals),
            "known": known,
            "unknown": [duty for duty in history.duties if not duty.is_known],
        }
        return render(request, "assessments/history.html", context)


class ComparisonPage(OfficePage):
    """Where the office stands among the offices of its kind, without naming any of them."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        comparison = national_comparison(self.office, year)
        if comparison is None:
            raise Http404
        context = {
            "year": year,
            "comparison": comparison,
            "minimum": MINIMUM_OFFICES,
            "bars": comparison_bars(comparison),
            "lines": comparison_lines(comparison),
        }
        return render(request, "assessments/comparison.html", context)


def _tree(result: Result) -> Node | None:
    """Return the arithmetic of a result; None for a total alone, which is made of nothing."""
    if result.framework is None:
        return None
    tree = tree_of_total(
        facts_of(result.framework),
        told_scores(result),
        marks=item_marks(result),
        questions=question_scores(result),
    )
    return tree if tree.knows_anything else None
