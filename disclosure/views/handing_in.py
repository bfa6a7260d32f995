"""Handing in, for the staff: the sheet of links, the act, and what was kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments.models import Framework
from disclosure.models import FrozenPiece, HandIn
from disclosure.rules.handing_in.act import bring_up, copy_again, hand_in, next_number, open_of
from disclosure.rules.handing_in.appealing import appeal_packet, current_archive, item_facts
from disclosure.rules.handing_in.sheet import sheet_of, try_sheet
from disclosure.rules.handing_in.snapshot import Facts
from disclosure.rules.handing_in.taking_out import take_out
from disclosure.rules.handing_in.workbook import workbook_of
from disclosure.rules.year import readiness
from disclosure.views.checklist import YearPage
from ita_portal.errors import Refused
from ita_portal.files.models import MediaType
from ita_portal.files.sending import download
from ita_portal.organisations.access import Permission

NOT_TRIED = "เครื่องนี้ตั้งไว้ไม่ให้ลองเปิดลิงก์ภายนอก จึงต้องให้คนเปิดดูและยืนยันลิงก์เหล่านั้น"
MOST_NUMBER = 2**15 - 1


class HandInSheet(YearPage):
    """The sheet of links in the official order: to read, copy, print, and take along."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.framework_or_404(year)
        sheet = sheet_of(self.office, framework)
        context = {
            "year": year,
            "framework": framework,
            "sheet": sheet,
            "ready": readiness(sheet.year.items),
            "kept": list(HandIn.objects.of(self.office.pk, year)),
            "may_try": self.may(Permission.DISCLOSURE_ACCEPT),
            "may_hand_in": self.may(Permission.DISCLOSURE_HAND_IN),
        }
        return render(request, "disclosure/hand_in.html", context)


class HandInTry(YearPage):
    """Have every link of the sheet tried again (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        waiting = try_sheet(self.office, self.framework_or_404(year))
        if waiting:
            messages.success(request, f"กำลังลองเปิดลิงก์ {waiting} รายการ ผลจะแสดงในตารางเองเมื่อเสร็จ")
        if not settings.LINKS_ARE_TRIED:
            messages.warning(request, NOT_TRIED)
        return redirect("disclosure:hand_in", self.office.code, year)


class HandInWorkbook(YearPage):
    """The sheet of links as a workbook."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.framework_or_404(year)
        data = workbook_of(sheet_of(self.office, framework), year)
        name = f"ลิงก์ OIT ปีงบประมาณ {year} {self.office.short_name}.xlsx"
        return download(data, name=name, media_type=MediaType.XLSX)


class HandInConfirm(YearPage):
    """What is about to be handed in and what is open, with the button that does it."""

    permission = Permission.DISCLOSURE_HAND_IN

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._page(request, self.framework_or_404(year))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework, note = self.framework_or_404(year), request.POST.get("note", "")
        try:
            kept = hand_in(
                self.office,
                framework,
                number=_number(request, "number"),
                revision=_number(request, "revision"),
                note=note,
                by=self.user,
            )
        except Refused as refused:
            return self._page(request, framework, note=note, problem=refused.message)
        messages.success(request, f"ส่งแบบตรวจครั้งที่ {kept.number} แล้ว ระบบกำลังทำสำเนาของวันนี้")
        return redirect("disclosure:hand_in_kept", self.office.code, year, kept.number)

    def _page(
        self, request: HttpRequest, framework: Framework, *, note: str = "", problem: str = ""
    ) -> HttpResponse:
        current = bring_up(self.office)
        sheet = sheet_of(current, framework)
        context = {
            "year": framework.fiscal_year,
            "framework": framework,
            "ready": readiness(sheet.year.items),
            "sheet": sheet,
            "open": open_of(sheet),
            "number": next_number(current, framework.fiscal_year),
            "revision": current.public_revision,
            "note": note,
            "problem": problem,
        }
        return render(request, "disclosure/hand_in_confirm.html", context)


