"""Papers for everybody: the page and the PDF."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views import View

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.documents.rendering.document import body_html
from ita_portal.files.disk import place_of
from ita_portal.organisations.models import Office

A_PAGE = 30
logger = logging.getLogger(__name__)


def published_document(office: str, code: str) -> Document:
    """Return the published paper at this address, or raise 404."""
    papers = Document.objects.published().select_related(
        "office", "signature", "replaced_by", "scan", "seal__certificate"
    )
    return get_object_or_404(papers, office__code=office, code=code)


class PublicPapers(View):
    """The office's papers for everybody, latest first, of one year and kind or of all."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        papers = Document.objects.of(found).listed()
        years = papers.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
        kinds = set(papers.order_by().values_list("kind", flat=True).distinct())
        known = [kind for kind in KINDS.values() if kind.code in kinds]
        year, kind = request.GET.get("year", ""), request.GET.get("kind", "")
        year = year if year in {str(one) for one in years} else ""
        kind = kind if kind in kinds else ""
        papers = papers.filter(**{"fiscal_year": year} if year else {})
        papers = papers.filter(**{"kind": kind} if kind else {})
        pages = Paginator(papers.for_list(), A_PAGE)
        context = {
            "office": found,
            "page": pages.get_page(request.GET.get("page")),
            "years": list(years),
            "kinds": known,
            "year": year,
            "kind": kind,
        }
        page = render_to_string("documents/public_list.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})


class PublicDocument(View):
    """A paper as a page: the same words as its PDF, for screen readers and for search."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        document = published_document(office, code)
        context = {
            "document": document,
            "office": document.office,
            "body": body_html(document.words),
            "kind": KINDS[document.kind].word,
        }
        return render(request, "documents/public.html", context)


class PublicPdf(View):
    """A paper's official copy: its PDF, or the scan when it was signed by hand."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponseBase:
        document = published_document(office, code)
        return pdf_response(request, document)


class PublicWordsPdf(View):
    """The words of a paper that was signed by hand, as the portal printed them."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponseBase:
        document = published_document(office, code)
        if document.scan is None:
            return redirect("documents:pdf", office=office, code=code)
        return _sent(request, document, place=str(document.pdf.name), sha256=document.sha256)


def pdf_response(request: HttpRequest, document: Document) -> HttpResponseBase:
    """Send the official copy; it never changes, so a visitor's copy stays good for ever."""
    if document.scan:
        place, sha256 = place_of(document.scan.key), document.scan.sha256
    else:
        place, sha256 = str(document.pdf.name), document.sha256
    return _sent(request, document, place=place, sha256=sha256)


def _sent(request: HttpRequest, document: Document, *, place: str, sha256: str) -> HttpResponseBase:
    """Send a file of the paper from the private folder, unless the visitor has it already.

    Behind nginx (setting ACCEL_PREFIX) the file is sent by nginx itself.
    """
    etag = f'"{sha256}"'
    response = get_conditional_response(request, etag=etag) or _file_response(document, place)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _file_response(document: Document, place: str) -> HttpResponseBase:
    response: HttpResponseBase
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type="application/pdf")
        response.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{place}"
    else:
        path = Path(settings.PRIVATE_FILES) / place
        if not path.is_file():
            logger.error("document %s: its file %s is gone", document.pk, place)
            raise Http404
        response = FileResponse(path.open("rb"), content_type="application/pdf")
    # RFC 5987: a Thai name goes as UTF-8; Django's own cleaning would maim it.
    name = quote(document.file_name, safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response
