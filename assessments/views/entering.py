"""Entering the scores of a year, confirming them, and opening them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.forms import ReopenForm, RevisionForm, ScoreForm
from assessments.models import Framework, Result
from assessments.rules.arithmetic.standing import PUBLISHED_TOLERANCE
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    Comparison,
    Published,
    compare,
    confirm_result,
    outcome_of,
    reopen_result,
    save_scores,
    total_of,
)
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear

CHANGED_MEANWHILE = "มีผู้แก้ไขคะแนนหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้ยืนยัน โปรดตรวจคะแนนล่าสุดข้างล่างแล้วยืนยันอีกครั้ง"


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

    def framework(self, year: int, result: Result | None) -> Framework | None:
        """Return the framework that the result was entered by, else the year's newest."""
        kept = result.framework if result else None
        return kept or Framework.objects.of_year(year)

    def show(
        self,
        year: int,
        result: Result | None,
        *,
        form: ScoreForm | None = None,
        reopen_form: ReopenForm | None = None,
    ) -> HttpResponse:
        """Show the year: as a form to whom may change it, else as figures.

        A `form` that was sent is shown in any case: what was typed is never lost, not even when
        somebody confirmed the year meanwhile.
        """
        framework = self.framework(year, result)
        facts = facts_of(framework) if framework else None
        is_open = result is None or result.status == Result.Status.DRAFT
        if form or (is_open and self.may(Permission.SCORES_EDIT)):
            form = form or ScoreForm(facts=facts, result=result)
            context = self._form_context(form, result, facts)
            template = "assessments/result_form.html"
        else:
            may_reopen = not is_open and self.may(Permission.SCORES_CONFIRM)
            context = _figures(result) | {
                "facts": facts,
                "reopen_form": (reopen_form or ReopenForm()) if may_reopen else None,
            }
            template = "assessments/result.html"
        context |= {"year": year, "result": result, "framework": framework}
        return render(self.request, template, context)

    def _form_context(
        self, form: ScoreForm, result: Result | None, facts: FrameworkFacts | None
    ) -> dict[str, Any]:
        if form.is_bound:
            figures = {"outcome": form.computed(), "comparison": form.comparison()}
        else:
            figures = _figures(result)
        return figures | {
            "form": form,
            "live": live_facts(facts) if facts else None,
            "may_confirm": self.may(Permission.SCORES_CONFIRM),
        }


class ResultEdit(ScorePage):
    """The scores of one year: the form while they are a draft, the figures once confirmed."""

    method_permissions = {"post": Permission.SCORES_EDIT}

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self.show(year, self.result(year))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        framework = self.framework(year, result)
        facts = facts_of(framework) if framework else None
        confirming = "confirm" in request.POST
        form = ScoreForm(request.POST, facts=facts, result=result, confirming=confirming)
        if not form.is_valid():
            return self.show(year, result, form=form)
        try:
            self._save(year, form)
        except Stale as stale:
            form.show_latest(self.result(year))
            form.add_error(None, stale.message)
            return self.show(year, self.result(year), form=form)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(year, result, form=form)
        if confirming:
            return redirect("assessments:result_confirm", office=office, year=year)
        messages.success(request, "บันทึกร่างคะแนนแล้ว")
        return redirect("assessments:result_edit", office=office, year=year)

    def _save(self, year: int, form: ScoreForm) -> Result:
        values = form.cleaned_data
        return save_scores(
            office=self.office,
            fiscal_year=year,
            scores=form.scores,
            published=Published(
                total=values["published_total"],
                level=values["published_level"],
                rank=values["rank"],
                rank_of=values["rank_of"],
                national_mean=values["national_mean"],
            ),
            difference_answer=values.get("difference_answer", ""),
            expected_revision=values["revision"],
            by=self.user,
        )


class ResultConfirm(ScorePage):
    """What confirming means, above the button that does it."""

    permission = Permission.SCORES_CONFIRM

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self._stored(year)
        if result.status == Result.Status.CONFIRMED:
            return redirect("assessments:result_edit", office=office, year=year)
        figures = _figures(result)
        answered = not _differs(figures["comparison"]) or bool(result.difference_answer)
        total = total_of(result)
        context = figures | {
            "year": year,
            "result": result,
            "framework": result.framework,
            "total_alone": total is not None and figures["outcome"] is None,
            "ready": total is not None and answered,
        }
        return render(request, "assessments/result_confirm.html", context)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self._stored(year)
        form = RevisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, "หน้านี้ไม่สมบูรณ์ โปรดตรวจคะแนนแล้วยืนยันอีกครั้ง")
            return redirect("assessments:result_confirm", office=office, year=year)
        revision = form.cleaned_data["revision"]
        try:
            confirm_result(result, expected_revision=revision, by=self.user)
        except Stale:
            messages.error(request, CHANGED_MEANWHILE)
            return redirect("assessments:result_confirm", office=office, year=year)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("assessments:result_confirm", office=office, year=year)
        messages.success(request, f"ยืนยันคะแนนปีงบประมาณ พ.ศ. {year} แล้ว")
        return redirect("assessments:analysis", office=office, year=year)

    def _stored(self, year: int) -> Result:
        results = Result.objects.of(self.office).for_history()
        return get_object_or_404(results, fiscal_year=year)


class ResultReopen(ScorePage):
    """Open confirmed scores again, with a reason; its address leads back to the year's page."""

    permission = Permission.SCORES_CONFIRM

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return redirect("assessments:result_edit", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        if result is None:
            raise Http404
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self.show(year, result, reopen_form=form)
        try:
            reopen_result(result, reason=form.cleaned_data["reason"], by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "เปิดให้แก้ไขคะแนนแล้ว แก้ไขเสร็จแล้วโปรดยืนยันอีกครั้ง")
        return redirect("assessments:result_edit", office=office, year=year)


def _figures(result: Result | None) -> dict[str, Any]:
    """Return what is computed from a stored result, and how it fits what the office was told."""
    if result is None:
        return {"outcome": None, "comparison": None}
    return {"outcome": outcome_of(result), "comparison": compare(result)}


def _differs(comparison: Comparison | None) -> bool:
    return comparison is not None and not comparison.agrees


def live_facts(facts: FrameworkFacts) -> dict[str, Any]:
    """Return what the browser needs to compute as the server does; scores in whole hundredths."""
    return {
        "rounding": facts.rounding.place,
        "tolerance": int(PUBLISHED_TOLERANCE * 100),
        "instruments": [
            {
                "code": instrument.code,
                "weight": int(instrument.weight * 100),
                "indicators": instrument.indicators,
            }
            for instrument in facts.instruments
        ],
        "bands": [
            {
                "name": band.name,
                "names": sorted({band.code, band.name, band.name_en} - {""}),
                "minimum_total": int(band.minimum_total * 100),
                "minimum_instrument": (
                    None if band.minimum_instrument is None else int(band.minimum_instrument * 100)
                ),
                "passed": band.passed,
            }
            for band in facts.bands
        ],
    }
