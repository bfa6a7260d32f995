"""Importing a plan by the screen: a file, its preview beside the original, and storing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ita_portal.errors import Refused, Stale
from ita_portal.files.models import StoredFile
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import OfficeGroup
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.importing import StoreForm, UploadForm, choices_from
from measures.models import Plan
from measures.rules.importing.choices import Choices
from measures.rules.importing.found import PlanReading
from measures.rules.importing.heading_words import FIELD_NAMES
from measures.rules.importing.store import has_measures, state_of, told_beside
from measures.rules.importing.uploads import (
    GONE,
    discard_upload,
    held_upload,
    keep_upload,
    read_upload,
    store_upload,
)
from measures.views.import_preview import passages
from measures.views.import_settings import owner_settings, table_settings

FIRST_YEAR = 2556
"""The first fiscal year with an assessment; plans of years gone by may be taken in."""
PASSAGES_ON_A_PAGE = 25
TEMPLATE = "measures/plan_import.html"
_SESSION = "plan_import"
STALE = "แผนหรือการอ่านไฟล์เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่เก็บ โปรดตรวจตัวอย่างล่าสุดแล้วกดอีกครั้ง"
CONFIRM = "แผนปีนี้มีมาตรการอยู่แล้ว โปรดทำเครื่องหมายยืนยันก่อนว่าให้เพิ่มต่อท้าย"


class ImportPage(OfficePage):
    """What the pages of an import share; not a page itself.

    The session remembers which file is looked at, and what was set by hand about it.
    """

    permission = Permission.PLAN_EDIT

    def years(self, year: int) -> list[int]:
        """Return the years of which a plan may be taken in, latest first; 404 for another one."""
        now = FiscalYear.of(timezone.localdate()).year
        years = list(range(now + 1, FIRST_YEAR - 1, -1))
        if year not in years:
            raise Http404
        return years

    def held(self, key: str | None, year: int) -> tuple[StoredFile, Choices] | None:
        """Return what the person looks at for this plan, None for anything else."""
        kept = self.request.session.get(_SESSION, {}).get(self._name(year))
        if not kept or kept["file"] != key:
            return None
        file = held_upload(kept["file"], office=self.office, by=self.user)
        return (file, Choices.from_json(kept["choices"])) if file else None

    def remember(self, year: int, file: StoredFile, choices: Choices) -> None:
        """Remember the file in place of the one before, which goes."""
        kept = self.request.session.setdefault(_SESSION, {})
        before = kept.get(self._name(year), {}).get("file", file.key)
        if before != file.key and (old := held_upload(before, office=self.office, by=self.user)):
            discard_upload(old)
        kept[self._name(year)] = {"file": file.key, "choices": choices.as_json()}
        self.request.session.modified = True

    def ask_again(self, year: int, message: str) -> HttpResponse:
        """Say why the upload cannot be gone on with, and show the empty form."""
        messages.error(self.request, message)
        return redirect("measures:plan_import", office=self.office.code, year=year)

    def preview_url(self, year: int, file: StoredFile) -> str:
        """Return the address of the preview of a file."""
        return reverse("measures:plan_import", args=[self.office.code, year]) + f"?file={file.key}"

    def show(
        self, year: int, file: StoredFile, choices: Choices, reading: PlanReading, error: str = ""
    ) -> HttpResponse:
        """Show what the file says beside the original."""
        plan = Plan.objects.of(self.office).newest(year).with_proposal().first()
        more = told_beside(reading, office=self.office, fiscal_year=year, plan=plan)
        groups = OfficeGroup.objects.filter(office=self.office, is_active=True)
        pages = Paginator(passages(reading), PASSAGES_ON_A_PAGE)
        context: dict[str, Any] = {
            "year": year,
            "file": file,
            "reading": reading,
            "problems": [*reading.problems, *more],
            "plan": plan,
            "is_open": plan is None or plan.is_open,
            "appends": plan is not None and has_measures(plan),
            "tables": table_settings(reading, choices),
            "owners": owner_settings(reading, choices, list(groups)),
            "known": ", ".join(FIELD_NAMES.values()),
            "page": pages.get_page(self.request.GET.get("page")),
            "seen": state_of(self.office, year, reading),
            "error": error,
        }
        return render(self.request, TEMPLATE, context)

    def _name(self, year: int) -> str:
        return f"{self.office.code}/{year}"


class PlanImport(ImportPage):
    """Choosing a file; with `?file=` the preview of the one that was uploaded."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        years = self.years(year)
        if "file" not in request.GET:
            return self._form(year, UploadForm(years=years, initial={"year": year}))
        held = self.held(request.GET["file"], year)
        if held is None:
            return self.ask_again(year, GONE)
        file, choices = held
        try:
            reading = read_upload(file, office=self.office, fiscal_year=year, choices=choices)
        except Refused as refused:
            return self.ask_again(year, refused.message)
        return self.show(year, file, choices, reading)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, years=self.years(year))
        if not form.is_valid():
            return self._form(year, form)
        wanted, upload = form.cleaned_data["year"], form.cleaned_data["file"]
        try:
            file = keep_upload(
                upload.chunks(), name=given_name(upload), office=self.office, by=self.user
            )
        except Refused as refused:
            form.add_error("file", refused.message)
            return self._form(year, form)
        try:
            read_upload(file, office=self.office, fiscal_year=wanted, choices=Choices())
        except Refused as refused:
            discard_upload(file)
            form.add_error("file", refused.message)
            return self._form(year, form)
        self.remember(wanted, file, Choices())
        return redirect(self.preview_url(wanted, file))

    def _form(self, year: int, form: UploadForm) -> HttpResponse:
        context = {"year": year, "form": form, "known": ", ".join(FIELD_NAMES.values())}
        return render(self.request, TEMPLATE, context)


