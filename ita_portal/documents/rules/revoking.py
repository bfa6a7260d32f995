"""Revoking a signed paper: it stays where it is, and says from then on that it does not hold."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.models import Document
from ita_portal.documents.rules.signing import signing_post
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.text import clean

LONGEST_REASON = 500


@transaction.atomic
def revoke(document: Document, *, reason: str, by: User) -> Document:
    """Revoke a signed paper, saying why; its address, number and words stay.

    What it had replaced does not hold again by that. Raises Refused when it is revoked already,
    when `by` may not sign for the office today, or the reason is missing or too long.
    """
    reason = checked_reason(reason)
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.revoked_at:
        raise Refused("เอกสารฉบับนี้ถูกยกเลิกไปแล้ว")
    post = signing_post(document.office, by=by, on=timezone.localdate())
    document.revoked_at, document.revoked_by = timezone.now(), by
    document.revoke_reason = reason
    document.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    detail = {"code": document.code, "reason": reason, "as": post.signature_lines}
    record(by=by, office=document.office, verb="document.revoked", subject=document, detail=detail)
    touch_public(document.office_id)
    return document


def checked_reason(reason: str) -> str:
    """Return the reason in one line. Raises Refused when it is missing or too long."""
    reason = " ".join(clean(reason).split())
    if not reason:
        raise Refused("โปรดเขียนเหตุที่ยกเลิกเอกสาร ข้อความนี้จะแสดงต่อสาธารณะ")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"เหตุที่ยกเลิกยาวเกิน {LONGEST_REASON} ตัวอักษร โปรดย่อให้สั้นลง")
    return reason
