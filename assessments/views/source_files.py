"""The source documents of a year's result: list, upload, opening, taking out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from assessments.forms.source_files import SourceFilesForm
from assessments.models import Result, ResultFile
from assessments.rules.source_files import LOCKED, add_source_file, remove_source_file
from ita_portal.errors import Refused
from ita_portal.files.names import cleaned_name
from ita_portal.files.sending import SHOWN, response
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class SourcePage(OfficePage):
    """What the pages of source documents share; not a page itself."""

    def result_or_404(self, year: int) -> Result:
        """Return the year's result; there is nothing to be told of before."""
        results = Result.objects.of(self.office).select_related("office")
        return get_object_or_404(results, fiscal_year=year)

    def say_locked(self, year: int) -> HttpResponse:
        """Say that the result is locked, on the page of its documents."""
        messages.error(self.request, LOCKED)
        return self.to_list(year)

    def to_list(self, year: int) -> HttpResponse:
        """Lead to the page of the documents."""
        return redirect("assessments:source_files", office=self.office.code, year=year)

    def source_or_404(self, year: int, pk: int) -> ResultFile:
        """Return a source document of this office and year."""
        sources = ResultFile.objects.for_list().select_related("result__office")
        return get_object_or_404(
            sources, pk=pk, result__office=self.office, result__fiscal_year=year
        )


class SourceFiles(SourcePage):
    """The documents by which the office was told the result of a year, and more of them."""

    permission = Permission.SCORES_VIEW
    method_permissions = {"post": Permission.SCORES_EDIT}

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._show(self.result_or_404(year), SourceFilesForm())

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result_or_404(year)
        if result.status == Result.Status.LOCKED:
            return self.say_locked(year)
        form = SourceFilesForm(request.POST, request.FILES)
        added = self._add(result, form) if form.is_valid() else 0
        if added:
            messages.success(request, f"เพิ่มเอกสารแล้ว {added} ไฟล์")
        if form.errors:
            return self._show(result, form, added=added)
        return self.to_list(year)

    def _add(self, result: Result, form: SourceFilesForm) -> int:
        """Keep the good files, say of each other one why not; return how many were kept."""
        refusals, uploads = [], form.cleaned_data["papers"]
        for upload in uploads:
            name, note = given_name(upload), form.cleaned_data["note"]
            try:
                add_source_file(result, upload.chunks(), name=name, note=note, by=self.user)
            except Refused as refused:
                refusals.append(f"“{cleaned_name(name)}” {refused.message}")
        for words in refusals:
            form.add_error("papers", words)
        return len(uploads) - len(refusals)

    def _show(self, result: Result, form: SourceFilesForm, *, added: int = 0) -> HttpResponse:
        may_edit = self.may(Permission.SCORES_EDIT)
        is_locked = result.status == Result.Status.LOCKED
        context = {
            "year": result.fiscal_year,
            "result": result,
            "sources": list(ResultFile.objects.of(result).for_list()),
            "shown": SHOWN,
            "form": form if may_edit and not is_locked else None,
            "is_locked": is_locked and may_edit,
            "added": added,
        }
        return render(self.request, "assessments/source_files.html", context)


class SourceFile(SourcePage):
    """One source document, shown in the browser where it can be, else as a download."""

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponseBase:
        source = self.source_or_404(year, pk)
        try:
            return response(source.file, inline="download" not in request.GET)
        except Refused as refused:
            messages.error(request, refused.message)
            return self.to_list(year)


class SourceFileRemove(SourcePage):
    """Ask once more, then take a source document out."""

    permission = Permission.SCORES_EDIT

    def get(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        source = self.source_or_404(year, pk)
        if source.result.status == Result.Status.LOCKED:
            return self.say_locked(year)
        context = {"year": year, "source": source}
        return render(request, "assessments/source_file_remove.html", context)

    def post(self, request: HttpRequest, office: str, year: int, pk: int) -> HttpResponse:
        source = self.source_or_404(year, pk)
        try:
            remove_source_file(source, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"นำ “{source.file.name}” ออกแล้ว")
        return self.to_list(year)
