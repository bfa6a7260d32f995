"""What is done with evidence: proposing, accepting, returning, withdrawing.

Only what was accepted by somebody else than its author is public; each change of what is public
counts the office's public revision up in its own transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.models import OITItem
from disclosure.models import EVIDENCE_LIFECYCLE, Evidence, EvidenceStatus
from disclosure.rules.wording import meaningful_title, reason, safe_link, whole_text
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.organisations.rules import touch_public

Status = Evidence.Status


@dataclass(frozen=True)
class _Content:
    """What a piece of evidence holds, checked."""

    kind: str
    title: str
    url: str
    text: str
    owner: OfficeGroup | None


@transaction.atomic
def propose_evidence(
    item: OITItem,
    *,
    office: Office,
    kind: str,
    title: str,
    url: str = "",
    text: str = "",
    owner: OfficeGroup | None = None,
    by: User,
) -> Evidence:
    """Propose a link or a text for an item of the office; not public before it is accepted.

    The office's row is locked, so the same form sent twice gives one piece. Raises Refused for a
    title or link that may not stand in public, and for what stands at the item already.
    """
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    content = _checked(office, kind=kind, title=title, url=url, text=text, owner=owner)
    at_item = Evidence.objects.of(office).filter(item=item)
    same = at_item.filter(url=content.url, text=content.text).exclude(status=Status.WITHDRAWN)
    if same.exists():
        raise Refused("หลักฐานนี้มีอยู่ในข้อนี้แล้ว จึงไม่ได้เพิ่มซ้ำ")
    last = at_item.aggregate(last=Max("position"))["last"]
    evidence = Evidence.objects.create(
        office=office,
        item=item,
        position=0 if last is None else last + 1,
        proposed_at=timezone.now(),
        proposed_by=by,
        kind=content.kind,
        title=content.title,
        url=content.url,
        text=content.text,
        owner=content.owner,
    )
    _record(evidence, "evidence.proposed", by=by)
    return evidence


@transaction.atomic
def resubmit_evidence(
    evidence: Evidence,
    *,
    kind: str,
    title: str,
    url: str = "",
    text: str = "",
    owner: OfficeGroup | None = None,
    by: User,
) -> Evidence:
    """Propose returned evidence again, mended.

    Raises Refused when it is not returned, or by somebody else than its author: who mends it
    could else accept their own words; Stale when it was proposed again since `evidence` was read.
    """
    seen, evidence = evidence, _locked(evidence)
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.PROPOSED)
    if evidence.proposed_by_id != by.pk:
        raise Refused("ผู้ที่เสนอหลักฐานนี้เท่านั้นที่แก้ไขและเสนอใหม่ได้ ท่านเสนอเป็นหลักฐานใหม่แทนได้")
    _require_same_version(evidence, seen)
    content = _checked(evidence.office, kind=kind, title=title, url=url, text=text, owner=owner)
    evidence.kind, evidence.title, evidence.owner = content.kind, content.title, content.owner
    evidence.url, evidence.text = content.url, content.text
    evidence.status, evidence.proposed_at = Status.PROPOSED, timezone.now()
    evidence.decided_at, evidence.decided_by, evidence.comment = None, None, ""
    evidence.save()
    _record(evidence, "evidence.resubmitted", by=by)
    return evidence


@transaction.atomic
def accept_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Accept proposed evidence: from now on it is public.

    Raises Refused when it is not proposed, or `by` is its author; Stale when another version was
    proposed since `evidence` was read.
    """
    seen, evidence = evidence, _locked(evidence)
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.ACCEPTED)
    if evidence.proposed_by_id == by.pk:
        raise Refused("ผู้เสนอหลักฐานรับหลักฐานของตนเองขึ้นเผยแพร่ไม่ได้ ต้องให้ผู้อื่นตรวจและรับ")
    _require_same_version(evidence, seen)
    _decide(evidence, Status.ACCEPTED, comment="", by=by)
    _record(evidence, "evidence.accepted", by=by)
    touch_public(evidence.office_id)
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

    Raises Refused when it is withdrawn already, or without a reason; Stale when its state is no
    longer the one that `evidence` carries, since the right to withdraw hangs on it.
    """
    seen, evidence = evidence, _locked(evidence)
    was_public = evidence.status == Status.ACCEPTED
    EVIDENCE_LIFECYCLE.require(Status(evidence.status), Status.WITHDRAWN)
    if evidence.status != seen.status:
        raise Stale
    _decide(evidence, Status.WITHDRAWN, comment=reason(comment, what_for="ถอนหลักฐาน"), by=by)
    _record(evidence, "evidence.withdrawn", by=by, was_public=was_public)
    if was_public:
        touch_public(evidence.office_id)
    return evidence


def may_withdraw(evidence: Evidence, *, user: User, may: frozenset[Permission]) -> bool:
    """Tell whether `user` has the right: who accepts any, the author what is not public yet."""
    if evidence.status == Status.WITHDRAWN:
        return False
    is_own = evidence.proposed_by_id == user.pk and evidence.status != Status.ACCEPTED
    return Permission.DISCLOSURE_ACCEPT in may or (is_own and Permission.DISCLOSURE_EDIT in may)


def _locked(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("office")
    return rows.get(pk=evidence.pk)


def _checked(
    office: Office, *, kind: str, title: str, url: str, text: str, owner: OfficeGroup | None
) -> _Content:
    if owner is not None and owner.office_id != office.pk:
        raise ValueError(f"group {owner.pk} is not of office {office.code}")
    title = meaningful_title(title)
    if kind == Evidence.Kind.LINK:
        return _Content(kind, title, safe_link(url), "", owner)
    text = whole_text(text)
    if not text:
        raise Refused("กรุณาเขียนข้อความที่จะเผยแพร่")
    return _Content(str(Evidence.Kind(kind)), title, "", text, owner)


def _require_same_version(evidence: Evidence, seen: Evidence) -> None:
    if evidence.proposed_at != seen.proposed_at:
        raise Stale


def _decide(evidence: Evidence, status: EvidenceStatus, *, comment: str, by: User) -> None:
    evidence.status, evidence.comment = status, comment
    evidence.decided_at, evidence.decided_by = timezone.now(), by
    evidence.save(update_fields=["status", "comment", "decided_at", "decided_by"])


def _record(evidence: Evidence, verb: str, *, by: User, **more: bool) -> None:
    """Write the trail with the version decided about, since the row itself may change later."""
    detail = {**_told(evidence), **more}
    record(by=by, office=evidence.office, verb=verb, subject=evidence, detail=detail)


def _told(evidence: Evidence) -> dict[str, object]:
    told: dict[str, object] = {"item": evidence.item_id, "title": evidence.title}
    if evidence.kind == Evidence.Kind.LINK:
        told["url"] = evidence.url
    else:
        told["text"] = evidence.text
    if evidence.comment:
        told["comment"] = evidence.comment
    return told
