"""A result as one row of a score file: what an export writes, and what a row is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import NOTHING_WRITTEN
from assessments.rules.results import (
    Published,
    item_marks,
    named,
    outcome_of,
    published_of,
    question_scores,
    told_scores,
)
from ita_portal.thai.text import clean


@dataclass(frozen=True)
class ScoreLine:
    """The figures of a result as they are printed; what was not told is what is computed.

    `scores` by indicator number, `marks` of items and scores of `questions` by code.
    """

    scores: Mapping[int, Decimal]
    marks: Mapping[str, Decimal]
    questions: Mapping[str, Decimal]
    published: Published


def line_of(result: Result) -> ScoreLine:
    """Return the figures of a result; of half-entered scores there are no points and no total."""
    told, computed = published_of(result), outcome_of(result)
    total, level = told.total, level_as_read(told.level)
    if computed:
        total = computed.total if total is None else total
        level = level or computed.band.code
    return ScoreLine(
        scores={**result.indicator_scores(), **told_scores(result)},
        marks=item_marks(result),
        questions=question_scores(result),
        published=replace(
            told, total=total, level=level, points={**_points(computed), **told.points}
        ),
    )


def is_line_of(entry: Entry, result: Result) -> bool:
    """Tell whether a row says exactly what an export writes of the result, no more and no less."""
    said = ScoreLine(entry.scores, entry.marks, entry.questions, entry.published)
    return said == line_of(result)


def says_no_more(entry: Entry, result: Result) -> bool:
    """Tell whether all figures of a row stand in the result already; it may hold others besides.

    A total, level, points or score that the office was not told is held against what is computed.
    """
    line, told = line_of(result), entry.published
    stands = line.published
    return (
        _stand_in(entry.scores, line.scores)
        and _stand_in(entry.marks, line.marks)
        and _stand_in(entry.questions, line.questions)
        and _stand_in(told.points, stands.points)
        and _stand_in(told.respondents, stands.respondents)
        and all(
            said is None or said == has
            for said, has in (
                (told.total, stands.total),
                (told.national_mean, stands.national_mean),
                (told.rank, stands.rank),
                (told.rank_of, stands.rank_of),
            )
        )
        and (not told.level or _same_level(told.level, result))
    )


def is_more_than(result: Result, entry: Entry) -> bool:
    """Tell whether the result has scores, of any detail, of which the row says nothing."""
    return bool(
        _missing(item_marks(result), entry.marks)
        or _missing(question_scores(result), entry.questions)
        or (result.indicator_scores() and entry.counted is None)
    )


def level_as_read(level: str) -> str:
    """Return the name of a level as a row of a file gives it: without “ระดับ” and extra spaces."""
    short = " ".join(clean(level).split()).removeprefix("ระดับ").strip()
    return "" if short in NOTHING_WRITTEN else short


def _points(computed: Outcome | None) -> dict[str, Decimal]:
    return {one.code: one.weighted for one in computed.instruments} if computed else {}


def _stand_in(said: Mapping[Any, Any], stands: Mapping[Any, Any]) -> bool:
    return all(stands.get(key) == value for key, value in said.items())


def _missing(have: Iterable[str], given: Mapping[str, Decimal]) -> bool:
    return any(code not in given for code in have)


def _same_level(level: str, result: Result) -> bool:
    if told := level_as_read(result.published_level):
        return level == told
    computed = outcome_of(result)
    return computed is not None and named(computed.band, level)
