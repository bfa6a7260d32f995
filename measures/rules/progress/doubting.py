"""What of a report should be looked at once more before it is proposed; nothing here forbids it."""

from __future__ import annotations

from collections.abc import Iterator

from ita_portal.thai.text import truncate
from measures.models import StepState
from measures.rules.progress.gathering import Gathered, ReportLine, ReportMeasure
from measures.rules.progress.sense import doubts_of

_LETTERS = 60
"""So many letters of a step name it in a doubt."""


def doubts_about(gathered: Gathered) -> list[str]:
    """Return in sentences what is missing, contradicts itself, or lies after the cut-off day.

    Each names its measure, and its step and group where it is about one. No query.
    """
    doubts = [f"{group} ยังไม่ส่งรายงาน" for group in gathered.silent]
    doubts += [f"มาตรการที่ {one.number} ยังไม่มีผู้รายงานผล" for one in gathered.unreported]
    for one in gathered.measures:
        doubts += _of_measure(one)
        doubts += _of_notes(gathered, one)
    if gathered.dropped:
        doubts.append(
            f"มี {len(gathered.dropped)} รายการที่บันทึกไว้ก่อนปรับแผน รายงานแสดงแยกไว้และไม่นับในส่วนสรุปผล"
        )
    return doubts


def _of_measure(one: ReportMeasure) -> Iterator[str]:
    place, budget, used = f"มาตรการที่ {one.line.number}", one.line.measure.budget, one.budget_used
    if one.lines and budget and used is None:
        yield f"{place} มีงบประมาณ แต่ยังไม่มีผู้บันทึกงบประมาณที่ใช้"
    if budget is not None and used is not None and used > budget:
        yield f"{place} ใช้งบประมาณรวม {used:,.2f} บาท มากกว่าที่แผนให้ไว้ {budget:,.2f} บาท"
    without = sum(not line.note.files.all() for line in one.lines if _is_done(line))
    if without:
        yield f"{place} แล้วเสร็จ {without} รายการ แต่ไม่มีไฟล์หรือภาพประกอบ"


def _is_done(line: ReportLine) -> bool:
    return line.note.state == StepState.DONE


def _of_notes(gathered: Gathered, one: ReportMeasure) -> Iterator[str]:
    for line in one.lines:
        line.note.measure = one.line.measure  # the row is at hand; asking for it costs a query each
        for words in doubts_of(line.note, gathered.round.cut_off_on).values():
            name = truncate(line.step.text, _LETTERS)
            yield f"มาตรการที่ {one.line.number} “{name}” ({line.group}): {words}"
