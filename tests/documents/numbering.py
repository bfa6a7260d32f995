"""Papers with numbers, for the tests of numbers and of signing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from ita_portal.documents.kinds import ORDER
from ita_portal.documents.models import Document, PaperNumber, PaperSettings, Proposal
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.together import shown_fingerprint, together
from ita_portal.organisations.models import Office, User
from tests.factories.documents import propose_paper, words

NEW_YEAR = "2025-12-31T17:00:00Z"
"""The first moment of 2569 in Bangkok."""
OLD_YEAR = "2025-12-31T16:59:59Z"


def propose_order(office: Office, by: User, **changes: Any) -> Proposal:
    """Propose an order, which cannot be signed without a number."""
    facts = {"kind": ORDER, "title": "แต่งตั้งคณะกรรมการวิเคราะห์ผล", "words": words()}
    return propose_paper(office, by, **{**facts, **changes})


def numbered_by(office: Office, mode: str, *, by: User, kind: str = "order", **more: Any) -> None:
    """Set who gives the numbers of a kind in the office."""
    facts = {"numbering": mode, "updated_by": by, **more}
    PaperSettings.objects.update_or_create(office=office, kind=kind, defaults=facts)


def shown_to(person: User, proposal: Proposal, on: date | None = None) -> str:
    """Return the fingerprint of what the page shows to who decides."""
    on = on or timezone.localdate()
    papers = together(proposal)
    return shown_fingerprint([words_to_sign(paper, by=person, on=on) for paper in papers])


def sign(proposal: Proposal, person: User) -> Document:
    """Read and sign the paper, or its whole bundle."""
    return approve(proposal, words_sha256=shown_to(person, proposal), by=person)


def texts(state: str | None = None) -> list[str]:
    """Return the numbers of all registers, lowest first; in one state, or all."""
    rows = PaperNumber.objects.filter(**({"state": state} if state else {}))
    return list(rows.order_by("year", "number", "text").values_list("text", flat=True))
