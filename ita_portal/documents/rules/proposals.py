"""A paper's way to its signature: proposed, sent back or withdrawn; `signing` approves it.

Nothing here knows what a paper is about: the room that proposes makes the words, settles on its
own rows that they are proposed, and asks the proposal how the matter stands. Papers of a bundle
go together: what is done to one of them is done to all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.models import (
    PROPOSAL_LIFECYCLE,
    Bundle,
    Document,
    Emblem,
    Proposal,
)
from ita_portal.documents.rules.chain import begin_chain, may_send_back
from ita_portal.documents.rules.comments import (
    LONGEST_COMMENT,
    TypedComment,
    checked_comment,
    keep_comments,
)
from ita_portal.documents.rules.numbers import give_back
from ita_portal.documents.rules.settings import ways_of
from ita_portal.documents.rules.telling import tell_returned
from ita_portal.documents.rules.together import locked_together
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.text import clean

__all__ = [
    "LONGEST_COMMENT",
    "TypedComment",
    "Writing",
    "checked_comment",
    "propose",
    "propose_together",
    "send_back",
    "withdraw",
]

LONGEST_TITLE = 400
SEE_PARAGRAPHS = "โปรดแก้ไขตามความเห็นที่ย่อหน้า"
"""What a return says as a whole when all was said at paragraphs."""

Status = Proposal.Status


@dataclass(frozen=True)
class Writing:
    """A paper as its writer proposes it: only number, day and signature are still to come.

    `fiscal_year` (Buddhist) is the year whose OIT items the signed paper is evidence for. Once
    approved it takes the place of the paper that it `replaces`. `after` is the proposal that it
    is written anew from, for kinds of which a year has more than one; of a kind of which a year
    has one, that is found.
    """

    kind: DocumentKind
    fiscal_year: int
    title: str
    words: Mapping[str, Any]
    replaces: Document | None = None
    after: Proposal | None = None


@transaction.atomic
def propose(
    *,
    kind: DocumentKind,
    office: Office,
    fiscal_year: int,
    title: str,
    words: Mapping[str, Any],
    by: User,
    replaces: Document | None = None,
    after: Proposal | None = None,
) -> Proposal:
    """Propose a single paper with settled `words`; see `Writing` for what the rest means.

    Runs in the caller's transaction, so that the matter and its proposal stand or fall together;
    the caller has locked its own row. Of a kind of which a year has one, it comes after the one
    that was sent back or withdrawn; raises Refused when one of that kind and year awaits its
    decision already. Goes to the first of the office's chain for the kind, or is ready to sign.
    """
    proposal = _settled(Writing(kind, fiscal_year, title, words, replaces, after), office, by)
    begin_chain([proposal], by=by)
    return proposal


@transaction.atomic
def propose_together(
    writings: Sequence[Writing], *, office: Office, title: str, by: User
) -> list[Proposal]:
    """Propose several papers as one bundle, in their order: they are decided about in one act.

    Runs in the caller's transaction, as `propose` does. Raises Refused as it does, for less than
    two papers, and for a bundle without a title.
    """
    if len(writings) < 2:
        raise Refused("ชุดเอกสารต้องมีอย่างน้อย 2 ฉบับ")
    bundle = Bundle.objects.create(
        office=office,
        title=checked_title(title),
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    papers = [
        _settled(writing, office, by, bundle=bundle, place=place)
        for place, writing in enumerate(writings)
    ]
    begin_chain(papers, by=by)
    return papers


def checked_title(title: str) -> str:
    """Return the title of a bundle, tidied. Raises Refused when it is empty or too long."""
    title = " ".join(clean(title).split())
    if not title:
        raise Refused("โปรดตั้งชื่อเรื่องของชุดเอกสาร")
    if len(title) > LONGEST_TITLE:
        raise Refused(f"ชื่อเรื่องของชุดเอกสารยาวเกิน {LONGEST_TITLE} ตัวอักษร โปรดย่อให้สั้นลง")
    return title


def _settled(
    writing: Writing, office: Office, by: User, *, bundle: Bundle | None = None, place: int = 0
) -> Proposal:
    """Write down a proposed paper: from here on its words stay as they are."""
    kind, words = writing.kind, _words(writing, office)
    before = _before(kind, office, writing.fiscal_year) if kind.is_yearly else writing.after
    proposal = Proposal.objects.create(
        office=office,
        kind=kind.code,
        fiscal_year=writing.fiscal_year,
        title=writing.title,
        words=words,
        words_sha256=fingerprint(words),
        bundle=bundle,
        place=place,
        submitted_at=timezone.now(),
        submitted_by=by,
        after=before,
        replaces=writing.replaces,
    )
    detail = {"kind": kind.code, "words_sha256": proposal.words_sha256}
    record(by=by, office=office, verb="proposal.submitted", subject=proposal, detail=detail)
    return proposal


def _words(writing: Writing, office: Office) -> dict[str, Any]:
    """Return the words with the office's emblem, and its digits where the writer chose none."""
    words = dict(writing.words)
    if writing.kind.emblem_cm != "0":
        emblem = Emblem.objects.filter(office=office).values_list("picture", flat=True).first()
        words["emblem"] = emblem or words.get("emblem")
    if not writing.kind.is_written:
        words["digits"] = ways_of(office, writing.kind).digits
    return words


