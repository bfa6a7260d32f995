"""The offices in use, as their public pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from ita_portal.opendata.addresses import absolute
from ita_portal.opendata.columns import OFFICE_CODE, OFFICE_NAME, Column, Kind, Row
from ita_portal.opendata.dataset import Dataset, Selection, offices_in
from ita_portal.organisations.models import Office
from ita_portal.organisations.models.office import OfficeKind


def _rows(selection: Selection) -> Iterator[Row]:
    for office in offices_in(selection):
        yield (
            office.code,
            office.name,
            office.short_name,
            office.kind,
            office.phone,
            office.email,
            office.address,
            office.website or None,
            absolute(reverse("home:public_office", args=[office.code])),
        )


def _count(selection: Selection) -> int:
    rows = Office.objects.filter(is_active=True)
    return (rows.filter(code=selection.office) if selection.office else rows).count()


def _updated() -> datetime | None:
    return None  # offices carry no date


OFFICES = Dataset(
    name="offices",
    title="สำนักงานเขตพื้นที่การศึกษา",
    title_en="Education service area offices",
    about="สำนักงานที่ใช้พอร์ทัลนี้ พร้อมช่องทางติดต่อและหน้าเว็บสาธารณะ",
    about_en="The offices that use this portal, how to reach them, and their public pages.",
    columns=(
        OFFICE_CODE,
        OFFICE_NAME,
        Column("short_name", Kind.TEXT, "ชื่อย่อ", "Short name, in Thai"),
        Column(
            "kind",
            Kind.TEXT,
            "ประเภท: primary ประถมศึกษา, secondary มัธยมศึกษา, other อื่น ๆ",
            "Which schools the office looks after",
            values=tuple(OfficeKind.values),
        ),
        Column("phone", Kind.TEXT, "โทรศัพท์ ว่างเมื่อไม่มี", "Telephone; empty where none is given"),
        Column("email", Kind.TEXT, "อีเมล ว่างเมื่อไม่มี", "E-mail; empty where none is given"),
        Column("address", Kind.TEXT, "ที่อยู่ ว่างเมื่อไม่มี", "Postal address; empty where none is given"),
        Column("website", Kind.URL, "เว็บไซต์หลัก", "Main website", may_be_empty=True),
        Column("public_page", Kind.URL, "หน้าสาธารณะในพอร์ทัล", "Public page in this portal"),
    ),
    parameters=("office",),
    rows=_rows,
    count=_count,
    updated=_updated,
)
