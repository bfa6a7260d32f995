"""A group's part of a round: step by step, saved as one goes, then sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from ita_portal.errors import Refused, Stale
from ita_portal.files.names import cleaned_name
from ita_portal.files.sending import response
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission
from ita_portal.thai.text import clean
from measures.forms.progress import StepNoteForm
from measures.forms.reading import row_number
from measures.models import GroupReport, RoundMonths, StepFile, StepReport
from measures.rules.progress.files import add_step_file, caption_file, remove_step_file
from measures.rules.progress.noting import save_step
from measures.rules.progress.overview import part_by_measure, reports_for_page
from measures.rules.progress.parts import copy_from_six_months, lacking, send_part
from measures.views.progress import ProgressPage


class GroupPage(ProgressPage):
    """What the pages of one group's part share; not a page itself."""

    part: GroupReport

    def own_part(self, year: int, months: int, group: int) -> GroupReport:
        """Return the part, for somebody who may fill it in; 403 for the people of other groups."""
        part = self.part_or_404(year, months, group)
        if not self.may_note(part):
            raise PermissionDenied
        return part

    def to_part(self, part: GroupReport, anchor: str = "") -> HttpResponse:
        """Lead to the page of the part."""
        round_ = part.round
        answer = redirect(
            "measures:progress_group",
            self.office.code,
            round_.fiscal_year,
            round_.months,
            part.group_id,
        )
        answer["Location"] += anchor
        return answer

    def show(self, part: GroupReport, sent: StepNoteForm | None = None) -> HttpResponse:
        """Show the whole part; `sent` is the form in which something is wrong."""
        blocks, dropped = part_by_measure(part)
        may_write = self.may_note(part) and part.status != GroupReport.Status.SENT
        today = timezone.localdate()
        forms = {
            note.pk: sent if sent and sent.report.pk == note.pk else StepNoteForm(note, today)
            for block in blocks
            for _, note in block.steps
        }
        notes = [note for block in blocks for _, note in block.steps]
        context = {
            "round": part.round,
            "part": part,
            "blocks": [(block, [(s, n, forms[n.pk]) for s, n in block.steps]) for block in blocks],
            "dropped": dropped,
            "lacks": [words for note in notes if (words := lacking(note))],
            "noted": sum(1 for note in notes if note.state),
            "total": len(notes),
            "may_write": may_write,
            "may_copy": may_write and part.round.months == RoundMonths.TWELVE,
            "wrong": sent,
            "today": today,
        }
        return render(self.request, "measures/progress_group.html", context)


class ProgressGroup(GroupPage):
    """A group's part, to read or to fill in."""

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        return self.show(self.part_or_404(year, months, group))


