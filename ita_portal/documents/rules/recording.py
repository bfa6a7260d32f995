"""Papers that were signed by hand: their scan is kept and becomes the official copy."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rendering.scans import pdf_of_pictures
from ita_portal.documents.rules.issuing import Confirmation, Signing
from ita_portal.documents.rules.signing import (
    PaperToSign,
    issue_signed,
    require_decidable,
    to_sign,
)
from ita_portal.documents.rules.telling import tell_signed
from ita_portal.documents.rules.together import locked_together, shown_fingerprint, together
from ita_portal.errors import Refused, Stale
from ita_portal.files.accepting import PHOTOS, Accept
from ita_portal.files.disk import too_large
from ita_portal.files.models import SUFFIXES, MediaType, StoredFile
from ita_portal.files.names import suffix_of
from ita_portal.files.rules import keep
from ita_portal.files.uploads import given_name
from ita_portal.organisations.models import Appointment, AppointmentQuerySet, Office, User
from ita_portal.thai.dates import short_date

logger = logging.getLogger(__name__)

SCANS = Accept(frozenset({MediaType.PDF, MediaType.JPEG}))
"""What may be given as a scan; it is kept as a PDF."""
MOST_PICTURES = 20
NO_ROOM = "ระบบเก็บไฟล์ไม่ได้ในขณะนี้ อาจเพราะพื้นที่เต็ม จึงยังไม่บันทึกอะไร โปรดลองอีกครั้งหรือแจ้งผู้ดูแลระบบ"
INTENT = "ลงลายมือชื่อบนกระดาษ ผู้บันทึกตรวจแล้วว่าฉบับสแกนตรงกับข้อความที่เสนอ"

_PDF = Accept(frozenset({MediaType.PDF}))


@dataclass(frozen=True)
class ByHand:
    """By which appointment a paper was signed by hand, and on which day."""

    post: Appointment
    signed_on: date


def signatories(office: Office, *, on: date) -> AppointmentQuerySet:
    """Return the appointments by which somebody could sign for the director on that day."""
    posts = Appointment.objects.filter(office=office, role=Appointment.Role.DIRECTOR)
    return posts.overlapping(on, on).select_related("user").order_by("-starts_on", "pk")


def papers_by_hand(proposal: Proposal, signed: ByHand, *, by: User) -> list[PaperToSign]:
    """Return the paper, or its whole bundle, as it stands when it is signed by hand like this.

    Raises Refused when it cannot be recorded: it is not ready, who signed had no power that day
    or proposed it, who records proposed it, the day cannot be, or a number is missing.
    """
    return _checked(together(proposal), signed, by=by)


def _checked(papers: Sequence[Proposal], signed: ByHand, *, by: User) -> list[PaperToSign]:
    if papers[0].submitted_by_id == by.pk:
        raise Refused("ผู้เสนอบันทึกการลงนามของเอกสารตนเองไม่ได้ ต้องให้เจ้าหน้าที่คนอื่นเป็นผู้ตรวจและบันทึก")
    require_decidable(papers, signatory=signed.post.user)
    _check_day(papers[0], signed)
    return [to_sign(paper, post=signed.post, on=signed.signed_on) for paper in papers]


def _check_day(paper: Proposal, signed: ByHand) -> None:
    proposed = timezone.localdate(paper.submitted_at)
    if signed.signed_on > timezone.localdate():
        raise Refused("วันที่ลงนามอยู่ในอนาคต โปรดตรวจวันที่บนเอกสาร")
    if signed.signed_on < proposed:
        raise Refused(
            f"เอกสารนี้เสนอเมื่อ {short_date(proposed)} จึงลงนามก่อนวันนั้นไม่ได้ โปรดตรวจวันที่บนเอกสาร"
        )
    office = paper.office
    if not signatories(office, on=signed.signed_on).filter(pk=signed.post.pk).exists():
        raise Refused(
            f"วันที่ {short_date(signed.signed_on)} {signed.post.user.full_name} "
            "ไม่มีตำแหน่งหรือคำสั่งที่ให้อำนาจลงนามของสำนักงานนี้"
        )


def keep_scan(uploads: Sequence[UploadedFile], *, office: Office, by: User) -> StoredFile:
    """Keep the scan of one signed paper: a PDF, or photographs of its pages in their order.

    Photographs are made into one PDF, so that the official copy always is one. To be called
    outside a transaction. Raises Refused for anything else, as `keep`, and when the disk takes
    nothing more.
    """
    if not uploads:
        raise Refused("โปรดเลือกไฟล์สแกนของเอกสารที่ลงนามแล้ว")
    names = [given_name(one) for one in uploads]
    are_pictures = all(suffix_of(name) in SUFFIXES[MediaType.JPEG] for name in names)
    if len(uploads) > 1 and not are_pictures:
        raise Refused("โปรดเลือกไฟล์ PDF ไฟล์เดียว หรือภาพถ่าย JPEG ของทุกหน้าเรียงตามลำดับ")
    if len(uploads) > MOST_PICTURES:
        raise Refused(f"รับภาพถ่ายได้ไม่เกิน {MOST_PICTURES} หน้า โปรดสแกนเป็นไฟล์ PDF ไฟล์เดียว")
    try:
        chunks = [_as_pdf(uploads)] if are_pictures else uploads[0].chunks()
        name = f"{names[0].rpartition('.')[0]}.pdf" if are_pictures else names[0]
        return keep(chunks, name=name, office=office, by=by, accept=_PDF)
    except OSError as error:
        logger.exception("a scan could not be kept")
        raise Refused(NO_ROOM) from error


def _as_pdf(pictures: Sequence[UploadedFile]) -> bytes:
    for picture in pictures:
        if (picture.size or 0) > PHOTOS.max_bytes:
            raise Refused(too_large(PHOTOS.max_bytes))
        picture.seek(0)
    return pdf_of_pictures(cast("IO[bytes]", picture) for picture in pictures)


@transaction.atomic
def record_signed(
    proposal: Proposal,
    signed: ByHand,
    *,
    scans: Mapping[int, StoredFile],
    words_sha256: str,
    by: User,
    confirmation: Confirmation | None = None,
) -> Document:
    """Record that a paper, or its whole bundle, was signed by hand; return its own document.

    `scans` are the kept scans by the keys of the papers, `words_sha256` the fingerprint of all
    the words that were compared with them. Raises Refused as `papers_by_hand`, and when a scan
    is missing; Stale when the words are other ones by now.
    """
    ready = _checked(locked_together(proposal), signed, by=by)
    if shown_fingerprint([one.words for one in ready]) != words_sha256:
        raise Stale("เอกสารเปลี่ยนไปจากที่ท่านตรวจ ระบบจึงยังไม่บันทึก โปรดตรวจกับฉบับสแกนอีกครั้ง")
    if any(one.proposal.pk not in scans for one in ready):
        raise Refused("โปรดเลือกไฟล์สแกนของเอกสารทุกฉบับในชุด")
    signing = Signing(
        user=signed.post.user,
        appointment=signed.post,
        intent=INTENT,
        at=timezone.make_aware(datetime.combine(signed.signed_on, time())),
        confirmation=confirmation or Confirmation(),
        recorded_by=by,
    )
    issued = {
        one.proposal.pk: issue_signed(one, signing, scan=scans[one.proposal.pk]) for one in ready
    }
    tell_signed([one.proposal for one in ready], by=signed.post.user)
    return issued[proposal.pk]
