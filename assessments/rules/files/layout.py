"""Which columns a score file has for which figures: indicators, items, questions, instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.rules.files.headings import respondents_column

INDICATOR_COLUMN = re.compile(r"indicator_([0-9]+)")


@dataclass(frozen=True)
class Layout:
    """The figures that a file has columns for; a file's rows share one.

    `scores` are the columns of all indicators, items and questions.

    `indicators` are (number, column) pairs in order of number; `details` are the codes of items
    and questions, which are their columns as well; `points` and `respondents` are columns by the
    instruments' codes.
    """

    indicators: Sequence[tuple[int, str]]
    details: Sequence[str]
    points: Mapping[str, str]
    respondents: Mapping[str, str]
    scores: Sequence[str]


def layout_of(columns: Iterable[str], instruments: Sequence[str], details: Iterable[str]) -> Layout:
    """Return the layout of a file with these columns; `details` are all codes that may be one."""
    present = set(columns)
    numbered = ((INDICATOR_COLUMN.fullmatch(column), column) for column in present)
    indicators = sorted((int(match[1]), column) for match, column in numbered if match)
    codes = [code for code in details if code in present]
    return Layout(
        indicators=indicators,
        details=codes,
        points={code: code.casefold() for code in instruments if code.casefold() in present},
        respondents={
            code: respondents_column(code)
            for code in instruments
            if respondents_column(code) in present
        },
        scores=[*(column for _, column in indicators), *codes],
    )
