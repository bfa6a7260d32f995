"""Answers of the open data: for everybody on every site, without cookie, asked anew each time."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views import View

from ita_portal.opendata.problems import Problem

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
JSON_LD = "application/ld+json"
PROBLEM = "application/problem+json"

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
"""What all answers carry: any site may read them, and nothing is shown without asking us."""
BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
"""What a browser is told that asks whether it may ask."""


class OpenView(View):
    """An address of the open data: read by anybody, also from the pages of other sites."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        try:
            answer = super().dispatch(request, *args, **kwargs)
        except Problem as problem:
            answer = json_answer(problem.body(request.path), PROBLEM)
            answer.status_code = problem.wrong.status
            # Django would write each of a stranger's mistakes into the log.
            answer._has_been_logged = True  # type: ignore[attr-defined]
        for name, value in OPEN.items():
            answer.headers.setdefault(name, value)
        return answer

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - Django's signature
        """Let a browser ask with the tag of what it has."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **BEFORE})


def json_answer(told: object, content_type: str = JSON) -> HttpResponse:
    """Return something as JSON, Thai letters as they are."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=content_type)


def stream(request: HttpRequest, lines: Any, content_type: str) -> HttpResponseBase:  # noqa: ANN401
    """Return lines as they come; for who asks for the head alone none are made.

    That answer streams too: a length of 0 would be said of the whole one.
    """
    shown = () if request.method == "HEAD" else lines
    return StreamingHttpResponse(shown, content_type=content_type)


def link(address: str, relation: str) -> str:
    """Return an entry of a Link header."""
    return f'<{address}>; rel="{relation}"'


def address_of(request: HttpRequest, file: str, **parameters: str) -> str:
    """Return the full address of a file of the open data, as this visitor reaches it."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return request.build_absolute_uri(reverse("opendata:data", args=[file])) + query
