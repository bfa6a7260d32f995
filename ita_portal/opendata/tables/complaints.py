"""The figures of complaints, masked and settled, where the director permitted them.

What stands here is what `complaints.rules.publishing` gives to everybody: an empty count is one
that is not shown, since it might point to somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from complaints.models import Kind as ComplaintKind
from complaints.models import Publication
from complaints.rules.masking import LEAST
from complaints.rules.publishing import published_of
from complaints.rules.settling import YearFigures
from complaints.rules.statistics import rows_of
from ita_portal.opendata.columns import (
    FISCAL_YEAR,
    OFFICE_CODE,
    OFFICE_NAME,
    YEAR_STARTS_ON,
    Column,
    Kind,
    Row,
    day_and_year,
    day_columns,
)
from ita_portal.opendata.dataset import Dataset, OfficeName, Selection, office_by_office
from ita_portal.opendata.tables.permitted import permits_updated
from ita_portal.thai.dates import MONTHS
from ita_portal.thai.fiscal_year import FiscalYear

AT_ONCE = 50
_TABLES = ("total", "half", "month", "kind_in_half_1", "kind_in_half_2")
_WORDS = {
    ("total", "all"): "รับไว้ทั้งหมด",
    ("total", "finished"): "ดำเนินการแล้วเสร็จ",
    ("total", "open"): "อยู่ระหว่างดำเนินการ",
    ("half", "1"): "ครึ่งปีแรก (ตุลาคม ถึง มีนาคม)",
    ("half", "2"): "ครึ่งปีหลัง (เมษายน ถึง กันยายน)",
}


def _rows(selection: Selection) -> Iterator[Row]:
    def make(offices: Sequence[OfficeName]) -> Iterator[Row]:
        published = published_of([office.pk for office in offices], selection.fiscal_year)
        for office in offices:
            for figures in published[office.pk]:
                yield from _of_year(office, figures)

    return office_by_office(selection, make, at_once=AT_ONCE)


def _of_year(office: OfficeName, figures: YearFigures) -> Iterator[Row]:
    year = figures.fiscal_year
    tail = (office.name, FiscalYear(year).starts, *day_and_year(figures.until))
    for place, (table, cell, count) in enumerate(rows_of(figures), 1):
        told = int(count) if count else None
        yield (office.code, year, place, *tail, table, cell, _words(table, cell), told)


def _words(table: str, cell: str) -> str:
    if table == "month":
        return MONTHS[int(cell) - 1]
    return _WORDS.get((table, cell)) or ComplaintKind(cell).label


def _count(selection: Selection) -> int:
    """Count by reading: there are few of them, and what is shown of a year decides how many."""
    return sum(1 for _ in _rows(Selection(selection.office, selection.fiscal_year)))


def _updated() -> datetime | None:
    return permits_updated(Publication.STATISTICS)


COMPLAINT_STATISTICS = Dataset(
    name="complaint-statistics",
    title="สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    title_en="Statistics of complaints about corruption and misconduct",
    about="จำนวนเรื่องร้องเรียนรายปี ครึ่งปี เดือน และประเภท เฉพาะที่ผู้อำนวยการอนุญาตให้เผยแพร่ "
    f"ตารางที่มีจำนวน 1 ถึง {LEAST - 1} เรื่องไม่แสดง เพื่อไม่ให้รู้ว่าใครร้องเรียน",
    about_en="Numbers of complaints by year, half-year, month and kind, where the director has "
    f"permitted them. A table with a number from 1 to {LEAST - 1} is left out, so that nobody "
    "can be recognised.",
    columns=(
        OFFICE_CODE,
        FISCAL_YEAR,
        Column(
            "place",
            Kind.INTEGER,
            "ลำดับในปี",
            "Place among the figures of the year, from 1",
            is_key=True,
        ),
        OFFICE_NAME,
        YEAR_STARTS_ON,
        *day_columns("until", "วันที่สุดท้ายของข้อมูล", "Last day that the figures cover"),
        Column(
            "table",
            Kind.TEXT,
            "ตาราง: total ทั้งปี, half ครึ่งปี, month เดือน, kind_in_half_1 และ 2 ประเภทในแต่ละครึ่งปี",
            "Which table the figure stands in",
            values=_TABLES,
        ),
        Column("cell", Kind.TEXT, "ช่องในตาราง", "Which cell: all, a half, a month (1-12), a kind"),
        Column("cell_th", Kind.TEXT, "ชื่อช่องในตาราง", "The cell in Thai"),
        Column(
            "count",
            Kind.INTEGER,
            "จำนวนเรื่อง ว่างคือไม่แสดงเพราะอาจรู้ว่าใครร้องเรียน",
            "How many; empty where it is not shown, since it might point to somebody",
            may_be_empty=True,
        ),
    ),
    parameters=("office", "fiscal_year"),
    rows=_rows,
    count=_count,
    updated=_updated,
)
