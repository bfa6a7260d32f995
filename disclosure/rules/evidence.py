"""What is done with evidence: drafting, proposing, accepting, returning, withdrawing.

Only a version that was accepted by somebody else than its author is public; each change of what
is public counts the office's public revision up in its own transaction. After every change the
worker is asked to check what is written.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.models import OITItem
from disclosure.models import EVIDENCE_LIFECYCLE, Evidence, EvidenceStatus
from disclosure.rules.content import Checked, Facts, checked, copy_content, fill
from disclosure.rules.links.checking import ask_links, links_of
from disclosure.rules.links.limits import STILL_FRESH
from disclosure.rules.owners import editors_of
from disclosure.rules.running import ask_checks, ensure_checked, require_answered
from disclosure.rules.sharing import require_new
from disclosure.rules.versions import decide_version, freeze, show, take_down
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, User

Status = Evidence.Status

VERBS = {
    (True, True): "evidence.drafted",
    (True, False): "evidence.changed",
    (False, True): "evidence.proposed",
    (False, False): "evidence.resubmitted",
}
"""Verbs of the trail by whether it is a draft, and whether it is new."""


def propose_evidence(
    item: OITItem, *, office: Office, by: User, is_shared: bool = False, **facts: Unpack[Facts]
) -> Evidence:
    """Propose evidence for an item of the office, as `add_evidence` does it."""
    return add_evidence(
        item, office=office, by=by, as_draft=False, is_shared=is_shared, facts=facts
    )


@transaction.atomic
def add_evidence(
    item: OITItem, *, office: Office, by: User, as_draft: bool, facts: Facts, is_shared: bool
) -> Evidence:
    """Write down evidence for an item, as a draft or proposed; not public before it is accepted.

    The office's row is locked, so the same form sent twice gives one piece. Raises Refused for a
    title or link that may not stand in public, for what stands at the item already, and for a
    file that stands at another item unless `is_shared` says that this is meant.
    """
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    content = checked(office, facts)
    require_new(content, office=office, item=item, is_shared=is_shared)
    last = Evidence.objects.of(office).filter(item=item).aggregate(last=Max("position"))["last"]
    evidence = Evidence(
        office=office, item=item, position=0 if last is None else last + 1, is_shared=is_shared
    )
    _write(evidence, content, by=by, as_draft=as_draft)
    return evidence


def resubmit_evidence(evidence: Evidence, *, by: User, **facts: Unpack[Facts]) -> Evidence:
    """Propose changed evidence again, as `change_evidence` does it."""
    return change_evidence(evidence, by=by, as_draft=False, facts=facts)


@transaction.atomic
def change_evidence(
    evidence: Evidence,
    *,
    by: User,
    as_draft: bool,
    facts: Facts,
    is_shared: bool | None = None,
) -> Evidence:
    """Write evidence anew: a draft, what was returned, or a new version of what is public.

    What is public stays until the new version is accepted. Raises Refused when it waits for a
    decision or was withdrawn, or when it is somebody else's who still works here: who mends it
    could else accept their own words; Stale when it was changed since `evidence` was read.
    """
    seen, evidence = evidence, _locked(evidence)
    EVIDENCE_LIFECYCLE.require(
        Status(evidence.status), Status.DRAFT if as_draft else Status.PROPOSED
    )
    if not may_change(evidence, user=by):
        raise Refused("ผู้ที่เสนอหลักฐานนี้เท่านั้นที่แก้ไขและเสนอใหม่ได้ ท่านเสนอเป็นหลักฐานใหม่แทนได้")
    _require_same_version(evidence, seen)
    content = checked(evidence.office, facts)
    evidence.is_shared = evidence.is_shared if is_shared is None else is_shared
    require_new(
        content,
        office=evidence.office,
        item=evidence.item,
        is_shared=evidence.is_shared,
        but=evidence,
    )
    _write(evidence, content, by=by, as_draft=as_draft)
    return evidence


def may_change(evidence: Evidence, *, user: User, editors: Collection[int] | None = None) -> bool:
    """Tell whether `user`, who may edit, may write it anew.

    What is accepted anybody; a draft and what was returned its author, or anybody once the author
    has no right here any more: a transfer leaves nothing behind that nobody can mend. `editors`
    are the ids of those who have it, where the caller knows them.
    """
    if evidence.status == Status.ACCEPTED or evidence.proposed_by_id == user.pk:
        return True
    here = editors_of(evidence.office) if editors is None else editors
    return evidence.proposed_by_id not in here


@transaction.atomic
def drop_changes(evidence: Evidence, *, by: User) -> Evidence:
    """Go back to the version that is public, from a newer one that is not accepted.

    Raises Refused when nothing is public, nothing is newer, or it is somebody else's who still
    works here.
    """
    evidence = _locked(evidence)
    if not may_change(evidence, user=by):
        raise Refused("ผู้ที่แก้ไขหลักฐานนี้เท่านั้นที่ทิ้งฉบับที่แก้ไขได้")
    shown = evidence.shown or evidence.coming
    if shown is None or evidence.status in {Status.ACCEPTED, Status.WITHDRAWN}:
        raise Refused("ไม่มีฉบับที่แก้ไขค้างอยู่ หรือยังไม่มีฉบับที่เผยแพร่ให้กลับไปใช้")
    decide_version(evidence, Status.WITHDRAWN, comment="", by=by, at=timezone.now())
    copy_content(shown, evidence)
    evidence.status, evidence.comment = Status.ACCEPTED, ""
    evidence.proposed_at, evidence.proposed_by = shown.proposed_at, shown.proposed_by
    evidence.decided_at, evidence.decided_by = shown.decided_at, shown.decided_by
    _save_and_check(evidence)
    _record(evidence, "evidence.dropped", by=by)
    return evidence


def accept_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Accept proposed evidence: from now on, or from its hour on, it is public.

    It is checked first where that has not been done. Raises Refused when it is not proposed, `by`
    is its author, or an error was neither mended nor answered; Stale when another version was
    proposed since `evidence` was read.
    """
    ensure_checked(evidence)
    return _accept(evidence, by=by)


