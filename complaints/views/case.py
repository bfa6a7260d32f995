"""A case and what its handlers do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from complaints.forms import ApartForm, WordsForm
from complaints.models import ENDED, FINISHED, Attachment, Case, Happening, Status
from complaints.rules.answering import choices_of, words_for
from complaints.rules.clocks import standing_of
from complaints.rules.filing import bytes_of, files_of
from complaints.rules.handling import ask, inform, next_steps, note, note_reading, set_apart
from complaints.rules.proving import new_token, read_token
from complaints.rules.reading import opened
from complaints.rules.retention import keep_longer, kept_until
from complaints.rules.settings import substitutes
from complaints.rules.steps import passed_steps
from complaints.views.register import CHIPS, OLD_PAGE, HandlerPage
from ita_portal.errors import Refused
from ita_portal.files.sending import download
from ita_portal.keys import KeyLostError

Forms = dict[str, Any]


class CaseOfHandler(HandlerPage):
    """The page of a case, and the base of what is done on it.

    For everybody but those who may see it there is no such case, not even a closed door.
    """

    is_secret = True

    def case_or_404(self, case: str) -> Case:
        """Return the case of that name; one that the person may not see does not exist."""
        rows = self.cases().select_related("office", "recorded_by", "merged_into")
        return get_object_or_404(rows, seal=case)

    def show(self, request: HttpRequest, case: Case, typed: Forms | None = None) -> HttpResponse:
        """Show the case, with what was typed into a form that was refused."""
        try:
            seen, passed = opened(case), passed_steps(case)
        except KeyLostError as lost:
            context = {"case": case, "problem": lost.message}
            return render(request, "complaints/case_lost.html", context, status=503)
        begun = {"begun": request.GET.get("answer", ""), "begun_in": request.GET.get("in", "")}
        forms = _forms(case, **begun) | (typed or {})
        context = {
            "case": case,
            "seen": seen,
            "chip": CHIPS[Status(case.status)],
            "forms": forms,
            "mistaken": list((typed or {}).values()),
            "steps": next_steps(case),
            "may_ask": case.status not in ENDED,
            "has_substitute": substitutes(self.office).exists(),
            "passed": passed,
            "kept_until": kept_until(case),
            "standing": standing_of(case),
            "may_inform": case.status not in FINISHED,
            "token": new_token(self._purpose(case)),
            "leader": case.merged_into,
            "followers": case.followers.count(),
            "answers": choices_of(self.office),
            **begun,
        }
        return render(request, "complaints/case.html", context, status=422 if typed else 200)

    def once_token(self, request: HttpRequest, case: Case) -> str:
        """Return what tells this form from others. Raises Refused for an old page."""
        once_token = read_token(request.POST.get("token", ""), purpose=self._purpose(case))
        if not once_token:
            raise Refused(OLD_PAGE)
        return once_token

    def _purpose(self, case: Case) -> str:
        return f"case:{case.seal}:{self.user.pk}"


class CasePage(CaseOfHandler):
    """Read a case; that it was read is noted."""

    def get(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found = self.case_or_404(case)
        note_reading(found, by=self.user)
        return self.show(request, found)


class CaseFile(CaseOfHandler):
    """Fetch a file of a case; that it was fetched is noted."""

    def get(self, request: HttpRequest, office: str, case: str, pk: int) -> HttpResponse:
        found = self.case_or_404(case)
        row = get_object_or_404(Attachment, case=found, pk=pk)
        try:
            file = next(one for one in files_of(found) if one.pk == row.pk)
            data = bytes_of(found, row)
        except (Refused, KeyLostError) as problem:
            messages.error(request, problem.message)
            return redirect("complaints:case", office, case)
        note_reading(found, by=self.user, what=Happening.FILE_READ)
        return download(data, name=file.name, media_type=file.media_type)


class CaseAsk(CaseOfHandler):
    """Ask the person something (POST only)."""

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.case_or_404(case), _ask_form(request.POST)
        if not form.is_valid():
            return self.show(request, found, {"ask": form})
        words = form.cleaned_data["words"]
        try:
            ask(found, words, once_token=self.once_token(request, found), by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, found, {"ask": form})
        messages.success(request, "ส่งคำถามแล้ว ผู้ร้องเรียนจะเห็นเมื่อเปิดด้วยรหัสติดตาม")
        return redirect("complaints:case", office, case)


class CaseInform(CaseOfHandler):
    """Tell the person how far the case has come (POST only)."""

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.case_or_404(case), _inform_form(request.POST)
        if not form.is_valid():
            return self.show(request, found, {"inform": form})
        words = form.cleaned_data["words"]
        try:
            inform(found, words, once_token=self.once_token(request, found), by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, found, {"inform": form})
        messages.success(request, "แจ้งแล้ว ผู้ร้องเรียนจะเห็นเมื่อเปิดด้วยรหัสติดตาม")
        return redirect("complaints:case", office, case)


class CaseNote(CaseOfHandler):
    """Write a note that the handlers alone read (POST only)."""

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.case_or_404(case), _note_form(request.POST)
        if not form.is_valid():
            return self.show(request, found, {"note": form})
        words = form.cleaned_data["words"]
        try:
            note(found, words, once_token=self.once_token(request, found), by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, found, {"note": form})
        messages.success(request, "เก็บบันทึกแล้ว")
        return redirect("complaints:case", office, case)


class CaseKeep(CaseOfHandler):
    """Keep a closed case a year longer (POST only)."""

    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found = self.case_or_404(case)
        try:
            keep_longer(found, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "เก็บเรื่องนี้ต่ออีกหนึ่งปี")
        return redirect("complaints:case", office, case)


class CaseApart(CaseOfHandler):
    """Hand the case to the substitute (POST only)."""

    def post(self, request: HttpRequest, office: str, case: str) -> HttpResponse:
        found, form = self.case_or_404(case), ApartForm(request.POST)
        if not form.is_valid():
            return self.show(request, found, {"apart": form})
        about = form.cleaned_data["about"]
        try:
            set_apart(
                found,
                about_director="director" in about,
                about_handler="handler" in about,
                by=self.user,
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, found, {"apart": form})
        messages.success(request, "ส่งเรื่องให้ผู้รับเรื่องแทนแล้ว ท่านจะไม่เห็นเรื่องนี้อีก")
        return redirect("complaints:register", office)


def _forms(case: Case, *, begun: str, begun_in: str) -> Forms:
    """Return the forms of the page, one of them begun with the words of a template."""
    words = {"words": words_for(case, begun)} if begun else None
    return {
        "ask": _ask_form(initial=words if begun_in == "ask" else None),
        "note": _note_form(),
        "inform": _inform_form(initial=words if begun_in == "inform" else None),
        "apart": ApartForm(),
    }


def _ask_form(data: Any = None, **options: Any) -> WordsForm:  # noqa: ANN401 - a QueryDict or nothing
    return WordsForm(data, label="คำถามถึงผู้ร้องเรียน", auto_id="ask_%s", **options)


def _inform_form(data: Any = None, **options: Any) -> WordsForm:  # noqa: ANN401 - a QueryDict or nothing
    return WordsForm(data, label="ความคืบหน้า", auto_id="inform_%s", **options)


def _note_form(data: Any = None) -> WordsForm:  # noqa: ANN401 - a QueryDict or nothing
    return WordsForm(data, label="บันทึกภายใน", auto_id="note_%s")
