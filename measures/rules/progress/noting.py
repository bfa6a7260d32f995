"""What a group notes on its steps: saved as one goes, late or not."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User
from measures.models import GroupReport, Round, StepReport, StepState

GONE = "แผนมาตรการปรับปรุงเมื่อครู่นี้ ขั้นตอนนี้ไม่มีในแผนฉบับปัจจุบันแล้ว โปรดเก็บข้อความไว้และเปิดหน้ารายงานใหม่"


@dataclass(frozen=True)
class StepNote:
    """What is noted on a step, as far as it is known; `percent` is 0–100, `budget_used` baht."""

    state: str = ""
    result: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    percent: int | None = None
    budget_used: Decimal | None = None
    obstacles: str = ""
    suggestions: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is noted."""
        return self == StepNote()


NOTED = tuple(field.name for field in fields(StepNote))
"""The names of what is noted, the same in note, row and form."""


def note_of(report: StepReport) -> StepNote:
    """Return what is noted on a step."""
    return StepNote(**{name: getattr(report, name) for name in NOTED})


def locked_part(part_id: int) -> GroupReport:
    """Return the part with its round, locked for the rest of the transaction.

    Raises Stale when a change of the plan has left the group without a part.
    """
    rows = GroupReport.objects.select_for_update(of=("self",))
    part = rows.select_related("round__office", "group").filter(pk=part_id).first()
    if part is None:
        raise Stale(GONE)
    return part


def require_open(part: GroupReport) -> None:
    """Let a part pass that may be written. Raises Refused for one that was sent."""
    if part.status == GroupReport.Status.SENT:
        raise Refused("ส่วนของกลุ่มนี้ส่งแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข โปรดขอให้ผู้ประสานงาน ITA ส่งคืน")


def counts_as_late(part: GroupReport, on: date) -> bool:
    """Tell whether what is written on the day is late: a part that was sent in time is not."""
    was_in_time = part.sent_at is not None and not part.is_late
    return on > part.round.due_on and not was_in_time


@transaction.atomic
def save_step(
    report: StepReport, *, values: StepNote, expected_revision: int, by: User, on: date
) -> StepReport:
    """Save what is noted on a step, complete or not; after the due day it is marked late.

    Saying the same again changes nothing. Raises Stale when somebody saved since
    `expected_revision`, Refused when the part was sent, or a value cannot be.
    """
    part = locked_part(report.part_id)
    report = _locked_report(report)
    before = note_of(report)
    if before == values:
        return report
    require_open(part)
    if report.revision != expected_revision:
        raise Stale
    _require_sense(values, part.round, on)
    for name in NOTED:
        setattr(report, name, getattr(values, name))
    report.is_late = counts_as_late(part, on)
    report.revision += 1
    report.updated_at, report.updated_by = timezone.now(), by
    report.save()
    if before.state != values.state:  # typing saves every few seconds: the trail has what matters
        detail = {"state": values.state, "was": before.state, "late": report.is_late}
        record(by=by, office=part.round.office, verb="step.noted", subject=report, detail=detail)
    return report


def _locked_report(report: StepReport) -> StepReport:
    """Read what is noted anew, locked. Raises Stale when the plan has the step no more."""
    found = StepReport.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if found is None:
        raise Stale(GONE)
    return found


def _require_sense(values: StepNote, round_: Round, on: date) -> None:
    if values.state and values.state not in StepState.values:
        raise Refused("โปรดเลือกสถานะจากสี่อย่างที่มีให้")
    if values.percent is not None and not 0 <= values.percent <= 100:
        raise Refused("ร้อยละความคืบหน้าต้องอยู่ระหว่าง 0 ถึง 100")
    if values.budget_used is not None and values.budget_used < 0:
        raise Refused("งบประมาณที่ใช้ต้องไม่ติดลบ")
    problem = problem_of_dates(values.started_on, values.finished_on, on)
    if problem:
        raise Refused(problem[1])


def problem_of_dates(
    started_on: date | None, finished_on: date | None, today: date
) -> tuple[str, str] | None:
    """Return the field and the sentence of what cannot be, or None."""
    if started_on and started_on > today:
        return "started_on", "วันที่เริ่มจริงยังมาไม่ถึง โปรดตรวจวันที่"
    if finished_on and finished_on > today:
        return "finished_on", "วันที่เสร็จจริงยังมาไม่ถึง โปรดตรวจวันที่"
    if started_on and finished_on and finished_on < started_on:
        return "finished_on", "วันที่เสร็จจริงอยู่ก่อนวันที่เริ่มจริง โปรดตรวจทั้งสองวัน"
    return None
