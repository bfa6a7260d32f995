"""Issuing a paper: its words are frozen, it is signed, and its PDF is handed to the worker."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.models import (
    CODE_LENGTH,
    CODE_LETTERS,
    DOCUMENT_LIFECYCLE,
    Document,
    Signature,
    new_code,
)
from ita_portal.jobs.rules import enqueue, try_again
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.numerals import narrow
from ita_portal.thai.templatetags.thai import time_of

RENDER = "documents.render"
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]")  # spaces, hyphens, dashes, minus


@dataclass(frozen=True)
class Signing:
    """Who signs, by which appointment, with which sentence of intent, and when."""

    user: User
    appointment: Appointment
    intent: str
    at: datetime


def fingerprint(words: Mapping[str, Any]) -> str:
    """Return the SHA-256 of `words` in one fixed spelling (sorted keys, UTF-8)."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def signature_words(appointment: Appointment) -> dict[str, Any]:
    """Return the signature block of a paper that is not signed yet."""
    return {
        "name": appointment.user.full_name,
        "lines": appointment.signature_lines,
        "signed": False,
        "signed_note": "",
    }


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
) -> Document:
    """Issue a signed paper with the frozen `words` and hand its PDF to the worker.

    Runs in the caller's transaction, so that the paper, the caller's decision, the job and the
    trail stand or fall together. `fiscal_year` is Buddhist, `dated_on` Gregorian. The
    signature is kept with the fingerprint of the words that were read and signed.
    """
    code = new_code()
    final = {
        **words,
        "signature": {
            **signature_words(signing.appointment),
            "signed": True,
            "signed_note": f"ลงลายมือชื่ออิเล็กทรอนิกส์ เมื่อ {time_of(signing.at)}",
        },
        "verification": {"code": code, "url": verification_url(code)},
        "draft_mark": "",
    }
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
        issued_by=signing.user,
    )
    Signature.objects.create(
        document=document,
        user=signing.user,
        name=signing.appointment.user.full_name,
        lines=signing.appointment.signature_lines,
        capacity=signing.appointment.capacity,
        order_number=signing.appointment.order_number,
        intent=signing.intent,
        words_sha256=fingerprint(words),
        signed_at=signing.at,
    )
    enqueue(
        task=RENDER,
        subject_id=document.pk,
        key=document.job_key,
        title=f"จัดทำไฟล์ PDF: {document.title}",
        office=office,
    )
    record(
        by=signing.user,
        office=office,
        verb="document.signed",
        subject=document,
        detail={"code": code, "words_sha256": document.words_sha256},
    )
    return document


def verification_url(code: str) -> str:
    """Return the full address of a paper's verification page, as its QR code carries it."""
    return f"{settings.BASE_URL}{reverse('documents:verify', args=[code])}"


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed or read aloud, in its one spelling, or None.

    Small letters, spaces, missing or other hyphens, Thai digits and what copying brings along
    are understood. None means that no paper can have such a code: its length is wrong, or it
    has a letter that codes leave out.
    """
    plain = _BETWEEN.sub("", narrow(typed)).upper()
    if len(plain) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in plain):
        return None
    return "-".join((plain[:4], plain[4:8], plain[8:]))


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
