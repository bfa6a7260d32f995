"""The register of complaints, and writing down one that came in another way."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from complaints.forms import RecordForm
from complaints.models import FINISHED, Case, CaseQuerySet, Status
from complaints.rules.handling import visible_to
from complaints.rules.proving import new_token, read_token
from complaints.rules.receiving import receive
from complaints.rules.settings import handlers, settings_of, substitutes
from complaints.views.public import nameless, receipt_context, take_files
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

PER_PAGE = 50
OLD_PAGE = "หน้านี้เปิดไว้นานเกินไป จึงยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่ครบ โปรดกดอีกครั้ง"
CHIPS = {
    Status.RECEIVED: ("warn", "envelope"),
    Status.CHECKING: ("mute", "search"),
    Status.ASKING: ("mute", "question-circle"),
    Status.COMPLETE: ("warn", "clipboard-check"),
    Status.PROPOSED: ("mute", "hourglass-split"),
    Status.FACT_FINDING: ("mute", "people"),
    Status.FINDINGS: ("warn", "journal-text"),
    Status.DECIDED: ("warn", "pen"),
    Status.TOLD: ("good", "send"),
    Status.CLOSED: ("good", "check-circle"),
}
"""Colour and icon of a state; what waits for the handler is amber."""
VIEWS = {"open": "ยังไม่เสร็จ", "late": "เลยกำหนด", "done": "แจ้งผลแล้ว", "all": "ทั้งหมด"}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class HandlerPage(OfficePage):
    """A page for who handles complaints; the browser keeps nothing of it."""

    permission = Permission.COMPLAINT_HANDLE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def cases(self) -> CaseQuerySet:
        """Return the cases that the person may see."""
        return visible_to(self.office, self.permissions)


class Register(HandlerPage):
    """The complaints that one may see, latest first; nothing of what was told."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        shown = request.GET.get("show", "open")
        shown = shown if shown in VIEWS else "open"
        cases = _of_view(self.cases(), shown)
        page = Paginator(cases.for_list(), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "rows": [(case, *CHIPS[Status(case.status)], _age(case)) for case in page],
            "views": VIEWS.items(),
            "shown": shown,
            "has_substitute": substitutes(self.office).exists(),
            "today": timezone.localdate(),
            "sees_apart": Permission.COMPLAINT_ROUND in self.permissions,
        }
        return render(request, "complaints/register.html", context)


@method_decorator(csrf_exempt, name="dispatch")  # the check comes after the files have a place
class Record(HandlerPage):
    """Write down a complaint that came in person, by telephone, post …, and print its receipt.

    What is sent along lies in files without a name until it is sealed.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        request.upload_handlers = [nameless(request)]
        return self._checked(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def _checked(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self._page(request, RecordForm(initial={"received_on": timezone.localdate()}))

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = RecordForm(request.POST)
        token = request.POST.get("token", "")
        once_token = read_token(token, purpose=f"record:{self.user.pk}")
        if not once_token:
            form.add_error(None, OLD_PAGE)
            return self._page(request, form)
        if not form.is_valid():
            return self._page(request, form, token=token)
        try:
            receipt = receive(
                self.office, form.told(), once_token=once_token, source=form.source(self.user)
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, form, token=token)
        most = settings_of(self.office).files_per_report
        refusals = take_files(receipt.case, request, most=most)
        visible = self.cases().filter(pk=receipt.case.pk).exists()
        context = receipt_context(receipt, refusals) | {"office": self.office, "visible": visible}
        return render(request, "complaints/recorded.html", context)

    def _page(self, request: HttpRequest, form: RecordForm, *, token: str = "") -> HttpResponse:
        context = {
            "form": form,
            "token": token or new_token(f"record:{self.user.pk}"),
            "handlers": handlers(self.office),
            "has_substitute": substitutes(self.office).exists(),
            "most_files": settings_of(self.office).files_per_report,
            "accept": DOCUMENTS,
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/record.html", context, status=status)


def _of_view(cases: CaseQuerySet, shown: str) -> CaseQuerySet:
    if shown == "late":
        return cases.late(timezone.localdate())
    if shown == "open":
        return cases.exclude(status__in=FINISHED)
    return cases.filter(status__in=FINISHED) if shown == "done" else cases


def _age(case: Case) -> int:
    return (timezone.localdate() - case.received_on).days
