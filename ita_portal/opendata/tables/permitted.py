"""The pages of complaints that stand at their items once the director permits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from complaints.models import Permit, Publication, SettledFigures
from disclosure.rules.complaint_pages import links_of


class PermittedPage(NamedTuple):
    """A page that stands in a fiscal year at the items that ask for its duty."""

    office: int
    fiscal_year: int
    duty: str
    title: str
    address: str
    permitted_at: datetime


def permitted_pages(offices: Mapping[int, str], years: Sequence[int]) -> Iterator[PermittedPage]:
    """Give what is permitted of some offices in these years, in 2 queries.

    `offices` are codes by key. Figures stand in the years that have some.
    """
    figures: dict[int, set[int]] = defaultdict(set)
    settled = SettledFigures.objects.filter(office__in=offices, fiscal_year__in=years)
    for office, year in settled.values_list("office", "fiscal_year"):
        figures[office].add(year)
    held = Permit.objects.filter(office__in=offices, revoked_at__isnull=True).order_by("pk")
    for permit in held:
        what, office = Publication(permit.what), permit.office_id
        for year in years:
            told = what != Publication.STATISTICS or year in figures[office]
            if year >= permit.from_year and told:
                for link in links_of(what, offices[office], year, permit.permitted_at):
                    of_year, duty, title, address, _, at = link
                    yield PermittedPage(office, of_year, duty, title, address, at)


def permits_updated(what: Publication | None = None) -> datetime | None:
    """Return when the newest permit that holds was given, of one thing or of any."""
    held = Permit.objects.filter(office__is_active=True, revoked_at__isnull=True)
    if what is not None:
        held = held.filter(what=what)
    found: datetime | None = held.aggregate(at=Max("permitted_at"))["at"]
    return found
