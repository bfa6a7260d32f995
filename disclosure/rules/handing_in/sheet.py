"""The sheet of links: every item in the official order with its address, and how it answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import Framework
from disclosure.models import Evidence, EvidenceKind, LinkCheck
from disclosure.rules.handing_in.places import item_address
from disclosure.rules.links.checking import ask_links, latest
from disclosure.rules.standing import Standing
from disclosure.rules.year import Year, year_of
from ita_portal.organisations.models import Office

WITHIN = timedelta(hours=1)
"""How long a try counts: every link is tried within the hour before it is handed in."""
OWN_PAGE = "หน้าของข้อนี้"


@dataclass(frozen=True)
class SheetLink:
    """An address that is handed in or stands on a page that is, and its last answer."""

    title: str
    address: str
    check: LinkCheck | None
    now: datetime

    @property
    def is_waiting(self) -> bool:
        """Whether it is about to be tried."""
        return self.check is not None and self.check.is_waiting

    @property
    def is_fresh(self) -> bool:
        """Whether it was tried within the hour."""
        tried_at = self.check.tried_at if self.check else None
        return tried_at is not None and tried_at >= self.now - WITHIN

    @property
    def opens(self) -> bool:
        """Whether it opened, or a person has seen that it does."""
        if self.check is None or self.check.tried_at is None:
            return False
        return self.check.verdict == LinkCheck.Verdict.OPENS or self.check.is_confirmed

    @property
    def is_good(self) -> bool:
        """Whether it may be handed in now."""
        return self.is_fresh and self.opens

    @property
    def verdict(self) -> str:
        """The answer in a word or two."""
        if self.check is None or self.check.tried_at is None:
            return "ยังไม่ได้ลองเปิด"
        if self.check.verdict != LinkCheck.Verdict.OPENS and self.check.is_confirmed:
            return "มีผู้ยืนยันว่าเปิดได้"
        return self.check.get_verdict_display()

    @property
    def problem(self) -> str:
        """Why it keeps the sheet from being ready; "" when it does not."""
        if not self.is_fresh:
            return "ยังไม่ได้ลองเปิดภายในหนึ่งชั่วโมง"
        return "" if self.opens or self.check is None else self.check.words


@dataclass(frozen=True)
class SheetRow:
    """An item of the sheet; its own page stands first among the links."""

    standing: Standing
    address: str
    place: str
    not_applicable: str
    links: list[SheetLink]

    @property
    def code(self) -> str:
        """The item's code."""
        return self.standing.code

    @property
    def title(self) -> str:
        """What the item asks for."""
        return self.standing.title


@dataclass(frozen=True)
class Sheet:
    """The sheet as it stands now, in the official order."""

    rows: list[SheetRow]
    year: Year

    @property
    def links(self) -> list[SheetLink]:
        """All links, each address once."""
        found = {link.address: link for row in self.rows for link in row.links}
        return list(found.values())

    @property
    def bad(self) -> list[SheetLink]:
        """The links that keep it from being ready."""
        return [link for link in self.links if not link.is_good]

    @property
    def waiting(self) -> int:
        """How many links are about to be tried."""
        return sum(1 for link in self.links if link.is_waiting)

    @property
    def is_ready(self) -> bool:
        """Whether every link was tried within the hour and opens."""
        return bool(self.rows) and not self.bad

    @property
    def without_place(self) -> list[str]:
        """The codes of items that show something and do not say where on the page it is."""
        return [
            row.code
            for row in self.rows
            if row.standing.public and not row.place and not row.not_applicable
        ]

    @property
    def text(self) -> str:
        """The sheet to be copied: a line for each item, its fields apart by tabs."""
        return "\n".join(
            "\t".join((row.code, row.title, row.address, row.not_applicable or row.place))
            for row in self.rows
        )


def sheet_of(office: Office, framework: Framework, *, now: datetime | None = None) -> Sheet:
    """Return the sheet of a year, in 8 queries however much it holds."""
    now, year = now or timezone.now(), year_of(office, framework)
    shown = _shown_links(office, framework.fiscal_year)
    links = {
        item.code: [(OWN_PAGE, _address(office, framework, item)), *shown.get(item.code, [])]
        for item in year.items
    }
    checks = latest(office, (address for some in links.values() for _, address in some))
    rows = [
        SheetRow(
            standing=item,
            address=_address(office, framework, item),
            place=item.entry.place if item.entry else "",
            not_applicable=item.entry.reason if item.entry and item.is_not_applicable else "",
            links=[SheetLink(*link, checks.get(link[1]), now) for link in links[item.code]],
        )
        for item in year.items
    ]
    return Sheet(rows, year)


def try_sheet(office: Office, framework: Framework) -> int:
    """Have every link of the sheet tried now; return how many wait. Safe to repeat."""
    addresses = [link.address for link in sheet_of(office, framework).links]
    return ask_links(office, addresses, is_urgent=True)


def _address(office: Office, framework: Framework, item: Standing) -> str:
    return item_address(office.code, framework.fiscal_year, item.code)


def _shown_links(office: Office, fiscal_year: int) -> dict[str, list[tuple[str, str]]]:
    """Return title and address of the public links by the codes of their items, in 1 query."""
    rows = Evidence.objects.of(office).published()
    rows = rows.filter(item__framework__fiscal_year=fiscal_year, shown__kind=EvidenceKind.LINK)
    return _by_code(
        rows.order_by("position", "pk").values_list("item__code", "shown__title", "shown__url")
    )


def _by_code(
    rows: Iterable[tuple[str, str | None, str | None]],
) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code, title, url in rows:
        found.setdefault(code, []).append((title or "", url or ""))
    return found
