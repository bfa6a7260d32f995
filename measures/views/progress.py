"""The rounds of an office: their dates, who has answered what, and sending back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.rendering.document import body_html
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission, groups_of
from ita_portal.organisations.pages import OfficePage
from measures.forms.progress import DatesForm
from measures.forms.reading import row_number
from measures.models import GroupReport, Plan, Round, RoundMonths
from measures.rules.progress.carrying import carry_on
from measures.rules.progress.dates import note_on_dates
from measures.rules.progress.opening import in_force
from measures.rules.progress.overview import parts_of, standing_of
from measures.rules.progress.parts import return_part
from measures.rules.progress.report import reading_of, submit_report
from measures.rules.progress.reported import standing_report
from measures.rules.progress.rounds import round_of, set_dates


class ProgressPage(OfficePage):
    """What the pages of progress share; not a page itself."""

    permission = Permission.PROGRESS_VIEW

    def round_or_404(self, year: int, months: int) -> Round:
        """Return an opened round of the office."""
        rounds = Round.objects.select_related("office", "plan", "proposal")
        opened = rounds.filter(office=self.office, opened_at__isnull=False)
        return get_object_or_404(opened, fiscal_year=year, months=months)

    def part_or_404(self, year: int, months: int, group: int) -> GroupReport:
        """Return a group's part of an opened round of the office."""
        parts = GroupReport.objects.select_related(
            "round__office", "group", "sent_by", "returned_by"
        )
        own = parts.filter(round__office=self.office, round__opened_at__isnull=False)
        return get_object_or_404(own, round__fiscal_year=year, round__months=months, group_id=group)

    def may_note(self, part: GroupReport) -> bool:
        """Tell whether the person reports for the group: its own people, and the coordinator."""
        if self.may(Permission.PROGRESS_MANAGE):
            return True
        is_own = part.group_id in groups_of(self.user, self.office)
        return self.may(Permission.PROGRESS_REPORT) and is_own


class ProgressList(ProgressPage):
    """The rounds of all years with a signed plan, and where one's own group stands in them."""

    def get(self, request: HttpRequest, office: str, year: int | None = None) -> HttpResponse:
        rounds = Round.objects.filter(office=self.office).select_related("proposal")
        kept = {(one.fiscal_year, one.months): one for one in rounds}
        signed = Plan.objects.of(self.office).filter(proposal__status="approved")
        years = set(signed.values_list("fiscal_year", flat=True)) | {key[0] for key in kept}
        if year is not None and year not in years:
            raise Http404
        shown = [year] if year is not None else sorted(years, reverse=True)
        mine = _by_round(self._parts_of_groups(groups_of(self.user, self.office)))
        context = {
            "years": [
                (one, [(each, mine.get(each.pk or 0, ())) for each in self._rounds(one, kept)])
                for one in shown
            ],
            "may_manage": self.may(Permission.PROGRESS_MANAGE),
            "year": year,
        }
        return render(request, "measures/progress_list.html", context)

    def _rounds(self, year: int, kept: dict[tuple[int, int], Round]) -> list[Round]:
        return [
            kept.get((year, months)) or round_of(self.office, year, months)
            for months in RoundMonths
        ]

    def _parts_of_groups(self, groups: Iterable[int]) -> Iterable[GroupReport]:
        parts = GroupReport.objects.filter(round__office=self.office, group_id__in=groups)
        return parts.select_related("group")


def _by_round(parts: Iterable[GroupReport]) -> dict[int, list[GroupReport]]:
    found: dict[int, list[GroupReport]] = {}
    for part in parts:
        found.setdefault(part.round_id, []).append(part)
    return found