@transaction.atomic
def _accept(seen: Evidence, *, by: User) -> Evidence:
    evidence = _locked(seen)
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.ACCEPTED)
    if evidence.proposed_by_id == by.pk:
        raise Refused("ผู้เสนอหลักฐานรับหลักฐานของตนเองขึ้นเผยแพร่ไม่ได้ ต้องให้ผู้อื่นตรวจและรับ")
    _require_same_version(evidence, seen)
    require_answered(evidence)
    _decide(evidence, Status.ACCEPTED, comment="", by=by)
    _record(evidence, "evidence.accepted", by=by)
    return evidence


@transaction.atomic
def return_evidence(evidence: Evidence, *, comment: str, by: User) -> Evidence:
    """Return proposed evidence to its author with a comment.

    Raises Refused when it is not proposed, without a comment, or when `by` is its author, who
    would withdraw it instead; Stale when another version was proposed since `evidence` was read.
    """
    seen, evidence = evidence, _locked(evidence)
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.RETURNED)
    if evidence.proposed_by_id == by.pk:
        raise Refused("ท่านเป็นผู้เสนอหลักฐานนี้เอง หากไม่ต้องการเสนอแล้วให้ถอนหลักฐาน")
    _require_same_version(evidence, seen)
    _decide(evidence, Status.RETURNED, comment=reason(comment, what_for="ส่งคืน"), by=by)
    _record(evidence, "evidence.returned", by=by)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, comment: str, by: User) -> Evidence:
    """Withdraw evidence with a reason; what was public no longer is, and the row stays.

    Where it was public, the public page says since when and why it is not any more. Raises
    Refused when it is withdrawn already, or without a reason; Stale when its state is no longer
    the one that `evidence` carries, since the right to withdraw hangs on it.
    """
    seen, evidence = evidence, _locked(evidence)
    was_public = evidence.shown_id is not None
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.WITHDRAWN)
    if evidence.status != seen.status:
        raise Stale
    why = reason(comment, what_for="ถอนหลักฐาน")
    take_down(evidence)
    _decide(evidence, Status.WITHDRAWN, comment=why, by=by)
    _record(evidence, "evidence.withdrawn", by=by, was_public=was_public)
    return evidence


def may_withdraw(evidence: Evidence, *, user: User, may: frozenset[Permission]) -> bool:
    """Tell whether `user` has the right: who accepts any, the author what is not public yet."""
    if evidence.status == Status.WITHDRAWN:
        return False
    is_own = evidence.proposed_by_id == user.pk and evidence.status != Status.ACCEPTED
    is_unseen = evidence.shown_id is None and evidence.coming_id is None
    own = is_own and is_unseen and Permission.DISCLOSURE_EDIT in may
    return Permission.DISCLOSURE_ACCEPT in may or own


def _locked(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related(
        "office", "item__framework", "proposed_by", "file", "shown", "coming"
    )
    return rows.get(pk=evidence.pk)


def _require_same_version(evidence: Evidence, seen: Evidence) -> None:
    if evidence.proposed_at != seen.proposed_at:
        raise Stale


def _write(evidence: Evidence, content: Checked, *, by: User, as_draft: bool) -> None:
    is_new = evidence.pk is None
    fill(evidence, content)
    evidence.status = Status.DRAFT if as_draft else Status.PROPOSED
    evidence.proposed_at, evidence.proposed_by = timezone.now(), by
    evidence.decided_at, evidence.decided_by, evidence.comment = None, None, ""
    _save_and_check(evidence)
    if not as_draft:
        freeze(evidence)
        evidence.save(update_fields=["number"])
    _record(evidence, VERBS[as_draft, is_new], by=by)


def _save_and_check(evidence: Evidence) -> None:
    evidence.checks_asked += 1
    evidence.save()
    ask_checks(evidence)
    links = links_of(evidence, shown=False)
    ask_links(evidence.office, links, unless_within=STILL_FRESH, is_urgent=True)


def _decide(evidence: Evidence, status: EvidenceStatus, *, comment: str, by: User) -> None:
    now = timezone.now()
    evidence.status, evidence.comment = status, comment
    evidence.decided_at, evidence.decided_by = now, by
    version = decide_version(evidence, status, comment=comment, by=by, at=now)
    if status == Status.ACCEPTED and version is not None:
        show(evidence, version, at=now)
    evidence.save()


def _record(evidence: Evidence, verb: str, *, by: User, **more: bool) -> None:
    """Write the trail with the version decided about, since the row itself may change later."""
    detail = {**_told(evidence), **more}
    record(by=by, office=evidence.office, verb=verb, subject=evidence, detail=detail)


def _told(evidence: Evidence) -> dict[str, object]:
    told: dict[str, object] = {"item": evidence.item_id, "title": evidence.title}
    if evidence.kind == Evidence.Kind.LINK:
        told["url"] = evidence.url
    elif evidence.file is not None:
        told |= {"file": evidence.file.name, "sha256": evidence.file.sha256}
    else:
        told["text"] = evidence.text
    if evidence.comment:
        told["comment"] = evidence.comment
    return told
