"""What the public sees of one item: its components, all its evidence, the duty in other years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from assessments.models import OITItem
from disclosure.models import Entry, Evidence
from disclosure.rules.heading import YearHead
from disclosure.rules.pieces import Piece, day_of, pieces_of


class OtherYear(NamedTuple):
    """The item of another year that asks for the same duty."""

    fiscal_year: int
    code: str
    title: str
    href: str


class Gone(NamedTuple):
    """Evidence that was public and is not any more, and why."""

    title: str
    anchor: str
    day: str
    reason: str


@dataclass(frozen=True)
class ItemPage:
    """An item as its page shows it."""

    head: YearHead
    code: str
    title: str
    group: str
    components: list[str]
    pieces: list[Piece]
    updated: str
    others: list[OtherYear]
    gone: list[Gone]
    not_applicable: str


def item_page(head: YearHead, code: str) -> ItemPage | None:
    """Return the item `code` (in capital or small letters) of the year, in 6 queries.

    None when the year has no such item.
    """
    if not code.isalnum():
        return None
    item = (
        OITItem.objects.filter(framework_id=head.framework_id, code__iexact=code)
        .select_related("subindicator")
        .first()
    )
    if item is None:
        return None
    pieces = pieces_of(
        office_id=head.office_id,
        office_code=head.code,
        fiscal_year=head.fiscal_year,
        items=[(item.code, item.title, item.duties)],
    )[item.code]
    entry = _entry(head, item.code)
    return ItemPage(
        head=head,
        code=item.code,
        title=item.title,
        group=str(item.subindicator or ""),
        components=item.components or (entry.components if entry else []),
        pieces=pieces,
        updated=day_of(max(piece.changed_at for piece in pieces)) if pieces else "",
        others=_others(head, set(item.duties)),
        gone=_gone(head, item.code),
        not_applicable=entry.reason if entry and entry.is_not_applicable else "",
    )


def _entry(head: YearHead, code: str) -> Entry | None:
    year = Entry.objects.filter(office_id=head.office_id, fiscal_year=head.fiscal_year)
    return year.filter(code=code).first()


def _gone(head: YearHead, code: str) -> list[Gone]:
    rows = Evidence.objects.of_item(head.fiscal_year, code).filter(
        office_id=head.office_id, status=Evidence.Status.WITHDRAWN, was_public=True
    )
    return [
        Gone(one.title, f"evidence-{one.pk}", day_of(one.decided_at), one.comment)
        for one in rows.order_by("-decided_at")
        if one.decided_at
    ]


def _others(head: YearHead, duties: set[str]) -> list[OtherYear]:
    """Return the items of other years with one of the duties, newest year first."""
    rows = (
        OITItem.objects.exclude(framework__fiscal_year=head.fiscal_year)
        .order_by("-framework__fiscal_year", "-framework__version", "position")
        .values_list("framework__fiscal_year", "framework__version", "code", "title", "duties")
    )
    newest: dict[int, int] = {}
    others = []
    for year, version, code, title, keys in rows:
        if newest.setdefault(year, version) == version and not duties.isdisjoint(keys):
            href = reverse("disclosure:public_item", args=[head.code, year, code])
            others.append(OtherYear(year, code, title, href))
    return others
