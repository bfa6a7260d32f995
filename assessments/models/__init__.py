"""Frameworks, results, scores tried out, and score files that wait to be imported."""

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
from assessments.models.imports import ImportFile, ImportFileQuerySet
from assessments.models.results import (
    RESULT_LIFECYCLE,
    IndicatorScore,
    Result,
    ResultQuerySet,
)
from assessments.models.scenarios import Scenario, ScenarioQuerySet

__all__ = [
    "RESULT_LIFECYCLE",
    "Framework",
    "FrameworkQuerySet",
    "ImportFile",
    "ImportFileQuerySet",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "OITItem",
    "Question",
    "RatingBand",
    "Result",
    "ResultQuerySet",
    "Scenario",
    "ScenarioQuerySet",
    "SubIndicator",
]
