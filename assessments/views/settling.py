"""Confirming the scores of a year, opening them again, locking and unlocking them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms import ReopenForm, RevisionForm, UnlockForm
from assessments.rules.results import (
    Comparison,
    confirm_result,
    lock_result,
    reopen_result,
    total_of,
    unlock_result,
)
from assessments.views.score_page import ScorePage, figures_of
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission

CHANGED_MEANWHILE = "มีผู้แก้ไขคะแนนหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้ยืนยัน โปรดตรวจคะแนนล่าสุดข้างล่างแล้วยืนยันอีกครั้ง"
CHANGED_BEFORE_LOCK = "มีผู้เปลี่ยนแปลงผลปีนี้หลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้ล็อก โปรดตรวจคะแนนล่าสุดแล้วล็อกอีกครั้ง"
NOT_WHOLE = "หน้านี้ไม่สมบูรณ์ โปรดตรวจคะแนนแล้วยืนยันอีกครั้ง"
NOT_WHOLE_TO_LOCK = "หน้านี้ไม่สมบูรณ์ โปรดตรวจคะแนนแล้วล็อกอีกครั้ง"


class ResultConfirm(ScorePage):
    """What confirming means, above the button that does it."""

    permission = Permission.SCORES_CONFIRM

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.stored(year)
        if result.is_settled:
            return redirect("assessments:result_edit", office=office, year=year)
        figures = figures_of(result)
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
        result = self.stored(year)
        form = RevisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, NOT_WHOLE)
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


class StatePage(ScorePage):
    """A step that is taken by a button of the year's page; its address leads back there."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return redirect("assessments:result_edit", office=office, year=year)


class ResultReopen(StatePage):
    """Open confirmed scores again, with a reason."""

    permission = Permission.SCORES_CONFIRM

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.stored(year)
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


class ResultLock(StatePage):
    """Lock confirmed scores: from then on they are opened only after unlocking."""

    permission = Permission.SCORES_LOCK

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.stored(year)
        form = RevisionForm(request.POST)
        try:
            if not form.is_valid():
                raise Refused(NOT_WHOLE_TO_LOCK)
            lock_result(result, expected_revision=form.cleaned_data["revision"], by=self.user)
        except Stale:
            messages.error(request, CHANGED_BEFORE_LOCK)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"ล็อกคะแนนปีงบประมาณ พ.ศ. {year} แล้ว")
        return redirect("assessments:result_edit", office=office, year=year)


class ResultUnlock(StatePage):
    """Unlock locked scores, with a reason; they are confirmed as before."""

    permission = Permission.SCORES_LOCK

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.stored(year)
        form = UnlockForm(request.POST)
        if not form.is_valid():
            return self.show(year, result, unlock_form=form)
        try:
            unlock_result(result, reason=form.cleaned_data["reason"], by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ปลดล็อกคะแนนแล้ว คะแนนยังยืนยันอยู่ หากต้องแก้ไขให้เปิดให้แก้ไขต่อไป")
        return redirect("assessments:result_edit", office=office, year=year)


def _differs(comparison: Comparison | None) -> bool:
    return comparison is not None and not comparison.agrees
