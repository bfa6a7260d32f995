"""Saving a paper that is being written, together with what others have saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, tidied, written_kind
from ita_portal.papers.rules.merging import Merged, Place, merge

GONE = "ร่างนี้ถูกลบไปแล้ว จึงบันทึกไม่ได้ สิ่งที่ท่านกรอกยังอยู่ในหน้านี้ หากยังต้องใช้ โปรดคัดลอกเก็บไว้ แล้วเริ่มร่างใหม่"
ONE_SITTING = timedelta(minutes=15)
"""Savings of one person that follow each other so closely stand as one line of the trail."""


class BothChanged(Stale):
    """Places were changed by two people; `merged` holds the content, and which to decide about."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(
            f"มีผู้อื่นแก้ไข {len(merged.conflicts)} แห่งเดียวกับท่าน ระบบจึงยังไม่บันทึก "
            "สิ่งที่ท่านกรอกยังอยู่ในหน้านี้ โปรดดูทั้งสองข้อความ เลือกแล้วบันทึกอีกครั้ง"
        )
        self.merged = merged


@transaction.atomic
def save_paper(
    paper: Paper,
    *,
    content: Mapping[str, Any],
    base: Mapping[Place, Any],
    by: User,
) -> tuple[Paper, Merged]:
    """Save what was written on a page, together with what others have saved since it was made.

    `base` is what the page was made from. The paper stays as it is, with its revision, when
    nothing is new. Raises BothChanged when a place was changed by two people, Refused when the
    paper is gone, proposed already, or has a text that is too long.
    """
    paper = locked_open(paper)
    kind = written_kind(paper.kind)
    stored = content_of(paper)
    mine = {**stored, **tidied(kind, content)}
    merged = merge(base, mine, stored)
    if merged.conflicts:
        raise BothChanged(merged)
    if merged.content != stored:
        _write(paper, merged.content, by)
    return paper, merged


def locked_open(paper: Paper) -> Paper:
    """Read the paper anew, locked for the rest of the transaction.

    Raises Refused when it is gone, or not open for writing.
    """
    rows = Paper.objects.select_for_update(of=("self",)).select_related("office", "proposal")
    found = rows.filter(pk=paper.pk).first()
    if found is None:
        raise Refused(GONE)
    if not found.is_open:
        raise Refused(f"เอกสารนี้อยู่ในสถานะ “{found.status.label}” จึงแก้ไขไม่ได้")
    return found


def _write(paper: Paper, content: Mapping[str, Any], by: User) -> None:
    fields = dict(content)
    paper.subject, paper.digits = fields.pop("subject"), fields.pop("digits")
    paper.content = fields
    paper.revision += 1
    paper.updated_by = by
    paper.save()
    if not _goes_on(paper, by):
        detail = {"revision": paper.revision, "kind": paper.kind}
        record(by=by, office=paper.office, verb="paper.saved", subject=paper, detail=detail)


def _goes_on(paper: Paper, by: User) -> bool:
    """Tell whether the last that happened to the paper is that this person has just saved it."""
    kind = paper._meta.label_lower
    events = AuditEvent.objects.filter(subject_type=kind, subject_id=str(paper.pk))
    last = events.order_by("-pk").first()
    return (
        last is not None
        and last.verb in {"paper.saved", "paper.begun"}
        and last.by_id == by.pk
        and last.at > timezone.now() - ONE_SITTING
    )
