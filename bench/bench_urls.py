"""Every address of the portal, and one that does nothing, to measure the others by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse()


# First, as the public pages come first among the portal's own.
urlpatterns = [path("empty/", empty), path("", include("ita_portal.urls"))]
