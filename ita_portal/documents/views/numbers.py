"""Numbers of papers for the staff: the registers, and the number of a paper that waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ita_portal.documents.forms.numbers import BeginForm, RegistryForm, VoidForm
from ita_portal.documents.kinds import KINDS, DocumentKind, Numbering
from ita_portal.documents.models import PaperNumber, Proposal
from ita_portal.documents.rules.chain import waiting_step
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.rules.register import number_standings, registers_of, years_of
from ita_portal.documents.rules.registry import (
    begin_after,
    reserve_anew,
    take_from_registry,
    void_number,
)
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import BUDDHIST_ERA


def gregorian(year: int) -> int:
    """Return the Gregorian year of a Buddhist one in an address, or raise 404."""
    if not 2500 <= year <= 2700:
        raise Http404
    return year - BUDDHIST_ERA


def standing_of(papers: Sequence[Proposal]) -> dict[str, Any]:
    """Return what the page of proposed papers says of their numbers."""
    is_ready = papers[0].awaits_decision and waiting_step(papers[0]) is None
    return {"numbers": number_standings(papers, is_ready=is_ready), "is_ready": is_ready}


class Registers(OfficePage):
    """The registers of a calendar year: every number, what has it, and which are free."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, year: int | None = None) -> HttpResponse:
        this_year = timezone.localdate().year
        shown = gregorian(year) if year is not None else this_year
        context = {
            "year": shown + BUDDHIST_ERA,
            "years": [one + BUDDHIST_ERA for one in years_of(self.office)],
            "registers": registers_of(self.office, shown),
            "may_number": self.may(Permission.DOCUMENT_NUMBER),
        }
        return render(request, "documents/registers.html", context)


class NumbersBegin(OfficePage):
    """Say with which number the office came to the portal, so that it goes on after it."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str, year: int, kind: str) -> HttpResponse:
        return self._page(request, BeginForm(), year, numbered_kind(kind))

    def post(self, request: HttpRequest, office: str, year: int, kind: str) -> HttpResponse:
        form, found = BeginForm(request.POST), numbered_kind(kind)
        in_year = gregorian(year)
        if not form.is_valid():
            return self._page(request, form, year, found)
        last = form.cleaned_data["last"]
        try:
            begin_after(self.office, found, year=in_year, last=last, by=self.user)
        except Refused as refused:
            form.add_error("last", refused.message)
            return self._page(request, form, year, found)
        messages.success(request, f"บันทึกแล้ว {found.word}ฉบับถัดไปของปี {year} จะได้เลขถัดจาก {last}")
        return redirect("documents:registers_year", office=office, year=year)

    def _page(
        self, request: HttpRequest, form: BeginForm, year: int, kind: DocumentKind
    ) -> HttpResponse:
        gregorian(year)
        return render(
            request, "documents/numbers_begin.html", {"form": form, "kind": kind, "year": year}
        )


def numbered_kind(code: str) -> DocumentKind:
    """Return the kind after which a register is called, or raise 404."""
    kind = KINDS.get(code)
    if kind is None or kind.numbering == Numbering.NEVER or kind.register != code:
        raise Http404
    return kind


class NumberVoid(OfficePage):
    """Make a number void, saying why."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        return self._page(request, self._number(pk), VoidForm())

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        number, form = self._number(pk), VoidForm(request.POST)
        if not form.is_valid():
            return self._page(request, number, form)
        try:
            void_number(number, reason=form.cleaned_data["reason"], by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, number, form)
        messages.success(request, f"ยกเลิกเลขที่ {number.text} แล้ว")
        year = number.year + BUDDHIST_ERA
        return redirect("documents:registers_year", office=office, year=year)

    def _number(self, pk: int) -> PaperNumber:
        rows = PaperNumber.objects.filter(office=self.office)
        return get_object_or_404(rows.select_related("office", "proposal"), pk=pk)

    def _page(self, request: HttpRequest, number: PaperNumber, form: VoidForm) -> HttpResponse:
        context = {
            "number": number,
            "kind": KINDS[number.kind],
            "year": number.year + BUDDHIST_ERA,
            "form": form,
        }
        return render(request, "documents/number_void.html", context)


class ProposalNumber(OfficePage):
    """Type the number that the office's own registry gave to a proposed paper."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self._proposal(pk)
        number = number_of(proposal)
        initial = {"text": number.text, "dated_on": number.dated_on} if number else None
        return self._page(request, proposal, RegistryForm(initial=initial))

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal, form = self._proposal(pk), RegistryForm(request.POST)
        if not form.is_valid():
            return self._page(request, proposal, form)
        try:
            number = take_from_registry(proposal, **form.cleaned_data, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, proposal, form)
        messages.success(request, f"บันทึกเลขที่ {number.text} แล้ว")
        return redirect("documents:proposal", office=office, pk=pk)

    def _proposal(self, pk: int) -> Proposal:
        return get_object_or_404(Proposal.objects.of(self.office).for_page(), pk=pk)

    def _page(self, request: HttpRequest, proposal: Proposal, form: RegistryForm) -> HttpResponse:
        context = {"proposal": proposal, "kind": KINDS[proposal.kind], "form": form}
        return render(request, "documents/proposal_number.html", context)


class ProposalNumberAnew(OfficePage):
    """Have the portal give a number of this year where one is missing or past (POST only)."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        return redirect("documents:proposal", office=office, pk=pk)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        if not (self.may(Permission.DOCUMENT_NUMBER) or self.may(Permission.DOCUMENT_DECIDE)):
            raise PermissionDenied
        proposal = get_object_or_404(Proposal.objects.of(self.office).for_page(), pk=pk)
        try:
            reserve_anew(proposal, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ออกเลขแล้ว")
        return redirect("documents:proposal", office=office, pk=pk)
