"""The results that offices have confirmed: a row is an office's fiscal year.

The columns that a score file knows bear the same names there, so that a table can be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from assessments.models import Framework, IndicatorScore, Result, ScoreDetail
from assessments.models.results import ResultQuerySet
from assessments.rules.arithmetic.scoring import Totals, totals
from assessments.rules.frameworks.facts import FrameworkFacts, Trust
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import detailed_of
from ita_portal.opendata.columns import (
    FISCAL_YEAR,
    LIST_VERIFIED,
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
    frameworks = {one.pk: one for one in Framework.objects.all()}

    def make(offices: Sequence[OfficeName]) -> Iterator[Row]:
        names = {office.pk: (office.code, office.name) for office in offices}
        found = _Found(settled.filter(office__in=names))
        for result in found.results:
            framework = frameworks.get(result.framework_id or 0)
            facts = facts_of(framework) if framework else None
            yield _row(*names[result.office_id], result, found.scores[result.pk], facts, found)

    return office_by_office(selection, make, at_once=AT_ONCE)


class _Result(NamedTuple):
    """What the database keeps of a result."""

    pk: int
    office_id: int
    fiscal_year: int
    framework_id: int | None
    total: Decimal
    level: str
    confirmed_at: datetime


class _Found:
    """Results with their scores by number, in 2 queries; more where some come from details.

    Totals come from unrounded scores, so those of details are worked out from the rows of items
    and questions.
    """

    def __init__(self, rows: ResultQuerySet) -> None:
        in_order = rows.order_by("office__code", "fiscal_year").values_list(*_Result._fields)
        self.results = [_Result(*row) for row in in_order]
        self.scores: dict[int, dict[int, Decimal]] = {one.pk: {} for one in self.results}
        detailed = set()
        for pk, number, score, detail in IndicatorScore.objects.filter(result__in=rows).values_list(
            "result", "indicator__number", "score", "detail"
        ):
            self.scores[pk][number] = score
            if detail != ScoreDetail.TOLD:
                detailed.add(pk)
        whole = Result.objects.for_history().filter(pk__in=detailed) if detailed else ()
        self._exact = {
            result.pk: {one.number: one.score for one in detailed_of(result).values()}
            for result in whole
        }

    def totals(self, result: _Result, facts: FrameworkFacts | None) -> Totals | None:
        """Return what the scores give; None where they are not whole, or there are none."""
        scores = self._exact.get(result.pk, self.scores[result.pk])
        if facts is None or len(scores) < len(facts.indicators):
            return None
        return totals(facts, scores)


def _row(
    code: str,
    name: str,
    result: _Result,
    scores: Mapping[int, Decimal],
    facts: FrameworkFacts | None,
    found: _Found,
) -> Row:
    computed = found.totals(result, facts)
    return (
        code,
        result.fiscal_year,
        name,
        FiscalYear(result.fiscal_year).starts,
        *(scores.get(number) for number in range(1, INDICATORS + 1)),
        *_points(computed),
        result.total,
        result.level or None,
        _level_name(result.level, facts),
        _passed(result.total, computed, facts),
        computed is None,
        facts.trust is Trust.OFFICE if facts else None,
        *day_and_year(result.confirmed_at),
    )


def _points(computed: Totals | None) -> list[Decimal | None]:
    found = {one.code: one.weighted for one in computed.instruments} if computed else {}
    return [found.get(code) for code in INSTRUMENTS]


def _level_name(level: str, facts: FrameworkFacts | None) -> str | None:
    """Return the level in Thai; where it was told in words, these."""
    bands = facts.bands if facts else ()
    return next((band.name for band in bands if band.code == level), level) or None


def _passed(total: Decimal, computed: Totals | None, facts: FrameworkFacts | None) -> bool | None:
    if computed:
        return computed.band.passed
    return total >= facts.pass_mark if facts else None


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
        LIST_VERIFIED,
        *day_columns("confirmed", "วันที่สำนักงานยืนยันผล", "Day on which the office confirmed it"),
    ),
    parameters=("office", "fiscal_year"),
    rows=_rows,
    count=_count,
    updated=_updated,
)
