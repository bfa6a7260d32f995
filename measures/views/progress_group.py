"""A group's part of a round: step by step, saved as one goes, then sent."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from ita_portal.errors import Refused, Stale
from ita_portal.files.names import cleaned_name
from ita_portal.files.sending import response
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office
from ita_portal.thai.text import clean
from measures.forms.progress import ABOUT_PHOTOS, StepNoteForm
from measures.forms.reading import row_number
from measures.models import GroupReport, RoundMonths, StepFile, StepReport
from measures.rules.progress.files import (
    LONGEST_CAPTION,
    TOO_LONG,
    add_step_file,
    caption_file,
    remove_step_file,
)
from measures.rules.progress.noting import save_step
from measures.rules.progress.overview import part_by_measure, reports_for_page
from measures.rules.progress.parts import copy_from_six_months, lacking, send_part, short_name
from measures.rules.progress.sense import doubts_of
from measures.views.progress import ProgressPage
from measures.views.progress_gone import gone_answer


class GroupPage(ProgressPage):
    """What the pages of one group's part share; not a page itself."""

    part: GroupReport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Explain what a change of the plan has taken away, and give back what was typed."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404 as missing:
            office = getattr(self, "office", None)
            if office is None or not self.is_gone(office, kwargs):
                raise
            answer = gone_answer(request, office, kwargs)
            if answer is None:
                raise Http404 from missing
            return answer

    def is_gone(self, office: Office, place: Mapping[str, Any]) -> bool:
        """Tell whether the part at `place` of the address is missing, and not something in it."""
        parts = GroupReport.objects.filter(round__office=office, group_id=place["group"])
        rounds = {"round__fiscal_year": place["year"], "round__months": place["months"]}
        return not parts.filter(**rounds).exists()

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

    def by_now(self, part: GroupReport) -> GroupReport:
        """Read the part anew; one that a change of the plan took away stays as it was."""
        try:
            return self.part_or_404(part.round.fiscal_year, part.round.months, part.group_id)
        except Http404:
            return part

    def show(
        self, part: GroupReport, sent: StepNoteForm | None = None, *, refused: str = ""
    ) -> HttpResponse:
        """Show the whole part; `sent` is the form in which something is wrong.

        `refused` says why it could not be sent; the steps that are not whole are listed then.
        """
        blocks, dropped = part_by_measure(part)
        may_write = self.may_note(part) and part.status != GroupReport.Status.SENT
        today = timezone.localdate()
        notes = [note for block in blocks for _, note in block.steps]
        forms = {note.pk: self._form(note, today, sent) for note in notes}
        context = {
            "round": part.round,
            "part": part,
            "blocks": [(block, [(s, n, forms[n.pk]) for s, n in block.steps]) for block in blocks],
            "dropped": dropped,
            "lacks": [(n.pk, short_name(n), words) for n in notes if (words := lacking(n))],
            "refused": refused,
            "noted": sum(1 for note in notes if note.state),
            "total": len(notes),
            "may_write": may_write,
            "may_copy": may_write and part.round.months == RoundMonths.TWELVE,
            "wrong": sent,
            "homeless": _homeless(sent, forms if may_write else ()),
            "today": today,
            "about_photos": ABOUT_PHOTOS,
        }
        return render(self.request, "measures/progress_group.html", context)

    def _form(self, note: StepReport, today: date, sent: StepNoteForm | None) -> StepNoteForm:
        """Return the form of a note: what was typed where it was sent, else what is saved."""
        if sent is None or sent.report.pk != note.pk:
            return StepNoteForm(note, today)
        for kept in note.files.all():
            kept.caption = self.request.POST.get(f"caption-{kept.pk}", kept.caption)
        sent.report = note
        return sent


def _homeless(sent: StepNoteForm | None, shown: Container[int]) -> list[tuple[str, str]]:
    """Return the words of a form that was neither saved nor is shown again."""
    if sent is None or not sent.is_lost or sent.report.pk in shown:
        return []
    return sent.typed


