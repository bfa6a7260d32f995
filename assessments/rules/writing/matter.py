"""What the sentences of an analysis are built from: one year's figures, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.rules.arithmetic.scoring import IndicatorOutcome, Outcome
from assessments.rules.arithmetic.standing import YearChange
from assessments.rules.frameworks.facts import FrameworkFacts


@dataclass(frozen=True)
class Told:
    """What the office was told of its result; what was not told is None or empty."""

    total: Decimal | None = None
    level: str = ""
    rank: int | None = None
    rank_of: int | None = None
    national_mean: Decimal | None = None


@dataclass(frozen=True)
class Matter:
    """All figures that an analysis speaks of. Scores are percent; years are Buddhist.

    `total` is what counts, computed or told alone; None while the scores are not whole.
    `history` are the totals up to this year, in order. `earlier` are last year's indicator scores
    by this year's number, of the indicators that both years ask. `marks` and `questions` are
    percent by code, as far as they are known. `published` are the told scores of indicators whose
    items or questions give another one. `unframed` are the years of the history that have no
    framework.
    """

    fiscal_year: int
    facts: FrameworkFacts | None = None
    outcome: Outcome | None = None
    total: Decimal | None = None
    told: Told = field(default_factory=Told)
    target: Decimal | None = None
    history: tuple[YearChange, ...] = ()
    earlier: Mapping[int, Decimal] = field(default_factory=dict)
    marks: Mapping[str, Decimal] = field(default_factory=dict)
    questions: Mapping[str, Decimal] = field(default_factory=dict)
    published: Mapping[int, Decimal] = field(default_factory=dict)
    unframed: tuple[int, ...] = ()

    @property
    def before(self) -> YearChange | None:
        """The year before this one in the history, which may be more than one year ago."""
        years = [one for one in self.history if one.fiscal_year < self.fiscal_year]
        return years[-1] if years else None

    def indicators(self) -> tuple[IndicatorOutcome, ...]:
        """Return the year's indicators in order of number; none while they are not whole."""
        return self.outcome.indicators if self.outcome else ()
