"""Telling people about proposed papers: what waits for them, came back to them, or was signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.models import Endorsement, Proposal
from ita_portal.documents.rules.together import title_of
from ita_portal.notifications.rules import tell
from ita_portal.organisations.models import User

PURPOSE = "paper"


def tell_turn(papers: Sequence[Proposal], step: Endorsement, people: Iterable[User]) -> None:
    """Tell who may endorse that the papers have come to them; each once for each step."""
    subject = f"เอกสารรอความเห็นชอบของท่าน: {title_of(papers)}"
    _tell(papers, f"endorse:{step.position}", subject, people)


def tell_signatories(papers: Sequence[Proposal], people: Iterable[User]) -> None:
    """Tell who may sign that the papers are ready to be signed."""
    _tell(papers, "sign", f"เอกสารรอลงนาม: {title_of(papers)}", people)


def tell_returned(papers: Sequence[Proposal], *, by: User) -> None:
    """Tell who proposed the papers that they came back, and why."""
    subject = f"เอกสารส่งคืนให้แก้ไข: {title_of(papers)}"
    comment = f"{by.full_name} ส่งคืนด้วยความเห็นว่า “{papers[0].return_comment}”"
    _tell(papers, "returned", subject, [papers[0].submitted_by], comment)


def tell_signed(papers: Sequence[Proposal], *, by: User) -> None:
    """Tell who proposed the papers that they are signed."""
    subject = f"ลงนามแล้ว: {title_of(papers)}"
    said = f"{by.full_name} อนุมัติและลงนามเอกสารที่ท่านเสนอแล้ว"
    _tell(papers, "signed", subject, [papers[0].submitted_by], said)


def _tell(
    papers: Sequence[Proposal], occasion: str, subject: str, people: Iterable[User], said: str = ""
) -> None:
    """Write one message to each person about the papers together, once for the occasion.

    The key names the bundle or the proposal: what is proposed again is told again.
    """
    first = papers[0]
    whole = f"bundle:{first.bundle_id}" if first.bundle_id else f"{PURPOSE}:{first.pk}"
    href = reverse("documents:proposal", args=[first.office.code, first.pk])
    lines = [(said, "")] if said else []
    lines += [(paper.title, href) for paper in papers]
    for person in people:
        tell(
            person,
            key=f"{whole}:{occasion}",
            purpose=PURPOSE,
            subject=subject,
            lines=lines,
            office=first.office,
            day=timezone.localdate(),
        )
