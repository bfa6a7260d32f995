"""Beginning a year's checklist from last year's owners and titles, by duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from assessments.models import Framework, OITItem
from disclosure.models import Entry, Evidence
from disclosure.rules.years_before import title_for
from ita_portal.audit.rules import record
from ita_portal.organisations.models import Office, User


def may_begin(office: Office, fiscal_year: int) -> bool:
    """Tell whether the year holds nothing of the office's yet, and the year before does."""
    entries = Entry.objects.filter(office=office)
    if entries.filter(fiscal_year=fiscal_year).exists():
        return False
    evidence = Evidence.objects.of(office).filter(item__framework__fiscal_year=fiscal_year - 1)
    return entries.filter(fiscal_year=fiscal_year - 1).exists() or evidence.exists()


@transaction.atomic
def begin_year(office: Office, framework: Framework, *, by: User) -> int:
    """Set for each item what was set last year for its duty; return for how many.

    Taken over are owner, deputy, post, the day a year later, the office's own components, and the
    titles of the evidence; no evidence and no state. An item that was set already is left as it
    is, so it is safe to repeat.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    year = framework.fiscal_year
    older = Framework.objects.of_year(year - 1)
    if older is None:
        return 0
    before = _Before(office, older)
    known = set(_codes(office, year))
    items = OITItem.objects.filter(framework=framework).order_by("position", "pk")
    made = [
        entry
        for item in items
        if item.code not in known and (entry := before.entry_for(item, office, year))
    ]
    Entry.objects.bulk_create(made)
    if made:
        detail = {"year": year, "items": len(made)}
        record(by=by, office=office, verb="checklist.started", subject=office, detail=detail)
    return len(made)


def _codes(office: Office, fiscal_year: int) -> Iterable[str]:
    entries = Entry.objects.filter(office=office, fiscal_year=fiscal_year)
    return entries.values_list("code", flat=True)


class _Before:
    """What the office had in the year before, by duty."""

    def __init__(self, office: Office, older: Framework) -> None:
        self._codes: dict[str, list[str]] = defaultdict(list)
        for item in OITItem.objects.filter(framework=older).order_by("position", "pk"):
            for duty in item.duties:
                self._codes[duty].append(item.code)
        entries = Entry.objects.filter(office=office, fiscal_year=older.fiscal_year)
        self._entries = {one.code: one for one in entries}
        self._pieces: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
        rows = Evidence.objects.of(office).live()
        rows = rows.filter(item__framework__fiscal_year=older.fiscal_year)
        for code, title, owner in rows.values_list("item__code", "title", "owner_id"):
            self._pieces[code].append((title, owner))

    def entry_for(self, item: OITItem, office: Office, year: int) -> Entry | None:
        """Return the entry that the item begins with; None when nothing was there."""
        codes = list(dict.fromkeys(code for duty in item.duties for code in self._codes[duty]))
        pieces = [piece for code in codes for piece in self._pieces[code]]
        old = next((self._entries[code] for code in codes if code in self._entries), None)
        if old is None and not pieces:
            return None
        entry = Entry(office=office, fiscal_year=year, code=item.code)
        entry.titles = list(dict.fromkeys(title_for(title, year) for title, _ in pieces))
        entry.owner_id = next((owner for _, owner in pieces if owner), None)
        if old is not None:
            entry.owner_id = old.owner_id or entry.owner_id
            entry.deputy_id, entry.post = old.deputy_id, old.post
            entry.due_on = _year_later(old.due_on)
            entry.components = [] if item.components else old.components
        return entry


def _year_later(day: date | None) -> date | None:
    """Return the same day of the next year; of 29 February the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
