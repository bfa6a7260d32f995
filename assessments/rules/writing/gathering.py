"""From the stored result of a year to the figures that its analysis speaks of."""

from __future__ import annotations

from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.standing import changes
from assessments.rules.figures.years import comparable_scores
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
        earlier=comparable_scores(outcome, outcome_of(last_year) if last_year else None),
        unframed=tuple(year for year, _ in totals if years[year].framework is None),
        marks=item_marks(result),
        questions=question_scores(result),
        published={
            one.number: one.published
            for one in detailed_of(result).values()
            if one.published is not None and one.difference
        },
    )
