"""From the stored result of a year to the figures that its analysis speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.arithmetic.standing import changes
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import detailed_of, item_marks, outcome_of, question_scores, total_of
from assessments.rules.writing.matter import Matter, Told


def matter_of(result: Result, *, target: Decimal | None) -> Matter:
    """Return the figures of `result` and of the office's settled years before it.

    A draft of another year says nothing here; the result itself may be one.
    """
    years = {
        one.fiscal_year: one
        for one in Result.objects.of(result.office).for_history()
        if one.fiscal_year <= result.fiscal_year and (one.is_settled or one.pk == result.pk)
    }
    result = years[result.fiscal_year]
    totals = [(year, total) for year, one in years.items() if (total := total_of(one)) is not None]
    outcome = outcome_of(result)
    last_year = years.get(result.fiscal_year - 1)
    return Matter(
        fiscal_year=result.fiscal_year,
        facts=facts_of(result.framework) if result.framework else None,
        outcome=outcome,
        total=total_of(result),
        told=Told(
            total=result.published_total,
            level=result.published_level,
            rank=result.rank,
            rank_of=result.rank_of,
            national_mean=result.national_mean,
        ),
        target=target,
        history=tuple(changes(totals)),
        earlier=_comparable(outcome, outcome_of(last_year) if last_year else None),
        marks=item_marks(result),
        questions=question_scores(result),
        published={
            one.number: one.published
            for one in detailed_of(result).values()
            if one.published is not None and one.difference
        },
    )


def _comparable(outcome: Outcome | None, earlier: Outcome | None) -> Mapping[int, Decimal]:
    """Return last year's scores by number, empty unless both years ask the same indicators."""
    if outcome is None or earlier is None:
        return {}
    now = {one.number: one.name for one in outcome.indicators}
    then = {one.number: one.name for one in earlier.indicators}
    return {one.number: one.score for one in earlier.indicators} if now == then else {}
