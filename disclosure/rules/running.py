"""Running the checks over a piece of evidence, and keeping what they found with its answers."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from disclosure.models import Evidence, EvidenceFinding, Severity
from disclosure.rules.engine import Found, check
from disclosure.rules.links.findings import with_links
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.jobs.rules import enqueue
from ita_portal.organisations.models import User

logger = logging.getLogger(__name__)

TASK = "disclosure.check"
ANSWERED = frozenset({Evidence.Status.PROPOSED, Evidence.Status.ACCEPTED})
"""Where evidence stands when its findings may be answered."""
FAILED = Found(
    code="file",
    severity=Severity.WARNING,
    message="ระบบตรวจหลักฐานนี้ไม่สำเร็จ จึงยังไม่ทราบว่ามีสิ่งใดต้องแก้",
    mend="โปรดเปิดอ่านหลักฐานด้วยตนเองก่อนรับ และแจ้งผู้ดูแลระบบ",
)


def ask_checks(evidence: Evidence, *, occasion: str = "") -> None:
    """Ask the worker to check the evidence, in the caller's transaction; once a change.

    `occasion` names another reason to check the same content again, such as a day.
    """
    enqueue(
        task=TASK,
        subject_id=evidence.pk,
        key=f"{TASK}:{evidence.pk}:{evidence.checks_asked}{occasion and f':{occasion}'}",
        title=f"ตรวจหลักฐาน {evidence.title}",
        office=evidence.office,
    )


def run_checks(evidence_id: int) -> None:
    """Check a piece of evidence and keep what was found. Safe to repeat and at the same time.

    What was changed meanwhile is left to the job of that change. Does nothing for a piece that
    was withdrawn.
    """
    rows = Evidence.objects.live().select_related("office", "item__framework", "file", "owner")
    evidence = rows.filter(pk=evidence_id).first()
    if evidence is not None:
        _keep(evidence, with_links(evidence, check(evidence)))


def note_failure(evidence_id: int) -> None:
    """Say at the evidence that it could not be checked, so that nobody waits for it."""
    evidence = Evidence.objects.filter(pk=evidence_id).first()
    if evidence is not None:
        _keep(evidence, [FAILED])


def ensure_checked(evidence: Evidence) -> None:
    """Check at once what no worker has checked yet. Nothing is raised: a check that breaks says so
    as a finding.
    """
    fresh = Evidence.objects.filter(pk=evidence.pk).first()
    if fresh is None or not fresh.is_being_checked:
        return
    try:
        run_checks(evidence.pk)
    except Exception:
        logger.exception("evidence %s could not be checked", evidence.pk)
        note_failure(evidence.pk)


@transaction.atomic
def _keep(evidence: Evidence, found: Sequence[Found]) -> None:
    """Keep the findings in place of those of before, unless the content changed meanwhile."""
    now = timezone.now()
    held = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if held.checks_asked != evidence.checks_asked:
        return
    known = {finding.mark: finding for finding in held.findings.all()}
    standing = []
    for position, one in enumerate(found):
        mark = _mark(one)
        finding = known.get(mark) or EvidenceFinding(evidence=held, mark=mark, found_at=now)
        finding.position, finding.gone_at = position, None
        finding.code, finding.severity = one.code, one.severity
        finding.message, finding.place, finding.mend = one.message, one.where[:500], one.mend
        known[mark] = finding
        finding.save()
        standing.append(finding.pk)
    held.findings.filter(gone_at__isnull=True).exclude(pk__in=standing).update(gone_at=now)
    held.checks_done, held.checked_at = evidence.checks_asked, now
    held.save(update_fields=["checks_done", "checked_at"])


def _mark(found: Found) -> str:
    what = (found.same_as,) if found.same_as else (found.message, found.where)
    told = "\n".join((found.code, found.severity, *what))
    return hashlib.sha256(told.encode()).hexdigest()


def open_errors(evidence: Evidence) -> int:
    """Return how many errors stand that nobody has answered for the present version."""
    return (
        evidence.findings.filter(gone_at__isnull=True, severity=Severity.ERROR)
        .exclude(answered_for=evidence.number)
        .count()
    )


def require_answered(evidence: Evidence) -> None:
    """Raise Refused while an error was neither mended nor answered, or checks are under way."""
    if evidence.is_being_checked:
        raise Refused("ระบบกำลังตรวจหลักฐานนี้ โปรดรอสักครู่แล้วดูผลก่อนรับ")
    if errors := open_errors(evidence):
        raise Refused(
            f"ยังมีข้อผิดพลาดที่ตรวจพบ {errors} จุด ต้องส่งคืนให้แก้ไข หรือเขียนคำชี้แจงทุกจุดก่อนรับขึ้นเผยแพร่"
        )


@transaction.atomic
def answer_finding(finding: EvidenceFinding, *, words: str, by: User) -> EvidenceFinding:
    """Answer a finding with a reason, in place of mending it.

    What was accepted can be answered too: a check of a later night may find more in it. Raises
    Refused for a draft and what was returned or withdrawn, by its author, or without a reason. A
    newer answer takes the place of the older, which stays in the trail.
    """
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("office")
    evidence = rows.get(pk=finding.evidence_id)
    finding = evidence.findings.get(pk=finding.pk)
    if evidence.status not in ANSWERED:
        raise Refused("ชี้แจงได้เฉพาะหลักฐานที่รอรับขึ้นเผยแพร่ หรือที่รับแล้ว")
    if evidence.proposed_by_id == by.pk:
        raise Refused("ผู้เสนอชี้แจงข้อผิดพลาดของตนเองไม่ได้ ผู้ที่จะรับหลักฐานเป็นผู้ชี้แจง")
    finding.answer = reason(words, what_for="ไม่ต้องแก้ไข")
    finding.answered_for = evidence.number
    finding.answered_at, finding.answered_by = timezone.now(), by
    finding.save()
    detail = {"finding": finding.message, "answer": finding.answer, "version": evidence.number}
    record(
        by=by,
        office=evidence.office,
        verb="evidence.finding_answered",
        subject=evidence,
        detail=detail,
    )
    return finding