class PlanImportStore(ImportPage):
    """Read again with what was set by hand, store what was previewed, or let the file go."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        """Lead to the import whoever comes back to the address of its form."""
        return redirect("measures:plan_import", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        self.years(year)
        form = StoreForm(request.POST)
        held = self.held(form.cleaned_data["file"], year) if form.is_valid() else None
        if held is None:
            return self.ask_again(year, GONE)
        file, _ = held
        if "discard" in request.POST:
            discard_upload(file)
            messages.success(request, "ยกเลิกการนำเข้าแล้ว แผนไม่เปลี่ยนแปลง")
            return redirect("measures:plan_import", office=office, year=year)
        choices = choices_from(request.POST)
        self.remember(year, file, choices)
        if "store" not in request.POST:
            return redirect(self.preview_url(year, file))
        return self._store(year, file, choices, form)

    def _store(
        self, year: int, file: StoredFile, choices: Choices, form: StoreForm
    ) -> HttpResponse:
        append = form.cleaned_data["append"]
        try:
            if not append and self._has_measures(year):
                reading = read_upload(file, office=self.office, fiscal_year=year, choices=choices)
                return self.show(year, file, choices, reading, error=CONFIRM)
            reading = store_upload(
                file,
                office=self.office,
                fiscal_year=year,
                choices=choices,
                append=append,
                expected=form.cleaned_data["seen"],
                by=self.user,
            )
        except Stale:
            messages.error(self.request, STALE)
            return redirect(self.preview_url(year, file))
        except Refused as refused:
            messages.error(self.request, refused.message)
            return redirect(self.preview_url(year, file))
        messages.success(self.request, _told(reading))
        return redirect("measures:plan_edit", office=self.office.code, year=year)

    def _has_measures(self, year: int) -> bool:
        plan = Plan.objects.of(self.office).newest(year).first()
        return plan is not None and has_measures(plan)


def _told(reading: PlanReading) -> str:
    words = f"เก็บ {len(reading.measures)} มาตรการจากไฟล์เป็นร่างแผนแล้ว"
    doubts = len(reading.problems)
    return f"{words} มี {doubts} เรื่องที่ต้องตรวจเอง ซึ่งเก็บไว้กับแผนนี้จนกว่าจะตรวจ" if doubts else words
