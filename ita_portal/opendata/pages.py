"""The pages that tell people of the open data: what there is, examples, what the columns mean."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import View

from ita_portal.opendata.addresses import absolute, data_address
from ita_portal.opendata.asking import MOST_ROWS, USUAL_LIMIT
from ita_portal.opendata.problems import WRONGS
from ita_portal.opendata.registry import DATA, DATASETS


class OpenData(View):
    """What there is, how to get it, and what a program has to know."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "datasets": [(one, one.updated()) for one in DATA],
            "wrongs": WRONGS,
            "licence": settings.OPEN_DATA_LICENCE,
            "root": absolute("/api/v1/"),
            "example": data_address("scores.csv"),
            "usual": USUAL_LIMIT,
            "most": MOST_ROWS,
        }
        return _page("opendata/open_data.html", context)


class Dictionary(View):
    """What every column of every table means."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page("opendata/dictionary.html", {"datasets": list(DATASETS.values())})


def _page(template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page that knows nothing of who asks for it."""
    page = render_to_string(template, context)
    return HttpResponse(page, headers={"Cache-Control": "no-cache"})
