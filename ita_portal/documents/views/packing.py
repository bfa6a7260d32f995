"""The office's papers as one ZIP, for its staff."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from ita_portal.documents.models import Document
from ita_portal.documents.rules.packing import package_of, packed
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class PaperExport(OfficePage):
    """Which papers there are, by fiscal year, and the way to take them out."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        rows = Document.objects.of(self.office).published()
        years = list(rows.order_by("fiscal_year").values_list("fiscal_year", flat=True))
        counts = {year: years.count(year) for year in reversed(dict.fromkeys(years))}
        context = {"counts": counts, "total": len(years)}
        return render(request, "documents/export.html", context)


class PaperExportFile(OfficePage):
    """The ZIP, sent while it is written; `?year=` takes one fiscal year."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str) -> HttpResponseBase:
        year = request.GET.get("year", "")
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise Http404
        package = package_of(self.office, int(year) if year else None)
        answer = StreamingHttpResponse(packed(package), content_type="application/zip")
        name = quote(package.file_name, safe="")
        plain = f"papers-{self.office.code}.zip"
        answer.headers["Content-Disposition"] = (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
        )
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["X-Accel-Buffering"] = "no"
        return answer
