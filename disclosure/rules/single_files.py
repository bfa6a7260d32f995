"""Checking one file that is not stored, for an office and a year."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from assessments.models import Framework, OITItem
from disclosure.rules.checking.context import Context, Item
from disclosure.rules.checking.engine import check_file
from disclosure.rules.checking.findings import Finding
from disclosure.rules.checking.reading.recognising import recogniser
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear


def check_single_file(
    path: Path, *, office: Office, fiscal_year: FiscalYear, item_code: str = ""
) -> list[Finding]:
    """Return what is wrong with a file as evidence of that year, worst first. Stores nothing.

    Raises Refused when there is no such file, or the year's list has no such item.
    """
    if not path.is_file():
        raise Refused(f"ไม่พบไฟล์ “{path}”")
    item = _item(fiscal_year, item_code) if item_code else None
    context = context_of(office, fiscal_year, item)
    return check_file(path, name=path.name, context=context, recogniser=recogniser())


def context_of(office: Office, fiscal_year: FiscalYear, item: OITItem | None) -> Context:
    """Return what the checks must know of an office, its year, and the item."""
    hosts = (urlsplit(one).hostname for one in (office.website, settings.BASE_URL))
    others = Office.objects.exclude(pk=office.pk).values_list("name", flat=True)
    return Context(
        office=office.name,
        fiscal_year=fiscal_year.year,
        short_name=office.short_name,
        website=office.website,
        own_hosts=frozenset(host for host in hosts if host) if office.website else frozenset(),
        item=item_facts(item) if item else None,
        other_offices=tuple(others),
    )


def item_facts(item: OITItem) -> Item:
    """Return what the checks must know of an item."""
    return Item(item.code, item.title, frozenset(item.duties), tuple(item.components))


def _item(fiscal_year: FiscalYear, code: str) -> OITItem:
    framework = Framework.objects.filter(fiscal_year=fiscal_year.year).first()
    if framework is None:
        raise Refused(f"ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {fiscal_year.year}")
    item = framework.items.filter(code__iexact=code).first()
    if item is None:
        raise Refused(f"ปีงบประมาณ พ.ศ. {fiscal_year.year} ไม่มีข้อ “{code}”")
    return item
