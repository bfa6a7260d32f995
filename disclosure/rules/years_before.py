"""What stood at the same duty in the year before: items are renumbered, duties stay."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.urls import reverse

from assessments.models import Framework, OITItem
from disclosure.models import Evidence, EvidenceKind
from ita_portal.organisations.models import Office
from ita_portal.thai.numerals import thai_digits


class Before(NamedTuple):
    """A piece of last year's evidence: its item, its title, its address for the staff.

    `next_title` is the title with last year's number made this year's.
    """

    code: str
    title: str
    next_title: str
    href: str


def items_before(item: OITItem) -> list[OITItem]:
    """Return the items of the year before that share a duty with the item, in 2 queries."""
    older = Framework.objects.of_year(item.framework.fiscal_year - 1)
    if older is None:
        return []
    rows = OITItem.objects.filter(framework=older).order_by("position", "pk")
    return [one for one in rows if not set(one.duties).isdisjoint(item.duties)]


def evidence_before(office: Office, item: OITItem) -> list[Before]:
    """Return last year's evidence of the item's duties that was not withdrawn, in 3 queries."""
    year = item.framework.fiscal_year
    codes = [one.code for one in items_before(item)]
    rows = Evidence.objects.of(office).live().filter(item__framework__fiscal_year=year - 1)
    rows = rows.filter(item__code__in=codes).order_by("item__code", "position", "pk")
    found = []
    for pk, code, kind, title, url in rows.values_list("pk", "item__code", "kind", "title", "url"):
        page = reverse("disclosure:checklist_item", args=[office.code, year - 1, code])
        href = url if kind == EvidenceKind.LINK else f"{page}#evidence-{pk}"
        found.append(Before(code, title, title_for(title, year), href))
    return found


def title_for(title: str, fiscal_year: int) -> str:
    """Return a title of the year before as it would read in this one.

    Only the year's full number is changed, in either kind of digits: "แผนปี 2566" in 2567 is
    "แผนปี 2567".
    """
    before, now = str(fiscal_year - 1), str(fiscal_year)
    for old, new in ((before, now), (thai_digits(before), thai_digits(now))):
        title = re.sub(rf"(?<!\d){old}(?!\d)", new, title)
    return title
