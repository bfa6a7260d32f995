"""Importing scores by the screen: a file, its preview row by row, and storing what was seen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.forms import StoreForm, UploadForm
from assessments.forms.importing import TemplateForm
from assessments.models import ImportFile
from assessments.rules.files.importing import Imported
from assessments.rules.files.store import Fate
from assessments.rules.files.uploads import (
    GONE,
    discard_upload,
    keep_upload,
    preview_upload,
    store_upload,
)
from assessments.views.preview import PreviewLine, lines_of, problem_words
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

ROWS_ON_A_PAGE = 100
TEMPLATE = "assessments/score_import.html"


class ImportPage(OfficePage):
    """What the pages of an import share; not a page itself."""

    permission = Permission.SCORES_EDIT

    def held(self, key: str) -> ImportFile | None:
        """Return what the person uploaded for this office under `key`, None for anything else."""
        files = ImportFile.objects.held_by(self.user, self.office).select_related("office", "user")
        return files.filter(key=key).first()

    def ask_again(self, message: str) -> HttpResponse:
        """Say why the upload cannot be gone on with, and show the empty form."""
        messages.error(self.request, message)
        return redirect("assessments:score_import", office=self.office.code)


class ScoreImport(ImportPage):
    """Choosing a file; with `?file=` the preview of the one that was uploaded."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        key = request.GET.get("file")
        if key is None:
            return self._show(UploadForm())
        file = self.held(key)
        if file is None:
            return self.ask_again(GONE)
        try:
            imported = preview_upload(file)
        except Refused as refused:
            return self.ask_again(refused.message)
        return render(request, TEMPLATE, _preview(imported, file, request.GET.get("page")))

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        upload = form.cleaned_data["file"]
        file = keep_upload(upload.chunks(), name=upload.name, office=self.office, by=self.user)
        try:
            preview_upload(file)
        except Refused as refused:
            discard_upload(file)
            form.add_error("file", refused.message)
            return self._show(form)
        return redirect(preview_url(file))

    def _show(self, form: UploadForm) -> HttpResponse:
        return render(self.request, TEMPLATE, {"form": form, "template_form": TemplateForm()})


class ScoreImportStore(ImportPage):
    """Store what was previewed, or let the file go (POST only)."""

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = StoreForm(request.POST)
        file = self.held(form.cleaned_data["file"]) if form.is_valid() else None
        if file is None:
            return self.ask_again(GONE)
        if "discard" in request.POST:
            discard_upload(file)
            messages.success(request, "ยกเลิกการนำเข้าแล้ว ไม่มีคะแนนใดเปลี่ยนแปลง")
            return redirect("assessments:score_import", office=office)
        try:
            imported = store_upload(file, expected=form.cleaned_data["seen"], by=self.user)
        except Stale:
            message = "มีผู้แก้ไขคะแนนหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่บันทึก โปรดตรวจตัวอย่างล่าสุดด้านล่างอีกครั้ง"
            messages.error(request, message)
            return redirect(preview_url(file))
        except Refused as refused:
            return self.ask_again(refused.message)
        messages.success(request, _told(imported))
        return redirect("assessments:result_list", office=office)


def preview_url(file: ImportFile) -> str:
    """Return the address of the preview of an uploaded file."""
    return reverse("assessments:score_import", args=[file.office.code]) + f"?file={file.key}"


def _count(imported: Imported, *fates: Fate) -> int:
    return sum(row.fate in fates for row in imported.rows)


def _told(imported: Imported) -> str:
    written = _count(imported, Fate.NEW, Fate.REPLACES)
    refused = _count(imported, Fate.REFUSED)
    words = f"นำเข้าคะแนนแล้ว {written} ปี"
    return f"{words} ไม่ได้นำเข้า {refused} แถว" if refused else words


def _preview(imported: Imported, file: ImportFile, page: str | None) -> dict[str, Any]:
    good = [row for row in imported.rows if row.fate != Fate.REFUSED]
    bad = [row for row in imported.rows if row.fate == Fate.REFUSED]
    shown = Paginator(bad, ROWS_ON_A_PAGE).get_page(page)
    kept: list[PreviewLine] = lines_of(good, imported.places)
    return {
        "file": file,
        "kept": kept,
        "bad": lines_of(shown.object_list, imported.places),
        "bad_count": len(bad),
        "page": shown,
        "problems": [problem_words(one, imported.places) for one in imported.problems],
        "row_count": len(imported.rows),
        "new": _count(imported, Fate.NEW),
        "replaced": _count(imported, Fate.REPLACES),
        "same": _count(imported, Fate.SAME),
        "noted": sum(bool(row.notes) for row in good),
        "fingerprint": imported.fingerprint,
    }
