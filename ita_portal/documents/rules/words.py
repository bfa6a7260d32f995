"""The words of a paper: their fingerprint, and what they gain when it is going to be signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ita_portal.documents.rules.codes import verification_url
from ita_portal.organisations.models import Appointment
from ita_portal.thai.dates import full_date


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


def verification_words(code: str) -> dict[str, str]:
    """Return what a paper shows by which anybody can check it; its QR is drawn from the address."""
    return {"code": code, "url": verification_url(code)}


def dated_and_signed(
    words: Mapping[str, Any], *, dated_on: date, appointment: Appointment
) -> dict[str, Any]:
    """Return the settled `words` with the day and the block of who is going to sign."""
    return {**words, "dated": full_date(dated_on), "signature": signature_words(appointment)}


def words_as_signed(
    words: Mapping[str, Any],
    *,
    dated_on: date,
    appointment: Appointment,
    number: str,
    code: str,
) -> dict[str, Any]:
    """Return the settled `words` with all that comes before a signature, and no mark of a draft.

    Besides day and block these are the number ("" without), and how to check the paper when it
    shows its `code` ("" when it does not).
    """
    return {
        **dated_and_signed(words, dated_on=dated_on, appointment=appointment),
        "number": number,
        "verification": verification_words(code) if code else None,
        "draft_mark": "",
    }
