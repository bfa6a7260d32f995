"""Addresses of disclosure; the public ones never move."""

from django.urls import path

from disclosure.views import (
    checklist,
    deciding,
    entries,
    evidence,
    files,
    handed,
    handing_in,
    item,
    links,
    news,
    noting,
    owners,
    public,
    searching,
)

app_name = "disclosure"

_OIT = "o/<str:office>/oit/<int:year>/"
_HANDED = f"{_OIT}handed-in/<int:number>/"
_YEAR = "office/<str:office>/disclosure/<int:year>/"
_ITEM = f"{_YEAR}<str:item>/"
_KEPT = f"{_YEAR}hand-in/<int:number>/"
_PIECE = f"{_ITEM}<int:pk>/"

urlpatterns = [
    path("o/<str:office>/oit/", public.PublicLatest.as_view(), name="public_latest"),
    path(_OIT, public.PublicYear.as_view(), name="public_year"),
    path(_HANDED, handed.PublicHandIn.as_view(), name="handed_in"),
    path(f"{_HANDED}copy.zip", handed.PublicHandInCopy.as_view(), name="handed_copy"),
    path(f"{_HANDED}<str:item>/", handed.PublicHandedItem.as_view(), name="handed_item"),
    path(
        f"{_HANDED}<str:item>/files/<int:pk>/",
        handed.PublicHandedFile.as_view(),
        name="handed_file",
    ),
    path(f"{_OIT}<str:item>/", public.PublicItem.as_view(), name="public_item"),
    path(f"{_OIT}<str:item>/files/<int:pk>/", files.PublicFile.as_view(), name="public_file"),
    path(f"{_OIT}<str:item>/report/", noting.NoteItem.as_view(), name="note_item"),
    path(f"{_ITEM}notes/", noting.ItemNotes.as_view(), name="item_notes"),
    path(f"{_ITEM}notes/<int:pk>/", noting.NoteAnswer.as_view(), name="note_answer"),
    path("o/<str:office>/new/", news.NewsPage.as_view(), name="news"),
    path("o/<str:office>/new/feed.atom", news.NewsFeed.as_view(), name="news_feed"),
    path("search/", searching.Search.as_view(), name="search"),
    path("o/<str:office>/search/", searching.OfficeSearch.as_view(), name="office_search"),
    path(_YEAR, checklist.Checklist.as_view(), name="checklist"),
    path(f"{_YEAR}matrix/", checklist.ChecklistMatrix.as_view(), name="checklist_matrix"),
    path(f"{_YEAR}begin/", checklist.ChecklistBegin.as_view(), name="checklist_begin"),
    path(f"{_YEAR}owners/", owners.Owners.as_view(), name="owners"),
    path(f"{_YEAR}hand-in/", handing_in.HandInSheet.as_view(), name="hand_in"),
    path(f"{_YEAR}hand-in/try/", handing_in.HandInTry.as_view(), name="hand_in_try"),
    path(
        f"{_YEAR}hand-in/sheet.xlsx", handing_in.HandInWorkbook.as_view(), name="hand_in_workbook"
    ),
    path(f"{_YEAR}hand-in/confirm/", handing_in.HandInConfirm.as_view(), name="hand_in_confirm"),
    path(_KEPT, handing_in.HandInKept.as_view(), name="hand_in_kept"),
    path(f"{_KEPT}again/", handing_in.HandInCopyAgain.as_view(), name="hand_in_copy_again"),
    path(
        f"{_KEPT}pieces/<int:pk>/take-out/",
        handing_in.HandInTakeOut.as_view(),
        name="hand_in_take_out",
    ),
    path(f"{_KEPT}<str:item>/appeal.zip", handing_in.HandInAppeal.as_view(), name="hand_in_appeal"),
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
