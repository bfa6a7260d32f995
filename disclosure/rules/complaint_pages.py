"""The pages of complaints that stand at the items of their duties when the director permits it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, QuerySet
from django.urls import reverse

from complaints.models import Permit, Publication, SettledFigures
from disclosure.rules.statement import Slot, Statement

PAGE = "หน้าเว็บ ปรับตามข้อมูลจริง"
TABLE = "ไฟล์ CSV"

_PERMITS = Statement(
    lambda: (
        Permit.objects.filter(office_id=Slot("office_id"), revoked_at__isnull=True)
        .order_by("pk")
        .values_list(
            "what",
            "from_year",
            "permitted_at",
            Exists(_figures("fiscal_year")),
            Exists(_figures("year_before")),
        )
    )
)

Link = tuple[int, str, str, str, str, datetime]
"""Fiscal year, duty, title, address, kind, and when it became public."""


def complaint_pages(office_id: int, office_code: str, fiscal_year: int) -> list[Link]:
    """Return the pages that stand in a year and in the one before it, in 1 query.

    The figures of a year stand there as page and as open data, once a half of it has ended.
    """
    before = fiscal_year - 1
    rows = _PERMITS.rows(office_id=office_id, fiscal_year=fiscal_year, year_before=before)
    return [
        link
        for what, from_year, at, has_year, has_before in rows
        for year, has_figures in ((fiscal_year, has_year), (before, has_before))
        if year >= from_year and (has_figures or what != Publication.STATISTICS)
        for link in links_of(Publication(what), office_code, year, at)
    ]


def links_of(what: Publication, office: str, year: int, at: datetime) -> list[Link]:
    """Return what stands in a year once it is permitted; for figures only where there are some."""
    if what != Publication.STATISTICS:
        name = "channels" if what == Publication.CHANNEL else "guideline"
        href = reverse(f"complaints:{name}", args=[office])
        return [(year, what.duty, what.label, href, PAGE, at)]
    title = f"{what.label} ปีงบประมาณ พ.ศ. {year}"
    page, table = (
        reverse(f"complaints:statistics_year{part}", args=[office, year]) for part in ("", "_data")
    )
    return [
        (year, what.duty, title, page, PAGE, at),
        (year, what.duty, f"{title} (ข้อมูลเปิด)", table, TABLE, at),
    ]


def _figures(year: str) -> QuerySet[SettledFigures]:
    return SettledFigures.objects.filter(office_id=Slot("office_id"), fiscal_year=Slot(year))
