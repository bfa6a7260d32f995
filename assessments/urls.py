"""Addresses of an office's scores, their analysis, and the frameworks."""

from django.urls import path

from assessments import views

app_name = "assessments"
SCORES = "office/<str:office>/scores/"
urlpatterns = [
    path(SCORES, views.ResultList.as_view(), name="result_list"),
    path(f"{SCORES}import/", views.ScoreImport.as_view(), name="score_import"),
    path(f"{SCORES}import/store/", views.ScoreImportStore.as_view(), name="score_import_store"),
    path(f"{SCORES}template.xlsx", views.ScoreTemplate.as_view(), name="score_template"),
    path(f"{SCORES}export.xlsx", views.ScoreExport.as_view(), name="score_export"),
    path(f"{SCORES}export.csv", views.ScoreExport.as_view(kind="csv"), name="score_export_csv"),
    path(f"{SCORES}<int:year>/", views.ResultEdit.as_view(), name="result_edit"),
    path(f"{SCORES}<int:year>/confirm/", views.ResultConfirm.as_view(), name="result_confirm"),
    path(f"{SCORES}<int:year>/reopen/", views.ResultReopen.as_view(), name="result_reopen"),
    path(f"{SCORES}<int:year>/analysis/", views.AnalysisPage.as_view(), name="analysis"),
    path(f"{SCORES}<int:year>/decoder/", views.DecoderPage.as_view(), name="decoder"),
    path(f"{SCORES}<int:year>/what-if/", views.WhatIfPage.as_view(), name="what_if"),
    path(
        f"{SCORES}<int:year>/what-if/<int:pk>/delete/",
        views.ScenarioDelete.as_view(),
        name="scenario_delete",
    ),
    path(
        "office/<str:office>/frameworks/<int:year>/",
        views.FrameworkPage.as_view(),
        name="framework",
    ),
]
