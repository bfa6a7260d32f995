"""Issuing a paper: its words are frozen, it is signed, and its PDF is handed to the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.models import (
    DOCUMENT_LIFECYCLE,
    Document,
    Signature,
    SignatureMethod,
)
from ita_portal.documents.rules.words import fingerprint, signature_words
from ita_portal.errors import Refused
from ita_portal.files.models import StoredFile
from ita_portal.jobs.rules import enqueue, try_again
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.templatetags.thai import time_of

RENDER = "documents.render"


@dataclass(frozen=True)
class Confirmation:
    """From where somebody confirmed a deed: the address, and what the browser says it is."""

    address: str | None = None
    device: str = ""


@dataclass(frozen=True)
class Signing:
    """Who signs, by which appointment, with which sentence of intent, when and from where.

    Of a paper that was signed by hand, `recorded_by` is who keeps its scan in the portal.
    """

    user: User
    appointment: Appointment
    intent: str
    at: datetime
    confirmation: Confirmation = field(default_factory=Confirmation)
    recorded_by: User | None = None

    @property
    def note(self) -> str:
        """What stands in the place of the signature."""
        if self.recorded_by:
            return "ลงลายมือชื่อบนกระดาษ"
        return f"ลงลายมือชื่ออิเล็กทรอนิกส์ เมื่อ {time_of(self.at)}"


@transaction.atomic
def issue(
    *,
    kind: DocumentKind,
    office: Office,
    fiscal_year: int,
    title: str,
    words: Mapping[str, Any],
    dated_on: date,
    signing: Signing,
    code: str,
    scan: StoredFile | None = None,
) -> Document:
    """Issue a signed paper with the frozen `words` and hand its PDF to the worker.

    Runs in the caller's transaction, so that the paper, the caller's decision, the job and the
    trail stand or fall together. `fiscal_year` is Buddhist, `dated_on` Gregorian. The words are
    those that were read (see `words_as_signed`); the paper adds to them that it is signed, and
    the signature is kept with their fingerprint. `scan` is the paper that was signed by hand.
    """
    block = {**signature_words(signing.appointment), "signed": True, "signed_note": signing.note}
    final = {**words, "signature": block}
    document = Document.objects.create(
        office=office,
        kind=kind.code,
        code=code,
        fiscal_year=fiscal_year,
        title=title,
        words=final,
        words_sha256=fingerprint(final),
        duties=list(kind.duties),
        dated_on=dated_on,
        number_text=words["number"],
        issued_by=signing.recorded_by or signing.user,
        scan=scan,
    )
    _keep_signature(document, signing, words_sha256=fingerprint(words))
    enqueue(
        task=RENDER,
        subject_id=document.pk,
        key=document.job_key,
        title=f"จัดทำไฟล์ PDF: {document.title}",
        office=office,
    )
    detail = {"code": code, "words_sha256": document.words_sha256, "number": document.number_text}
    verb = "document.recorded" if signing.recorded_by else "document.signed"
    record(by=document.issued_by, office=office, verb=verb, subject=document, detail=detail)
    return document


def _keep_signature(document: Document, signing: Signing, *, words_sha256: str) -> None:
    post = signing.appointment
    on_paper = signing.recorded_by is not None
    Signature.objects.create(
        document=document,
        user=signing.user,
        name=post.user.full_name,
        lines=post.signature_lines,
        capacity=post.capacity,
        order_number=post.order_number,
        intent=signing.intent,
        words_sha256=words_sha256,
        signed_at=signing.at,
        method=SignatureMethod.PAPER if on_paper else SignatureMethod.ELECTRONIC,
        confirmed_from=signing.confirmation.address,
        device=signing.confirmation.device,
        recorded_by=signing.recorded_by,
    )


@transaction.atomic
def supersede(document: Document, *, with_paper: Document, by: User) -> Document:
    """Note on a signed paper that `with_paper` was issued in its place; both keep their addresses.

    Raises Refused when another one has taken its place already.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.replaced_by_id is not None:
        raise Refused("เอกสารฉบับเดิมมีฉบับใหม่แทนที่แล้ว โปรดเปิดฉบับล่าสุดก่อน")
    document.replaced_by = with_paper
    document.save(update_fields=["replaced_by"])
    detail = {"code": document.code, "replaced_by": with_paper.code}
    record(
        by=by, office=document.office, verb="document.superseded", subject=document, detail=detail
    )
    touch_public(document.office_id)
    return document


@transaction.atomic
def render_again(document: Document, *, by: User) -> Document:
    """Hand a failed PDF to the worker once more. Raises Refused when it has not failed."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    DOCUMENT_LIFECYCLE.require(Document.Status(document.status), Document.Status.PENDING)
    document.status = Document.Status.PENDING
    document.save(update_fields=["status"])
    try_again(document.job_key)
    record(by=by, office=document.office, verb="document.render_again", subject=document)
    touch_public(document.office_id)
    return document
