"""Addresses of papers; the public ones never move."""

from django.urls import path

from ita_portal.documents.views import office, proposals, public

app_name = "documents"
_PROPOSAL = "office/<str:office>/proposals/<int:pk>/"

urlpatterns = [
    path("verify/", public.VerifyForm.as_view(), name="verify_form"),
    path("verify/<str:code>/", public.Verify.as_view(), name="verify"),
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
    path(_PROPOSAL, proposals.ProposalPage.as_view(), name="proposal"),
    path(f"{_PROPOSAL}approve/", proposals.ProposalApprove.as_view(), name="proposal_approve"),
    path(f"{_PROPOSAL}send-back/", proposals.ProposalSendBack.as_view(), name="proposal_send_back"),
    path(f"{_PROPOSAL}withdraw/", proposals.ProposalWithdraw.as_view(), name="proposal_withdraw"),
]
