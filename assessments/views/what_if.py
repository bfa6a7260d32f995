"""Trying other scores than the real ones: what they would give, and keeping them by a name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessments.forms.what_if import ScenarioNameForm, WhatIfForm, typed_scores
from assessments.models import Framework, Result, Scenario
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import detailed_of, outcome_of, total_of
from assessments.rules.scenarios import (
    delete_scenario,
    keep_scenario,
    kept_scenarios,
    outcome_of_scores,
    rename_scenario,
)
from assessments.views.live import live_details, live_facts
from assessments.views.score_page import ScorePage
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission

LONGEST_KEY = 18
"""Digits of the largest key that a row can have, and one less: enough, and never an overflow."""


class WhatIfPage(ScorePage):
    """The real scores as fields to change; nothing of the result is ever written.

    GET computes what stands in the address (`?indicator_9=95`; an indicator that is not there is
    the real one) or opens `?scenario=`; POST keeps what was typed by its name.
    """

    permission = Permission.SCORES_VIEW
    method_permissions = {"post": Permission.SCORES_EDIT}

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result, framework = self._stored(year)
        real = result.indicator_scores() if result else {}
        kept = self._asked_scenario(year)
        values = typed_scores(kept.indicator_scores() if kept else real)
        asked = request.GET.keys() - {"scenario"}
        data = values | request.GET.dict() if asked else None
        form = WhatIfForm(data, facts=facts_of(framework), real=real, initial=values)
        return self._page(form, result, framework, kept)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result, framework = self._stored(year)
        facts, real = facts_of(framework), result.indicator_scores() if result else {}
        form = WhatIfForm(request.POST, facts=facts, real=real, keeping=True)
        if not form.is_valid():
            return self._page(form, result, framework)
        name = form.cleaned_data["name"]
        try:
            kept = keep_scenario(
                facts=facts, office=self.office, name=name, scores=form.scores, by=self.user
            )
        except Refused as refused:
            form.add_error("name", refused.message)
            return self._page(form, result, framework)
        messages.success(request, f"เก็บสถานการณ์ “{name}” แล้ว คะแนนจริงไม่เปลี่ยน")
        address = reverse("assessments:what_if", args=[office, year])
        return redirect(f"{address}?scenario={kept.pk}")

    def _stored(self, year: int) -> tuple[Result | None, Framework]:
        """Return the year's result and framework; raises Http404 where there is nothing to try."""
        result = self.result(year)
        framework = self.framework(year, result)
        if framework is None:
            raise Http404
        return result, framework

    def _asked_scenario(self, year: int) -> Scenario | None:
        asked = self.request.GET.get("scenario")
        if asked is None:
            return None
        if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_KEY):
            raise Http404
        return get_object_or_404(Scenario.objects.of(self.office, year), pk=int(asked))

    def _page(
        self,
        form: WhatIfForm,
        result: Result | None,
        framework: Framework,
        kept: Scenario | None = None,
    ) -> HttpResponse:
        facts = form.facts
        exact = {number: one.score for number, one in detailed_of(result).items()} if result else {}
        tried = _tried(form, result, kept, exact)
        real_total = total_of(result) if result else None
        context: dict[str, Any] = {
            "year": facts.fiscal_year,
            "form": form,
            "framework": framework,
            "kept": kept,
            "outcome": tried,
            "real": outcome_of(result) if result else None,
            "real_total": real_total,
            "difference": _difference(tried, real_total),
            "scenarios": kept_scenarios(facts, self.office, exact),
            "may_edit": self.may(Permission.SCORES_EDIT),
            "live": live_facts(facts)
            | live_details(facts, result)
            | {
                "is_tried": True,
                "real_total": None if real_total is None else int(real_total * 100),
            },
        }
        return render(self.request, "assessments/what_if.html", context)


class ScenarioRename(ScorePage):
    """Give a scenario that one has kept another name."""

    permission = Permission.SCORES_EDIT

    def get(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        scenario = self._own(year, pk)
        return self._page(scenario, ScenarioNameForm(initial={"name": scenario.name}))

    def post(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        scenario, form = self._own(year, pk), ScenarioNameForm(request.POST)
        if not form.is_valid():
            return self._page(scenario, form)
        try:
            renamed = rename_scenario(scenario, name=form.cleaned_data["name"], by=self.user)
        except Refused as refused:
            form.add_error("name", refused.message)
            return self._page(scenario, form)
        messages.success(request, f"เปลี่ยนชื่อเป็น “{renamed.name}” แล้ว")
        address = reverse("assessments:what_if", args=[office, year])
        return redirect(f"{address}?scenario={renamed.pk}")

    def _own(self, year: int, pk: int) -> Scenario:
        """Return the scenario; another's is shown only by the list, so it has no page here."""
        found = Scenario.objects.of(self.office, year).filter(created_by=self.user)
        return get_object_or_404(found, pk=pk)

    def _page(self, scenario: Scenario, form: ScenarioNameForm) -> HttpResponse:
        context = {"year": scenario.fiscal_year, "scenario": scenario, "form": form}
        return render(self.request, "assessments/scenario_rename.html", context)


class ScenarioDelete(ScorePage):
    """Delete a scenario that one has kept; its address leads back to the page of the year."""

    permission = Permission.SCORES_EDIT

    def get(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        return redirect("assessments:what_if", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        scenario = get_object_or_404(Scenario.objects.of(self.office, year), pk=pk)
        try:
            delete_scenario(scenario, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"ลบสถานการณ์ “{scenario.name}” แล้ว คะแนนจริงไม่เปลี่ยน")
        return redirect("assessments:what_if", office=office, year=year)


def _tried(
    form: WhatIfForm, result: Result | None, kept: Scenario | None, exact: Mapping[int, Decimal]
) -> Outcome | None:
    """Return what the page's fields give, None while they are not complete."""
    if form.is_bound:
        form.is_valid()
        return outcome_of_scores(form.facts, form.scores, exact)
    if kept:
        return outcome_of_scores(form.facts, kept.indicator_scores(), exact)
    return outcome_of(result) if result else None


def _difference(tried: Outcome | None, real_total: Decimal | None) -> Decimal | None:
    return None if tried is None or real_total is None else tried.total - real_total
