"""A group's part of a round: sent when it is whole, sent back with a comment, begun from a copy."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.rules.proposals import checked_comment
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.thai.text import truncate
from measures.models import GROUP_REPORT_LIFECYCLE, GroupReport, RoundMonths, StepReport, StepState
from measures.rules.progress.noting import (
    NOTED,
    counts_as_late,
    locked_part,
    note_of,
    require_open,
)
from measures.rules.progress.telling import tell_returned

Status = GroupReport.Status

COPIED = ("result", "obstacles", "suggestions", "started_on")
"""What of an unfinished step is copied into the round of the whole year."""


def lacking(note: StepReport) -> str:
    """Return what a note lacks before it may be sent, in words that follow its name, or ""."""
    if not note.state:
        return "ยังไม่ได้เลือกสถานะ"
    if note.state in {StepState.DONE, StepState.UNDER_WAY} and not note.result:
        return "ยังไม่ได้เขียนว่าทำอะไรและได้ผลอย่างไร"
    if note.state == StepState.NOT_POSSIBLE and not note.obstacles:
        return "ยังไม่ได้เขียนว่าติดขัดเพราะอะไร"
    return ""


def name_of(note: StepReport) -> str:
    """Return the words of the step, or of the measure where it has none."""
    return note.step.text if note.step else note.measure.title


def short_name(note: StepReport) -> str:
    """Return the first words of what the note is about."""
    return truncate(name_of(note), 80)


@transaction.atomic
def send_part(part: GroupReport, *, by: User, on: date) -> GroupReport:
    """Send the group's part to the coordinator; after the due day it is kept and marked late.

    Raises Refused when it was sent already or a step lacks something; the message names the first.
    """
    part = locked_part(part.pk)
    GROUP_REPORT_LIFECYCLE.require(Status(part.status), Status.SENT)
    notes = part.steps.filter(is_dropped=False).select_related("step", "measure").order_by("pk")
    lacks = [f"“{short_name(note)}” {words}" for note in notes if (words := lacking(note))]
    if lacks:
        more = f" และอีก {len(lacks) - 1} ขั้นตอน" if len(lacks) > 1 else ""
        raise Refused(f"ยังส่งไม่ได้ ขั้นตอน {lacks[0]}{more}")
    part.is_late = counts_as_late(part, on)
    part.status, part.sent_at, part.sent_by = Status.SENT, timezone.now(), by
    part.save(update_fields=["status", "sent_at", "sent_by", "is_late"])
    detail = {"group": part.group.name, "late": part.is_late}
    record(by=by, office=part.round.office, verb="part.sent", subject=part, detail=detail)
    return part


@transaction.atomic
def return_part(part: GroupReport, *, comment: str, by: User, on: date) -> GroupReport:
    """Send a part back to its group, saying why; the people of the group are told.

    Raises Refused when it was not sent, or the comment is empty or too long.
    """
    part = locked_part(part.pk)
    GROUP_REPORT_LIFECYCLE.require(Status(part.status), Status.RETURNED)
    part.return_comment = checked_comment(comment)
    part.status, part.returned_at, part.returned_by = Status.RETURNED, timezone.now(), by
    part.save(update_fields=["status", "returned_at", "returned_by", "return_comment"])
    detail = {"group": part.group.name}
    record(by=by, office=part.round.office, verb="part.returned", subject=part, detail=detail)
    tell_returned([part], "ผู้ประสานงานส่งคืนให้แก้ไข:", on=on)
    return part


@transaction.atomic
def copy_from_six_months(part: GroupReport, *, by: User, on: date) -> int:
    """Copy the text of the 6-month round into the steps that are blank; return how many.

    What was done stays done, with all that was noted; of any other step the words and the first
    day are copied, and its state is chosen anew, so that nothing of half a year is sent unread as
    the year's. After the due day it is marked late, as what is typed. Files stay where they are.
    Raises Refused when the part was sent, is not of the
    12-month round, or there is nothing to copy.
    """
    part = locked_part(part.pk)
    require_open(part)
    if part.round.months != RoundMonths.TWELVE:
        raise Refused("คัดลอกได้เฉพาะจากรอบ 6 เดือนมายังรอบ 12 เดือน")
    notes = {note.step_key: note for note in _six_months(part)}
    is_late = counts_as_late(part, on)
    blanks = [
        _copied(blank, notes[blank.step_key], by=by, is_late=is_late)
        for blank in part.steps.select_for_update().filter(is_dropped=False)
        if blank.step_key in notes and note_of(blank).is_blank
    ]
    copied = [one for one in blanks if not note_of(one).is_blank]
    if not copied:
        raise Refused("ไม่มีข้อความของรอบ 6 เดือนให้คัดลอกลงขั้นตอนที่ยังว่าง")
    StepReport.objects.bulk_update(
        copied, [*NOTED, "is_late", "revision", "updated_at", "updated_by"], batch_size=100
    )
    detail = {"steps": len(copied)}
    record(by=by, office=part.round.office, verb="part.copied", subject=part, detail=detail)
    return len(copied)


def _six_months(part: GroupReport) -> list[StepReport]:
    return list(
        StepReport.objects.filter(
            part__group=part.group_id,
            part__round__office=part.round.office_id,
            part__round__fiscal_year=part.round.fiscal_year,
            part__round__months=RoundMonths.SIX,
            updated_at__isnull=False,
        )
    )


def _copied(blank: StepReport, source: StepReport, *, by: User, is_late: bool) -> StepReport:
    for name in NOTED if source.state == StepState.DONE else COPIED:
        setattr(blank, name, getattr(source, name))
    blank.is_late = is_late
    blank.revision += 1
    blank.updated_at, blank.updated_by = timezone.now(), by
    return blank
