"""Addresses of an office's scores, their analysis, and the frameworks."""

from django.urls import path

from assessments import views

app_name = "assessments"
SCORES = "office/<str:office>/scores/"
FRAMEWORKS = "office/<str:office>/frameworks/"
DRAFT = f"{FRAMEWORKS}<int:year>/draft/"
urlpatterns = [
    path("o/<str:office>/results/", views.PublicResults.as_view(), name="public_results"),
    path(SCORES, views.ResultList.as_view(), name="result_list"),
    path(f"{SCORES}import/", views.ScoreImport.as_view(), name="score_import"),
    path(f"{SCORES}import/store/", views.ScoreImportStore.as_view(), name="score_import_store"),
    path(f"{SCORES}template.xlsx", views.ScoreTemplate.as_view(), name="score_template"),
    path(f"{SCORES}export.xlsx", views.ScoreExport.as_view(), name="score_export"),
    path(f"{SCORES}export.csv", views.ScoreExport.as_view(kind="csv"), name="score_export_csv"),
    path(f"{SCORES}<int:year>/", views.ResultEdit.as_view(), name="result_edit"),
    path(f"{SCORES}<int:year>/confirm/", views.ResultConfirm.as_view(), name="result_confirm"),
    path(f"{SCORES}<int:year>/reopen/", views.ResultReopen.as_view(), name="result_reopen"),
    path(f"{SCORES}<int:year>/lock/", views.ResultLock.as_view(), name="result_lock"),
    path(f"{SCORES}<int:year>/unlock/", views.ResultUnlock.as_view(), name="result_unlock"),
    path(f"{SCORES}<int:year>/files/", views.SourceFiles.as_view(), name="source_files"),
    path(f"{SCORES}<int:year>/files/<int:pk>/", views.SourceFile.as_view(), name="source_file"),
    path(
        f"{SCORES}<int:year>/files/<int:pk>/remove/",
        views.SourceFileRemove.as_view(),
        name="source_file_remove",
    ),
    path(f"{SCORES}<int:year>/items/", views.ItemsEdit.as_view(), name="result_items"),
    path(f"{SCORES}<int:year>/questions/", views.QuestionsEdit.as_view(), name="result_questions"),
    path(f"{SCORES}<int:year>/analysis/", views.AnalysisPage.as_view(), name="analysis"),
    path(f"{SCORES}history/", views.HistoryPage.as_view(), name="history"),
    path(f"{SCORES}<int:year>/arithmetic/", views.ArithmeticPage.as_view(), name="arithmetic"),
    path(f"{SCORES}<int:year>/comparison/", views.ComparisonPage.as_view(), name="comparison"),
    path(f"{SCORES}<int:year>/analysis/edit/", views.AnalysisEdit.as_view(), name="analysis_edit"),
    path(
        f"{SCORES}<int:year>/analysis/report/",
        views.AnalysisReport.as_view(),
        name="analysis_report",
    ),
    path(
        f"{SCORES}<int:year>/analysis/submit/",
        views.AnalysisSubmit.as_view(),
        name="analysis_submit",
    ),
    path(f"{SCORES}<int:year>/decoder/", views.DecoderPage.as_view(), name="decoder"),
    path(f"{SCORES}<int:year>/what-if/", views.WhatIfPage.as_view(), name="what_if"),
    path(
        f"{SCORES}<int:year>/what-if/<int:pk>/rename/",
        views.ScenarioRename.as_view(),
        name="scenario_rename",
    ),
    path(
        f"{SCORES}<int:year>/what-if/<int:pk>/delete/",
        views.ScenarioDelete.as_view(),
        name="scenario_delete",
    ),
    path(f"{SCORES}<int:year>/version/", views.ResultVersion.as_view(), name="result_version"),
    path(FRAMEWORKS, views.FrameworkList.as_view(), name="framework_list"),
    path(f"{FRAMEWORKS}<int:year>/", views.FrameworkPage.as_view(), name="framework"),
    path(
        f"{FRAMEWORKS}<int:year>/export.toml",
        views.FrameworkExport.as_view(),
        name="framework_export",
    ),
    path(DRAFT, views.DraftPage.as_view(), name="draft"),
    path(f"{DRAFT}release/", views.DraftRelease.as_view(), name="draft_release"),
    path(f"{DRAFT}discard/", views.DraftDiscard.as_view(), name="draft_discard"),
    path(f"{DRAFT}items/", views.DraftItems.as_view(), name="draft_items"),
    path(f"{DRAFT}items/new/", views.DraftItemAdd.as_view(), name="draft_item_add"),
    path(f"{DRAFT}items/merge/", views.DraftMerge.as_view(), name="draft_merge"),
    path(f"{DRAFT}items/<int:place>/", views.DraftItem.as_view(), name="draft_item"),
    path(
        f"{DRAFT}items/<int:place>/split/",
        views.DraftItemSplit.as_view(),
        name="draft_split",
    ),
    path(f"{DRAFT}<str:part>/", views.DraftPart.as_view(), name="draft_part"),
]
