"""What the result of the year before asks of a plan: its weak indicators and the years' issues."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.models import Framework, Indicator, Result
from ita_portal.organisations.models import Office
from ita_portal.thai.numerals import format_score
from measures.rules.content import IssueContent

MEASURES_DUTY = "integrity_measures"


def result_before(office: Office, fiscal_year: int) -> Result | None:
    """Return the result that a plan of `fiscal_year` answers: that of the year before."""
    return Result.objects.of(office).for_history().filter(fiscal_year=fiscal_year - 1).first()


def weak_indicators(result: Result) -> list[Indicator]:
    """Return the indicators below the pass mark of the result's year, the lowest first."""
    framework = result.framework
    if framework is None:
        return []
    low = [score for score in result.scores.all() if score.score < framework.pass_mark]
    return [row.indicator for row in sorted(low, key=lambda row: (row.score, row.indicator.number))]


def lowest_indicators(result: Result) -> list[Indicator]:
    """Return the indicator with the lowest score; several when they share it."""
    scores = list(result.scores.all())
    lowest = min((row.score for row in scores), default=None)
    return [row.indicator for row in scores if row.score == lowest]


def offered_issues(result: Result | None, fiscal_year: int) -> tuple[IssueContent, ...]:
    """Return the issues with which a plan of `fiscal_year` begins.

    The issues that the framework asks about, where it names them (seen from 2567 on); else one
    for each indicator below the pass mark, or for the lowest when none is below.
    """
    frameworks = [Framework.objects.of_year(fiscal_year), result.framework if result else None]
    asked: list[str] = next((f.analysis_issues for f in frameworks if f and f.analysis_issues), [])
    if asked:
        return tuple(IssueContent(title=title) for title in asked)
    if result is None:
        return ()
    return tuple(
        IssueContent(
            title=f"ด้าน{indicator.name}",
            purpose=f"เพื่อยกระดับผลการประเมินของตัวชี้วัด{indicator.name}",
            answers_id=indicator.pk,
        )
        for indicator in weak_indicators(result) or lowest_indicators(result)
    )


def items_shown_by(fiscal_year: int) -> list[str] | None:
    """Return the codes of the year's OIT items that ask for the measures, e.g. ["O42"].

    None when the year has no framework yet.
    """
    framework = Framework.objects.of_year(fiscal_year)
    if framework is None:
        return None
    return [item.code for item in framework.items.all() if MEASURES_DUTY in item.duties]


@dataclass(frozen=True)
class IndicatorChoice:
    """An indicator that an issue may answer, with its score in words."""

    pk: int
    words: str


def indicator_choices(result: Result | None) -> list[IndicatorChoice]:
    """Return the indicators of the result with their scores, in order of number."""
    if result is None or result.framework is None:
        return []
    weak = {one.pk for one in weak_indicators(result)}
    rows = sorted(result.scores.all(), key=lambda row: row.indicator.number)
    return [
        IndicatorChoice(
            row.indicator_id,
            f"{row.indicator.number}. {row.indicator.name} – {format_score(row.score)} คะแนน"
            + (" ต่ำกว่าเกณฑ์ผ่าน" if row.indicator_id in weak else ""),
        )
        for row in rows
    ]
