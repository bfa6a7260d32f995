"""Score files to download: the office's years, and the empty file to fill in."""

from __future__ import annotations

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from assessments.forms.importing import TemplateForm
from assessments.rules.files.exporting import export_text, export_workbook, template_workbook
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ScoreExport(OfficePage):
    """All years of the office as a score file, which an import would take unchanged."""

    permission = Permission.SCORES_VIEW
    kind: ClassVar[str] = "xlsx"

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        write = export_text if self.kind == "csv" else export_workbook
        return _download(write(self.office), self.kind, f"ita-scores-{office}")


class ScoreTemplate(OfficePage):
    """An empty score file with Thai headings; with `?year=` also for the details of that year."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        name = f"ita-scores-template-{office}"
        if "year" not in request.GET:
            return _download(template_workbook(self.office), "xlsx", name)
        form = TemplateForm(request.GET)
        if not form.is_valid():
            raise Http404
        chosen = form.cleaned_data
        return _download(
            template_workbook(self.office, **chosen), "xlsx", f"{name}-{chosen['year']}"
        )


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    return HttpResponse(
        content,
        content_type=_TYPES[kind],
        headers={"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"},
    )
