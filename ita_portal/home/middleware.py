"""What no page should have to think about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render


def refuse_nul(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 404 to an address with a NUL in its path or query: PostgreSQL takes none.

    Nothing of the portal has such an address; left alone it would be a 500.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return not_found(request)
        return get_response(request)

    return answer


def not_found(request: HttpRequest) -> HttpResponse:
    """Show the page of an address that does not exist."""
    return render(request, "404.html", status=404)
