"""What is new at an office: what was published, changed and withdrawn, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from disclosure.models import Evidence
from disclosure.rules.pieces import day_of
from disclosure.rules.search.codes import places_of_papers
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office

PUBLISHED, CHANGED, WITHDRAWN, SIGNED = "เผยแพร่", "ปรับปรุง", "ถอนออก", "ลงนาม"
ICONS = {
    PUBLISHED: "plus-circle",
    CHANGED: "arrow-clockwise",
    WITHDRAWN: "x-circle",
    SIGNED: "file-earmark-check",
}


class News(NamedTuple):
    """One thing that happened in public. `code` and `item` are "" for what stands on no item."""

    at: datetime
    what: str
    title: str
    href: str
    fiscal_year: int
    code: str
    item: str
    note: str
    key: str

    @property
    def day(self) -> str:
        """The day it happened, e.g. "9 เม.ย. 2567"."""
        return day_of(self.at)

    @property
    def icon(self) -> str:
        """The icon of what happened."""
        return ICONS[self.what]


def news_of(office: Office, *, most: int) -> list[News]:
    """Return the latest `most` things of an office, in 4 queries."""
    every = [*_shown(office, most), *_gone(office, most), *_papers(office, most)]
    return sorted(every, key=lambda one: one.at, reverse=True)[:most]


def _shown(office: Office, most: int) -> list[News]:
    rows = Evidence.objects.of(office).published().select_related("item__framework", "shown")
    found = []
    for one in rows.order_by("-shown_at", "-pk")[:most]:
        if one.shown is None or one.shown_at is None:
            continue
        what = CHANGED if one.shown.number > 1 else PUBLISHED
        found.append(
            _news(office, one, one.shown_at, what, one.shown.title, number=one.shown.number)
        )
    return found


def _gone(office: Office, most: int) -> list[News]:
    rows = Evidence.objects.of(office).filter(
        status=Evidence.Status.WITHDRAWN, was_public=True, decided_at__isnull=False
    )
    rows = rows.select_related("item__framework").order_by("-decided_at", "-pk")
    return [
        _news(office, one, one.decided_at, WITHDRAWN, one.title, note=one.comment)
        for one in rows[:most]
        if one.decided_at
    ]


def _news(
    office: Office,
    evidence: Evidence,
    at: datetime,
    what: str,
    title: str,
    *,
    note: str = "",
    number: int = 0,
) -> News:
    item, year = evidence.item, evidence.item.framework.fiscal_year
    href = reverse("disclosure:public_item", args=[office.code, year, item.code])
    anchor = f"evidence-{evidence.pk}"
    key = f"{href}{anchor}/{number or 'withdrawn'}"
    return News(at, what, title, f"{href}#{anchor}", year, item.code, item.title, note, key)


def _papers(office: Office, most: int) -> list[News]:
    rows = Document.objects.of(office).listed().filter(ready_at__isnull=False).defer("words")
    papers: Sequence[Document] = list(rows.order_by("-ready_at", "-pk")[:most])
    places = places_of_papers(papers) if papers else {}
    found = []
    for paper in papers:
        place = places[paper.pk]
        href = reverse("documents:public", args=[office.code, paper.code])
        if paper.ready_at is not None:
            facts = (place.fiscal_year, place.code, place.title, paper.number_text, href)
            found.append(News(paper.ready_at, SIGNED, paper.title, href, *facts))
    return found
