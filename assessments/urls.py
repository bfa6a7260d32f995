"""Addresses of an office's scores, their analysis, and the frameworks."""

from django.urls import path

from assessments import views

app_name = "assessments"
SCORES = "office/<str:office>/scores/"
urlpatterns = [
    path(SCORES, views.ResultList.as_view(), name="result_list"),
    path(f"{SCORES}<int:year>/", views.ResultEdit.as_view(), name="result_edit"),
    path(f"{SCORES}<int:year>/confirm/", views.ResultConfirm.as_view(), name="result_confirm"),
    path(f"{SCORES}<int:year>/reopen/", views.ResultReopen.as_view(), name="result_reopen"),
    path(f"{SCORES}<int:year>/analysis/", views.AnalysisPage.as_view(), name="analysis"),
    path(f"{SCORES}<int:year>/decoder/", views.DecoderPage.as_view(), name="decoder"),
    path(
        "office/<str:office>/frameworks/<int:year>/",
        views.FrameworkPage.as_view(),
        name="framework",
    ),
]
