"""Opening a hidden name: one asks with a reason, another decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from complaints.forms import WordsForm
from complaints.models import Case, Happening, NameOpening, Way
from complaints.rules.handling import note_reading
from complaints.rules.naming import (
    OPEN_DAYS,
    ask_for_name,
    decide_name,
    deciders,
    name_for,
    wishes_of,
)
from complaints.views.case import CaseOfHandler
from ita_portal.errors import Refused
from ita_portal.keys import KeyLostError


class HiddenName(CaseOfHandler):
    """A page about a case whose name is hidden; any other case has no such page."""

    def hidden_or_404(self, case: str) -> Case:
        """Return the case when it has a hidden name."""
        found = self.case_or_404(case)
        if found.way != Way.HIDDEN:
            raise Http404
        return found


class CaseName(HiddenName):
    """See how the name may be opened, ask for it, and read it when it is; that is noted."""

    def get(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        return self.page(request, self.hidden_or_404(case), _form())

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.hidden_or_404(case), _form(request)
        if not form.is_valid():
            return self.page(request, found, form)
        try:
            ask_for_name(found, form.cleaned_data["words"], by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.page(request, found, form)
        messages.success(request, "ส่งคำขอแล้ว ผู้รับเรื่องอีกคนหนึ่งจะพิจารณา")
        return redirect("complaints:case_name", office, case)

    def page(self, request: HttpRequest, case: Case, form: WordsForm) -> HttpResponse:
        """Show the page, with the name for who may read it now."""
        try:
            name, wishes = name_for(case, self.user), wishes_of(case)
        except KeyLostError as lost:
            context = {"case": case, "problem": lost.message}
            return render(request, "complaints/case_lost.html", context, status=503)
        if name:
            note_reading(case, by=self.user, what=Happening.NAME_READ)
        context = {
            "case": case,
            "form": form,
            "name": name,
            "wishes": wishes,
            "waiting": next((wish for wish in wishes if wish.is_waiting), None),
            "me": self.user,
            "days": OPEN_DAYS,
            "others": len(deciders(case, besides=self.user)),
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/name.html", context, status=status)


class CaseNameDecide(HiddenName):
    """Allow the name to be opened, or not (POST only)."""

    def post(self, request: HttpRequest, office: str, case: str, pk: int) -> HttpResponse:
        found = self.hidden_or_404(case)
        opening = get_object_or_404(NameOpening, case=found, pk=pk)
        try:
            decide_name(opening, allowed=request.POST.get("allowed") == "yes", by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "บันทึกผลการพิจารณาแล้ว")
        return redirect("complaints:case_name", office, case)


def _form(request: HttpRequest | None = None) -> WordsForm:
    data = request.POST if request else None
    return WordsForm(data, label="เหตุที่ต้องรู้ชื่อ (ผู้ร้องจะอ่านเหตุนี้)")
