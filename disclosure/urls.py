"""Addresses of disclosure; the public ones never move."""

from django.urls import path

from disclosure.views import checklist, evidence, public

app_name = "disclosure"

_ITEM = "office/<str:office>/disclosure/<int:year>/<str:item>/"

urlpatterns = [
    path("o/<str:office>/oit/", public.PublicLatest.as_view(), name="public_latest"),
    path("o/<str:office>/oit/<int:year>/", public.PublicYear.as_view(), name="public_year"),
    path(
        "o/<str:office>/oit/<int:year>/<str:item>/",
        public.PublicItem.as_view(),
        name="public_item",
    ),
    path(
        "office/<str:office>/disclosure/<int:year>/",
        checklist.Checklist.as_view(),
        name="checklist",
    ),
    path(_ITEM, checklist.ChecklistItem.as_view(), name="checklist_item"),
    path(f"{_ITEM}add/", evidence.EvidenceAdd.as_view(), name="evidence_add"),
    path(f"{_ITEM}<int:pk>/edit/", evidence.EvidenceEdit.as_view(), name="evidence_edit"),
    path(f"{_ITEM}<int:pk>/accept/", evidence.EvidenceAccept.as_view(), name="evidence_accept"),
    path(f"{_ITEM}<int:pk>/return/", evidence.EvidenceReturn.as_view(), name="evidence_return"),
    path(
        f"{_ITEM}<int:pk>/withdraw/",
        evidence.EvidenceWithdraw.as_view(),
        name="evidence_withdraw",
    ),
]
