"""Frameworks, results, analyses, scores tried out, and score files that wait to be imported."""

from assessments.models.analyses import (
    Analysis,
    AnalysisQuerySet,
    AnalysisSentence,
    Cause,
    DevelopmentPoint,
    IssueAnswer,
)
from assessments.models.drafts import FrameworkDraft
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
    Result,
    ResultQuerySet,
)
from assessments.models.scenarios import Scenario, ScenarioQuerySet
from assessments.models.scores import IndicatorScore, ItemScore, QuestionScore, ScoreDetail
from assessments.models.source_files import ResultFile, ResultFileQuerySet

__all__ = [
    "RESULT_LIFECYCLE",
    "Analysis",
    "AnalysisQuerySet",
    "AnalysisSentence",
    "Cause",
    "DevelopmentPoint",
    "Framework",
    "FrameworkDraft",
    "FrameworkQuerySet",
    "ImportFile",
    "ImportFileQuerySet",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "IssueAnswer",
    "ItemScore",
    "OITItem",
    "Question",
    "QuestionScore",
    "RatingBand",
    "Result",
    "ResultFile",
    "ResultFileQuerySet",
    "ResultQuerySet",
    "Scenario",
    "ScenarioQuerySet",
    "ScoreDetail",
    "SubIndicator",
]