class ProgressDates(ProgressPage):
    """The dates of a round, as the coordinator sets them."""

    permission = Permission.PROGRESS_MANAGE

    def get(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        round_ = self._round(year, months)
        initial = {name: getattr(round_, name) for name in DatesForm.base_fields}
        return self._show(round_, DatesForm(initial=initial))

    def post(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        round_, form = self._round(year, months), DatesForm(request.POST)
        if not form.is_valid():
            return self._show(round_, form)
        try:
            saved = set_dates(
                round_,
                dates=form.dates(),
                expected_revision=row_number(request.POST.get("revision", "")) or 0,
                by=self.user,
                today=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._show(round_, form)
        opened = "เปิดรอบแล้ว ทุกกลุ่มเห็นงานของตน" if saved.opened_at else "รอบจะเปิดเองเมื่อถึงวัน"
        messages.success(request, f"บันทึกวันของ{saved} แล้ว {opened}")
        return redirect("measures:progress_year", office=office, year=year)

    def _round(self, year: int, months: int) -> Round:
        if months not in RoundMonths.values or in_force(self.office, year) is None:
            raise Http404
        return round_of(self.office, year, months)

    def _show(self, round_: Round, form: DatesForm) -> HttpResponse:
        context = {
            "round": round_,
            "form": form,
            "note": note_on_dates(),
            "report": standing_report(round_),
        }
        return render(self.request, "measures/progress_dates.html", context)


class RoundPage(ProgressPage):
    """What the pages of a round share; not a page itself."""

    def show(self, round_: Round, **typed: object) -> HttpResponse:
        """Show the round; `typed` is the `comment` that could not go to the part `unsent`."""
        context = self._context(round_) | typed
        return render(self.request, "measures/progress_round.html", context)

    def _context(self, round_: Round) -> dict[str, Any]:
        parts, newest = list(parts_of(round_)), in_force(self.office, round_.fiscal_year)
        sent = [part for part in parts if part.status == GroupReport.Status.SENT]
        return {
            "round": round_,
            "parts": parts,
            "sent": len(sent),
            "standing": standing_of(round_),
            "own": groups_of(self.user, self.office),
            "newer": newest if newest and newest.pk != round_.plan_id else None,
            "report": standing_report(round_),
            "may_manage": self.may(Permission.PROGRESS_MANAGE),
            "today": timezone.localdate(),
        }


class ProgressRound(RoundPage):
    """A round: who has answered what, what is late, and what comes next."""

    def get(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        return self.show(self.round_or_404(year, months))


class ProgressReport(ProgressPage):
    """The report of a round as it stands, and its way to the director."""

    method_permissions = {"post": Permission.PROGRESS_MANAGE}

    def get(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        return self._show(self.round_or_404(year, months))

    def post(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        round_ = self.round_or_404(year, months)
        try:
            proposal = submit_report(
                round_,
                words_sha256=request.POST.get("words_sha256", ""),
                without_silent="without_silent" in request.POST,
                as_correction="as_correction" in request.POST,
                by=self.user,
            )
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:progress_report", office=office, year=year, months=months)
        messages.success(request, "เสนอรายงานแล้ว ขณะนี้รอผู้อำนวยการรับทราบและอนุญาตให้เผยแพร่")
        return redirect("documents:proposal", office=office, pk=proposal.pk)

    def _show(self, round_: Round) -> HttpResponse:
        reading, proposal = reading_of(round_), round_.proposal
        waits = proposal is not None and proposal.awaits_decision
        context = {
            "round": round_,
            "reading": reading,
            "proposal": proposal,
            "body": body_html(reading.words, photos_at=self._photos_at(round_)),
            "may_submit": self.may(Permission.PROGRESS_MANAGE) and not waits,
        }
        return render(self.request, "measures/progress_report.html", context)

    def _photos_at(self, round_: Round) -> str:
        """Return the address below which who compiles the report sees its photographs."""
        place = [self.office.code, round_.fiscal_year, round_.months]
        return f"{reverse('measures:progress_round', args=place)}photos/"


class ProgressReturn(RoundPage):
    """Send a group's part back with a comment (POST only)."""

    permission = Permission.PROGRESS_MANAGE

    def get(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        """Lead to the round whoever comes back to the address of its form."""
        return redirect("measures:progress_round", office=office, year=year, months=months)

    def post(
        self, request: HttpRequest, office: str, year: int, months: int, group: int
    ) -> HttpResponse:
        part = self.part_or_404(year, months, group)
        comment, today = request.POST.get("comment", ""), timezone.localdate()
        try:
            return_part(part, comment=comment, by=self.user, on=today)
        except Refused as refused:
            messages.error(request, refused.message)
            return self.show(part.round, unsent=part.pk, comment=comment)
        messages.success(request, f"ส่งคืนรายงานของ{part.group.name} แล้ว และแจ้งคนในกลุ่มแล้ว")
        return redirect("measures:progress_round", office=office, year=year, months=months)


class ProgressCarryOn(ProgressPage):
    """Let a round go on with the newest signed version of its plan (POST only)."""

    permission = Permission.PROGRESS_MANAGE

    def get(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        """Lead to the round whoever comes back to the address of its form."""
        return redirect("measures:progress_round", office=office, year=year, months=months)

    def post(self, request: HttpRequest, office: str, year: int, months: int) -> HttpResponse:
        round_ = self.round_or_404(year, months)
        newest = in_force(self.office, year)
        try:
            if newest:
                carry_on(round_, newest)
                messages.success(request, "ปรับรอบรายงานตามแผนฉบับล่าสุดแล้ว สิ่งที่กลุ่มบันทึกไว้ยังอยู่ครบ")
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("measures:progress_round", office=office, year=year, months=months)
