"""Following one's complaint: the code, then the page of the case, and what is added to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from complaints.forms import WordsForm
from complaints.models import Case
from complaints.rules import limits
from complaints.rules.limits import TooMany
from complaints.rules.news import stop
from complaints.rules.proving import has_worked, is_answered, new_token, question, read_token
from complaints.rules.settings import settings_of
from complaints.rules.tracking import answer, case_of_ticket, find, followed, ticket_for
from complaints.views.public import SpeakingPage, take_files
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS

_PURPOSE = "track"
NOT_FOUND = "ไม่พบเรื่องของรหัสนี้ โปรดตรวจตัวเลขทั้ง 20 ตัวอีกครั้ง"
TOO_OFTEN = "ขณะนี้มีผู้ค้นรหัสจำนวนมาก โปรดตอบคำถามด้านล่างแล้วกดอีกครั้ง"
OLD_TICKET = "หน้านี้เปิดไว้นานเกินไป โปรดพิมพ์รหัสติดตามอีกครั้ง"
NOTHING = "โปรดพิมพ์ข้อความหรือเลือกไฟล์ที่จะส่ง"
NO_MORE = "เลิกส่งอีเมลแล้ว ระบบลบที่อยู่สำหรับแจ้งข่าวแล้ว"
SENT = "ส่งแล้ว สำนักงานจะเห็นเมื่อเปิดเรื่องนี้"


class FollowedPage(SpeakingPage):
    """The page of a case, for who holds its code."""

    def case_page(
        self, case: Case, form: WordsForm | None = None, *, status: int = 200, **told: object
    ) -> HttpResponse:
        """Show the case; it carries a ticket in place of the code. Raises KeyLostError."""
        seen = followed(case)
        context = {
            "office": case.office,
            "seen": seen,
            "form": form or _words_form(),
            "token": new_token(f"answer:{case.seal}"),
            "ticket": ticket_for(case),
            "most_files": settings_of(case.office).files_per_report,
            "accept": DOCUMENTS,
            **told,
        }
        return self.show("complaints/follow.html", context, status=status)


class Track(FollowedPage):
    """Ask for the code, typed in any way; a wrong one is told after as long as a right one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._form(typed="")

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("code", "")
        if not _is_allowed(request, typed):
            return self._form(typed=typed, problem=TOO_OFTEN, asks=True, status=429)
        case = find(typed)
        if case is None:
            return self._form(typed=typed, problem=NOT_FOUND, status=422)
        return self.case_page(case)

    def _form(
        self, *, typed: str, problem: str = "", asks: bool = False, status: int = 200
    ) -> HttpResponse:
        token = new_token(_PURPOSE)
        context = {
            "typed": typed[:200],
            "problem": problem,
            "token": token,
            "question": question(token) if asks else "",
        }
        return self.show("complaints/track.html", context, status=status)


class Follow(FollowedPage):
    """See one's case again, or add words and files to it (POST only; without a ticket: Track)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("complaints:track")

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        case = case_of_ticket(request.POST.get("ticket", ""))
        if case is None:
            context = {"problem": OLD_TICKET, "token": new_token(_PURPOSE), "typed": ""}
            context["kept"] = request.POST.get("words", "")[:20_000]
            return self.show("complaints/track.html", context, status=422)
        if "stop_news" in request.POST:
            stop(case)
            return self.case_page(case, sent=NO_MORE)
        if "token" not in request.POST:
            return self.case_page(case)
        return self._answered(request, case)

    def _answered(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = _words_form(request.POST)
        once_token = read_token(request.POST["token"], purpose=f"answer:{case.seal}")
        if not once_token:
            form.add_error(None, OLD_TICKET)
        elif not request.POST.get("words", "").strip() and not request.FILES:
            form.add_error("words", NOTHING)
        if not form.is_valid():
            return self.case_page(case, form, status=422)
        try:
            if form.cleaned_data["words"]:
                answer(case, form.cleaned_data["words"], once_token=once_token)
            refusals = take_files(case, request, most=settings_of(case.office).files_per_report)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.case_page(case, form, status=422)
        case.refresh_from_db()
        return self.case_page(case, refusals=refusals, sent=SENT)


def _words_form(data: Any = None) -> WordsForm:  # noqa: ANN401 - a QueryDict or nothing
    return WordsForm(data, label="ตอบหรือเขียนเพิ่ม", required=False)


def _is_allowed(request: HttpRequest, typed: str) -> bool:
    """Tell whether a code may be tried: within the hour's room, or after work or an answer."""
    try:
        limits.take("portal", "tries", most=limits.TRIES_PER_HOUR)
    except TooMany:
        token = request.POST.get("token", "")
        if not read_token(token, purpose=_PURPOSE):
            return False
        if has_worked(token, request.POST.get("work", ""), bound_to=typed):
            return True
        return is_answered(token, request.POST.get("sum", "")) and _has_room_for_answers()
    return True


def _has_room_for_answers() -> bool:
    try:
        limits.take("portal", "answers", most=limits.TRIES_PER_HOUR)
    except TooMany:
        return False
    return True
