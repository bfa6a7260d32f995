"""Addresses of the open data; they never move."""

from django.urls import path

from ita_portal.opendata import pages, views

app_name = "opendata"
urlpatterns = [
    path("open-data/", pages.OpenData.as_view(), name="open_data"),
    path("open-data/dictionary/", pages.Dictionary.as_view(), name="dictionary"),
    path("api/v1/", views.Index.as_view(), name="index"),
    path("api/v1/<path:dataset>", views.Data.as_view(), name="data"),
]