class ProgressGroup(GroupPage):
    """A group's part, to read or to fill in."""

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        return self.show(self.part_or_404(year, months, group))


class ProgressStep(GroupPage):
    """Save what is noted on one step (POST only): as a page, or in the background as JSON."""

    method_permissions = {"post": Permission.PROGRESS_REPORT}

    def is_gone(self, office: Office, place: Mapping[str, Any]) -> bool:
        """Tell whether the part or its step is missing."""
        return True

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
        self._save(report, form)
        if not form.is_lost:
            self._keep_files(report, form)
        if request.headers.get("Accept") == "application/json":
            return self._told(part, report, form)
        if form.errors:
            return self.show(self.by_now(part), form)
        messages.success(request, "บันทึกแล้ว")
        return self.to_part(part, f"#step-{pk}")

    def _save(self, report: StepReport, form: StepNoteForm) -> None:
        """Save what is right. The form tells when nothing is saved at all, and why."""
        try:
            save_step(
                report,
                values=form.note(),
                expected_revision=row_number(self.request.POST.get("revision", "")) or 0,
                by=self.user,
                on=form.today,
            )
            self._save_captions(report, form)
        except Refused as refused:
            form.is_lost, form.is_stale = True, isinstance(refused, Stale)
            form.add_error(None, refused.message)

    def _save_captions(self, report: StepReport, form: StepNoteForm) -> None:
        for kept in report.files.select_related("report", "file"):
            typed = clean(self.request.POST.get(f"caption-{kept.pk}", kept.caption)).strip()
            if len(typed) > LONGEST_CAPTION:
                form.add_error(None, f"“{kept.file.name}” {TOO_LONG}")
            elif typed != kept.caption:
                caption_file(kept, caption=typed)

    def _keep_files(self, report: StepReport, form: StepNoteForm) -> None:
        """Keep the good files; the form tells of each other one why not."""
        for upload in form.uploads:
            name, caption = given_name(upload), form.cleaned_data.get("caption", "")
            try:
                add_step_file(report, upload.chunks(), name=name, caption=caption, by=self.user)
            except Refused as refused:
                form.add_error("photos", f"“{cleaned_name(name)}” {refused.message}")

    def _told(self, part: GroupReport, report: StepReport, form: StepNoteForm) -> JsonResponse:
        errors = {name: list(words) for name, words in form.errors.items()}
        fresh = reports_for_page(part).filter(pk=report.pk).first()
        if fresh is None or form.is_lost:
            return JsonResponse({"errors": errors}, status=409)
        files = {"note": fresh, "round": part.round, "part": part, "may_write": True}
        notes = list(part.steps.filter(is_dropped=False))
        told: dict[str, Any] = {
            "revision": fresh.revision,
            "lacks": lacking(fresh) if fresh.state else "",
            "noted": sum(1 for note in notes if note.state),
            "left": sum(1 for note in notes if lacking(note)),
            "files": render_to_string("measures/parts/progress_files.html", files, self.request),
            "errors": errors,
            "doubts": doubts_of(fresh, part.round.cut_off_on),
        }
        return JsonResponse(told, status=422 if errors else 200)


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
            return self.show(self.by_now(part), refused=refused.message)
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
            copied = copy_from_six_months(part, by=self.user, on=timezone.localdate())
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
        kept = get_object_or_404(self.files(year, months), pk=pk)
        try:
            return response(kept.file, inline=True)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:progress_round", office=office, year=year, months=months)

    def files(self, year: int, months: int) -> QuerySet[StepFile]:
        """Return the files of a round of the office."""
        of_round = {"report__part__round__fiscal_year": year, "report__part__round__months": months}
        files = StepFile.objects.select_related("file")
        return files.filter(report__part__round__office=self.office, **of_round)


class ProgressPhoto(ProgressFile):
    """A photograph of the report as it stands, by the number that its words call it."""

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, pk: int
    ) -> HttpResponseBase:
        kept = get_object_or_404(self.files(year, months), file=pk)
        try:
            return response(kept.file, inline=True)
        except Refused as refused:
            raise Http404 from refused


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
