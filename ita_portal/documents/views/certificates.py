"""The office's certificate: what is in use, installing one, and taking it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.forms.certificates import CertificateForm
from ita_portal.documents.rules.certificates import (
    certificate_in_use,
    days_left,
    former_certificates,
    remove_certificate,
)
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

_INSTALL = "ita_portal.documents.rules.installing.install"
"""Loaded when a certificate is installed: it takes memory that no other page needs."""


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class CertificatePage(OfficePage):
    """The certificate in use with its facts, and the form that installs another one."""

    permission = Permission.DOCUMENT_SETTINGS

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self._show(CertificateForm())

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = CertificateForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        typed = form.cleaned_data
        try:
            import_string(_INSTALL)(
                self.office, data=typed["file"].read(), password=typed["password"], by=self.user
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._show(form)
        messages.success(request, "ติดตั้งใบรับรองแล้ว เอกสารที่ลงนามตั้งแต่นี้ไปจะผนึกด้วยใบรับรองนี้")
        return redirect("documents:certificate", office=office)

    def _show(self, form: CertificateForm) -> HttpResponse:
        certificate, today = certificate_in_use(self.office), timezone.localdate()
        context = {
            "form": form,
            "certificate": certificate,
            "left": days_left(certificate, today) if certificate else None,
            "former": former_certificates(self.office),
        }
        return render(
            self.request,
            "documents/certificate.html",
            context,
            status=422 if form.errors else 200,
        )


class CertificateRemove(OfficePage):
    """Take the certificate out of use (POST only)."""

    permission = Permission.DOCUMENT_SETTINGS

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        try:
            remove_certificate(self.office, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ถอดใบรับรองแล้ว เอกสารที่ผนึกไปแล้วยังคงเดิม")
        return redirect("documents:certificate", office=office)
