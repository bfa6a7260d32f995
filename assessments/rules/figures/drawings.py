"""The office beside the mean of its kind, as charts. Only means are drawn, never another office."""

from __future__ import annotations

from decimal import Decimal

from assessments.rules.figures.national import ComparedYear, NationalComparison
from ita_portal.look.charts import BARS, LINES, Chart, Series
from ita_portal.look.charts.data import LABELS

OWN, MEAN, ABOUT_MEAN = "สำนักงาน", "ค่าเฉลี่ย", "ค่าเฉลี่ย (ปัดเศษ)"
_FEWEST_YEARS = 2


def comparison_bars(comparison: NationalComparison) -> Chart | None:
    """Return the year's indicators beside their means; None where no mean is told."""
    lines = comparison.indicators
    means = tuple(line.standing.mean if line.standing else None for line in lines)
    if all(mean is None for mean in means) or len(lines) > LABELS[BARS][1]:
        return None
    return Chart(
        type=BARS,
        title=f"คะแนนรายตัวชี้วัด ปี {comparison.year.own.fiscal_year} เทียบค่าเฉลี่ย",
        labels=tuple(str(line.number) for line in lines),
        long_labels=tuple(line.name for line in lines),
        series=(Series(OWN, tuple(line.own for line in lines)), _means(comparison, means)),
    )


def comparison_lines(comparison: NationalComparison) -> Chart | None:
    """Return the totals of the years beside their means, at most the last twelve, drafts marked.

    A year without either is a gap. None with fewer than two means.
    """
    by_year = {one.own.fiscal_year: one for one in comparison.years}
    years = range(min(by_year), max(by_year) + 1)[-LABELS[LINES][1] :]
    shown = [by_year.get(year) for year in years]
    means = tuple(one.standing.mean if one and one.standing else None for one in shown)
    if len([mean for mean in means if mean is not None]) < _FEWEST_YEARS:
        return None
    return Chart(
        type=LINES,
        title="คะแนนรวมทุกปี เทียบค่าเฉลี่ย",
        labels=tuple(map(str, years)),
        series=(
            Series(
                OWN,
                tuple(one.own.total if one else None for one in shown),
                frozenset(place for place, one in enumerate(shown) if _is_draft(one)),
            ),
            _means(comparison, means),
        ),
    )


def _means(comparison: NationalComparison, means: tuple[Decimal | None, ...]) -> Series:
    return Series(MEAN if comparison.is_exact else ABOUT_MEAN, means)


def _is_draft(one: ComparedYear | None) -> bool:
    return one is not None and one.own.total is not None and not one.own.is_settled
