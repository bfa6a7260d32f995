"""An office among the offices of its kind: counted in the database, told without any of the others.

There is no list of offices here and never will be: the portal makes no league table. Only sums and
counts leave the database, only of settled results, and nothing is told while fewer than
MINIMUM_OFFICES are loaded. A highest or lowest figure is somebody's own, so neither is told at all.

The comparison covers all years of the office in three queries, however many offices there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import Result
from assessments.models.results import SETTLED
from assessments.rules.figures.percentiles import Standing, Tally, standing
from assessments.rules.figures.tallies import tallies_of_indicators, tallies_of_totals
from ita_portal.organisations.models import Office
from ita_portal.thai.numerals import NOTHING


@dataclass(frozen=True)
class OwnScore:
    """A score of the office; `key` is that of its row."""

    key: int
    number: int
    name: str
    score: Decimal


@dataclass(frozen=True)
class OwnYear:
    """What the office has of one year, and what it was told of the country (`told_*`).

    `framework` is the key of the framework that it was entered by. `scores` are empty while they
    are not whole: what gives no total is not compared.
    """

    fiscal_year: int
    framework: int | None
    is_settled: bool
    total: Decimal | None
    told_mean: Decimal | None
    told_rank: int | None
    told_rank_of: int | None
    scores: list[OwnScore]


@dataclass(frozen=True)
class ComparedYear:
    """The total of a year beside the others; `standing` is None where too few are loaded."""

    own: OwnYear
    standing: Standing | None


@dataclass(frozen=True)
class ComparedIndicator:
    """An indicator of the year beside the others, and its percentiles of all years as words."""

    number: int
    name: str
    own: Decimal
    standing: Standing | None
    percentiles: list[str]


@dataclass(frozen=True)
class NationalComparison:
    """The comparison of one year; `years` are all years of the office, oldest first.

    `indicator_years` name the columns of the indicators' `percentiles`: the years of which any
    is known.
    """

    year: ComparedYear
    years: list[ComparedYear]
    indicators: list[ComparedIndicator]
    indicator_years: list[int]

    @property
    def tells_years(self) -> bool:
        """Whether the total of any year stands beside a mean."""
        return any(year.standing for year in self.years)

    @property
    def tells_indicators(self) -> bool:
        """Whether any indicator of the year stands beside a mean."""
        return any(one.standing for one in self.indicators)

    @property
    def tells_anything(self) -> bool:
        """Whether there is anything of the others to be read at all."""
        return self.tells_years or self.tells_indicators

    @property
    def is_exact(self) -> bool:
        """Whether all means are told with the decimals that scores have."""
        told = [year.standing for year in self.years] + [one.standing for one in self.indicators]
        return all(standing.is_exact for standing in told if standing)


def national_comparison(office: Office, fiscal_year: int) -> NationalComparison | None:
    """Return where the office stands in `fiscal_year`; None when nothing is entered for it."""
    own = {year.fiscal_year: year for year in own_years(office)}
    if fiscal_year not in own:
        return None
    totals = tallies_of_totals(office)
    years = [ComparedYear(year, _standing_of(year, totals)) for year in own.values()]
    standings = _standings(own.values(), tallies_of_indicators(office))
    placed = [year for year in own if _is_placed(standings[year])]
    return NationalComparison(
        year=next(year for year in years if year.own.fiscal_year == fiscal_year),
        years=years,
        indicators=_compared_indicators(own[fiscal_year], placed, standings),
        indicator_years=placed,
    )


def own_query(office: Office) -> QuerySet[Any, Any]:
    """Return one row for each year and indicator of the office, at least one for each year."""
    return (
        Result.objects.of(office)
        .order_by("fiscal_year", "scores__indicator__number")
        .values_list(
            "fiscal_year",
            "framework",
            "status",
            "total",
            "national_mean",
            "rank",
            "rank_of",
            "scores",
            "scores__indicator__number",
            "scores__indicator__name",
            "scores__score",
        )
    )


def own_years(office: Office) -> list[OwnYear]:
    """Read the office's years and scores together, oldest first, in one query."""
    years: dict[int, OwnYear] = {}
    for year, framework, status, total, mean, rank, rank_of, *score in own_query(office):
        settled = status in SETTLED
        found = OwnYear(year, framework, settled, total, mean, rank, rank_of, [])
        found = years.setdefault(year, found)
        if total is not None and score[0] is not None:
            found.scores.append(OwnScore(*score))
    return list(years.values())


def _standing_of(year: OwnYear, tallies: dict[int, Tally]) -> Standing | None:
    """Return the standing of a year's total; a draft is not counted, so it has no place."""
    tally = tallies.get(year.fiscal_year)
    return standing(tally, year.total, counted=year.is_settled) if tally else None


def _standings(
    years: Iterable[OwnYear], tallies: dict[int, Tally]
) -> dict[int, dict[str, Standing]]:
    """Return the standings of each year's indicators by their names, where enough are loaded."""
    return {
        year.fiscal_year: {
            score.name: found
            for score in year.scores
            if score.key in tallies
            and (found := standing(tallies[score.key], score.score, counted=year.is_settled))
        }
        for year in years
    }


def _compared_indicators(
    year: OwnYear, placed: Sequence[int], standings: Mapping[int, Mapping[str, Standing]]
) -> list[ComparedIndicator]:
    return [
        ComparedIndicator(
            number=score.number,
            name=score.name,
            own=score.score,
            standing=standings[year.fiscal_year].get(score.name),
            percentiles=[_percentile(standings[one].get(score.name)) for one in placed],
        )
        for score in year.scores
    ]


def _is_placed(standings: Mapping[str, Standing]) -> bool:
    return any(one.percentile is not None for one in standings.values())


def _percentile(found: Standing | None) -> str:
    return NOTHING if found is None or found.percentile is None else str(found.percentile)
