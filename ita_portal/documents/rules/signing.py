"""Approving proposed papers: they are signed as they were shown, with their numbers, and issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS, DocumentKind
from ita_portal.documents.models import PROPOSAL_LIFECYCLE, Document, PaperNumber, Proposal
from ita_portal.documents.rules.after_approval import follow
from ita_portal.documents.rules.chain import require_ready
from ita_portal.documents.rules.issuing import Confirmation, Signing, issue, supersede
from ita_portal.documents.rules.numbers import day_of, number_to_sign, use_number
from ita_portal.documents.rules.settings import ways_of
from ita_portal.documents.rules.telling import tell_signed
from ita_portal.documents.rules.together import locked_together, shown_fingerprint
from ita_portal.documents.rules.words import words_as_signed
from ita_portal.errors import Refused, Stale
from ita_portal.files.models import StoredFile
from ita_portal.organisations.access import signing_appointment
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.thai.dates import short_date

Status = Proposal.Status


@dataclass(frozen=True)
class PaperToSign:
    """A proposed paper with all that its signature needs: the words are those to be read."""

    proposal: Proposal
    words: dict[str, Any]
    post: Appointment
    number: PaperNumber | None
    dated_on: date


def words_to_sign(proposal: Proposal, *, by: User, on: date) -> dict[str, Any]:
    """Return the paper exactly as `by` would sign it on the day `on`.

    Raises Refused when `by` has no power to sign for the director on that day, or the number
    that is due is missing or of another year.
    """
    return to_sign(proposal, post=signing_post(proposal.office, by=by, on=on), on=on).words


def to_sign(proposal: Proposal, *, post: Appointment, on: date) -> PaperToSign:
    """Return the paper as it is signed by the appointment `post` on the day `on`.

    Raises Refused as `number_to_sign`, and when the registry dated the paper on a day on which
    that appointment did not count.
    """
    number = number_to_sign(proposal, on=on)
    dated_on = day_of(number, on=on)
    if not (post.starts_on <= dated_on and (post.ends_on is None or dated_on <= post.ends_on)):
        raise Refused(
            f"ทะเบียนลงวันที่ {short_date(dated_on)} ให้เอกสารนี้ แต่วันนั้นตำแหน่งหรือคำสั่งที่ให้อำนาจลงนาม"
            "ไม่มีผล โปรดขอวันที่ใหม่จากทะเบียน"
        )
    shows_code = ways_of(proposal.office, KINDS[proposal.kind]).carries_qr
    words = words_as_signed(
        proposal.words,
        dated_on=dated_on,
        appointment=post,
        number=number.text if number else "",
        code=proposal.code if shows_code else "",
    )
    return PaperToSign(proposal, words, post, number, dated_on)


def signing_post(office: Office, *, by: User, on: date) -> Appointment:
    """Return the appointment by which `by` signs on that day. Raises Refused without one."""
    post = signing_appointment(by, office, on=on)
    if post is None:
        raise Refused("วันนี้ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้อำนาจลงนามของสำนักงานนี้")
    return post


def intent_of(kind: DocumentKind) -> str:
    """Return what one declares by signing a paper of the kind; it is kept with the signature."""
    return f"ข้าพเจ้าได้อ่าน{kind.word}ฉบับนี้แล้ว และลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์"


def intent_of_all(papers: Sequence[Proposal]) -> str:
    """Return what one declares by signing papers in one act; for one as `intent_of` has it."""
    if len(papers) == 1:
        return intent_of(KINDS[papers[0].kind])
    return f"ข้าพเจ้าได้อ่านเอกสารทั้ง {len(papers)} ฉบับในชุดนี้แล้ว และลงนามทุกฉบับด้วยลายมือชื่ออิเล็กทรอนิกส์"


@transaction.atomic
def approve(
    proposal: Proposal,
    *,
    words_sha256: str,
    by: User,
    confirmation: Confirmation | None = None,
) -> Document:
    """Approve a proposed paper, or its whole bundle, sign and issue it; return its own document.

    `words_sha256` is the fingerprint of all the words that `by` was shown (see
    `shown_fingerprint`), `confirmation` from where the signature was confirmed. The rows are
    locked first, so two approvals at once give one paper. Raises Refused when it awaits no
    decision or waits at a step of its chain, when `by` proposed it (who proposes may not
    approve) or may not sign today, when a number is due and missing; Stale when the words are
    not those that were shown, be it by another day, number or appointment. What follows in the
    room of the matter (see `after_approval`) is done in the same transaction.
    """
    papers = locked_together(proposal)
    require_decidable(papers, signatory=by)
    now = timezone.now()
    today = timezone.localdate(now)
    post = signing_post(proposal.office, by=by, on=today)
    ready = [to_sign(paper, post=post, on=today) for paper in papers]
    if shown_fingerprint([one.words for one in ready]) != words_sha256:
        name = KINDS[proposal.kind].word if len(papers) == 1 else "ชุดเอกสาร"
        raise Stale(f"{name}เปลี่ยนไปจากที่ท่านได้อ่าน ระบบจึงยังไม่ลงนาม โปรดอ่านฉบับล่าสุดแล้วลงนามอีกครั้ง")
    signing = Signing(by, post, intent_of_all(papers), now, confirmation or Confirmation())
    issued = {one.proposal.pk: issue_signed(one, signing) for one in ready}
    tell_signed(papers, by=by)
    return issued[proposal.pk]


def require_decidable(papers: Sequence[Proposal], *, signatory: User) -> None:
    """Let locked papers pass that `signatory` may sign now.

    Raises Refused when they await no decision, wait at a step of their chain, or are proposed by
    who is going to sign them.
    """
    for paper in papers:
        PROPOSAL_LIFECYCLE.require(Status(paper.status), Status.APPROVED)
    if any(paper.submitted_by_id == signatory.pk for paper in papers):
        raise Refused("ผู้เสนออนุมัติเอกสารของตนเองไม่ได้ ต้องให้ผู้มีอำนาจคนอื่นเป็นผู้ลงนาม")
    require_ready(papers)


def issue_signed(one: PaperToSign, signing: Signing, *, scan: StoredFile | None = None) -> Document:
    """Issue a locked paper as it was signed, use its number, and do what follows from it.

    `scan` is the paper that was signed by hand. Must run in the transaction of the approval.
    """
    proposal = one.proposal
    document = issue(
        kind=KINDS[proposal.kind],
        office=proposal.office,
        fiscal_year=proposal.fiscal_year,
        title=proposal.title,
        words=one.words,
        dated_on=one.dated_on,
        signing=signing,
        code=proposal.code,
        scan=scan,
    )
    if one.number:
        use_number(one.number, document)
    _note_approval(proposal, document, signing)
    if proposal.replaces:
        supersede(proposal.replaces, with_paper=document, by=document.issued_by)
    follow(proposal, document, by=signing.user)
    return document


def _note_approval(proposal: Proposal, document: Document, signing: Signing) -> None:
    proposal.status, proposal.document = Status.APPROVED, document
    proposal.approved_at, proposal.approved_by = timezone.now(), signing.user
    proposal.save(update_fields=["status", "document", "approved_at", "approved_by"])
    detail = {"document": document.code, "signed_by": signing.user.full_name}
    by = document.issued_by
    record(by=by, office=proposal.office, verb="proposal.approved", subject=proposal, detail=detail)
