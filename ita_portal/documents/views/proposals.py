"""A proposed paper, or the bundle it is in: the office reads it, and each in turn decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from ita_portal.documents.forms import EndorseForm, SendBackForm, SignForm
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.blocks import frozen_photos
from ita_portal.documents.rules.chain import endorsing_post, waiting_step
from ita_portal.documents.rules.emblem import emblem_lack
from ita_portal.documents.rules.signing import words_to_sign
from ita_portal.documents.rules.standing import way_of
from ita_portal.documents.rules.together import shown_fingerprint, together
from ita_portal.documents.views.numbers import standing_of
from ita_portal.documents.views.reading import PaperShown, shown
from ita_portal.errors import Refused
from ita_portal.files.models import StoredFile
from ita_portal.files.sending import response
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Appointment
from ita_portal.organisations.pages import OfficePage


@dataclass(frozen=True)
class Forms:
    """The forms of the page with what was typed into them; None is an empty one."""

    sign: SignForm | None = None
    send_back: SendBackForm | None = None
    endorse: EndorseForm | None = None


class ProposalBase(OfficePage):
    """What the pages of a proposal share: finding it, and showing it with the forms."""

    permission = Permission.DOCUMENT_DECIDE

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        """Lead to the page of the proposal whoever comes back to the address of a form."""
        return redirect("documents:proposal", office=office, pk=pk)

    def proposal(self, pk: int) -> Proposal:
        """Return the office's proposal, or raise 404."""
        return get_object_or_404(Proposal.objects.of(self.office).for_page(), pk=pk)

    def page(
        self, request: HttpRequest, proposal: Proposal, forms: Forms | None = None
    ) -> HttpResponse:
        """Show the proposal with its bundle; with the forms of what the person may do now."""
        forms = forms or Forms()
        papers, is_own = together(proposal), proposal.submitted_by_id == self.user.pk
        post = endorsing_post(proposal, by=self.user, on=timezone.localdate())
        words, decision = self._decision(papers, is_own=is_own)
        way, decides = way_of(proposal), bool(decision or post)
        context = {
            "proposal": proposal,
            "kind": KINDS[proposal.kind],
            "bundle": proposal.bundle,
            "papers": [self._shown(one, words.get(one.pk), decides=decides) for one in papers],
            "is_own": is_own,
            "way": way,
            "may_lead_on": way.is_stuck and (is_own or self.in_chain),
            "today": timezone.localdate(),
            "endorses": post,
            "lacks_emblem": self._lacks_emblem(papers),
            **decision,
            **standing_of(papers),
            **self._forms(papers, forms, post, decision),
        }
        return render(request, "documents/proposal.html", context)

    @property
    def in_chain(self) -> bool:
        """Whether the person endorses or signs in this office."""
        return self.may(Permission.DOCUMENT_ENDORSE) or self.may(Permission.DOCUMENT_DECIDE)

    def _shown(self, paper: Proposal, words: dict[str, Any] | None, *, decides: bool) -> PaperShown:
        retries, reader = self.may(Permission.DOCUMENT_RETRY), self.user if decides else None
        return shown(paper, words, retries=retries, reader=reader)

    def _lacks_emblem(self, papers: list[Proposal]) -> str:
        """Return why a paper that waits has no emblem; what is decided cannot be helped."""
        waiting = [paper.words for paper in papers if paper.awaits_decision]
        return emblem_lack(waiting, self.office)

    def _decision(
        self, papers: list[Proposal], *, is_own: bool
    ) -> tuple[dict[int, dict[str, Any]], dict[str, Any]]:
        """Return the words as the person would sign them, and what the page says of that.

        Nothing for who does not sign; the papers as they were proposed while they cannot be
        signed, with the reason.
        """
        first = papers[0]
        if not (first.awaits_decision and self.may(Permission.DOCUMENT_DECIDE)):
            return {}, {}
        if waiting_step(first) is not None:
            return {}, {"decides": True, "not_yet": True}
        today = timezone.localdate()
        try:
            words = {paper.pk: words_to_sign(paper, by=self.user, on=today) for paper in papers}
        except Refused as refused:
            return {}, {"decides": True, "no_power": refused.message}
        days = {one["dated"] for one in words.values()}
        told: dict[str, Any] = {
            "decides": True,
            "may_sign": not is_own,
            "dated": days.pop() if len(days) == 1 else "",
        }
        if not is_own:
            told["words_sha256"] = shown_fingerprint(list(words.values()))
        return words, told

    def _forms(
        self,
        papers: list[Proposal],
        forms: Forms,
        post: Appointment | None,
        decision: dict[str, Any],
    ) -> dict[str, Any]:
        """Return the forms for what the person may do now; None for what they may not."""
        sign = endorse = send_back = None
        step = waiting_step(papers[0]) if post else None
        if decision.get("may_sign"):
            sign = forms.sign or SignForm(kind=KINDS[papers[0].kind], papers=papers)
        if step is not None:
            endorse = forms.endorse or EndorseForm(initial={"position": step.position})
        if decision or step:
            send_back = forms.send_back or SendBackForm(papers=papers)
        return {"sign_form": sign, "endorse_form": endorse, "send_back_form": send_back}


@method_decorator(never_cache, name="dispatch")
class ProposalPage(ProposalBase):
    """The paper as it will be, where it stands, and what the person who looks may do with it."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        return self.page(request, self.proposal(pk))


class ProposalPhoto(OfficePage):
    """A photograph of the paper, for who may read the paper; it is what the words froze, or 404."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, pk: int, file: int) -> HttpResponseBase:
        proposal = get_object_or_404(Proposal.objects.of(self.office), pk=pk)
        sha256 = dict(frozen_photos(proposal.words)).get(file, "")
        stored = get_object_or_404(StoredFile, pk=file, sha256=sha256)
        try:
            return response(stored, inline=True)
        except Refused as refused:
            raise Http404 from refused
