"""Papers for everybody: the page, the PDF, and the verification."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views import View

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules.codes import read_code

logger = logging.getLogger(__name__)


def published_document(office: str, code: str) -> Document:
    """Return the published paper at this address, or raise 404."""
    papers = Document.objects.published().select_related("office", "signature", "replaced_by")
    return get_object_or_404(papers, office__code=office, code=code)


class PublicDocument(View):
    """A paper as a page: the same words as its PDF, for screen readers and for search."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        document = published_document(office, code)
        context = {
            "document": document,
            "office": document.office,
            "body": body_html(document.words),
            "kind": KINDS[document.kind].name,
        }
        return render(request, "documents/public.html", context)


class PublicPdf(View):
    """A paper's PDF, shown in the browser under its Thai name."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponseBase:
        document = published_document(office, code)
        return pdf_response(request, document)


def pdf_response(request: HttpRequest, document: Document) -> HttpResponseBase:
    """Send the PDF; it never changes, so a visitor's copy stays good for ever.

    Behind nginx (setting ACCEL_PREFIX) the file is sent by nginx itself.
    """
    etag = f'"{document.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file_response(document)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _file_response(document: Document) -> HttpResponseBase:
    response: HttpResponseBase
    file = str(document.pdf.name)
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type="application/pdf")
        response.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{file}"
    else:
        path = Path(settings.PRIVATE_FILES) / file
        if not path.is_file():
            logger.error("document %s: its file %s is gone", document.pk, file)
            raise Http404
        response = FileResponse(path.open("rb"), content_type="application/pdf")
    # RFC 5987: a Thai name goes as UTF-8; Django's own cleaning would maim it.
    name = quote(document.file_name, safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response


class VerifyForm(View):
    """Ask for a paper's code, typed in any way, and lead to its verification page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("code", "")
        if typed:
            code = read_code(typed)
            if code:
                return redirect("documents:verify", code=code)
        context = {"typed": typed, "wrong": bool(typed)}
        return render(request, "documents/verify_form.html", context)


class Verify(View):
    """Say in one sentence whether a paper with this code was issued by this portal."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        papers = Document.objects.published().select_related("office", "signature", "replaced_by")
        canonical = read_code(code)
        document = papers.filter(code=canonical).first() if canonical else None
        if document and canonical != code:
            return redirect("documents:verify", code=canonical)
        context = {"code": code, "document": document, "verifying": True}
        status = 200 if document else 404
        return render(request, "documents/verify.html", context, status=status)