class ProgressStep(GroupPage):
    """Save what is noted on one step (POST only): as a page, or in the background as JSON."""

    method_permissions = {"post": Permission.PROGRESS_REPORT}

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int, pk: int
    ) -> HttpResponse:
        """Lead to the part whoever comes back to the address of its form."""
        return self.to_part(self.part_or_404(year, months, group), f"#step-{pk}")

    def post(
        self, request: HttpRequest, office: str, year: int, months: int, group: int, pk: int
    ) -> HttpResponse:
        part = self.own_part(year, months, group)
        notes = part.steps.select_related("step", "measure", "part__round__office")
        report = get_object_or_404(notes, pk=pk)
        form = StepNoteForm(report, timezone.localdate(), (request.POST, request.FILES))
        form.is_valid()
        is_stale = self._save(report, form)
        refusals = [] if is_stale else self._keep_files(report, form)
        for words in refusals:
            form.add_error("photos", words)
        if request.headers.get("Accept") == "application/json":
            return self._told(part, report, form, is_stale=is_stale)
        if form.errors:
            return self.show(part, form)
        messages.success(request, "บันทึกแล้ว")
        return self.to_part(part, f"#step-{pk}")

    def _save(self, report: StepReport, form: StepNoteForm) -> bool:
        """Save what is right; tell whether somebody else was quicker."""
        try:
            save_step(
                report,
                values=form.note(),
                expected_revision=row_number(self.request.POST.get("revision", "")) or 0,
                by=self.user,
                on=form.today,
            )
            self._save_captions(report)
        except Stale as stale:
            form.add_error(None, stale.message)
            return True
        except Refused as refused:
            form.add_error(None, refused.message)
        return False

    def _save_captions(self, report: StepReport) -> None:
        for kept in report.files.select_related("report"):
            typed = self.request.POST.get(f"caption-{kept.pk}")
            if typed is not None and clean(typed).strip() != kept.caption:
                caption_file(kept, caption=clean(typed).strip())

    def _keep_files(self, report: StepReport, form: StepNoteForm) -> list[str]:
        """Keep the good files; return of each other one why not."""
        refusals = []
        for upload in form.uploads:
            name, caption = given_name(upload), form.cleaned_data.get("caption", "")
            try:
                add_step_file(report, upload.chunks(), name=name, caption=caption, by=self.user)
            except Refused as refused:
                refusals.append(f"“{cleaned_name(name)}” {refused.message}")
        return refusals

    def _told(
        self, part: GroupReport, report: StepReport, form: StepNoteForm, *, is_stale: bool
    ) -> JsonResponse:
        fresh = reports_for_page(part).get(pk=report.pk)
        files = {"note": fresh, "round": part.round, "part": part, "may_write": True}
        notes = part.steps.filter(is_dropped=False)
        told: dict[str, Any] = {
            "revision": fresh.revision,
            "lacks": lacking(fresh),
            "noted": notes.exclude(state="").count(),
            "files": render_to_string("measures/parts/progress_files.html", files, self.request),
            "errors": {name: list(words) for name, words in form.errors.items()},
        }
        return JsonResponse(told, status=409 if is_stale else 422 if form.errors else 200)


class ProgressSend(GroupPage):
    """Send the part to the coordinator (POST only)."""

    method_permissions = {"post": Permission.PROGRESS_REPORT}

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        """Lead to the part whoever comes back to the address of its form."""
        return self.to_part(self.part_or_404(year, months, group))

    def post(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        part = self.own_part(year, months, group)
        try:
            sent = send_part(part, by=self.user, on=timezone.localdate())
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            late = " รับไว้และระบุว่าส่งหลังครบกำหนด" if sent.is_late else ""
            messages.success(request, f"ส่งรายงานของ{sent.group.name} ให้ผู้ประสานงาน ITA แล้ว{late}")
        return self.to_part(part)


class ProgressCopy(GroupPage):
    """Copy the text of the 6-month round into what is blank (POST only)."""

    method_permissions = {"post": Permission.PROGRESS_REPORT}

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        """Lead to the part whoever comes back to the address of its form."""
        return self.to_part(self.part_or_404(year, months, group))

    def post(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        part = self.own_part(year, months, group)
        try:
            copied = copy_from_six_months(part, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(
                request, f"คัดลอกข้อความของรอบ 6 เดือนแล้ว {copied} ขั้นตอน โปรดปรับให้เป็นปัจจุบัน"
            )
        return self.to_part(part)


class ProgressFile(ProgressPage):
    """A file that shows what was done."""

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, pk: int
    ) -> HttpResponseBase:
        kept = get_object_or_404(
            StepFile.objects.select_related("file"),
            pk=pk,
            report__part__round__office=self.office,
            report__part__round__fiscal_year=year,
            report__part__round__months=months,
        )
        try:
            return response(kept.file, inline=True)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:progress_round", office=office, year=year, months=months)


class ProgressFileRemove(GroupPage):
    """Take a file out of a step (POST only)."""

    method_permissions = {"post": Permission.PROGRESS_REPORT}

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int, pk: int
    ) -> HttpResponse:
        """Lead to the part whoever comes back to the address of its form."""
        return self.to_part(self.part_or_404(year, months, group))

    def post(
        self, request: HttpRequest, office: str, year: int, months: int, group: int, pk: int
    ) -> HttpResponse:
        part = self.own_part(year, months, group)
        kept = get_object_or_404(
            StepFile.objects.select_related("report", "file"), pk=pk, report__part=part
        )
        try:
            remove_step_file(kept, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "นำไฟล์ออกแล้ว")
        return self.to_part(part, f"#step-{kept.report_id}")
