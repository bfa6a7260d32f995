"""Addresses of papers; the public ones never move."""

from django.urls import path

from ita_portal.documents.views import (
    bundles,
    certificates,
    deciding,
    emblem,
    numbers,
    office,
    packing,
    previews,
    proposals,
    public,
    recording,
    revoking,
    settings,
    verifying,
)

app_name = "documents"
_PROPOSAL = "office/<str:office>/proposals/<int:pk>/"
_SETTINGS = "office/<str:office>/documents/settings/"
_PREVIEW = "office/<str:office>/previews/<str:code>/"

urlpatterns = [
    path("verify/", verifying.VerifyForm.as_view(), name="verify_form"),
    path("verify/<str:code>/", verifying.Verify.as_view(), name="verify"),
    path("o/<str:office>/documents/", public.PublicPapers.as_view(), name="public_list"),
    path("o/<str:office>/documents/<str:code>/", public.PublicDocument.as_view(), name="public"),
    path(
        "o/<str:office>/documents/<str:code>/document.pdf",
        public.PublicPdf.as_view(),
        name="pdf",
    ),
    path("office/<str:office>/documents/", office.DocumentList.as_view(), name="document_list"),
    path(
        "office/<str:office>/documents/<str:code>/status/",
        office.DocumentStatus.as_view(),
        name="status",
    ),
    path(
        "office/<str:office>/documents/<str:code>/retry/",
        office.DocumentRetry.as_view(),
        name="retry",
    ),
    path(_SETTINGS, settings.PaperSettingsPage.as_view(), name="settings"),
    path("office/<str:office>/documents/emblem/", emblem.EmblemPage.as_view(), name="emblem"),
    path(
        "office/<str:office>/documents/emblem/remove/",
        emblem.EmblemRemove.as_view(),
        name="emblem_remove",
    ),
    path(f"{_SETTINGS}<str:kind>/", settings.PaperSettingsEdit.as_view(), name="settings_edit"),
    path("office/<str:office>/bundles/add/", bundles.BundleAdd.as_view(), name="bundle_add"),
    path(_PROPOSAL, proposals.ProposalPage.as_view(), name="proposal"),
    path(
        f"{_PROPOSAL}photos/<int:file>/",
        proposals.ProposalPhoto.as_view(),
        name="proposal_photo",
    ),
    path(f"{_PROPOSAL}approve/", deciding.ProposalApprove.as_view(), name="proposal_approve"),
    path(f"{_PROPOSAL}endorse/", deciding.ProposalEndorse.as_view(), name="proposal_endorse"),
    path(
        f"{_PROPOSAL}endorse/send-back/",
        deciding.EndorserSendBack.as_view(),
        name="endorser_send_back",
    ),
    path(f"{_PROPOSAL}send-back/", deciding.ProposalSendBack.as_view(), name="proposal_send_back"),
    path(f"{_PROPOSAL}withdraw/", deciding.ProposalWithdraw.as_view(), name="proposal_withdraw"),
    path(f"{_PROPOSAL}lead-on/", deciding.ProposalLeadOn.as_view(), name="proposal_lead_on"),
    path(_PREVIEW, previews.PreviewState.as_view(), name="preview"),
    path(
        f"{_PREVIEW}pages/<int:place>/",
        previews.PreviewPage.as_view(),
        {"size": "large"},
        name="preview_page",
    ),
    path(
        f"{_PREVIEW}pages/<int:place>/small/",
        previews.PreviewPage.as_view(),
        {"size": "small"},
        name="preview_small",
    ),
    path(f"{_PREVIEW}retry/", previews.PreviewRetry.as_view(), name="preview_retry"),
    path(f"{_PREVIEW}paper.pdf", recording.PreviewPrint.as_view(), name="preview_print"),
    path(f"{_PROPOSAL}on-paper/", recording.ProposalOnPaper.as_view(), name="proposal_on_paper"),
    path(f"{_PROPOSAL}number/", numbers.ProposalNumber.as_view(), name="proposal_number"),
    path(
        f"{_PROPOSAL}number/anew/",
        numbers.ProposalNumberAnew.as_view(),
        name="proposal_number_anew",
    ),
    path("office/<str:office>/numbers/", numbers.Registers.as_view(), name="registers"),
    path(
        "office/<str:office>/numbers/<int:year>/",
        numbers.Registers.as_view(),
        name="registers_year",
    ),
    path(
        "office/<str:office>/numbers/<int:year>/<str:kind>/begin/",
        numbers.NumbersBegin.as_view(),
        name="numbers_begin",
    ),
    path(
        "office/<str:office>/numbers/void/<int:pk>/",
        numbers.NumberVoid.as_view(),
        name="number_void",
    ),
    path(
        "office/<str:office>/documents/<str:code>/revoke/",
        revoking.DocumentRevoke.as_view(),
        name="revoke",
    ),
    path(
        "o/<str:office>/documents/<str:code>/words.pdf",
        public.PublicWordsPdf.as_view(),
        name="words_pdf",
    ),
    path(
        "office/<str:office>/documents/certificate/",
        certificates.CertificatePage.as_view(),
        name="certificate",
    ),
    path(
        "office/<str:office>/documents/certificate/remove/",
        certificates.CertificateRemove.as_view(),
        name="certificate_remove",
    ),
    path("office/<str:office>/documents/export/", packing.PaperExport.as_view(), name="export"),
    path(
        "office/<str:office>/documents/export/papers.zip",
        packing.PaperExportFile.as_view(),
        name="export_file",
    ),
]
