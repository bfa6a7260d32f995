"""What is public now against what was handed in: an address keeps its meaning, changes show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from assessments.models import OITItem
from disclosure.models import Entry, Evidence, FrozenArchive, FrozenPiece, HandIn, Setting
from disclosure.rules.handing_in.places import handed_item_path, handed_path
from disclosure.rules.heading import YearHead
from disclosure.rules.pieces import Piece, day_of, pieces_of


class Handed(NamedTuple):
    """A year as it was handed in, for the pages of everybody."""

    number: int
    at: datetime
    day: str
    href: str
    archive: FrozenArchive | None = None


class Mark(NamedTuple):
    """A piece that is public now and was not handed in as it is; `earlier` is what was."""

    anchor: str
    words: str
    earlier: str


@dataclass(frozen=True)
class ItemLater:
    """What came later at an item. `withdrawn` are the pieces that were handed in and are gone.

    `is_other_setting` tells that it was said later to concern the office, or not to.
    """

    handed: Handed
    href: str
    marks: list[Mark]
    withdrawn: list[str]
    is_other_setting: bool

    @property
    def is_same(self) -> bool:
        """Whether all stands as it was handed in."""
        return not (self.marks or self.withdrawn or self.is_other_setting)


@dataclass(frozen=True)
class YearLater:
    """The times a year was handed in, latest first, and the items that changed since the last."""

    times: list[Handed]
    changed: dict[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> Handed:
        """The last time."""
        return self.times[0]


def year_later(head: YearHead) -> YearLater | None:
    """Return what came later in the whole year, in 7 queries; None while it was not handed in."""
    rows = list(HandIn.objects.of(head.office_id, head.fiscal_year))
    if not rows:
        return None
    archives = {one.hand_in_id: one for one in current_archives(rows)}
    times = [_handed(head, row)._replace(archive=archives.get(row.pk)) for row in rows]
    words = f"เปลี่ยนหลังวันส่ง {times[0].day}"
    was, now = _then(rows[0]), _now(head, None)
    settings_now = _not_applicable(head)
    codes = {code for code, _, _ in was.keys() ^ now}
    codes |= settings_now ^ set(rows[0].not_applicable)
    return YearLater(times, dict.fromkeys(codes, words))


def item_later(head: YearHead, code: str) -> ItemLater | None:
    """Return what came later at an item, in 6 queries; None while the year was not handed in."""
    hand_in = HandIn.objects.of(head.office_id, head.fiscal_year).first()
    if hand_in is None:
        return None
    handed = _handed(head, hand_in)
    href = handed_item_path(head.code, head.fiscal_year, hand_in.number, code)
    was, now = _then(hand_in, code), _now(head, code)
    before = {anchor: piece for (_, anchor, _), piece in was.items()}
    marks = [
        _mark(anchor, handed, before.get(anchor), href) for _, anchor, _ in sorted(now - was.keys())
    ]
    here = {anchor for _, anchor, _ in now}
    return ItemLater(
        handed=handed,
        href=href,
        marks=marks,
        withdrawn=[piece.title for anchor, piece in before.items() if anchor not in here],
        is_other_setting=(code in _not_applicable(head)) != (code in hand_in.not_applicable),
    )


def current_archives(hand_ins: Sequence[HandIn]) -> list[FrozenArchive]:
    """Return the copies that may be given out, in 1 query: none that another takes the place of."""
    rows = FrozenArchive.objects.filter(hand_in__in=hand_ins, replaced_at__isnull=True)
    return list(rows.filter(number=F("hand_in__copies_asked")))


def _mark(anchor: str, handed: Handed, before: FrozenPiece | None, href: str) -> Mark:
    if before is None:
        return Mark(anchor, f"เพิ่มหลังวันส่ง {handed.day}", "")
    return Mark(anchor, f"เปลี่ยนหลังวันส่ง {handed.day}", f"{href}#{anchor}")


def _handed(head: YearHead, hand_in: HandIn) -> Handed:
    href = handed_path(head.code, head.fiscal_year, hand_in.number)
    return Handed(hand_in.number, hand_in.handed_at, day_of(hand_in.handed_at), href)


Known = tuple[str, str, int]
"""A piece as it was or is: the item's code, its anchor, and the id of its version, else 0."""


def _then(hand_in: HandIn, code: str | None = None) -> dict[Known, FrozenPiece]:
    pieces = hand_in.pieces.order_by("position")
    if code is not None:
        pieces = pieces.filter(code=code)
    return {(one.code, one.anchor, one.version_id or 0): one for one in pieces}


def _now(head: YearHead, code: str | None) -> set[Known]:
    items = _items(head, code)
    papers = {
        (item, piece.anchor, 0)
        for item, pieces in _public(head, items).items()
        for piece in pieces
        if not piece.anchor.startswith("evidence-")
    }
    rows = Evidence.objects.published().filter(office_id=head.office_id)
    rows = rows.filter(item__framework__fiscal_year=head.fiscal_year)
    if code is not None:
        rows = rows.filter(item__code=code)
    shown = rows.order_by().values_list("item__code", "pk", "shown_id")
    return papers | {(item, f"evidence-{pk}", version or 0) for item, pk, version in shown}


def _items(head: YearHead, code: str | None) -> list[tuple[str, str, list[str]]]:
    rows = OITItem.objects.filter(framework_id=head.framework_id)
    if code is not None:
        rows = rows.filter(code=code)
    return list(rows.values_list("code", "title", "duties"))


def _public(head: YearHead, items: Iterable[tuple[str, str, list[str]]]) -> dict[str, list[Piece]]:
    return pieces_of(
        office_id=head.office_id,
        office_code=head.code,
        fiscal_year=head.fiscal_year,
        items=items,
    )


def _not_applicable(head: YearHead) -> set[str]:
    entries = Entry.objects.filter(office_id=head.office_id, fiscal_year=head.fiscal_year)
    return set(entries.filter(setting=Setting.ACCEPTED).values_list("code", flat=True))
