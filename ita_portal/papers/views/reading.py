"""Reading a paper before it is proposed; proposing it alone or with others; giving it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules.bundles import singles_of
from ita_portal.documents.rules.emblem import emblem_lack
from ita_portal.documents.views.reading import commented_html
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.papers.forms.proposing import ProposeForm, chosen_as
from ita_portal.papers.forms.remarks import Remark
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.beginning import give_up
from ita_portal.papers.rules.content import content_of, written_kind
from ita_portal.papers.rules.proposing import (
    bundle_of,
    in_former_order,
    label_of,
    mates_of,
    propose_as_bundle,
    propose_paper,
    title_of,
)
from ita_portal.papers.rules.replacing import is_replaceable, newest
from ita_portal.papers.rules.wording import lacks_of, words_of
from ita_portal.papers.views.base import PaperPage, doubts_about, said_about


class PaperRead(PaperPage):
    """The paper as it will be, what it lacks, and the way to the director."""

    permission = Permission.DOCUMENT_VIEW
    method_permissions = {"post": Permission.DOCUMENT_WRITE}

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        others, singles = self._others(paper), self._singles()
        together = mates_of(paper, others)
        form = ProposeForm(
            initial={
                "revision": paper.revision,
                "title": bundle_of(paper) or title_of(paper),
                "others": [chosen_as(one) for one in together],
            },
            others=others,
            singles=singles,
        )
        return self._page(request, paper, form)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        others, singles = self._others(paper), self._singles()
        form = ProposeForm(request.POST, others=others, singles=singles)
        if not form.is_valid():
            return self._page(request, paper, form)
        try:
            proposal = self._propose(paper, form, others)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, paper, form)
        messages.success(request, "เสนอแล้ว")
        return redirect("documents:proposal", office=office, pk=proposal.pk)

    def _propose(self, paper: Paper, form: ProposeForm, others: list[Paper]) -> Proposal:
        revision = form.cleaned_data["revision"]
        chosen = form.chosen_papers()
        if not chosen and not form.chosen_proposals():
            return propose_paper(paper, expected_revision=revision, by=self.user)
        with_others = [one for one in others if chosen_as(one) in chosen]
        revisions = {one.pk: one.revision for one in with_others} | {paper.pk: revision}
        papers = in_former_order([paper, *with_others])
        return propose_as_bundle(
            [(one, revisions[one.pk]) for one in papers],
            office=self.office,
            title=form.cleaned_data["title"],
            by=self.user,
            beside=form.chosen_proposals(),
        )

    def _others(self, paper: Paper) -> list[Paper]:
        """Return the other open papers of the office, which may go with this one."""
        rows = Paper.objects.of(self.office).for_list().exclude(pk=paper.pk)
        return [one for one in rows if one.is_open]

    def _singles(self) -> list[Proposal]:
        """Return what one has proposed oneself, alone, and nobody has decided about."""
        return list(singles_of(self.user, self.office).for_list())

    def _page(self, request: HttpRequest, paper: Paper, form: ProposeForm) -> HttpResponse:
        kind = written_kind(paper.kind)
        context = {
            "paper": paper,
            "kind": kind,
            "form": form,
            "lacks": lacks_of(kind, content_of(paper)) if paper.is_open else [],
            "doubts": doubts_about(paper) if paper.is_open else [],
            "may_write": self.may(Permission.DOCUMENT_WRITE),
            "came_with": bundle_of(paper) if paper.is_open else "",
            "replaces": newest(paper.replaces),
            "is_replaceable": is_replaceable(paper),
            **self._shown(paper),
        }
        return render(request, "papers/paper.html", context)

    def _shown(self, paper: Paper) -> dict[str, Any]:
        """Return the paper to read, as it would be or was proposed, and if it lacks its emblem.

        What was proposed is not ours to change any more; its own page says what it lacks.
        """
        if paper.proposal and not paper.is_open:
            return {"body": body_html(paper.proposal.words)}
        words = words_of(paper, by=self.user, on=timezone.localdate())
        said = said_about(paper, words)
        return {
            "body": commented_html(words, said, prefix="p"),
            "remarks": [Remark(one) for one in said],
            "lacks_emblem": emblem_lack([words], self.office),
        }


class PaperOfProposal(PaperPage):
    """Lead from a proposal to the paper that it was written as."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        proposal = get_object_or_404(Proposal.objects.of(self.office), pk=pk)
        while newer := Proposal.objects.filter(after=proposal).first():
            proposal = newer
        paper = get_object_or_404(Paper.objects.of(self.office), proposal=proposal)
        return redirect("papers:paper", office=office, pk=paper.pk)


class PaperDelete(PaperPage):
    """Ask whether a draft shall be deleted, and delete it."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        if paper.proposal_id is not None:
            messages.error(request, "เอกสารนี้เคยเสนอแล้ว จึงลบไม่ได้")
            return redirect("papers:paper", office=office, pk=pk)
        context = {"paper": paper, "kind": written_kind(paper.kind), "title": label_of(paper)}
        return render(request, "papers/delete.html", context)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        try:
            give_up(paper, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("papers:list", office=office)
        messages.success(request, f"ลบร่าง “{label_of(paper)}” แล้ว")
        return redirect("papers:list", office=office)
