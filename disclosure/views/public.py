"""The disclosure pages for everybody: the same bytes for every visitor, without any session."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views import View

from disclosure.rules.handing_in.later import item_later, year_later
from disclosure.rules.heading import YearHead, year_head
from disclosure.rules.item_reading import item_page
from disclosure.rules.kept import YEAR_PAGES, Page, page_of
from disclosure.rules.reading import latest_year, search, year_page
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear

LONGEST_QUERY = 100
_GZIP = re.compile(r"(?:^|[ ,])gzip(?! *; *q=0(?:\.0*)?(?:$|[ ,]))")


class PublicLatest(View):
    """Lead to the newest year in which the office discloses anything."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        year = latest_year(found.pk, current=FiscalYear.of(timezone.localdate()).year)
        if year is None:
            raise Http404
        return redirect("disclosure:public_year", office=office, year=year)


class PublicYear(View):
    """The year's items with what is disclosed of each; `?q=` shows those that hold the words."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponseBase:
        head = head_or_404(office, year)
        query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
        if query:
            return answer(request, page_of(year_html(head, query)))
        page = YEAR_PAGES.page((office, year), head, lambda: year_html(head, ""))
        return answer(request, page)


class PublicItem(View):
    """One item of a year at its permanent address, with everything disclosed of it."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponseBase:
        found = item_page(head_or_404(office, year), item)
        if found is None:
            raise Http404
        if found.code != item:
            return redirect("disclosure:public_item", office, year, found.code, permanent=True)
        later = item_later(found.head, found.code)
        context = {"office": found.head.office, "page": found, "later": later}
        return answer(request, page_of(render_to_string("disclosure/public_item.html", context)))


def head_or_404(office: str, year: int) -> YearHead:
    """Return the head of the office's year, or raise 404."""
    head = year_head(office, year)
    if head is None:
        raise Http404
    return head


def year_html(head: YearHead, query: str) -> str:
    """Render the page of a year. No request goes in, so nothing of a visitor can come out."""
    page = year_page(head)
    if query:
        page = search(page, query)
    context = {"office": head.office, "page": page, "query": query, "later": year_later(head)}
    return render_to_string("disclosure/public_year.html", context)


def answer(
    request: HttpRequest, page: Page, *, content_type: str | None = None
) -> HttpResponseBase:
    """Send a page, or 304 where the visitor's copy is the same; browsers ask each time."""
    is_packed = bool(page.packed) and _takes_gzip(request)
    body, etag = (page.packed, page.packed_etag) if is_packed else (page.body, page.etag)
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if page.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    same = get_conditional_response(request, etag=etag, response=response)
    return same if same is not None else response


def _takes_gzip(request: HttpRequest) -> bool:
    """Tell whether the visitor's browser unpacks gzip; all of them do, some programs do not."""
    return bool(_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
