"""The figures of complaints for everybody, as page and as open data."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from complaints.rules.masking import LEAST
from complaints.rules.publishing import published_figures, published_years
from complaints.rules.settling import YearFigures
from complaints.rules.statistics import named_kinds, named_months, rows_of, until_words
from ita_portal.organisations.models import Office


class Statistics(View):
    """The figures of the latest years, or of one, as far as the director lets them be seen."""

    def get(self, request: HttpRequest, office: str, year: int | None = None) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        years = _years(found, year)
        context = {"office": found, "year": year, "least": LEAST, "years": for_page(years)}
        page = render_to_string("complaints/statistics.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})


class StatisticsData(View):
    """The same figures as CSV: English column names, a mark for spreadsheets at the beginning."""

    def get(self, request: HttpRequest, office: str, year: int | None = None) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        years = _years(found, year)
        if not years:
            raise Http404
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["office_code", "fiscal_year", "until", "table", "cell", "count"])
        for one in years:
            head = [found.code, one.fiscal_year, one.until]
            writer.writerows([*head, *row] for row in rows_of(one))
        name = f"complaints-{found.code}{f'-{year}' if year else ''}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        data = file.getvalue().encode("utf-8-sig")
        return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


Shown = tuple[YearFigures, str, list[tuple[object, ...]]]


def for_page(years: list[YearFigures]) -> list[Shown]:
    """Return the years as `parts/figures.html` shows them: until when, halves with their names."""
    return [
        (
            figures,
            until_words(figures),
            [(half, named_months(half), named_kinds(half)) for half in figures.halves],
        )
        for figures in years
    ]


def _years(office: Office, year: int | None) -> list[YearFigures]:
    if year is None:
        return published_years(office)
    figures = published_figures(office, year)
    return [figures] if figures else []
