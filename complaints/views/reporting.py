"""Proposing the report of the figures to the director."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from complaints.rules.publishing import settle, settled_years
from complaints.rules.reporting import propose_report, report_words
from complaints.views.register import HandlerPage
from ita_portal.errors import Refused


class Report(HandlerPage):
    """The reports that may be proposed, each with its first sentence."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        years = [
            (figures, report_words(figures, self.office)["opening"][0])
            for figures in settled_years(self.office)
        ]
        return render(request, "complaints/report.html", {"years": years})


class ReportPropose(HandlerPage):
    """Propose the report of one year (POST only)."""

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        settle(self.office, today=timezone.localdate())
        years = {figures.fiscal_year: figures for figures in settled_years(self.office)}
        if year not in years:
            raise Http404
        try:
            propose_report(years[year], office=self.office, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "เสนอรายงานแล้ว เมื่อผู้อำนวยการลงนาม รายงานจะอยู่ในข้อ OIT เอง")
        return redirect("complaints:report", office)
