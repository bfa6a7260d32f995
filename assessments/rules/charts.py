"""What scores draw, as charts: the same for the pages and for the report's frozen words.

All figures are those of the analysis, rounded as its year rounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.models import Result
from assessments.rules.analysis import Analysis, IndicatorLine
from assessments.rules.arithmetic.scoring import IndicatorOutcome
from assessments.rules.figures.years import YearRow
from assessments.rules.results import outcome_of
from ita_portal.look.charts import BARS, LINES, RADAR, Chart, Mark, Series
from ita_portal.look.charts.data import LABELS
from ita_portal.organisations.models import Office

MARK_NAME = "เกณฑ์ผ่าน"
TITLES = {RADAR: "รูปทรงของคะแนนตัวชี้วัด", BARS: "คะแนนรายตัวชี้วัด"}
_FEWEST_YEARS = 2


@dataclass(frozen=True)
class YearScores:
    """A year's indicators beside those of the year before: `before` by number, may be empty."""

    fiscal_year: int
    indicators: Sequence[IndicatorOutcome | IndicatorLine]
    pass_mark: Decimal
    before: Mapping[int, Decimal] = field(default_factory=dict)
    before_is_draft: bool = False


def indicator_radar(analysis: Analysis) -> Chart | None:
    """Return the shape of a year's indicators; None where they are not known or too few."""
    return _of_analysis(analysis, RADAR)


def indicator_bars(analysis: Analysis) -> Chart | None:
    """Return a year's indicators one by one; None where they are not known."""
    return _of_analysis(analysis, BARS)


def latest_bars(office: Office) -> Chart | None:
    """Return the indicators of the newest year that is the office's word; None where unknown."""
    results = Result.objects.of(office).settled().for_history().filter(framework__isnull=False)
    for result in reversed(results):
        outcome = outcome_of(result)
        if outcome is not None:
            year, mark = result.fiscal_year, outcome.pass_mark
            return indicator_chart(BARS, YearScores(year, outcome.indicators, mark))
    return None


def indicator_chart(kind: str, scores: YearScores) -> Chart | None:
    """Return a radar or bars of the indicators in order of number; None for too few or too many."""
    fewest, most = LABELS[kind]
    if not fewest <= len(scores.indicators) <= most:
        return None
    lines = sorted(scores.indicators, key=lambda line: line.number)
    year, compared = scores.fiscal_year, ""
    series = [Series(f"ปี {year}", tuple(line.score for line in lines))]
    if scores.before:
        name = f"ปี {year - 1}{' (ร่าง)' if scores.before_is_draft else ''}"
        series.append(Series(name, tuple(scores.before.get(line.number) for line in lines)))
        compared = f" เทียบ{name}"
    return Chart(
        type=kind,
        title=f"{TITLES[kind]} ปี {year}{compared}",
        labels=tuple(str(line.number) for line in lines),
        long_labels=tuple(line.name for line in lines),
        series=tuple(series),
        mark=Mark(MARK_NAME, (scores.pass_mark,) * len(lines)),
    )


def history_lines(rows: Sequence[YearRow]) -> Chart | None:
    """Return the office's totals over its years, drafts marked, with each year's pass mark."""
    return year_lines(
        {row.fiscal_year: row.total for row in rows if row.total is not None},
        drafts={row.fiscal_year for row in rows if row.is_draft},
        marks={row.fiscal_year: row.pass_mark for row in rows},
    )


def year_lines(
    totals: Mapping[int, Decimal],
    *,
    drafts: set[int] | frozenset[int] = frozenset(),
    marks: Mapping[int, Decimal | None] | None = None,
) -> Chart | None:
    """Return totals over the years, at most the last twelve; a year without one is a gap.

    None with fewer than two totals: one is no history.
    """
    if len(totals) < _FEWEST_YEARS:
        return None
    years = range(min(totals), max(totals) + 1)[-LABELS[LINES][1] :]
    held = tuple((marks or {}).get(year) for year in years)
    hollow = frozenset(n for n, year in enumerate(years) if year in totals and year in drafts)
    return Chart(
        type=LINES,
        title=f"คะแนนรวมรายปี {years[0]}–{years[-1]}",
        labels=tuple(map(str, years)),
        series=(Series("คะแนนรวม", tuple(totals.get(year) for year in years), hollow),),
        mark=Mark(MARK_NAME, held) if any(mark is not None for mark in held) else None,
    )


def _of_analysis(analysis: Analysis, kind: str) -> Chart | None:
    breakdown = analysis.breakdown
    if breakdown is None:
        return None
    lines = breakdown.indicators
    scores = YearScores(
        fiscal_year=analysis.year.fiscal_year,
        indicators=lines,
        pass_mark=breakdown.outcome.pass_mark,
        before={line.number: line.before for line in lines if line.before is not None},
        before_is_draft=breakdown.before_is_draft,
    )
    return indicator_chart(kind, scores)
