"""What a result says: scores of items, questions and indicators, its total, its history.

Scores and totals are percent (0–100); what is computed is unrounded until it is shown. Nothing
here asks the database more than once for results that come from `Result.objects.for_history()`;
the facts of a framework are kept in the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Result, ScoreDetail
from assessments.rules.arithmetic.items import DetailedScore, detailed_scores
from assessments.rules.arithmetic.scoring import HUNDRED, Outcome, band_for, outcome
from assessments.rules.arithmetic.standing import changes
from assessments.rules.frameworks.facts import Band, FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from ita_portal.organisations.models import Office


@dataclass(frozen=True)
class HistoryYear:
    """A year's total and its change from the year before it in the list (None for the first)."""

    fiscal_year: int
    total: Decimal
    change: Decimal | None
    is_draft: bool


def item_marks(result: Result) -> dict[str, Decimal]:
    """Return the marks of the OIT items that are known, by item code (percent)."""
    return {one.item.code: one.score for one in result.item_scores.all()}


def question_scores(result: Result) -> dict[str, Decimal]:
    """Return the scores of the IIT and EIT questions that are known, by question code."""
    return {one.question.code: one.score for one in result.question_scores.all()}


def told_scores(result: Result) -> dict[int, Decimal]:
    """Return the indicator scores that the office was told, by number, used or not."""
    rows = {one.indicator.number: one for one in result.scores.all()}
    told = {
        number: row.score if row.detail == ScoreDetail.TOLD else row.published
        for number, row in sorted(rows.items())
    }
    return {number: score for number, score in told.items() if score is not None}


def detailed_of(result: Result) -> dict[int, DetailedScore]:
    """Return the score that counts of each indicator that has one, by number, unrounded.

    What is more detailed wins: whole items or questions before what was told. Of half-entered
    items nothing is made. Empty in a year without a framework.
    """
    if result.framework is None:
        return {}
    return detailed_scores(
        facts_of(result.framework),
        told_scores(result),
        marks=item_marks(result),
        questions=question_scores(result),
    )


def outcome_of(result: Result) -> Outcome | None:
    """Return what the scores give, None while they are not complete.

    Half-entered scores never show as a total. Totals come from unrounded scores, where those are
    computed from items or questions.
    """
    if result.framework is None:
        return None
    return outcome_from(facts_of(result.framework), detailed_of(result))


def outcome_from(facts: FrameworkFacts, detailed: dict[int, DetailedScore]) -> Outcome | None:
    """Return what the scores that count give, None while an indicator of the year has none."""
    if len(detailed) < len(facts.indicators):
        return None
    return outcome(facts, {number: one.score for number, one in detailed.items()})


def total_of(result: Result) -> Decimal | None:
    """Return the computed total, else the total that was told alone, without any other score."""
    computed = outcome_of(result)
    if computed is not None:
        return computed.total
    return None if has_scores(result) else result.published_total


def has_scores(result: Result) -> bool:
    """Tell whether any indicator, item or question has a score."""
    return any((result.scores.all(), result.item_scores.all(), result.question_scores.all()))


def level_of_total(facts: FrameworkFacts, total: Decimal) -> Band | None:
    """Return the level of a total without indicators, None where instruments decide about it."""
    best = band_for(facts, total, {"": HUNDRED})
    worst = band_for(facts, total, {"": Decimal(0)})
    return best if best is worst else None


def named(band: Band, level: str) -> bool:
    """Tell whether `level` is a name of the band: its code, its Thai or its English name."""
    names = {band.code, band.name, band.name_en}
    return level.casefold() in {name.casefold() for name in names if name}


def level_told_alone(facts: FrameworkFacts | None, total: Decimal, level: str) -> str:
    """Return the level of a total that stands alone, as a band's code where the year has bands.

    Where the instruments would decide about it, and in a year without a framework, it is the
    `level` that was told; empty when none was.
    """
    if facts is None:
        return level
    if band := level_of_total(facts, total):
        return band.code
    return next((band.code for band in facts.bands if named(band, level)), level)


def kept_total(result: Result) -> tuple[Decimal | None, str]:
    """Return the total and level that count, as the row keeps them; None and "" for half ones."""
    computed = outcome_of(result)
    if computed is not None:
        return computed.total, computed.band.code
    total = total_of(result)
    if total is None:
        return None, ""
    facts = facts_of(result.framework) if result.framework else None
    return total, level_told_alone(facts, total, result.published_level)


def history(office: Office) -> list[HistoryYear]:
    """Return the office's years that have a total, in order, drafts marked."""
    results = {result.fiscal_year: result for result in Result.objects.of(office).for_history()}
    totals = [
        (year, total) for year, result in results.items() if (total := total_of(result)) is not None
    ]
    return [
        HistoryYear(
            fiscal_year=year.fiscal_year,
            total=year.total,
            change=year.change,
            is_draft=not results[year.fiscal_year].is_settled,
        )
        for year in changes(totals)
    ]
