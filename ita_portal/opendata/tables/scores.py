"""The results that offices have confirmed: a row is an office's fiscal year.

The columns that a score file knows bear the same names there, so that a table can be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, QuerySet

from assessments.models import Result
from assessments.models.results import ResultQuerySet
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import outcome_of
from ita_portal.opendata.columns import (
    FISCAL_YEAR,
    OFFICE_CODE,
    OFFICE_NAME,
    YEAR_STARTS_ON,
    Column,
    Kind,
    Row,
    Value,
    day_and_year,
    day_columns,
)
from ita_portal.opendata.dataset import Dataset, Selection, office_by_office
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear

INDICATORS = 10
"""As many as every year so far has had; a number that a year does not have stays empty."""
INSTRUMENTS = ("IIT", "EIT", "OIT")
AT_ONCE = 20


def _settled(selection: Selection) -> ResultQuerySet:
    """Return the results that are the offices' word and have a total."""
    rows = Result.objects.settled().filter(office__is_active=True, total__isnull=False)
    if selection.office:
        rows = rows.filter(office__code=selection.office)
    if selection.fiscal_year:
        rows = rows.filter(fiscal_year=selection.fiscal_year)
    return rows


def _rows(selection: Selection) -> Iterator[Row]:
    settled = _settled(selection)

    def make(offices: Sequence[Office]) -> Iterator[Row]:
        rows: QuerySet[Result] = settled.filter(office__in=offices).for_history()
        for result in rows.order_by("office__code", "fiscal_year"):
            yield _row(result)

    return office_by_office(selection, make, at_once=AT_ONCE)


def _row(result: Result) -> Row:
    computed = outcome_of(result)
    return (
        result.office.code,
        result.fiscal_year,
        result.office.name,
        FiscalYear(result.fiscal_year).starts,
        *_indicators(result),
        *_points(computed),
        result.total,
        result.level or None,
        _level_name(result),
        _passed(result, computed),
        computed is None,
        *day_and_year(result.confirmed_at),
    )


def _indicators(result: Result) -> list[Decimal | None]:
    scores = result.indicator_scores()
    return [scores.get(number) for number in range(1, INDICATORS + 1)]


def _points(computed: Outcome | None) -> list[Decimal | None]:
    found = {one.code: one.weighted for one in computed.instruments} if computed else {}
    return [found.get(code) for code in INSTRUMENTS]


def _level_name(result: Result) -> str | None:
    """Return the level in Thai; where it was told in words, these."""
    bands = facts_of(result.framework).bands if result.framework else ()
    names = {band.code: band.name for band in bands}
    return names.get(result.level, result.level) or None


def _passed(result: Result, computed: Outcome | None) -> Value:
    if computed:
        return computed.band.passed
    if result.framework is None or result.total is None:
        return None
    return result.total >= result.framework.pass_mark


def _count(selection: Selection) -> int:
    return _settled(selection).count()


def _updated() -> datetime | None:
    found: datetime | None = _settled(Selection()).aggregate(at=Max("confirmed_at"))["at"]
    return found


SCORES = Dataset(
    name="scores",
    title="ผลการประเมินคุณธรรมและความโปร่งใส (ITA)",
    title_en="Results of the Integrity and Transparency Assessment (ITA)",
    about="คะแนนตัวชี้วัด คะแนนตามแบบวัด คะแนนรวม และระดับของแต่ละปีงบประมาณ เฉพาะผลที่สำนักงานยืนยันแล้ว",
    about_en="Indicator scores, weighted points of the instruments, total and level of an office "
    "in a fiscal year. Only results that the office has confirmed.",
    columns=(
        OFFICE_CODE,
        FISCAL_YEAR,
        OFFICE_NAME,
        YEAR_STARTS_ON,
        *(
            Column(
                f"indicator_{number}",
                Kind.DECIMAL,
                f"คะแนนตัวชี้วัดที่ {number} (ร้อยละ)",
                f"Score of indicator {number}, percent; empty where only a total is known",
                may_be_empty=True,
            )
            for number in range(1, INDICATORS + 1)
        ),
        *(
            Column(
                code.casefold(),
                Kind.DECIMAL,
                f"คะแนนถ่วงน้ำหนักของแบบวัด {code}",
                f"Weighted points of {code}, as they add up to the total",
                may_be_empty=True,
            )
            for code in INSTRUMENTS
        ),
        Column("total", Kind.DECIMAL, "คะแนนรวม (เต็ม 100)", "Total, of 100"),
        Column("level", Kind.TEXT, "รหัสระดับผลการประเมิน", "Code of the level", may_be_empty=True),
        Column(
            "level_name",
            Kind.TEXT,
            "ชื่อระดับผลการประเมิน",
            "Name of the level, in Thai where the year has one",
            may_be_empty=True,
        ),
        Column(
            "passed",
            Kind.BOOLEAN,
            "ผ่านเกณฑ์ของปีนั้นหรือไม่",
            "Whether the year's pass mark is reached; empty where it is not known",
            may_be_empty=True,
        ),
        Column(
            "total_alone",
            Kind.BOOLEAN,
            "ทราบเพียงคะแนนรวม ไม่ทราบคะแนนรายตัวชี้วัด",
            "Whether only the total is known, as the office was told it",
        ),
        *day_columns("confirmed", "วันที่สำนักงานยืนยันผล", "Day on which the office confirmed it"),
    ),
    parameters=("office", "fiscal_year"),
    rows=_rows,
    count=_count,
    updated=_updated,
)
