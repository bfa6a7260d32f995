"""Addresses of papers that are being written."""

from __future__ import annotations

from django.urls import path

from ita_portal.papers.views import editing, lists, reading

app_name = "papers"
_PAPERS = "office/<str:office>/papers/"
_PAPER = f"{_PAPERS}<int:pk>/"

urlpatterns = [
    path(_PAPERS, lists.PaperList.as_view(), name="list"),
    path(f"{_PAPERS}new/", lists.PaperNew.as_view(), name="new"),
    path(f"{_PAPERS}of/<int:pk>/", reading.PaperOfProposal.as_view(), name="of_proposal"),
    path(_PAPER, reading.PaperRead.as_view(), name="paper"),
    path(f"{_PAPER}edit/", editing.PaperEdit.as_view(), name="edit"),
    path(f"{_PAPER}autosave/", editing.PaperAutosave.as_view(), name="autosave"),
    path(f"{_PAPER}live/", editing.PaperLive.as_view(), name="live"),
    path(f"{_PAPER}delete/", reading.PaperDelete.as_view(), name="delete"),
]
