"""From a draft to the office's word and back: confirmed, locked, each with who and when."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessments.models import RESULT_LIFECYCLE, Result
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results.reading import (
    detailed_of,
    has_scores,
    kept_total,
    total_of,
)
from assessments.rules.results.told import compare
from assessments.rules.results.writing import figures, require_revision
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.organisations.rules import touch_public

INCOMPLETE = (
    "คะแนนตัวชี้วัดยังไม่ครบ (มี {have} จาก {need} ตัวชี้วัด) "
    "โปรดกรอกให้ครบ หรือกรอกเฉพาะคะแนนรวมที่ได้รับแจ้ง แล้วจึงยืนยัน"
)
NOTHING_ENTERED = "ยังไม่มีคะแนน โปรดกรอกคะแนนตัวชี้วัดให้ครบ หรือกรอกคะแนนรวมที่ได้รับแจ้ง แล้วจึงยืนยัน"
DIFFERS = (
    "ผลที่ได้รับแจ้งไม่ตรงกับผลที่คำนวณได้ (คะแนนรวม {total} ระดับ {level}) "
    "โปรดตรวจสอบคะแนน หรือกรอกคำชี้แจงก่อนยืนยัน"
)
NO_REASON = "โปรดระบุเหตุผลที่เปิดให้แก้ไขคะแนนที่ยืนยันแล้ว"
NO_REASON_TO_UNLOCK = "โปรดระบุเหตุผลที่ปลดล็อกคะแนน"
NOT_LOCKED = "ขณะนี้สถานะเป็น “{status}” จึงไม่ต้องปลดล็อก อาจมีผู้ปลดล็อกไปก่อนแล้ว โปรดตรวจสอบสถานะล่าสุด"
LOCKED = "คะแนนปีนี้ล็อกแล้ว โปรดปลดล็อกพร้อมเหตุผลก่อน"


@transaction.atomic
def confirm_result(result: Result, *, expected_revision: int, by: User) -> Result:
    """Confirm a year's result, which from then on is the office's word.

    Raises Stale when somebody changed it meanwhile; Refused when it is confirmed already, when
    indicators are missing and no total stands alone, or when what was told differs by more than
    0.01 (or in its level) from what is computed and nobody has answered for that.
    """
    result = _held(result)
    _refuse_locked(result)
    RESULT_LIFECYCLE.require(Result.Status(result.status), Result.Status.CONFIRMED)
    require_revision(result.revision, expected_revision)
    _require_complete(result)
    _require_answered(result)
    result.status = Result.Status.CONFIRMED
    result.confirmed_at = timezone.now()
    result.confirmed_by = by
    result.total, result.level = kept_total(result)
    result.revision += 1
    result.save(
        update_fields=["status", "confirmed_at", "confirmed_by", "total", "level", "revision"]
    )
    record(
        by=by, office=result.office, verb="result.confirmed", subject=result, detail=figures(result)
    )
    touch_public(result.office_id)
    return result


@transaction.atomic
def reopen_result(result: Result, *, reason: str, by: User) -> Result:
    """Open a confirmed result for correction; it is a draft again.

    Raises Refused without a reason, or when the result is a draft or locked.
    """
    result = _held(result)
    _refuse_locked(result)
    RESULT_LIFECYCLE.require(Result.Status(result.status), Result.Status.DRAFT)
    if not reason.strip():
        raise Refused(NO_REASON)
    result.status = Result.Status.DRAFT
    result.confirmed_at = None
    result.confirmed_by = None
    result.revision += 1
    result.save(update_fields=["status", "confirmed_at", "confirmed_by", "revision"])
    _record_reason(result, "result.reopened", reason, by)
    touch_public(result.office_id)
    return result


@transaction.atomic
def lock_result(result: Result, *, expected_revision: int, by: User) -> Result:
    """Lock a confirmed result, so that it cannot be opened again without being unlocked.

    Raises Refused when the result is not confirmed, Stale when it changed meanwhile.
    """
    result = _held(result)
    RESULT_LIFECYCLE.require(Result.Status(result.status), Result.Status.LOCKED)
    require_revision(result.revision, expected_revision)
    result.status = Result.Status.LOCKED
    result.locked_at = timezone.now()
    result.locked_by = by
    result.revision += 1
    result.save(update_fields=["status", "locked_at", "locked_by", "revision"])
    record(
        by=by, office=result.office, verb="result.locked", subject=result, detail=figures(result)
    )
    return result


@transaction.atomic
def unlock_result(result: Result, *, reason: str, by: User) -> Result:
    """Unlock a locked result; it is confirmed as before, by whom it was.

    Raises Refused without a reason, or when the result is not locked.
    """
    result = _held(result)
    if result.status != Result.Status.LOCKED:
        raise Refused(NOT_LOCKED.format(status=result.get_status_display()))
    if not reason.strip():
        raise Refused(NO_REASON_TO_UNLOCK)
    result.status = Result.Status.CONFIRMED
    result.locked_at = None
    result.locked_by = None
    result.revision += 1
    result.save(update_fields=["status", "locked_at", "locked_by", "revision"])
    _record_reason(result, "result.unlocked", reason, by)
    return result


def _held(result: Result) -> Result:
    """Return the result as it stands now, its row held until the transaction ends."""
    return Result.objects.for_history().select_for_update(of=("self",)).get(pk=result.pk)


def _refuse_locked(result: Result) -> None:
    if result.status == Result.Status.LOCKED:
        raise Refused(LOCKED)


def _record_reason(result: Result, verb: str, reason: str, by: User) -> None:
    detail = {"fiscal_year": result.fiscal_year, "reason": reason.strip()}
    record(by=by, office=result.office, verb=verb, subject=result, detail=detail)


def _require_complete(result: Result) -> None:
    if total_of(result) is not None:
        return
    if not has_scores(result) or result.framework is None:
        raise Refused(NOTHING_ENTERED)
    need = len(facts_of(result.framework).indicators)
    raise Refused(INCOMPLETE.format(have=len(detailed_of(result)), need=need))


def _require_answered(result: Result) -> None:
    found = compare(result)
    if found and not found.agrees and not result.difference_answer:
        raise Refused(DIFFERS.format(total=found.computed_total, level=found.computed_level))
