"""What the pages of one office-year's scores share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.forms import PasteForm, ReopenForm, ScoreForm, UnlockForm
from assessments.forms.pasting import Pasted
from assessments.models import Framework, Result
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import compare, indicator_rows, outcome_of, progress_of
from assessments.rules.versions import newer_version
from assessments.views.live import live_details, live_facts
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear


class ScorePage(OfficePage):
    """What the pages of one office-year's scores share; not a page itself."""

    permission = Permission.SCORES_VIEW

    def result(self, year: int) -> Result | None:
        """Return what is stored for the year; raises Http404 for a year that cannot be.

        A year that has not begun has no result yet, so it cannot be either.
        """
        try:
            begun = FiscalYear(year) <= FiscalYear.of(timezone.localdate())
        except ValueError as error:
            raise Http404 from error
        if not begun:
            raise Http404
        return Result.objects.of(self.office).for_history().filter(fiscal_year=year).first()

    def stored(self, year: int) -> Result:
        """Return what is stored for the year; raises Http404 where nothing is."""
        result = self.result(year)
        if result is None:
            raise Http404
        return result

    def framework(self, year: int, result: Result | None) -> Framework | None:
        """Return the framework that the result was entered by, else the year's newest."""
        kept = result.framework if result else None
        return kept or Framework.objects.of_year(year)

    def facts(self, year: int, result: Result | None) -> FrameworkFacts | None:
        """Return the facts of that framework, None where the year has none."""
        framework = self.framework(year, result)
        return facts_of(framework) if framework else None

    def may_write(self, result: Result | None) -> bool:
        """Tell whether the year is open, and the person may change its scores."""
        is_open = result is None or result.status == Result.Status.DRAFT
        return is_open and self.may(Permission.SCORES_EDIT)

    def show(self, year: int, result: Result | None, **forms: Any) -> HttpResponse:  # noqa: ANN401 - forms and what was pasted
        """Show the year: as a form to whom may change it, else as figures.

        A `form` that was sent is shown in any case: what was typed is never lost, not even when
        somebody confirmed the year meanwhile.
        """
        form: ScoreForm | None = forms.pop("form", None)
        framework = self.framework(year, result)
        facts = facts_of(framework) if framework else None
        if form or self.may_write(result):
            form = form or ScoreForm(facts=facts, result=result)
            context = self._form_context(form, result, facts) | forms
            template = "assessments/result_form.html"
        else:
            context = figures_of(result) | self._state_forms(result) | forms
            template = "assessments/result.html"
        context |= {
            "year": year,
            "result": result,
            "framework": framework,
            "facts": facts,
            "progress": progress_of(facts, result) if facts else None,
            "newer": newer_version(result) if result else None,
        }
        return render(self.request, template, context)

    def _state_forms(self, result: Result | None) -> dict[str, Any]:
        """Give the forms of the steps that may follow, for whom may take them."""
        status = result.status if result else None
        confirmed, locked = status == Result.Status.CONFIRMED, status == Result.Status.LOCKED
        may_lock = self.may(Permission.SCORES_LOCK)
        return {
            "reopen_form": (
                ReopenForm() if confirmed and self.may(Permission.SCORES_CONFIRM) else None
            ),
            "may_lock": confirmed and may_lock,
            "unlock_form": UnlockForm() if locked and may_lock else None,
        }

    def _form_context(
        self, form: ScoreForm, result: Result | None, facts: FrameworkFacts | None
    ) -> dict[str, Any]:
        if form.is_bound:
            figures = {"outcome": form.computed(), "comparison": form.comparison()}
        else:
            figures = figures_of(result)
        told = {one.code: one for one in getattr(figures["comparison"], "points", ())}
        return figures | {
            "form": form,
            "points": [
                (one.code, told.get(one.code)) for one in (facts.instruments if facts else ())
            ],
            "paste_form": PasteForm(),
            "pasted": Pasted(),
            "live": live_facts(facts) | live_details(facts, result) if facts else None,
            "may_confirm": self.may(Permission.SCORES_CONFIRM),
        }


def figures_of(result: Result | None) -> dict[str, Any]:
    """Return what is computed from a stored result, and how it fits what the office was told."""
    if result is None:
        return {"outcome": None, "comparison": None, "rows": []}
    return {
        "outcome": outcome_of(result),
        "comparison": compare(result),
        "rows": indicator_rows(result),
    }
