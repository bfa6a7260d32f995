"""What the analysis draws, as charts: the same for the pages and for the report's frozen words.

All figures are those of the analysis, rounded as its year rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assessments.rules.analysis import Analysis, IndicatorLine
from assessments.rules.figures.years import YearRow
from ita_portal.look.charts import BARS, LINES, RADAR, Chart, Mark, Series
from ita_portal.look.charts.data import LABELS

MARK_NAME = "เกณฑ์ผ่าน"
_FEWEST_YEARS = 2


def indicator_radar(analysis: Analysis) -> Chart | None:
    """Return the shape of a year's indicators; None where they are not known or too few."""
    return _indicators(analysis, RADAR, "รูปทรงของคะแนนตัวชี้วัด")


def indicator_bars(analysis: Analysis) -> Chart | None:
    """Return a year's indicators one by one; None where they are not known."""
    return _indicators(analysis, BARS, "คะแนนรายตัวชี้วัด")


def history_lines(rows: Sequence[YearRow]) -> Chart | None:
    """Return the office's totals over its years, at most the last twelve, drafts marked.

    A year without a total is a gap. None with fewer than two totals: one is no history.
    """
    by_year = {row.fiscal_year: row for row in rows}
    known = [row.fiscal_year for row in rows if row.total is not None]
    if len(known) < _FEWEST_YEARS:
        return None
    years = range(known[0], known[-1] + 1)[-LABELS[LINES][1] :]
    shown = [by_year.get(year) for year in years]
    marks = tuple(row.pass_mark if row else None for row in shown)
    return Chart(
        type=LINES,
        title=f"คะแนนรวมรายปี {years[0]}–{years[-1]}",
        labels=tuple(map(str, years)),
        series=(
            Series(
                "คะแนนรวม",
                tuple(row.total if row else None for row in shown),
                frozenset(n for n, row in enumerate(shown) if _is_draft(row)),
            ),
        ),
        mark=Mark(MARK_NAME, marks) if any(mark is not None for mark in marks) else None,
    )


def _is_draft(row: YearRow | None) -> bool:
    return row is not None and row.total is not None and row.status == "draft"


def _indicators(analysis: Analysis, kind: str, title: str) -> Chart | None:
    breakdown = analysis.breakdown
    fewest, most = LABELS[kind]
    if breakdown is None or not fewest <= len(breakdown.indicators) <= most:
        return None
    lines = sorted(breakdown.indicators, key=lambda line: line.number)
    year = analysis.year.fiscal_year
    series = [Series(f"ปี {year}", tuple(line.score for line in lines))]
    if breakdown.has_before:
        series.append(Series(f"ปี {year - 1}", tuple(line.before for line in lines)))
    compared = f" เทียบปี {year - 1}" if breakdown.has_before else ""
    return Chart(
        type=kind,
        title=f"{title} ปี {year}{compared}",
        labels=tuple(str(line.number) for line in lines),
        long_labels=_names(lines),
        series=tuple(series),
        mark=_same_mark(breakdown.outcome.pass_mark, len(lines)),
    )


def _names(lines: Sequence[IndicatorLine]) -> tuple[str, ...]:
    return tuple(line.name for line in lines)


def _same_mark(pass_mark: Decimal, count: int) -> Mark:
    return Mark(MARK_NAME, (pass_mark,) * count)
