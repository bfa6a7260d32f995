"""The map of everything public, for search engines: one for each office, and a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from assessments.models import OITItem
from disclosure.models import Evidence
from disclosure.rules.reading import framework_years
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office
from measures.models import Plan


class Address(NamedTuple):
    """A page and when it last changed, as far as that is known."""

    path: str
    changed_at: datetime | None = None


def addresses_of(office: Office) -> list[Address]:
    """Return every public page of an office that shows something, in 5 queries."""
    return [*_lists(office), *_items(office), *_measures(office), *_papers(office)]


def _lists(office: Office) -> Iterator[Address]:
    for name in (
        "home:public_office",
        "assessments:public_results",
        "documents:public_list",
        "disclosure:news",
        "complaints:channels",
    ):
        yield Address(reverse(name, args=[office.code]))
    for year in framework_years():
        yield Address(reverse("disclosure:public_year", args=[office.code, year]))


def _items(office: Office) -> Iterator[Address]:
    """Yield the items that show evidence; papers have addresses of their own."""
    changed: dict[tuple[int, str], datetime | None] = {}
    rows = Evidence.objects.of(office).published().order_by("shown_at")
    for year, code, at in rows.values_list(
        "item__framework__fiscal_year", "item__code", "shown_at"
    ):
        changed[year, code] = at
    known = OITItem.objects.order_by("-framework__fiscal_year", "position", "pk")
    every = known.values_list("framework__fiscal_year", "code").distinct()
    for year, code in dict.fromkeys((year, code) for year, code in every):
        if (year, code) in changed:
            path = reverse("disclosure:public_item", args=[office.code, year, code])
            yield Address(path, changed[year, code])


def _measures(office: Office) -> Iterator[Address]:
    years = Plan.objects.of(office).published().values_list("fiscal_year", flat=True)
    for year in sorted(set(years), reverse=True):
        yield Address(reverse("measures:public", args=[office.code, year]))


def _papers(office: Office) -> Iterator[Address]:
    papers = Document.objects.of(office).listed().order_by("-ready_at")
    for code, at in papers.values_list("code", "ready_at"):
        yield Address(reverse("documents:public", args=[office.code, code]), at)
