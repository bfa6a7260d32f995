"""What the public sees of one item: its components, all its evidence, the duty in other years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.models import OITItem
from disclosure.models import Entry, Evidence, EvidenceVersion
from disclosure.rules.heading import YearHead
from disclosure.rules.noting import Said, notes_for_public
from disclosure.rules.pieces import Piece, day_of, pieces_of
from ita_portal.thai.dates import short_date


class OtherYear(NamedTuple):
    """The item of another year that asks for the same duty."""

    fiscal_year: int
    code: str
    title: str
    href: str


class Before(NamedTuple):
    """A version that was public before the one that is."""

    number: int
    title: str
    day: str


class Shown(NamedTuple):
    """A piece with what else is told of it at its item.

    `components` are those that it satisfies, `covers` the time it is about, in words. `number` is
    that of its version, 0 for a paper; `before` are the versions that were public before it.
    `evidence` is its id where a visitor can say that it does not open, 0 for a paper.
    """

    piece: Piece
    components: list[str]
    covers: str
    number: int
    before: list[Before]
    evidence: int


class Component(NamedTuple):
    """A component of the item, and whether something public satisfies it."""

    words: str
    is_shown: bool


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
    components: list[Component]
    shown: list[Shown]
    updated: str
    others: list[OtherYear]
    gone: list[Gone]
    not_applicable: str
    notes: list[Said]

    @property
    def is_told_by_component(self) -> bool:
        """Whether it is known of any component that it is shown: else nothing is said of them."""
        return any(one.is_shown for one in self.components)


def item_page(head: YearHead, code: str) -> ItemPage | None:
    """Return the item `code` (in capital or small letters) of the year, in 8 queries.

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
    shown = _shown(head, item.code, pieces, entry)
    satisfied = {one for piece in shown for one in piece.components}
    words = item.components or (entry.components if entry else [])
    return ItemPage(
        head=head,
        code=item.code,
        title=item.title,
        group=str(item.subindicator or ""),
        components=[Component(one, one in satisfied) for one in words],
        shown=shown,
        updated=day_of(max(piece.changed_at for piece in pieces)) if pieces else "",
        others=_others(head, set(item.duties)),
        gone=_gone(head, item.code),
        not_applicable=entry.reason if entry and entry.is_not_applicable else "",
        notes=notes_for_public(head, item.code),
    )


def _shown(head: YearHead, code: str, pieces: list[Piece], entry: Entry | None) -> list[Shown]:
    """Return the pieces with what else is told of them, in 1 query."""
    versions = _versions(head, code)
    of_papers = list(entry.shown_by_papers) if entry else []
    shown = []
    for piece in pieces:
        known = versions.get(piece.anchor)
        if known is None:
            shown.append(Shown(piece, of_papers if piece.is_paper else [], "", 0, [], 0))
            continue
        current, before = known
        covers = _covers(current.starts_on, current.ends_on)
        about = [
            Before(one.number, one.title, day_of(one.decided_at))
            for one in before
            if one.decided_at
        ]
        pk = current.evidence_id
        shown.append(Shown(piece, current.components, covers, current.number, about, pk))
    return shown


def _versions(
    head: YearHead, code: str
) -> dict[str, tuple[EvidenceVersion, list[EvidenceVersion]]]:
    """Return by anchor the version that is shown, and those that were before, latest first."""
    rows = EvidenceVersion.objects.filter(
        Q(publish_at__isnull=True) | Q(publish_at__lte=timezone.now()),
        evidence__office_id=head.office_id,
        evidence__item__framework__fiscal_year=head.fiscal_year,
        evidence__item__code=code,
        evidence__shown__number__gte=F("number"),
        status="accepted",
    )
    found: dict[str, tuple[EvidenceVersion, list[EvidenceVersion]]] = {}
    for one in rows.order_by("evidence_id", "-number").defer("text"):
        anchor = f"evidence-{one.evidence_id}"
        if anchor in found:
            found[anchor][1].append(one)
        else:
            found[anchor] = (one, [])
    return found


def _covers(starts_on: date | None, ends_on: date | None) -> str:
    """Return the time that a piece is about in words; "" where none is told."""
    begins = f"ตั้งแต่ {short_date(starts_on)}" if starts_on else ""
    ends = f"ถึง {short_date(ends_on)}" if ends_on else ""
    return " ".join(part for part in (begins, ends) if part)


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
