"""The file of a case as PDF: ordered, looked at before it is made, and fetched."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from complaints.forms.copying import CopyForm
from complaints.models import Case, CaseCopy, CopyKind, Happening
from complaints.rules.case_file import Section, sections_of
from complaints.rules.copying import KEEP_DAYS, ask_copy, missing_passages, pdf_of
from complaints.rules.handling import note_reading
from complaints.views.case import CaseOfHandler
from ita_portal.errors import Refused
from ita_portal.files.sending import download
from ita_portal.keys import KeyLostError

_ABSENT = "ไม่พบในเรื่องนี้: {}"


class Copies(CaseOfHandler):
    """The copies of a case that there are, and ordering one; a blacked-out one is read before."""

    def get(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        form = CopyForm(initial={"kind": CopyKind.BLACKED})
        return self.page(request, self.case_or_404(case), form)

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.case_or_404(case), CopyForm(request.POST)
        try:
            if not form.is_valid() or self.slipped(found, form):
                return self.page(request, found, form, status=422)
            kind = CopyKind(form.cleaned_data["kind"])
            if "preview" in request.POST:
                shown = sections_of(found, kind, by=self.user, blacking=form.blacking())
                return self.page(request, found, form, preview=shown)
            ask_copy(found, kind, by=self.user, blacking=form.blacking())
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.page(request, found, form, status=422)
        except KeyLostError as lost:
            context = {"case": found, "problem": lost.message}
            return render(request, "complaints/case_lost.html", context, status=503)
        messages.success(request, "สั่งจัดทำแล้ว อีกสักครู่ให้เปิดหน้านี้ใหม่เพื่อดาวน์โหลด")
        return redirect("complaints:case_copies", office, case)

    def slipped(self, case: Case, form: CopyForm) -> bool:
        """Tell whether a passage stands nowhere in the case; the form then says which."""
        absent = missing_passages(case, form.cleaned_data["passages"], by=self.user)
        if absent:
            form.add_error("passages", _ABSENT.format(", ".join(absent)))
        return bool(absent)

    def page(
        self,
        request: HttpRequest,
        case: Case,
        form: CopyForm,
        *,
        preview: list[Section] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Show the page, with what the copy would hold when that was asked for."""
        context = {
            "case": case,
            "form": form,
            "preview": preview,
            "copies": CaseCopy.objects.filter(case=case).select_related("asked_by"),
            "days": KEEP_DAYS,
        }
        return render(request, "complaints/copies.html", context, status=status)


class CopyFile(CaseOfHandler):
    """Fetch a finished copy; that it was fetched is noted."""

    def get(self, request: HttpRequest, office: str, case: str, pk: int) -> HttpResponse:
        found = self.case_or_404(case)
        copy = get_object_or_404(CaseCopy.objects.select_related("case"), case=found, pk=pk)
        try:
            data = pdf_of(copy)
        except (Refused, KeyLostError) as problem:
            messages.error(request, problem.message)
            return redirect("complaints:case_copies", office, case)
        note_reading(found, by=self.user, what=Happening.COPY_TAKEN)
        return download(data, name="สำนวน.pdf", media_type="application/pdf")
