"""The OIT items and the questions of a year, from which its indicators are computed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms import ItemForm, PasteForm, QuestionForm
from assessments.forms.details import DetailForm
from assessments.forms.pasting import Pasted, placed_over
from assessments.models import Result
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.results import marks_in_words, save_scores
from assessments.views.entering import read_pasted
from assessments.views.live import live_details, live_facts
from assessments.views.score_page import ScorePage
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission


class DetailPage(ScorePage):
    """What the pages of items and questions share; not a page itself."""

    permission = Permission.SCORES_VIEW
    method_permissions = {"post": Permission.SCORES_EDIT}
    form_class: ClassVar[type[DetailForm]]
    kind: ClassVar[str]
    address: ClassVar[str]

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        form = self.form_class(facts=self._known(year, result), result=result)
        return self._page(year, result, form)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        facts = self._known(year, result)
        if "paste" in request.POST or "fill" in request.POST:
            return self._prefilled(request, year, result, facts)
        form = self.form_class(request.POST, facts=facts, result=result)
        if not form.is_valid():
            return self._page(year, result, form)
        try:
            self._save(year, form)
        except Stale as stale:
            latest = self.result(year)
            form.show_latest(latest)
            form.add_error(None, stale.message)
            return self._page(year, latest, form)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(year, result, form)
        messages.success(request, "บันทึกแล้ว คะแนนตัวชี้วัดคำนวณใหม่จากข้อที่กรอกครบ")
        return redirect(self.address, office=office, year=year)

    def _known(self, year: int, result: Result | None) -> FrameworkFacts:
        facts = self.facts(year, result)
        if facts is None:
            raise Http404
        return facts

    def _save(self, year: int, form: DetailForm) -> Result:
        given: dict[str, Any] = {self.kind: form.scores}
        return save_scores(
            office=self.office,
            fiscal_year=year,
            expected_revision=form.cleaned_data["revision"],
            by=self.user,
            **given,
        )

    def _prefilled(
        self, request: HttpRequest, year: int, result: Result | None, facts: FrameworkFacts
    ) -> HttpResponse:
        """Fill in what was pasted, or the best mark where nothing stands; nothing is saved."""
        blank = self.form_class(facts=facts, result=result)
        if "fill" in request.POST:
            paste_form, pasted = PasteForm(), blank.best_for_empty(request.POST)
        else:
            paste_form, pasted = read_pasted(request, blank)
        form = self.form_class(placed_over(request.POST, pasted.values), facts=facts, result=result)
        form.is_valid()
        return self._page(year, result, form, paste_form=paste_form, pasted=pasted)

    def _page(
        self, year: int, result: Result | None, form: DetailForm, **more: object
    ) -> HttpResponse:
        facts = form.facts
        context = {
            "year": year,
            "result": result,
            "framework": self.framework(year, result),
            "form": form,
            "kind": self.kind,
            "marks": marks_in_words(facts),
            "outcome": form.computed(),
            "may_write": form.is_bound or self.may_write(result),
            "live": live_facts(facts) | live_details(facts, result),
            "paste_form": PasteForm(),
            "pasted": Pasted(),
        }
        return render(self.request, "assessments/result_details.html", context | more)


class ItemsEdit(DetailPage):
    """The marks of a year's OIT items, by sub-indicator."""

    form_class = ItemForm
    kind = "marks"
    address = "assessments:result_items"


class QuestionsEdit(DetailPage):
    """The scores of a year's IIT and EIT questions, by indicator."""

    form_class = QuestionForm
    kind = "questions"
    address = "assessments:result_questions"
