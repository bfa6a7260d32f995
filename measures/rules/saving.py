"""Saving the draft of a plan: as a whole, or brought together with what others have saved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, OfficeGroup, User
from measures.models import Plan
from measures.rules.content import PlanContent
from measures.rules.findings import result_before
from measures.rules.merging import Base, Merged, merge
from measures.rules.rows import content_of, write_rows

GONE = (
    "มีผู้ยกเลิกการปรับแผนฉบับนี้ไปแล้ว จึงบันทึกไม่ได้ สิ่งที่ท่านกรอกยังอยู่ในหน้านี้ "
    "หากยังต้องใช้ โปรดคัดลอกเก็บไว้ แล้วเริ่มปรับแผนใหม่"
)
ONE_SITTING = timedelta(minutes=15)
"""Savings of one person that follow each other so closely stand as one line of the trail."""


class BothChanged(Stale):
    """Rows were changed by two people; `merged` holds the plan, and which rows to decide about."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(
            f"มีผู้อื่นแก้ไข {len(merged.conflicts)} แห่งเดียวกับท่าน ระบบจึงยังไม่บันทึก "
            "สิ่งที่ท่านกรอกยังอยู่ในหน้านี้ โปรดดูทั้งสองข้อความ เลือกแล้วบันทึกอีกครั้ง"
        )
        self.merged = merged


@transaction.atomic
def save_plan(plan: Plan, *, content: PlanContent, expected_revision: int, by: User) -> Plan:
    """Save a plan as it was written, complete or not; rows known by key are kept in place.

    Raises Stale when it was saved since `expected_revision`, Refused when it is not open for
    editing or names a group that is not the office's.
    """
    plan = locked_open(plan)
    if plan.revision != expected_revision:
        raise Stale
    _write(plan, content, by)
    return plan


@transaction.atomic
def save_merged(
    plan: Plan, *, content: PlanContent, base: Base, by: User, unchanged: Collection[UUID] = ()
) -> Plan:
    """Save what was written on a page, together with what others have saved since it was made.

    `base` is what the page was made from, `unchanged` the rows that count as not changed there.
    The plan stays as it is, with its revision, when nothing is new. Raises BothChanged when a row
    was changed by two people, Refused as `save_plan`.
    """
    plan = locked_open(plan)
    saved = content_of(plan)
    merged = merge(base, content, saved, unchanged=unchanged)
    if merged.conflicts:
        raise BothChanged(merged)
    if merged.content != saved:
        _write(plan, merged.content, by)
    return plan


def locked(plan: Plan) -> Plan:
    """Read the plan anew with all its parts, locked for the rest of the transaction.

    Raises Refused when it is gone: a new version may be given up while others write in it.
    """
    if Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk).first() is None:
        raise Refused(GONE)
    return Plan.objects.for_page().get(pk=plan.pk)


def locked_open(plan: Plan) -> Plan:
    """Read the plan as `locked` does. Raises Refused as well when it is not open for editing."""
    plan = locked(plan)
    if not plan.is_open:
        raise Refused(f"แผนนี้อยู่ในสถานะ “{plan.status.label}” จึงแก้ไขไม่ได้")
    return plan


def _write(plan: Plan, content: PlanContent, by: User) -> None:
    _require_own_groups(plan.office, content)
    if plan.result_id is None:
        plan.result = result_before(plan.office, plan.fiscal_year)
    plan.subject, plan.layout = content.subject, content.layout
    plan.opening, plan.closing = content.opening, content.closing
    plan.basis = content.basis or plan.basis
    plan.revision += 1
    plan.save()
    write_rows(plan, content)
    if not _goes_on(plan, by):
        detail = {"revision": plan.revision, "measures": len(list(content.measures()))}
        record(by=by, office=plan.office, verb="plan.saved", subject=plan, detail=detail)


def _goes_on(plan: Plan, by: User) -> bool:
    """Tell whether the last that happened to the plan is that the same person has just saved it."""
    events = AuditEvent.objects.filter(subject_type=plan._meta.label_lower, subject_id=str(plan.pk))
    last = events.order_by("-pk").first()
    return (
        last is not None
        and last.verb == "plan.saved"
        and last.by_id == by.pk
        and last.at > timezone.now() - ONE_SITTING
    )


def _require_own_groups(office: Office, content: PlanContent) -> None:
    named = {pk for measure in content.measures() for pk in measure.owner_ids}
    own = set(OfficeGroup.objects.filter(office=office).values_list("pk", flat=True))
    if named - own:
        raise Refused("มีกลุ่มผู้รับผิดชอบที่ไม่ใช่กลุ่มของสำนักงานนี้ โปรดเลือกใหม่")
