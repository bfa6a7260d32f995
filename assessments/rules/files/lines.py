"""A result as one row of a score file: what an export writes, and what a row is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import NOTHING_WRITTEN
from assessments.rules.results import Published, named, outcome_of
from ita_portal.thai.text import clean


@dataclass(frozen=True)
class ScoreLine:
    """The figures of a result as they are printed; what was not told is what is computed.

    `scores` by indicator number, `instruments` the weighted points by code in lower case.
    """

    scores: Mapping[int, Decimal]
    published: Published
    instruments: Mapping[str, Decimal]


def line_of(result: Result) -> ScoreLine:
    """Return the figures of a result; of half-entered scores there are no points and no total."""
    computed = outcome_of(result)
    total, level = result.published_total, level_as_read(result.published_level)
    if computed:
        total = computed.total if total is None else total
        level = level or computed.band.code
    return ScoreLine(
        scores=result.indicator_scores(),
        published=Published(total, level, result.rank, result.rank_of, result.national_mean),
        instruments={
            one.code.casefold(): one.weighted for one in (computed.instruments if computed else ())
        },
    )


def is_line_of(entry: Entry, result: Result) -> bool:
    """Tell whether a row says exactly what an export writes of the result, no more and no less."""
    line = line_of(result)
    return (line.scores, line.published, line.instruments) == (
        dict(entry.scores),
        entry.published,
        dict(entry.instruments),
    )


def says_no_more(entry: Entry, result: Result) -> bool:
    """Tell whether all figures of a row stand in the result already; it may hold others besides.

    A total or level that the office was not told is held against what is computed.
    """
    if entry.scores and dict(entry.scores) != result.indicator_scores():
        return False
    computed, told = outcome_of(result), entry.published
    counts = ((told.rank, result.rank), (told.rank_of, result.rank_of))
    return (
        _fits(told.total, result.published_total, computed.total if computed else None)
        and _fits(told.national_mean, result.national_mean, None)
        and all(said in {None, stands} for said, stands in counts)
        and (not told.level or _same_level(told.level, result, computed))
    )


def level_as_read(level: str) -> str:
    """Return the name of a level as a row of a file gives it: without “ระดับ” and extra spaces."""
    short = " ".join(clean(level).split()).removeprefix("ระดับ").strip()
    return "" if short in NOTHING_WRITTEN else short


def _fits(said: Decimal | None, stands: Decimal | None, computed: Decimal | None) -> bool:
    return said is None or said == (computed if stands is None else stands)


def _same_level(level: str, result: Result, computed: Outcome | None) -> bool:
    if told := level_as_read(result.published_level):
        return level == told
    return computed is not None and named(computed.band, level)