class KeptPage(YearPage):
    """A page about a year that was handed in once."""

    def kept_or_404(self, year: int, number: int) -> HandIn:
        """Return what was handed in under that number, or raise 404."""
        self.framework_or_404(year)
        if number > MOST_NUMBER:
            raise Http404
        rows = HandIn.objects.filter(office=self.office, fiscal_year=year)
        return get_object_or_404(rows.select_related("office", "handed_by"), number=number)

    def show(
        self, request: HttpRequest, kept: HandIn, *, typed: tuple[int, str, str] | None = None
    ) -> HttpResponse:
        """Show what was kept; `typed` are piece, words and problem of a refused form."""
        pieces = list(kept.pieces.select_related("taken_out_by").order_by("position"))
        context = {
            "year": kept.fiscal_year,
            "kept": kept,
            "archive": current_archive(kept),
            "archives": list(kept.archives.all()),
            "items": _with_pieces(kept, pieces),
            "may_hand_in": self.may(Permission.DISCLOSURE_HAND_IN),
            "typed": typed,
        }
        return render(request, "disclosure/hand_in_kept.html", context)


class HandInKept(KeptPage):
    """What was kept of a year that was handed in: the copy, its hash, and its items."""

    def get(self, request: HttpRequest, office: str, year: int, number: int) -> HttpResponse:
        return self.show(request, self.kept_or_404(year, number))


class HandInCopyAgain(KeptPage):
    """Have a copy made that has failed (POST only)."""

    permission = Permission.DISCLOSURE_HAND_IN

    def post(self, request: HttpRequest, office: str, year: int, number: int) -> HttpResponse:
        kept = self.kept_or_404(year, number)
        try:
            copy_again(kept, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "สั่งทำสำเนาใหม่แล้ว")
        return redirect("disclosure:hand_in_kept", self.office.code, year, number)


class HandInTakeOut(KeptPage):
    """Take a file or a text out of the copies with a reason (POST only)."""

    permission = Permission.DISCLOSURE_HAND_IN

    def post(
        self, request: HttpRequest, office: str, year: int, number: int, pk: int
    ) -> HttpResponse:
        kept = self.kept_or_404(year, number)
        piece = get_object_or_404(kept.pieces.select_related("hand_in"), pk=min(pk, 2**63 - 1))
        words = request.POST.get("comment", "")
        try:
            copies = take_out(piece, because=words, by=self.user)
        except Refused as refused:
            return self.show(request, kept, typed=(piece.pk, words, refused.message))
        messages.success(
            request, f"นำ “{piece.title}” ออกจากสำเนา {copies} ชุดแล้ว ระบบกำลังทำชุดใหม่แทน"
        )
        return redirect("disclosure:hand_in_kept", self.office.code, year, number)


class HandInAppeal(KeptPage):
    """The appeal packet of an item out of the frozen copy."""

    def get(
        self, request: HttpRequest, office: str, year: int, number: int, item: str
    ) -> HttpResponse:
        kept = self.kept_or_404(year, number)
        facts = item_facts(kept, item)
        if facts is None:
            raise Http404
        try:
            data = appeal_packet(kept, facts)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("disclosure:hand_in_kept", self.office.code, year, number)
        name = quote(f"อุทธรณ์ ข้อ {item} ปี {year} {self.office.short_name}.zip", safe="")
        plain = f"appeal-{self.office.code}-{year}-{item}.zip"
        answer = HttpResponse(data, content_type="application/zip")
        answer.headers["Content-Disposition"] = (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _with_pieces(
    kept: HandIn, pieces: Sequence[FrozenPiece]
) -> list[tuple[Facts, list[FrozenPiece]]]:
    return [
        (item, [piece for piece in pieces if piece.code == item["code"]])
        for item in kept.snapshot["items"]
    ]


def _number(request: HttpRequest, name: str) -> int:
    """Return a number that the page has sent along, or -1, which is never the right one."""
    typed = request.POST.get(name, "")
    return int(typed[:18]) if typed.isascii() and typed.isdigit() else -1
