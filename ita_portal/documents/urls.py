"""Addresses of papers; the public ones never move."""

from django.urls import path

from ita_portal.documents import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.VerifyForm.as_view(), name="verify_form"),
    path("verify/<str:code>/", views.Verify.as_view(), name="verify"),
    path("o/<str:office>/documents/<str:code>/", views.PublicDocument.as_view(), name="public"),
    path(
        "o/<str:office>/documents/<str:code>/document.pdf",
        views.PublicPdf.as_view(),
        name="pdf",
    ),
    path("office/<str:office>/documents/", views.DocumentList.as_view(), name="document_list"),
    path(
        "office/<str:office>/documents/<str:code>/status/",
        views.DocumentStatus.as_view(),
        name="status",
    ),
    path(
        "office/<str:office>/documents/<str:code>/retry/",
        views.DocumentRetry.as_view(),
        name="retry",
    ),
]
