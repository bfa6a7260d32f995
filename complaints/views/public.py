"""The public pages of complaints: the ways to complain, and the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from complaints.forms import TellForm
from complaints.models import Case, Way
from complaints.rules import limits
from complaints.rules.channels import OUTSIDE, office_channels
from complaints.rules.codes import grouped
from complaints.rules.filing import add_file, files_of
from complaints.rules.proving import has_worked, is_answered, new_token, question, read_token
from complaints.rules.receiving import Receipt, missing_of_unnamed, receive
from complaints.rules.sealing import content_of
from complaints.rules.settings import handlers, kept_years, settings_of, substitutes
from complaints.rules.steps import PARTICULARS, REASONS
from complaints.rules.tracking import ticket_for
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS, MEGABYTE
from ita_portal.files.names import cleaned_name
from ita_portal.files.uploads import NamelessUpload, given_name
from ita_portal.keys import KeyLostError
from ita_portal.organisations.models import Office

OLD_PAGE = "หน้านี้เปิดไว้นานเกินไป จึงยังไม่ได้ส่ง สิ่งที่พิมพ์ยังอยู่ครบ โปรดกดส่งอีกครั้ง"
NOT_PROVEN = "โปรดตอบคำถามนี้ก่อนส่ง เพื่อให้รู้ว่าไม่ใช่โปรแกรมที่ส่งเรื่องจำนวนมาก"
NO_KEY = "ขณะนี้ระบบปิดผนึกเรื่องไม่ได้ จึงยังไม่รับไว้ โปรดลองใหม่ภายหลัง หรือใช้ช่องทางอื่นของสำนักงาน"
MOST_FILES = 30
"""In one sending, whatever an office sets."""


class Channels(View):
    """How a complaint about the office can be brought in, to it and to bodies outside."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        context = {
            "office": found,
            "channels": office_channels(found),
            "outside": OUTSIDE,
            "takes": handlers(found).exists(),
            "limits": settings_of(found),
        }
        page = render_to_string("complaints/channels.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})


class Guideline(View):
    """How complaints are handled here: steps, times and officers as the office has set them."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        limits_set, takers = settings_of(found), handlers(found)
        context = {
            "office": found,
            "channels": office_channels(found),
            "outside": OUTSIDE,
            "handlers": takers.select_related("user", "group"),
            "takes": takers.exists(),
            "substitutes": substitutes(found).exists(),
            "limits": limits_set,
            "particulars": PARTICULARS.values(),
            "reasons": REASONS.values(),
            "keep": kept_years(limits_set),
        }
        page = render_to_string("complaints/guideline.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})


# No token against other sites is needed where no cookie says who one is; and it would be a cookie.
@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class SpeakingPage(View):
    """A page for who speaks: without account, session or cookie, and never kept by the browser.

    What is sent lies in files without a name until it is sealed.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        request.upload_handlers = [nameless(request)]
        try:
            return super().dispatch(request, *args, **kwargs)
        except KeyLostError as lost:
            return self.show("complaints/lost.html", {"problem": lost.message}, status=503)

    def show(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        """Return a page that knows nothing of who asks for it."""
        page = render_to_string(template, dict(context))
        answer = HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
        # Django would write the second of a refused sending into the log.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer


class New(SpeakingPage):
    """The form. A complaint is stored first; a file that cannot be kept never holds it up."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        limits.touch(found.code, "reports")
        return self._page(found, TellForm())

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        form = TellForm(request.POST)
        token = request.POST.get("token", "")
        once_token = read_token(token, purpose=f"new:{found.code}")
        if not once_token:
            form.add_error(None, OLD_PAGE)
            return self._page(found, form, status=422)
        proven = has_worked(token, request.POST.get("work", ""))
        if not proven and not is_answered(token, request.POST.get("sum", "")):
            form.add_error("sum", NOT_PROVEN)
        if not form.is_valid():
            return self._page(found, form, token=token, status=422)
        try:
            receipt = receive(found, form.told(), once_token=once_token, proven=proven)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(found, form, token=token, status=status_of(refused))
        except KeyLostError:
            form.add_error(None, NO_KEY)
            return self._page(found, form, token=token, status=503)
        refusals = take_files(receipt.case, request, most=settings_of(found).files_per_report)
        context = receipt_context(receipt, refusals) | {"office": found}
        return self.show("complaints/receipt.html", context)

    def _page(
        self, office: Office, form: TellForm, *, token: str = "", status: int = 200
    ) -> HttpResponse:
        token = token or new_token(f"new:{office.code}")
        context = {
            "office": office,
            "form": form,
            "token": token,
            "question": question(token),
            "most_files": settings_of(office).files_per_report,
            "accept": DOCUMENTS,
            "handlers": handlers(office),
            "has_substitute": substitutes(office).exists(),
            "outside": OUTSIDE,
        }
        return self.show("complaints/new.html", context, status=status)


def nameless(request: HttpRequest) -> NamelessUpload:
    """Return what puts the files of a form where nobody finds them."""
    most = DOCUMENTS.max_bytes + MEGABYTE
    return NamelessUpload(request, most_bytes=most, most_files=MOST_FILES)


def status_of(refused: Refused) -> int:
    """Return the status of an answer that says no: 429 when the hour is full."""
    return 429 if isinstance(refused, limits.TooMany) else 422


def take_files(case: Case, request: HttpRequest, *, most: int) -> list[tuple[str, str]]:
    """Keep the files that were sent along; return the names of the others, each with the reason."""
    refusals = []
    for place, upload in enumerate(request.FILES.getlist("files"), 1):
        if not isinstance(upload, UploadedFile):
            continue
        name = cleaned_name(given_name(upload))
        if place > most:
            refusals.append((name, f"แนบได้ครั้งละไม่เกิน {most} ไฟล์"))
            continue
        try:
            add_file(case, upload)
        except Refused as refused:
            refusals.append((name, refused.message))
    return refusals


def receipt_context(receipt: Receipt, refusals: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what a receipt shows, the code among it: here and nowhere else."""
    files = files_of(receipt.case)
    missing = receipt.case.way == Way.UNNAMED and not files
    return {
        "case": receipt.case,
        "code": grouped(receipt.code),
        "is_new": receipt.is_new,
        "files": files,
        "telling": [file for file in files if file.may_tell],
        "refusals": refusals,
        "missing": missing_of_unnamed(content_of(receipt.case)) if missing else [],
        "ticket": ticket_for(receipt.case),
    }
