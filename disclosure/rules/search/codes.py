"""On which item of which year a paper of the portal stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assessments.models import OITItem
from assessments.rules.looking_back import asks_for_year_before
from ita_portal.documents.models import Document


class Place(NamedTuple):
    """An item of a fiscal year; `code` is "" where a paper stands on none."""

    fiscal_year: int
    code: str = ""
    title: str = ""


def places_of_papers(papers: Iterable[Document]) -> dict[int, Place]:
    """Return where each paper stands first, by its id, in 1 query; in its own year without item.

    An item that asks for the year before shows a paper of that year.
    """
    papers = list(papers)
    years = {paper.fiscal_year for paper in papers}
    items = OITItem.objects.filter(framework__fiscal_year__in=years | {year + 1 for year in years})
    newest: dict[int, int] = {}
    places: dict[tuple[int, str], Place] = {}
    rows = items.order_by("-framework__version", "position").values_list(
        "framework__fiscal_year", "framework__version", "code", "title", "duties"
    )
    for year, version, code, title, duties in rows:
        if newest.setdefault(year, version) != version:
            continue
        paper_year = year - 1 if asks_for_year_before(title) else year
        for duty in duties:
            places.setdefault((paper_year, duty), Place(year, code, title))
    return {
        paper.pk: next(
            (
                places[paper.fiscal_year, duty]
                for duty in paper.duties
                if (paper.fiscal_year, duty) in places
            ),
            Place(paper.fiscal_year),
        )
        for paper in papers
    }
