"""From the scores of indicators to the total and its level: pure arithmetic on a year's facts.

Nothing here knows a year: weights, levels, marks and the place of rounding come with the facts.
All scores are percent (0–100). Every function gives the same answer to the same arguments.

**Source:** the year's ITA manual, as the framework file's `source` and `basis` name it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from assessments.rules.frameworks.facts import Band, FrameworkFacts, InstrumentFacts, RoundingPlace

HUNDRED = Decimal(100)
EXACT_PLACES = Decimal(1).scaleb(-18)


@dataclass(frozen=True, slots=True)
class InstrumentOutcome:
    """An instrument's score on 100 and its weighted points, both rounded for show."""

    code: str
    score: Decimal
    weight: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorOutcome:
    """An indicator's score rounded for show, its band, and whether it reaches the pass mark."""

    number: int
    name: str
    instrument: str
    score: Decimal
    band: Band
    passed: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What an `Outcome` says without its indicators: enough to hold printed figures against."""

    total: Decimal
    band: Band
    instruments: tuple[InstrumentOutcome, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the indicator scores of one office give in one fiscal year."""

    fiscal_year: int
    pass_mark: Decimal
    total: Decimal
    band: Band
    instruments: tuple[InstrumentOutcome, ...]
    indicators: tuple[IndicatorOutcome, ...]


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return `value` with exactly `places` decimals, a half going away from zero.

    A third does not end: 0.325 reached over a mean of three is held as 0.32499… and would be
    rounded down. So the value is first brought to 18 places, far finer than any true difference.
    """
    cleaned = value.quantize(EXACT_PLACES, ROUND_HALF_UP)
    return cleaned.quantize(_unit(places), ROUND_HALF_UP)


@cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def mean(values: Iterable[Decimal]) -> Decimal:
    """Return the plain mean, unrounded; raises ValueError when there are no values."""
    listed = list(values)
    if not listed:
        raise ValueError("the mean of no values is not defined")
    return sum(listed, Decimal(0)) / len(listed)


def instrument_scores(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """Return each instrument's score on 100: the mean of its indicators.

    `scores` has one score for every indicator number of the year. The result is unrounded, save
    where the year itself rounds indicators or instruments. Raises ValueError when an indicator is
    missing or unknown, or a score is not a number from 0 to 100.
    """
    _require_scores(facts, scores)
    if facts.rounding.place is RoundingPlace.INDICATOR:
        decimals = facts.rounding.decimals
        scores = {number: round_half_up(score, decimals) for number, score in scores.items()}
    return {
        instrument.code: _round_at(
            facts,
            RoundingPlace.INSTRUMENT,
            mean([scores[number] for number in instrument.indicators]),
        )
        for instrument in facts.instruments
    }


def weighted_points(
    facts: FrameworkFacts, instruments: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Return what each instrument adds to the total, unrounded: its score times its weight.

    `instruments` has a score on 100 for every instrument code, as `instrument_scores` gives them.
    Raises ValueError when the codes are not those of the year.
    """
    weights = {instrument.code: instrument.weight for instrument in facts.instruments}
    if weights.keys() != instruments.keys():
        raise ValueError(f"scores of {sorted(instruments)} given, {sorted(weights)} needed")
    return {code: instruments[code] * weight / HUNDRED for code, weight in weights.items()}


