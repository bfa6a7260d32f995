"""The whole year of an office's checklist, read with as many queries for many items as for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from assessments.models import Framework, OITItem
from assessments.rules.arithmetic.scoring import item_worth
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import Entry, Evidence, EvidenceFinding, Severity
from disclosure.rules.owners import Holder, holders_in, looking_after
from disclosure.rules.pieces import papers_around
from disclosure.rules.reading import NOT_KNOWN_HERE, NOTHING_KNOWN
from disclosure.rules.standing import Piece, Standing
from ita_portal.organisations.models import Office


@dataclass(frozen=True)
class Year:
    """A year of the checklist, its items in the order of the list."""

    framework: Framework
    items: list[Standing]
    holders: list[Holder]

    def of(self, code: str) -> Standing | None:
        """Return the item of that code; None when there is none."""
        return next((item for item in self.items if item.code == code), None)


def year_of(office: Office, framework: Framework, *, code: str | None = None) -> Year:
    """Return the checklist of the framework's year, in 6 queries however much it holds.

    Six more once a process for the facts of a framework. With `code` that item alone.
    """
    rows = _items(framework, code)
    own = _Own(office, framework.fiscal_year)
    worths, today = _worths(framework), timezone.localdate()
    unknown = NOT_KNOWN_HERE if any(item.subindicator for item in rows) else NOTHING_KNOWN
    items = [
        Standing(
            code=item.code,
            title=item.title,
            heading=str(item.subindicator or unknown),
            worth=worths.get(item.code),
            components=own.components(item),
            entry=own.entries.get(item.code),
            papers=own.papers(item),
            pieces=tuple(own.pieces.get(item.code, ())),
            errors=own.errors[item.code],
            people=tuple(looking_after(own.entries.get(item.code), own.holders)),
            today=today,
        )
        for item in rows
    ]
    return Year(framework, items, own.holders)


def _items(framework: Framework, code: str | None) -> list[OITItem]:
    items = OITItem.objects.filter(framework=framework).select_related("subindicator")
    return list((items.filter(code=code) if code else items).order_by("position", "pk"))


class _Own:
    """What the office has in the year, by the codes of the items: five queries."""

    def __init__(self, office: Office, fiscal_year: int) -> None:
        entries = Entry.objects.filter(office=office, fiscal_year=fiscal_year)
        self.entries = {one.code: one for one in entries.select_related("owner", "deputy")}
        self.pieces = _pieces(office, fiscal_year)
        self.errors = _errors(office, fiscal_year)
        self.holders = holders_in(office, timezone.localdate())
        self._shown = Counter(
            (is_before, duty)
            for is_before, duties, _ in papers_around(office.pk, office.code, fiscal_year)
            for duty in duties
        )

    def components(self, item: OITItem) -> tuple[str, ...]:
        """Return the item's components, or the office's own where the year's list has none."""
        entry = self.entries.get(item.code)
        return tuple(item.components or (entry.components if entry else ()))

    def papers(self, item: OITItem) -> int:
        """Return how many of the portal's papers stand at the item."""
        is_before = asks_for_year_before(item.title)
        return max((self._shown[is_before, duty] for duty in item.duties), default=0)


def _pieces(office: Office, fiscal_year: int) -> dict[str, list[Piece]]:
    live = Evidence.objects.of(office).live().filter(item__framework__fiscal_year=fiscal_year)
    found: dict[str, list[Piece]] = {}
    for code, status, owner, components, shown_id, shown in live.order_by(
        "position", "pk"
    ).values_list(
        "item__code", "status", "owner__name", "components", "shown_id", "shown__components"
    ):
        public = None if shown_id is None else shown
        found.setdefault(code, []).append(Piece(status, owner or "", components, public))
    return found


def _errors(office: Office, fiscal_year: int) -> Counter[str]:
    """Count the errors that were neither mended nor answered, by the codes of the items."""
    rows = EvidenceFinding.objects.filter(
        evidence__office=office,
        evidence__item__framework__fiscal_year=fiscal_year,
        severity=Severity.ERROR,
        gone_at__isnull=True,
    ).exclude(evidence__status=Evidence.Status.WITHDRAWN)
    rows = rows.exclude(answered_for=F("evidence__number"))
    return Counter(rows.order_by().values_list("evidence__item__code", flat=True))


def _worths(framework: Framework) -> dict[str, Decimal]:
    """Return the points of each item as far as the year's structure tells them."""
    facts = facts_of(framework)
    found = {item.code: item_worth(facts, item.code) for item in facts.items}
    return {code: worth for code, worth in found.items() if worth is not None}


@dataclass(frozen=True)
class Readiness:
    """Three figures that must not be confused, and what they are counted over.

    `filled` items have something, be it a draft; `accepted` ones are public and somebody else
    read them; `expected` points come from those alone that are accepted, show every component,
    and hold no open error. Items that do not concern the office are left out of all of them.
    Points are None where the year's structure is not fully known.
    """

    total: int
    not_applicable: int
    filled: int
    accepted: int
    ready: int
    expected: Decimal | None
    possible: Decimal | None


def readiness(items: Sequence[Standing]) -> Readiness:
    """Return the figures over these items."""
    asked = [item for item in items if not item.is_not_applicable]
    ready = [item for item in asked if item.is_ready]
    return Readiness(
        total=len(asked),
        not_applicable=len(items) - len(asked),
        filled=sum(1 for item in asked if item.is_filled),
        accepted=sum(1 for item in asked if item.public),
        ready=len(ready),
        expected=points(ready),
        possible=points(asked),
    )


def points(items: Sequence[Standing]) -> Decimal | None:
    """Return what the items are worth together; None when it is not known of one of them."""
    total = Decimal(0)
    for item in items:
        if item.worth is None:
            return None
        total += item.worth
    return total.quantize(Decimal("0.01"))


def by_heading(items: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    """Return the items under the headings of the list, both in its order."""
    groups: dict[str, list[Standing]] = {}
    for item in items:
        groups.setdefault(item.heading, []).append(item)
    return list(groups.items())
