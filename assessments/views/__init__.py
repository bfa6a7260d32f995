"""The pages of scores: entering and confirming them, and reading what they show."""

from assessments.views.decoding import DecoderPage
from assessments.views.details import ItemsEdit, QuestionsEdit
from assessments.views.draft_items import (
    DraftItem,
    DraftItemAdd,
    DraftItems,
    DraftItemSplit,
    DraftMerge,
)
from assessments.views.drafts import DraftDiscard, DraftPage, DraftPart, DraftRelease
from assessments.views.entering import ResultEdit
from assessments.views.exporting import ScoreExport, ScoreTemplate
from assessments.views.figures import ArithmeticPage, ComparisonPage, HistoryPage
from assessments.views.frameworks import FrameworkExport, FrameworkList, FrameworkPage
from assessments.views.importing import ScoreImport, ScoreImportStore
from assessments.views.public import PublicResults
from assessments.views.reading import AnalysisPage, ResultList
from assessments.views.settling import (
    ResultConfirm,
    ResultLock,
    ResultReopen,
    ResultUnlock,
)
from assessments.views.source_files import SourceFile, SourceFileRemove, SourceFiles
from assessments.views.versions import ResultVersion
from assessments.views.what_if import ScenarioDelete, ScenarioRename, WhatIfPage
from assessments.views.writing import AnalysisEdit, AnalysisReport, AnalysisSubmit

__all__ = [
    "AnalysisEdit",
    "AnalysisPage",
    "AnalysisReport",
    "AnalysisSubmit",
    "ArithmeticPage",
    "ComparisonPage",
    "DecoderPage",
    "DraftDiscard",
    "DraftItem",
    "DraftItemAdd",
    "DraftItemSplit",
    "DraftItems",
    "DraftMerge",
    "DraftPage",
    "DraftPart",
    "DraftRelease",
    "FrameworkExport",
    "FrameworkList",
    "FrameworkPage",
    "HistoryPage",
    "ItemsEdit",
    "PublicResults",
    "QuestionsEdit",
    "ResultConfirm",
    "ResultEdit",
    "ResultList",
    "ResultLock",
    "ResultReopen",
    "ResultUnlock",
    "ResultVersion",
    "ScenarioDelete",
    "ScenarioRename",
    "ScoreExport",
    "ScoreImport",
    "ScoreImportStore",
    "ScoreTemplate",
    "SourceFile",
    "SourceFileRemove",
    "SourceFiles",
    "WhatIfPage",
]
