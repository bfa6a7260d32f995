"""Proposing papers: one alone, or several with other papers of one's own as one bundle."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.bundles import bundle
from ita_portal.documents.rules.proposals import Writing, propose, propose_together
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, written_kind
from ita_portal.papers.rules.replacing import newest
from ita_portal.papers.rules.saving import locked_open
from ita_portal.papers.rules.wording import lacks_of, words_of


@transaction.atomic
def propose_paper(paper: Paper, *, expected_revision: int, by: User) -> Proposal:
    """Propose a paper as it was read; after a return it comes after the one that was sent back.

    Raises Stale when it was saved since `expected_revision`, Refused when something is lacking,
    or it is gone or proposed already.
    """
    paper = _ready(paper, expected_revision)
    writing = _writing(paper, by)
    proposal = propose(
        kind=writing.kind,
        office=paper.office,
        fiscal_year=writing.fiscal_year,
        title=writing.title,
        words=writing.words,
        by=by,
        replaces=writing.replaces,
        after=writing.after,
    )
    _note(paper, proposal)
    return proposal


@transaction.atomic
def propose_as_bundle(
    papers: Sequence[tuple[Paper, int]],
    *,
    office: Office,
    title: str,
    by: User,
    beside: Sequence[int] = (),
) -> Proposal:
    """Propose papers, each as it was read (its revision), as one bundle in this order.

    `beside` are one's own proposals that nobody has decided or endorsed yet; they come last.
    Returns the first of the bundle. Raises as `propose_paper` and the rules of bundles do; then
    nothing was proposed.
    """
    ready = [_ready(paper, revision) for paper, revision in _in_order_of_locks(papers)]
    ready.sort(key=lambda one: [paper.pk for paper, _ in papers].index(one.pk))
    if beside:
        made = [propose_paper(one, expected_revision=one.revision, by=by) for one in ready]
        numbers = [*(one.pk for one in made), *beside]
        return bundle(numbers, title=title, office=office, by=by)[0]
    writings = [_writing(one, by) for one in ready]
    proposals = propose_together(writings, office=office, title=title, by=by)
    for one, proposal in zip(ready, proposals, strict=True):
        _note(one, proposal)
    return proposals[0]


def bundle_of(paper: Paper) -> str:
    """Return the title of the bundle in which a paper was last proposed, "" for none."""
    proposal = paper.proposal
    return proposal.bundle.title if proposal and proposal.bundle else ""


def mates_of(paper: Paper, others: Sequence[Paper]) -> list[Paper]:
    """Return those of `others` that were last proposed in one bundle with the paper."""
    bundle = _bundle_id(paper)
    return [one for one in others if bundle is not None and _bundle_id(one) == bundle]


def in_former_order(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers that go together in the places of the bundle in which the first one was.

    Those that come new to it follow in their order; without a bundle before, all stay in it.
    """
    places = {
        one.pk: one.proposal.place
        for one in [papers[0], *mates_of(papers[0], papers[1:])]
        if one.proposal and one.proposal.bundle_id
    }
    return sorted(papers, key=lambda one: places.get(one.pk, len(papers)))


def _bundle_id(paper: Paper) -> int | None:
    return paper.proposal.bundle_id if paper.proposal else None


def _in_order_of_locks(papers: Sequence[tuple[Paper, int]]) -> list[tuple[Paper, int]]:
    """Two people with the same papers in two orders must not wait for each other in a circle."""
    return sorted(papers, key=lambda one: one[0].pk)


def _ready(paper: Paper, revision: int) -> Paper:
    paper = locked_open(paper)
    if paper.revision != revision:
        raise Stale(f"“{title_of(paper)}” มีการแก้ไขหลังจากที่ท่านอ่าน ระบบจึงยังไม่เสนอ โปรดอ่านฉบับล่าสุดก่อน")
    lacks = lacks_of(written_kind(paper.kind), content_of(paper))
    if lacks:
        words = " ".join(words for _, words in lacks)
        raise Refused(f"ยังเสนอ “{title_of(paper)}” ไม่ได้ {words}")
    return paper


def _writing(paper: Paper, by: User) -> Writing:
    return Writing(
        kind=written_kind(paper.kind).kind,
        fiscal_year=paper.fiscal_year,
        title=title_of(paper),
        words=words_of(paper, by=by, on=timezone.localdate()),
        replaces=newest(paper.replaces),
        after=paper.proposal,
    )


def title_of(paper: Paper) -> str:
    """Return the subject of a paper in one line; lists show it beside its kind."""
    return " ".join(paper.subject.split()) or "ยังไม่มีเรื่อง"


def label_of(paper: Paper) -> str:
    """Return kind and subject in one line, where the kind does not stand beside it."""
    return f"{written_kind(paper.kind).kind.word} เรื่อง {title_of(paper)}"


def _note(paper: Paper, proposal: Proposal) -> None:
    paper.proposal = proposal
    paper.save(update_fields=["proposal"])