def total(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> Decimal:
    """Return the weighted total (0–100) that the indicator scores give, rounded as the year does.

    Raises ValueError as `instrument_scores` does.
    """
    return _sum_of(facts, weighted_points(facts, instrument_scores(facts, scores)))


def total_and_band(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> tuple[Decimal, Band]:
    """Return total and level as `outcome` does, and nothing else: for very many results.

    Raises ValueError as `instrument_scores` does.
    """
    instruments = instrument_scores(facts, scores)
    reached = _sum_of(facts, weighted_points(facts, instruments))
    return reached, _band(facts, reached, instruments)


def band_for(
    facts: FrameworkFacts, total_score: Decimal, instruments: Mapping[str, Decimal]
) -> Band:
    """Return the level of a total: the first band of the year whose minimums are reached.

    `instruments` are scores on 100. Everything is rounded before it is compared, so that no score
    falls between two levels. Raises ValueError when no band fits, which a checked file excludes.
    """
    return _band(facts, round_half_up(total_score, facts.rounding.decimals), instruments)


def _band(facts: FrameworkFacts, reached: Decimal, instruments: Mapping[str, Decimal]) -> Band:
    lowest = round_half_up(min(instruments.values()), facts.rounding.decimals)
    for band in facts.bands:
        instrument_enough = band.minimum_instrument is None or lowest >= band.minimum_instrument
        if reached >= band.minimum_total and instrument_enough:
            return band
    raise ValueError(f"no level of {facts.fiscal_year} fits a total of {reached}")


def indicator_band(facts: FrameworkFacts, score: Decimal) -> Band:
    """Return the level of one score by itself: both minimums are held against this score.

    Offices apply the year's levels to a single indicator; the year's rules do not ask for it.
    """
    return band_for(facts, score, {"": score})


def outcome(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> Outcome:
    """Return all that the indicator scores give: total, level, instruments and indicators.

    Raises ValueError as `instrument_scores` does.
    """
    found = totals(facts, scores)
    return Outcome(
        fiscal_year=facts.fiscal_year,
        pass_mark=facts.pass_mark,
        total=found.total,
        band=found.band,
        instruments=found.instruments,
        indicators=_indicator_outcomes(facts, scores),
    )


def totals(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> Totals:
    """Return total, level and instruments as `outcome` does, without a word on each indicator.

    Raises ValueError as `instrument_scores` does.
    """
    instruments = instrument_scores(facts, scores)
    points = weighted_points(facts, instruments)
    total_score = _sum_of(facts, points)
    return Totals(
        total=total_score,
        band=band_for(facts, total_score, instruments),
        instruments=tuple(
            _instrument_outcome(facts, instrument, instruments, points)
            for instrument in facts.instruments
        ),
    )


def item_worth(facts: FrameworkFacts, item_code: str) -> Decimal | None:
    """Return how many points of the total one OIT item is worth, unrounded.

    An item counts equally in its sub-indicator, that in its indicator, that in its instrument.
    None where the year's structure is not fully known: items missing, or not grouped. Raises
    ValueError when the year has no such item.
    """
    item = next((item for item in facts.items if item.code == item_code), None)
    if item is None:
        raise ValueError(f"{facts.fiscal_year} has no item {item_code}")
    if item.subindicator is None or len(facts.items) < facts.items_expected:
        return None
    subindicators = {sub.number: sub.indicator for sub in facts.subindicators}
    indicator = subindicators[item.subindicator]
    instrument = next(tool for tool in facts.instruments if indicator in tool.indicators)
    sharers = (
        len(instrument.indicators)
        * list(subindicators.values()).count(indicator)
        * sum(other.subindicator == item.subindicator for other in facts.items)
    )
    return instrument.weight / sharers


def _sum_of(facts: FrameworkFacts, points: Mapping[str, Decimal]) -> Decimal:
    return round_half_up(sum(points.values(), Decimal(0)), facts.rounding.decimals)


def _require_scores(facts: FrameworkFacts, scores: Mapping[int, Decimal]) -> None:
    known = [indicator.number for indicator in facts.indicators]
    if len(scores) != len(known) or any(number not in scores for number in known):
        raise ValueError(f"scores of {sorted(scores)} given, {sorted(known)} needed")
    for number, score in scores.items():
        if not score.is_finite() or not 0 <= score <= HUNDRED:
            raise ValueError(f"indicator {number}: {score} is not from 0 to 100")


def _round_at(facts: FrameworkFacts, place: RoundingPlace, value: Decimal) -> Decimal:
    """Round where the year says that it rounds at `place`, else leave the value as it is."""
    if facts.rounding.place is place:
        return round_half_up(value, facts.rounding.decimals)
    return value


def _instrument_outcome(
    facts: FrameworkFacts,
    instrument: InstrumentFacts,
    scores: Mapping[str, Decimal],
    points: Mapping[str, Decimal],
) -> InstrumentOutcome:
    return InstrumentOutcome(
        code=instrument.code,
        score=round_half_up(scores[instrument.code], facts.rounding.decimals),
        weight=instrument.weight,
        weighted=round_half_up(points[instrument.code], facts.rounding.decimals),
    )


def _indicator_outcomes(
    facts: FrameworkFacts, scores: Mapping[int, Decimal]
) -> tuple[IndicatorOutcome, ...]:
    shown = {
        number: round_half_up(score, facts.rounding.decimals) for number, score in scores.items()
    }
    return tuple(
        IndicatorOutcome(
            number=indicator.number,
            name=indicator.name,
            instrument=indicator.instrument,
            score=shown[indicator.number],
            band=indicator_band(facts, shown[indicator.number]),
            passed=shown[indicator.number] >= facts.pass_mark,
        )
        for indicator in facts.indicators
    )
