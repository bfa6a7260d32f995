"""Papers that are signed by hand: the copy to print, and the scan that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from ita_portal.documents.forms.recording import ByHandForm, ScansForm
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Preview, Proposal
from ita_portal.documents.models.previews import PAPER_FILE
from ita_portal.documents.rules.previewing import preview_of
from ita_portal.documents.rules.recording import (
    ByHand,
    keep_scan,
    papers_by_hand,
    record_signed,
    signatories,
)
from ita_portal.documents.rules.signing import PaperToSign
from ita_portal.documents.rules.together import shown_fingerprint, together
from ita_portal.documents.views.signing import confirmation_of
from ita_portal.errors import Refused
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import remove
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.dates import short_date


@dataclass(frozen=True)
class PaperByHand:
    """A paper as it stands when it is signed by hand, with its pages to print."""

    one: PaperToSign
    preview: Preview


@method_decorator(never_cache, name="dispatch")
class ProposalOnPaper(OfficePage):
    """Say whose signature stands on the paper, print it, and give its scan; one page for all."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self._proposal(pk)
        data = request.GET if "signed_on" in request.GET else self._today()
        return self._page(request, proposal, ByHandForm(data, office=self.office))

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = self._proposal(pk)
        form = ByHandForm(request.POST, office=self.office)
        scans = ScansForm(request.POST, request.FILES, papers=together(proposal))
        if not (form.is_valid() and scans.is_valid()):
            return self._page(request, proposal, form, scans=scans)
        try:
            self._record(request, proposal, form.signed, scans)
        except Refused as refused:
            scans.add_error(None, refused.message)
            return self._page(request, proposal, form, scans=scans)
        messages.success(request, "บันทึกฉบับลงนามบนกระดาษแล้ว ระบบกำลังจัดทำไฟล์ PDF ของข้อความ")
        return redirect("documents:proposal", office=office, pk=pk)

    def _today(self) -> dict[str, Any]:
        """Return what is most likely: signed today, by the appointment that began last."""
        today = timezone.localdate()
        return {"signed_on": short_date(today), "post": signatories(self.office, on=today).first()}

    def _record(
        self, request: HttpRequest, proposal: Proposal, signed: ByHand, scans: ScansForm
    ) -> None:
        """Keep the scans, then record; they go again when the record is refused."""
        papers = papers_by_hand(proposal, signed, by=self.user)  # before any file is looked into
        kept: dict[int, StoredFile] = {}
        try:
            for one in papers:
                uploads = scans.uploads(one.proposal)
                kept[one.proposal.pk] = keep_scan(uploads, office=self.office, by=self.user)
            record_signed(
                proposal,
                signed,
                scans=kept,
                words_sha256=request.POST.get("words_sha256", ""),
                by=self.user,
                confirmation=confirmation_of(request),
            )
        except Refused:
            for file in kept.values():
                remove(file)
            raise

    def _proposal(self, pk: int) -> Proposal:
        return get_object_or_404(Proposal.objects.of(self.office).for_page(), pk=pk)

    def _page(
        self,
        request: HttpRequest,
        proposal: Proposal,
        form: ByHandForm,
        *,
        scans: ScansForm | None = None,
    ) -> HttpResponse:
        context = {
            "proposal": proposal,
            "kind": KINDS[proposal.kind],
            "form": form,
            **self._papers(proposal, form, scans),
        }
        return render(request, "documents/on_paper.html", context)

    def _papers(
        self, proposal: Proposal, form: ByHandForm, scans: ScansForm | None
    ) -> dict[str, Any]:
        """Return the papers with their pages and the form for the scans; or why not."""
        if not form.is_valid():
            return {}
        try:
            papers = papers_by_hand(proposal, form.signed, by=self.user)
        except Refused as refused:
            return {"refused": refused.message}
        return {
            "signed": form.signed,
            "papers": [
                PaperByHand(one, preview_of(one.words, office=self.office, by=self.user))
                for one in papers
            ],
            "words_sha256": shown_fingerprint([one.words for one in papers]),
            "scans": scans or ScansForm(papers=[one.proposal for one in papers]),
        }


class PreviewPrint(OfficePage):
    """The PDF of a paper before it is signed, to be printed and signed by hand."""

    permission = Permission.DOCUMENT_NUMBER

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponseBase:
        rows = Preview.objects.filter(office=self.office, made_at__isnull=False).defer("words")
        path = get_object_or_404(rows, words_sha256=code).folder / PAPER_FILE
        answer: HttpResponseBase
        if settings.ACCEL_PREFIX:
            name = path.relative_to(settings.PRIVATE_FILES).as_posix()
            answer = HttpResponse(content_type="application/pdf")
            answer.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{name}"
        else:
            try:
                answer = FileResponse(path.open("rb"), content_type="application/pdf")
            except FileNotFoundError as error:
                raise Http404 from error
        answer.headers["Content-Disposition"] = 'inline; filename="to-sign.pdf"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
