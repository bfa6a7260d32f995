"""A paper's way to its signature: proposed, sent back or withdrawn, or approved and issued.

Nothing here knows what a paper is about: the room that proposes makes the words, settles on its
own rows that they are proposed, and asks the proposal how the matter stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS, DocumentKind
from ita_portal.documents.models import PROPOSAL_LIFECYCLE, Document, Proposal
from ita_portal.documents.rules.issuing import Signing, issue, supersede
from ita_portal.documents.rules.words import dated_and_signed, fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import signing_appointment
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.thai.text import clean

LONGEST_COMMENT = 2000

Status = Proposal.Status


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
) -> Proposal:
    """Propose a paper with settled `words`: only the day and the signature are still to come.

    `fiscal_year` (Buddhist) is the year whose OIT items the signed paper is evidence for. Runs
    in the caller's transaction, so that the matter and its proposal stand or fall together; the
    caller has locked its own row. Of a kind of which a year has one, it comes after the one that
    was sent back or withdrawn; raises Refused when one of that kind and year awaits its decision
    already. Once approved it takes the place of the paper that it `replaces`.
    """
    proposal = Proposal.objects.create(
        office=office,
        kind=kind.code,
        fiscal_year=fiscal_year,
        title=title,
        words=dict(words),
        words_sha256=fingerprint(words),
        submitted_at=timezone.now(),
        submitted_by=by,
        after=_before(kind, office, fiscal_year) if kind.is_yearly else None,
        replaces=replaces,
    )
    detail = {"kind": kind.code, "words_sha256": proposal.words_sha256}
    record(by=by, office=office, verb="proposal.submitted", subject=proposal, detail=detail)
    return proposal


def _before(kind: DocumentKind, office: Office, fiscal_year: int) -> Proposal | None:
    """Return the proposal that a new one of the year comes after."""
    Office.objects.select_for_update().get(pk=office.pk)  # two at once: one waits for the other
    of_year = Proposal.objects.of(office).filter(kind=kind.code, fiscal_year=fiscal_year)
    if of_year.awaiting_decision().exists():
        raise Refused(f"{kind.name}ของปีงบประมาณ พ.ศ. {fiscal_year} มีฉบับที่เสนอแล้วและรอพิจารณาอยู่")
    closed = of_year.filter(status__in=[Status.RETURNED, Status.WITHDRAWN], next=None)
    return closed.order_by("-pk").first()


@transaction.atomic
def send_back(proposal: Proposal, *, comment: str, by: User) -> Proposal:
    """Send a proposed paper back to be changed, saying why.

    Raises Refused when it awaits no decision, or the comment is empty or too long.
    """
    proposal = _locked(proposal)
    PROPOSAL_LIFECYCLE.require(Status(proposal.status), Status.RETURNED)
    proposal.return_comment = checked_comment(comment)
    proposal.status = Status.RETURNED
    proposal.returned_at, proposal.returned_by = timezone.now(), by
    proposal.save(update_fields=["status", "returned_at", "returned_by", "return_comment"])
    record(by=by, office=proposal.office, verb="proposal.returned", subject=proposal)
    return proposal


def checked_comment(comment: str) -> str:
    """Return the comment with which something is sent back, tidied.

    Raises Refused when it is empty or too long.
    """
    comment = clean(comment).strip()
    if not comment:
        raise Refused("โปรดเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งคืน")
    if len(comment) > LONGEST_COMMENT:
        raise Refused(f"ความเห็นยาวเกิน {LONGEST_COMMENT:,} ตัวอักษร โปรดย่อให้สั้นลง")
    return comment


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """Take one's own proposal back while nothing has been decided about it.

    Raises Refused when it awaits no decision (any more), or when somebody else proposed it.
    """
    proposal = _locked(proposal)
    PROPOSAL_LIFECYCLE.require(Status(proposal.status), Status.WITHDRAWN)
    if proposal.submitted_by_id != by.pk:
        raise Refused("ผู้เสนอเอกสารนี้เท่านั้นที่ถอนได้ ผู้มีอำนาจพิจารณาส่งคืนแทนได้")
    proposal.status = Status.WITHDRAWN
    proposal.withdrawn_at, proposal.withdrawn_by = timezone.now(), by
    proposal.save(update_fields=["status", "withdrawn_at", "withdrawn_by"])
    record(by=by, office=proposal.office, verb="proposal.withdrawn", subject=proposal)
    return proposal


def words_to_sign(proposal: Proposal, *, by: User, on: date) -> dict[str, Any]:
    """Return the paper exactly as `by` would sign it on the day `on`.

    Raises Refused when `by` has no power to sign for the director on that day.
    """
    post = signing_post(proposal.office, by=by, on=on)
    return dated_and_signed(proposal.words, dated_on=on, appointment=post)


def signing_post(office: Office, *, by: User, on: date) -> Appointment:
    """Return the appointment by which `by` signs on that day. Raises Refused without one."""
    post = signing_appointment(by, office, on=on)
    if post is None:
        raise Refused("วันนี้ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้อำนาจลงนามของสำนักงานนี้")
    return post


def intent_of(kind: DocumentKind) -> str:
    """Return what one declares by signing a paper of the kind; it is kept with the signature."""
    return f"ข้าพเจ้าได้อ่าน{kind.name}ฉบับนี้แล้ว และลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์"


@transaction.atomic
def approve(proposal: Proposal, *, words_sha256: str, by: User) -> Document:
    """Approve a proposed paper, sign it and issue it.

    `words_sha256` is the fingerprint of the words that `by` was shown. The row is locked first,
    so two approvals at once give one paper. Raises Refused when it awaits no decision, when `by`
    proposed it (who proposes may not approve) or may not sign today; Stale when the words are
    not those that were shown, be it by another day or another appointment.
    """
    proposal = _locked(proposal)
    PROPOSAL_LIFECYCLE.require(Status(proposal.status), Status.APPROVED)
    if proposal.submitted_by_id == by.pk:
        raise Refused("ผู้เสนออนุมัติเอกสารของตนเองไม่ได้ ต้องให้ผู้มีอำนาจคนอื่นเป็นผู้ลงนาม")
    kind, now = KINDS[proposal.kind], timezone.now()
    today = timezone.localdate(now)
    post = signing_post(proposal.office, by=by, on=today)
    words = dated_and_signed(proposal.words, dated_on=today, appointment=post)
    if fingerprint(words) != words_sha256:
        raise Stale(f"{kind.name}เปลี่ยนไปจากที่ท่านได้อ่าน ระบบจึงยังไม่ลงนาม โปรดอ่านฉบับล่าสุดแล้วลงนามอีกครั้ง")
    document = issue(
        kind=kind,
        office=proposal.office,
        fiscal_year=proposal.fiscal_year,
        title=proposal.title,
        words=words,
        dated_on=today,
        signing=Signing(user=by, appointment=post, intent=intent_of(kind), at=now),
    )
    _note_approval(proposal, document, signed_by=by)
    if proposal.replaces:
        supersede(proposal.replaces, with_paper=document, by=by)
    return document


def _note_approval(proposal: Proposal, document: Document, *, signed_by: User) -> None:
    proposal.status, proposal.document = Status.APPROVED, document
    proposal.approved_at, proposal.approved_by = timezone.now(), signed_by
    proposal.save(update_fields=["status", "document", "approved_at", "approved_by"])
    detail = {"document": document.code}
    record(
        by=signed_by,
        office=proposal.office,
        verb="proposal.approved",
        subject=proposal,
        detail=detail,
    )


def _locked(proposal: Proposal) -> Proposal:
    """Read the proposal anew, locked for the rest of the transaction."""
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("office", "replaces").get(pk=proposal.pk)
