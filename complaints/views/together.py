"""Cases that look alike, are related, or are handled together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from complaints.forms.together import TogetherForm
from complaints.models import Case, CaseQuerySet, Happening
from complaints.rules.handling import note_reading
from complaints.rules.likeness import look_alikes
from complaints.rules.merging import link, merge, related_to, split, unlink
from complaints.views.case import CaseOfHandler
from ita_portal.errors import Refused
from ita_portal.keys import KeyLostError
from ita_portal.organisations.models import User

_SAID = {
    "merge": "รวมเรื่องแล้ว ผู้ร้องแต่ละคนติดตามด้วยรหัสของตนต่อไป",
    "lead": "รวมเรื่องแล้ว ผู้ร้องแต่ละคนติดตามด้วยรหัสของตนต่อไป",
    "split": "แยกเรื่องแล้ว เรื่องกลับไปอยู่ในขั้นก่อนรวม",
    "link": "บันทึกว่าเกี่ยวข้องกันแล้ว",
    "unlink": "ยกเลิกว่าเกี่ยวข้องกันแล้ว",
}


class Together(CaseOfHandler):
    """See which cases belong to this one; `?find=1` compares it with others. Merge, part, link."""

    def get(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found = self.case_or_404(case)
        return self.page(request, found, TogetherForm(case=found, cases=self.others()))

    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found = self.case_or_404(case)
        form = TogetherForm(request.POST, case=found, cases=self.others())
        if not form.is_valid():
            return self.page(request, found, form)
        deed, other = form.cleaned_data["deed"], form.cleaned_data["other"]
        try:
            _do(deed, found, other, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.page(request, found, form)
        messages.success(request, _SAID[deed])
        return redirect("complaints:case_together", office, case)

    def others(self) -> CaseQuerySet:
        """Return the cases that the person may see, with their office."""
        return self.cases().select_related("office")

    def page(self, request: HttpRequest, case: Case, form: TogetherForm) -> HttpResponse:
        """Show the page, with what is alike when it was asked for."""
        alike, asked = [], request.GET.get("find") == "1"
        if asked:
            note_reading(case, by=self.user, what=Happening.COMPARED)
            try:
                alike = look_alikes(case, self.cases())
            except KeyLostError as lost:
                context = {"case": case, "problem": lost.message}
                return render(request, "complaints/case_lost.html", context, status=503)
        context = {
            "case": case,
            "form": form,
            "leader": case.merged_into,
            "followers": self.cases().filter(merged_into=case).for_list(),
            "related": related_to(case, self.cases()),
            "asked": asked,
            "alike": alike,
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/together.html", context, status=status)


def _do(deed: str, case: Case, other: Case | None, *, by: User) -> None:
    if deed == "split" or other is None:
        split(case if other is None else other, by=by)
    elif deed == "merge":
        merge(case, into=other, by=by)
    elif deed == "lead":
        merge(other, into=case, by=by)
    else:
        (link if deed == "link" else unlink)(case, other, by=by)