def _before(kind: DocumentKind, office: Office, fiscal_year: int) -> Proposal | None:
    """Return the proposal that a new one of the year comes after."""
    # Two at once: one waits for the other.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    of_year = Proposal.objects.of(office).filter(kind=kind.code, fiscal_year=fiscal_year)
    if of_year.awaiting_decision().exists():
        raise Refused(f"{kind.word}ของปีงบประมาณ พ.ศ. {fiscal_year} มีฉบับที่เสนอแล้วและรอพิจารณาอยู่")
    closed = of_year.filter(status__in=[Status.RETURNED, Status.WITHDRAWN], next=None)
    return closed.order_by("-pk").first()


@transaction.atomic
def send_back(
    proposal: Proposal, *, comment: str, by: User, comments: Sequence[TypedComment] = ()
) -> Proposal:
    """Send a proposed paper, with its whole bundle, back to be changed, saying why.

    `comments` are those at paragraphs; with some the comment on the whole may be empty. Open to
    whose turn it is and to who may sign. Raises Refused when it awaits no decision, when `by` may
    not, or nothing is said, or too much; Stale when it has come into a bundle since.
    """
    papers = locked_together(proposal)
    for paper in papers:
        PROPOSAL_LIFECYCLE.require(Status(paper.status), Status.RETURNED)
    if not may_send_back(papers[0], by=by):
        raise Refused("ผู้ที่เอกสารอยู่ในขั้นของตน หรือผู้มีอำนาจลงนามในวันนี้เท่านั้นที่ส่งคืนได้")
    kept = keep_comments(papers, comments, by=by)
    said = checked_comment(comment if comment.strip() or not kept else SEE_PARAGRAPHS)
    for paper in papers:
        paper.return_comment, paper.status = said, Status.RETURNED
        paper.returned_at, paper.returned_by = timezone.now(), by
        paper.save(update_fields=["status", "returned_at", "returned_by", "return_comment"])
        record(by=by, office=paper.office, verb="proposal.returned", subject=paper)
    give_back(papers, by=by)
    tell_returned(papers, by=by)
    return _own(papers, proposal)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """Take one's own proposal, with its whole bundle, back while nothing has been decided.

    Raises Refused when it awaits no decision (any more), or when somebody else proposed it; Stale
    when it has come into a bundle since.
    """
    papers = locked_together(proposal)
    for paper in papers:
        PROPOSAL_LIFECYCLE.require(Status(paper.status), Status.WITHDRAWN)
        if paper.submitted_by_id != by.pk:
            raise Refused("ผู้เสนอเอกสารนี้เท่านั้นที่ถอนได้ ผู้มีอำนาจพิจารณาส่งคืนแทนได้")
    for paper in papers:
        paper.status = Status.WITHDRAWN
        paper.withdrawn_at, paper.withdrawn_by = timezone.now(), by
        paper.save(update_fields=["status", "withdrawn_at", "withdrawn_by"])
        record(by=by, office=paper.office, verb="proposal.withdrawn", subject=paper)
    give_back(papers, by=by)
    return _own(papers, proposal)


def _own(papers: Sequence[Proposal], proposal: Proposal) -> Proposal:
    return next(paper for paper in papers if paper.pk == proposal.pk)
