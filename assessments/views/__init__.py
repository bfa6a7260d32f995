"""The pages of scores: entering and confirming them, and reading what they show."""

from assessments.views.decoding import DecoderPage
from assessments.views.entering import ResultConfirm, ResultEdit, ResultReopen
from assessments.views.exporting import ScoreExport, ScoreTemplate
from assessments.views.importing import ScoreImport, ScoreImportStore
from assessments.views.reading import AnalysisPage, FrameworkPage, ResultList
from assessments.views.what_if import ScenarioDelete, WhatIfPage

__all__ = [
    "AnalysisPage",
    "DecoderPage",
    "FrameworkPage",
    "ResultConfirm",
    "ResultEdit",
    "ResultList",
    "ResultReopen",
    "ScenarioDelete",
    "ScoreExport",
    "ScoreImport",
    "ScoreImportStore",
    "ScoreTemplate",
    "WhatIfPage",
]
