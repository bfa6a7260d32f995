"""Entering the scores of a year: typed one by one, or pasted as a block of cells."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.forms import PasteForm, ScoreForm
from assessments.forms.details import DetailForm
from assessments.forms.pasting import Pasted, place, placed_over
from assessments.models import Result
from assessments.rules.results import save_scores
from assessments.views.score_page import ScorePage
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission


class ResultEdit(ScorePage):
    """The scores of one year: the form while they are a draft, the figures once settled."""

    method_permissions = {"post": Permission.SCORES_EDIT}

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self.show(year, self.result(year))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        if "paste" in request.POST:
            return self._show_pasted(request, year, result)
        confirming = "confirm" in request.POST
        facts = self.facts(year, result)
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
        return save_scores(
            office=self.office,
            fiscal_year=year,
            scores=form.scores,
            published=form.published,
            difference_answer=form.cleaned_data.get("difference_answer", ""),
            expected_revision=form.cleaned_data["revision"],
            by=self.user,
        )

    def _show_pasted(self, request: HttpRequest, year: int, result: Result | None) -> HttpResponse:
        """Put pasted figures into the fields, saving nothing, and tell what went where."""
        facts = self.facts(year, result)
        paste_form, pasted = read_pasted(request, ScoreForm(facts=facts, result=result))
        data = placed_over(request.POST, pasted.values)
        form = ScoreForm(data, facts=facts, result=result)
        form.is_valid()
        return self.show(year, result, form=form, paste_form=paste_form, pasted=pasted)


def read_pasted(request: HttpRequest, form: ScoreForm | DetailForm) -> tuple[PasteForm, Pasted]:
    """Return what the pasted block of the request gives for the fields of `form`.

    The form of the block comes back empty when all of it found its place.
    """
    paste_form = PasteForm(request.POST)
    if not paste_form.is_valid():
        return paste_form, Pasted()
    pasted = place(paste_form.cleaned_data["pasted"], form.targets())
    pasted.tell_before(request.POST)
    return (paste_form if pasted.problems else PasteForm()), pasted
