"""Search for everybody, in one office or in all: the same answer for every visitor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from disclosure.rules.kept import page_of
from disclosure.rules.reading import framework_years
from disclosure.rules.search.asking import LONGEST, asked
from disclosure.rules.search.finding import MOST_PAGES, Within, find
from disclosure.rules.versions import publish_due
from disclosure.views.public import answer
from ita_portal.organisations.models import Office
from ita_portal.thai.numerals import parse_int


class Search(View):
    """What all offices disclose, searched by words, titles first."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return found_page(request, None)


class OfficeSearch(View):
    """What one office discloses, searched by words."""

    def get(self, request: HttpRequest, office: str) -> HttpResponseBase:
        return found_page(request, get_object_or_404(Office, code=office, is_active=True))


def found_page(request: HttpRequest, office: Office | None) -> HttpResponseBase:
    """Answer a search; what is due to be published is published before."""
    publish_due(office_id=office.pk if office else None)
    query = asked(request.GET.get("q", ""))
    years = framework_years()
    year = number(request.GET.get("year", ""))
    year = year if year in years else None
    context: dict[str, Any] = {"office": office, "asked": query, "years": years, "year": year}
    context |= {"longest": LONGEST, "most_pages": MOST_PAGES}
    if query.words:
        within = Within(office.pk if office else None, year)
        context["found"] = find(query, within=within, page=number(request.GET.get("page")) or 1)
    template = "disclosure/search_office.html" if office else "disclosure/search.html"
    response = answer(request, page_of(render_to_string(template, context)))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def number(typed: str | None) -> int | None:
    """Return a number out of an address, in Thai or Arabic digits; None for anything else."""
    try:
        found = parse_int(typed or "")
    except ValueError:
        return None
    return found if 0 < found < 10_000 else None
