"""Addresses of disclosure; the public ones never move."""

from django.urls import path

from disclosure.views import (
    checklist,
    deciding,
    entries,
    evidence,
    files,
    item,
    links,
    owners,
    public,
)

app_name = "disclosure"

_OIT = "o/<str:office>/oit/<int:year>/"
_YEAR = "office/<str:office>/disclosure/<int:year>/"
_ITEM = f"{_YEAR}<str:item>/"
_PIECE = f"{_ITEM}<int:pk>/"

urlpatterns = [
    path("o/<str:office>/oit/", public.PublicLatest.as_view(), name="public_latest"),
    path(_OIT, public.PublicYear.as_view(), name="public_year"),
    path(f"{_OIT}<str:item>/", public.PublicItem.as_view(), name="public_item"),
    path(f"{_OIT}<str:item>/files/<int:pk>/", files.PublicFile.as_view(), name="public_file"),
    path(_YEAR, checklist.Checklist.as_view(), name="checklist"),
    path(f"{_YEAR}matrix/", checklist.ChecklistMatrix.as_view(), name="checklist_matrix"),
    path(f"{_YEAR}begin/", checklist.ChecklistBegin.as_view(), name="checklist_begin"),
    path(f"{_YEAR}owners/", owners.Owners.as_view(), name="owners"),
    path(_ITEM, item.ChecklistItem.as_view(), name="checklist_item"),
    path(f"{_ITEM}settings/", entries.EntryEdit.as_view(), name="entry_edit"),
    path(
        f"{_ITEM}not-applicable/",
        entries.NotApplicablePropose.as_view(),
        name="not_applicable_propose",
    ),
    path(
        f"{_ITEM}not-applicable/decide/",
        entries.NotApplicableDecide.as_view(),
        name="not_applicable_decide",
    ),
    path(
        f"{_ITEM}not-applicable/end/",
        entries.NotApplicableEnd.as_view(),
        name="not_applicable_end",
    ),
    path(f"{_ITEM}add/", evidence.EvidenceAdd.as_view(), name="evidence_add"),
    path(f"{_PIECE}edit/", evidence.EvidenceEdit.as_view(), name="evidence_edit"),
    path(f"{_PIECE}file/", files.EvidenceFile.as_view(), name="evidence_file"),
    path(f"{_PIECE}file/<int:number>/", files.VersionFile.as_view(), name="version_file"),
    path(f"{_PIECE}accept/", deciding.EvidenceAccept.as_view(), name="evidence_accept"),
    path(f"{_PIECE}return/", deciding.EvidenceReturn.as_view(), name="evidence_return"),
    path(f"{_PIECE}withdraw/", deciding.EvidenceWithdraw.as_view(), name="evidence_withdraw"),
    path(f"{_PIECE}drop/", deciding.EvidenceDrop.as_view(), name="evidence_drop"),
    path(f"{_PIECE}move/", deciding.EvidenceMove.as_view(), name="evidence_move"),
    path(f"{_PIECE}findings/", deciding.EvidenceFindings.as_view(), name="evidence_findings"),
    path(f"{_PIECE}links/", links.EvidenceLinks.as_view(), name="evidence_links"),
    path(f"{_PIECE}links/<int:link>/try/", links.LinkTryAgain.as_view(), name="link_try"),
    path(f"{_PIECE}links/<int:link>/confirm/", links.LinkConfirm.as_view(), name="link_confirm"),
    path(
        f"{_PIECE}findings/<int:finding>/answer/",
        deciding.FindingAnswer.as_view(),
        name="finding_answer",
    ),
]
