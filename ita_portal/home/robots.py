"""What programs that walk the web find: the maps of what is public, and where they need not go."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from ita_portal.home.sitemap import Address, addresses_of
from ita_portal.organisations.models import Office

XML = "application/xml"
CLOSED = ("/office/", "/sign-in/", "/start/", "/account/", "/complaints/track/", "/search/")
CLOSED_OF_OFFICE = ("complaints/new/", "search/", "oit/*/*/report/")


class Robots(View):
    """`robots.txt`: the staff side, forms and searches are not for walkers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
        lines += [f"Disallow: /o/*/{path}" for path in CLOSED_OF_OFFICE]
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('home:sitemap'))}", ""]
        answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
        answer.headers["Cache-Control"] = "public, max-age=3600"
        return answer


class SitemapIndex(View):
    """The maps of all offices in use."""

    def get(self, request: HttpRequest) -> HttpResponse:
        offices = Office.objects.for_list().values_list("code", flat=True)
        paths = [reverse("home:office_sitemap", args=[code]) for code in offices]
        maps = [{"location": request.build_absolute_uri(path)} for path in paths]
        return render(request, "sitemap_index.xml", {"sitemaps": maps}, content_type=XML)


class OfficeSitemap(View):
    """Every public page of an office."""

    def get(self, request: HttpRequest, office: str) -> HttpResponseBase:
        found = get_object_or_404(Office, code=office, is_active=True)
        return sitemap(request, sitemaps={"office": _Map(found, protocol=request.scheme)})


class _Map(Sitemap):
    def __init__(self, office: Office, *, protocol: str | None) -> None:
        super().__init__()
        self.office, self.protocol = office, protocol

    def items(self) -> list[Address]:
        return addresses_of(self.office)

    def location(self, item: Address) -> str:
        return item.path

    def lastmod(self, item: Address) -> Any:  # noqa: ANN401 - Django's signature
        return item.changed_at
