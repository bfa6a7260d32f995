"""The figures of complaints for everybody, as page and as open data."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from complaints.rules.masking import LEAST
from complaints.rules.statistics import (
    latest_years,
    named_kinds,
    named_months,
    rows_of,
    until_words,
)
from ita_portal.organisations.models import Office


class Statistics(View):
    """The figures of the latest years."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        years = [
            (
                figures,
                until_words(figures),
                [(half, named_months(half), named_kinds(half)) for half in figures.halves],
            )
            for figures in latest_years(found)
        ]
        context = {"office": found, "years": years, "least": LEAST}
        page = render_to_string("complaints/statistics.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})


class StatisticsData(View):
    """The same figures as CSV: English column names, a mark for spreadsheets at the beginning."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        years = latest_years(found)
        if not years:
            raise Http404
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["office_code", "fiscal_year", "until", "table", "cell", "count"])
        for year in years:
            head = [found.code, year.fiscal_year, year.until]
            writer.writerows([*head, *row] for row in rows_of(year))
        name = f"complaints-{found.code}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        data = file.getvalue().encode("utf-8-sig")
        return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
