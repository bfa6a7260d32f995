"""What offices disclose of the OIT items: a row is a piece of evidence, or a signed paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from disclosure.models import Evidence, EvidenceKind
from ita_portal.documents.models import Document
from ita_portal.opendata.addresses import absolute
from ita_portal.opendata.columns import (
    FISCAL_YEAR,
    LIST_VERIFIED,
    OFFICE_CODE,
    OFFICE_NAME,
    YEAR_STARTS_ON,
    Column,
    Kind,
    Row,
    day_columns,
)
from ita_portal.opendata.dataset import Dataset, OfficeName, Selection, office_by_office
from ita_portal.opendata.tables.disclosed import (
    NOT_APPLICABLE,
    PAGE,
    PAPER,
    Disclosed,
    count_disclosed,
    items_of,
)
from ita_portal.opendata.tables.permitted import permits_updated
from ita_portal.thai.fiscal_year import FiscalYear

AT_ONCE = 10


def _rows(selection: Selection) -> Iterator[Row]:
    items = items_of(selection)

    def make(offices: Sequence[OfficeName]) -> Iterator[Row]:
        disclosed = Disclosed(selection, offices)
        for office in offices:
            for year, some in items.items():
                page = absolute(reverse("disclosure:public_year", args=[office.code, year]))
                starts_on = FiscalYear(year).starts
                for item in some:
                    group = item.group or None
                    told = (item.code, item.title, group, item.is_verified, office.name, starts_on)
                    for place, piece in enumerate(disclosed.at(office.pk, year, item), 1):
                        key = (office.code, year, item.place, place)
                        yield (*key, *told, f"{page}{item.code}/", *piece)

    return office_by_office(selection, make, at_once=AT_ONCE)


def _updated() -> datetime | None:
    shown = Evidence.objects.published().filter(office__is_active=True)
    papers = Document.objects.published().filter(office__is_active=True).exclude(duties=[])
    moments = (
        shown.aggregate(at=Max("shown_at"))["at"],
        papers.filter(revoked_at__isnull=True).aggregate(at=Max("ready_at"))["at"],
        permits_updated(),
    )
    return max((moment for moment in moments if moment), default=None)


DISCLOSURE = Dataset(
    name="disclosure",
    title="ข้อมูลที่เปิดเผยตามแบบวัด OIT",
    title_en="Disclosed evidence of the OIT items",
    about="หลักฐานและเอกสารที่เผยแพร่แล้วของแต่ละข้อ OIT ข้อที่ไม่มีแถวคือยังไม่มีหลักฐานที่เผยแพร่",
    about_en="Published evidence and signed papers at each OIT item of an office and year. "
    "An item without a row has nothing published.",
    columns=(
        OFFICE_CODE,
        FISCAL_YEAR,
        Column(
            "item_place",
            Kind.INTEGER,
            "ลำดับของข้อในรายการของปี",
            "Place of the item in the year's list, from 1",
            is_key=True,
        ),
        Column(
            "place",
            Kind.INTEGER,
            "ลำดับภายในข้อ",
            "Place of the piece at its item, from 1",
            is_key=True,
        ),
        Column("item", Kind.TEXT, "รหัสข้อ OIT", "Code of the OIT item in that year"),
        Column("item_title", Kind.TEXT, "ชื่อข้อ OIT", "Title of the OIT item, in Thai"),
        Column(
            "subindicator",
            Kind.TEXT,
            "ตัวชี้วัดย่อย",
            "Sub-indicator; empty where the year's list does not tell it",
            may_be_empty=True,
        ),
        LIST_VERIFIED,
        OFFICE_NAME,
        YEAR_STARTS_ON,
        Column("item_page", Kind.URL, "หน้าของข้อ", "Permanent public page of the item"),
        Column(
            "kind",
            Kind.TEXT,
            "ชนิด: link ลิงก์, text ข้อความ, file ไฟล์, paper เอกสารที่ลงนามในพอร์ทัล, "
            "page หน้าของพอร์ทัล, not_applicable ไม่เกี่ยวข้องกับสำนักงาน",
            "What the row is; paper: a paper signed in the portal; page: a page of the portal that "
            "stands there by itself; not_applicable: the item does not concern the office",
            values=(*EvidenceKind.values, PAPER, PAGE, NOT_APPLICABLE),
        ),
        Column("title", Kind.TEXT, "ชื่อหลักฐาน", "Title of the piece, in Thai"),
        Column("address", Kind.URL, "ที่อยู่ของหลักฐาน", "Where it is", may_be_empty=True),
        Column(
            "text",
            Kind.TEXT,
            "ข้อความ หรือเหตุผลที่ไม่เกี่ยวข้อง",
            "The text of a text; the reason of not_applicable",
            may_be_empty=True,
        ),
        Column("media_type", Kind.TEXT, "ชนิดไฟล์", "Media type of a kept file", may_be_empty=True),
        Column(
            "size_bytes",
            Kind.INTEGER,
            "ขนาดไฟล์ (ไบต์)",
            "Size of a kept file in bytes",
            may_be_empty=True,
        ),
        Column(
            "owner_group",
            Kind.TEXT,
            "กลุ่มที่รับผิดชอบ",
            "Group that looks after it",
            may_be_empty=True,
        ),
        Column(
            "components",
            Kind.TEXT,
            "องค์ประกอบที่แสดง คั่นด้วย ;",
            "Components of the item that it shows, parted by ;",
            may_be_empty=True,
        ),
        Column(
            "covers_from_on",
            Kind.DATE,
            "ข้อมูลตั้งแต่วันที่",
            "First day that it covers (ISO 8601)",
            may_be_empty=True,
        ),
        Column(
            "covers_to_on",
            Kind.DATE,
            "ข้อมูลถึงวันที่",
            "Last day that it covers (ISO 8601)",
            may_be_empty=True,
        ),
        *day_columns(
            "published",
            "วันที่เผยแพร่",
            "Day on which it became public in the portal",
            may_be_empty=True,
        ),
        Column(
            "replaced_by",
            Kind.URL,
            "ที่อยู่ของเอกสารที่มาแทน",
            "Where the paper is that replaced this one",
            may_be_empty=True,
        ),
    ),
    parameters=("office", "fiscal_year", "item"),
    rows=_rows,
    count=count_disclosed,
    updated=_updated,
)
