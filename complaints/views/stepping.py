"""Leading a case to its next step, each on a page of its own with what that step asks for."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from complaints.forms import StepForm
from complaints.models import Case, Status
from complaints.rules.answering import choices_of, words_for
from complaints.rules.handling import move, next_steps
from complaints.rules.proving import new_token
from complaints.rules.telling_results import first_words
from complaints.views.case import CaseOfHandler
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


class CaseStep(CaseOfHandler):
    """Write down a step; the case is in its next state then. A step that has no place: 404."""

    def get(self, request: HttpRequest, office: str, case: str, to: str) -> HttpResponse:
        found = self.case_or_404(case)
        step = _step_or_404(found, to)
        words = words_for(found, request.GET.get("answer", "")) or first_words(found, step)
        initial = {"on": timezone.localdate(), "words": words}
        return self._page(request, found, step, StepForm(case=found, to=step, initial=initial))

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str, to: str) -> HttpResponse:
        found = self.case_or_404(case)
        if found.status == to:  # the same form, sent twice
            return redirect("complaints:case", office, case)
        step = _step_or_404(found, to)
        form = StepForm(request.POST, case=found, to=step)
        if not form.is_valid():
            return self._page(request, found, step, form)
        try:
            move(
                found,
                step,
                by=self.user,
                once_token=self.once_token(request, found),
                ending=form.cleaned_data.get("ending", ""),
                words=form.cleaned_data["words"],
                facts=form.facts(),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, found, step, form)
        messages.success(request, f"บันทึกขั้น “{step.label}” แล้ว")
        return redirect("complaints:case", office, case)

    def _page(self, request: HttpRequest, case: Case, step: Status, form: StepForm) -> HttpResponse:
        token = new_token(self._purpose(case))
        context = {
            "case": case,
            "step": step,
            "form": form,
            "token": token,
            "followers": case.followers.count(),
            "may_write": self.may(Permission.DOCUMENT_WRITE),
            "answers": choices_of(self.office),
            "begun": request.GET.get("answer", ""),
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/step.html", context, status=status)


def _step_or_404(case: Case, to: str) -> Status:
    """Return the step when it is one. One that was done meanwhile is refused by the rule."""
    if to not in Status.values or to not in next_steps(case):
        raise Http404
    return Status(to)
