"""One office's year as plain values for `score_report` and other programs.

The shape is a promise to others: scores are strings with two decimals, years Buddhist-era numbers.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.arithmetic.standing import highest, lowest, weak
from assessments.rules.frameworks.facts import Band
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    compare,
    has_scores,
    history,
    indicator_rows,
    level_of_total,
    named,
    outcome_of,
)
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.thai.numerals import format_score


def score_report(office: Office, fiscal_year: int) -> dict[str, Any]:
    """Return the year's result, what stands out in it, and the office's years up to now.

    `history` holds all years with a total, drafts as well. `details` tells of each indicator
    whether its score was told or computed from items or questions, and how the told one differs;
    `told_points` the same of the instruments' weighted points, where they were told. A result that
    is a total alone has no instruments and indicators; its level is null where instruments would
    decide about it and none was told. Raises Refused when the year has no result, or one that is
    not complete.
    """
    result = Result.objects.of(office).for_history().filter(fiscal_year=fiscal_year).first()
    if result is None:
        raise Refused(f"ไม่มีผลการประเมินปีงบประมาณ พ.ศ. {fiscal_year} ของ {office.name}")
    computed = outcome_of(result)
    figures = _of_indicators(computed) if computed else _of_total_alone(result)
    return {
        "office": {"code": office.code, "name": office.name},
        "fiscal_year": fiscal_year,
        **figures,
        "details": _details(result),
        "told_points": _told_points(result),
        "published": _published(result),
        "history": [
            {
                "fiscal_year": year.fiscal_year,
                "total": format_score(year.total),
                "change": None if year.change is None else format_score(year.change),
            }
            for year in history(office)
        ],
    }


def _of_indicators(computed: Outcome) -> dict[str, Any]:
    return {
        "total": format_score(computed.total),
        "level": computed.band.code,
        "passed": computed.band.passed,
        "instruments": [
            {
                "code": one.code,
                "score": format_score(one.score),
                "weight": format_score(one.weight),
                "weighted": format_score(one.weighted),
            }
            for one in computed.instruments
        ],
        "indicators": [
            {
                "number": one.number,
                "name": one.name,
                "score": format_score(one.score),
                "level": one.band.code,
                "passed": one.passed,
            }
            for one in computed.indicators
        ],
        "highest": highest(computed),
        "lowest": lowest(computed),
        "weak": weak(computed),
    }


def _details(result: Result) -> list[dict[str, Any]]:
    """Return where each indicator's score comes from, and what was told beside a computed one."""
    return [
        {
            "number": one.number,
            "detail": one.detail.value,
            "published": None if one.published is None else format_score(one.published),
            "difference": None if one.difference is None else format_score(one.difference),
        }
        for one in indicator_rows(result)
        if one.detail is not None
    ]


def _told_points(result: Result) -> list[dict[str, Any]]:
    found = compare(result)
    return [
        {
            "code": one.code,
            "told": format_score(one.told),
            "computed": format_score(one.computed),
            "difference": format_score(one.difference),
        }
        for one in (found.points if found else ())
    ]


def _of_total_alone(result: Result) -> dict[str, Any]:
    if result.published_total is None or has_scores(result):
        raise Refused(
            f"คะแนนปีงบประมาณ พ.ศ. {result.fiscal_year} ของ {result.office.name} "
            "ยังไม่ครบ จึงยังไม่มีคะแนนรวม"
        )
    band = _band(result, result.published_total)
    framework = result.framework
    return {
        "total": format_score(result.published_total),
        "level": band.code if band else result.published_level or None,
        "passed": result.published_total >= framework.pass_mark if framework else None,
        "instruments": [],
        "indicators": [],
        "highest": [],
        "lowest": [],
        "weak": [],
    }


def _band(result: Result, total: Decimal) -> Band | None:
    return level_of_total(facts_of(result.framework), total) if result.framework else None


def _published(result: Result) -> dict[str, Any] | None:
    """Return what the office was told, null when nothing; alone it agrees with itself."""
    total, level = result.published_total, result.published_level
    if total is None and not level:
        return None
    found = compare(result)
    band = _band(result, total) if found is None and total is not None else None
    fits = band is None or not level or named(band, level)
    return {
        "total": None if total is None else format_score(total),
        "level": level or None,
        "agrees": found.agrees if found else fits,
    }
