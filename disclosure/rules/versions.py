"""The versions of evidence: what was proposed, what was decided, which one the public sees."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from disclosure.models import Evidence, EvidenceStatus, EvidenceVersion
from disclosure.rules.content import copy_content
from disclosure.rules.search.placing import place_evidence, remove_evidence
from ita_portal.audit.rules import record
from ita_portal.organisations.models import User
from ita_portal.organisations.rules import touch_public


def freeze(evidence: Evidence) -> EvidenceVersion:
    """Keep the proposed content as the next version; the caller saves the evidence."""
    evidence.number += 1
    version = EvidenceVersion(
        evidence=evidence,
        number=evidence.number,
        proposed_at=evidence.proposed_at,
        proposed_by=evidence.proposed_by,
    )
    copy_content(evidence, version)
    version.save(force_insert=True)
    return version


def decide_version(
    evidence: Evidence, status: EvidenceStatus, *, comment: str, by: User, at: datetime
) -> EvidenceVersion | None:
    """Note what was decided about the version that was proposed; None when none is open."""
    version = evidence.versions.filter(number=evidence.number, status="proposed").first()
    if version is None:
        return None
    version.status, version.comment = status, comment
    version.decided_at, version.decided_by = at, by
    version.save(update_fields=["status", "comment", "decided_at", "decided_by"])
    return version


def show(evidence: Evidence, version: EvidenceVersion, *, at: datetime) -> None:
    """Let the public see an accepted version: at once, or from its hour on.

    Until its hour the version before it stays. The caller saves the evidence.
    """
    if version.publish_at and version.publish_at > at:
        evidence.coming, evidence.coming_at = version, version.publish_at
        return
    _put_up(evidence, version, at=at)


def _put_up(evidence: Evidence, version: EvidenceVersion, *, at: datetime) -> None:
    evidence.shown, evidence.shown_at = version, at
    evidence.coming, evidence.coming_at = None, None
    evidence.was_public = True
    place_evidence(evidence, version)
    touch_public(evidence.office_id)


def take_down(evidence: Evidence) -> None:
    """Take away what the public sees or would see; the caller saves the evidence."""
    if evidence.shown_id is not None:
        touch_public(evidence.office_id)
    remove_evidence(evidence)
    evidence.shown, evidence.shown_at = None, None
    evidence.coming, evidence.coming_at = None, None


def publish_due(*, office_id: int | None = None) -> int:
    """Show every accepted version whose hour has come, of one office or of all; return how many.

    Called by the public pages before they are read, and each minute by the scheduler: so what is
    due appears with and without a worker. Safe to repeat and at the same time.
    """
    due = Evidence.objects.filter(coming_at__lte=timezone.now())
    if office_id is not None:
        due = due.filter(office_id=office_id)
    return sum(_publish(pk) for pk in list(due.order_by("coming_at").values_list("pk", flat=True)))


@transaction.atomic
def _publish(pk: int) -> int:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("coming", "office")
    evidence = rows.filter(pk=pk, coming_at__lte=timezone.now()).first()
    if evidence is None or evidence.coming is None or evidence.coming_at is None:
        return 0  # another was quicker
    version, at = evidence.coming, evidence.coming_at
    _put_up(evidence, version, at=at)
    evidence.save(update_fields=["shown", "shown_at", "coming", "coming_at", "was_public"])
    record(by=None, office=evidence.office, verb="evidence.published", subject=evidence)
    return 1
