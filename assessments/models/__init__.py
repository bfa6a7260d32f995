"""Frameworks and results."""

from assessments.models.framework import (
    Framework,
    FrameworkQuerySet,
    Indicator,
    Instrument,
    OITItem,
    Question,
    RatingBand,
    SubIndicator,
)
from assessments.models.results import (
    RESULT_LIFECYCLE,
    IndicatorScore,
    Result,
    ResultQuerySet,
)

__all__ = [
    "RESULT_LIFECYCLE",
    "Framework",
    "FrameworkQuerySet",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "OITItem",
    "Question",
    "RatingBand",
    "Result",
    "ResultQuerySet",
    "SubIndicator",
]
