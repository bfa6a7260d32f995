"""What a person has written in an analysis: plain values that are saved as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.rules.writing.bound import Figures


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence as it once stood, with the figures that it said then."""

    text: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class CauseContent:
    """Why an indicator is weak: keys of the list, and words of one's own."""

    codes: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class PointContent:
    """A point to develop: by the numbers and codes of the year's framework, "" where wider."""

    indicator: int
    subindicator: str = ""
    item: str = ""
    finding: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class AnalysisContent:
    """A whole analysis as it was written.

    `sentences` are texts by key; `shown` is how each stood on the page that was written on, with
    its figures, so that a score which changes meanwhile does not slip into what was written.
    `causes` go by indicator number, `answers` by the title of the issue.
    """

    target: Decimal | None = None
    sentences: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, Kept] = field(default_factory=dict)
    causes: Mapping[int, CauseContent] = field(default_factory=dict)
    points: tuple[PointContent, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
