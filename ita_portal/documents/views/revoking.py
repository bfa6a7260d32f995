"""Revoking a signed paper: who may sign for the office says why, with the password asked again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.forms.revoking import RevokeForm
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.documents.rules.revoking import revoke
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

WRONG_PASSWORD = "รหัสผ่านไม่ถูกต้อง ระบบจึงยังไม่ยกเลิก โปรดลองอีกครั้ง"  # noqa: S105 - a sentence


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class DocumentRevoke(OfficePage):
    """What revoking means, and the form."""

    permission = Permission.DOCUMENT_DECIDE

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        return self._page(request, self._document(code), RevokeForm())

    def post(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        document, form = self._document(code), RevokeForm(request.POST)
        if not (form.is_valid() and self._is_the_person(request, form)):
            return self._page(request, document, form)
        try:
            revoke(document, reason=form.cleaned_data["reason"], by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, document, form)
        messages.success(request, "ยกเลิกเอกสารแล้ว หน้าสาธารณะและหน้าตรวจสอบแสดงว่ายกเลิกทันที")
        return redirect("documents:document_list", office=office)

    def _document(self, code: str) -> Document:
        papers = Document.objects.of(self.office).select_related("office", "signature")
        return get_object_or_404(papers, code=code)

    def _is_the_person(self, request: HttpRequest, form: RevokeForm) -> bool:
        """Ask for the password as signing in does, so that wrong ones are counted together."""
        typed = form.cleaned_data["password"]
        if authenticate(request, username=self.user.username, password=typed) is None:
            form.add_error("password", WRONG_PASSWORD)
            return False
        return True

    def _page(self, request: HttpRequest, document: Document, form: RevokeForm) -> HttpResponse:
        context = {"document": document, "kind": KINDS[document.kind], "form": form}
        return render(request, "documents/revoke.html", context)
