"""What in a note does not fit together: told where it was typed, never refused."""

from __future__ import annotations

from datetime import date

from ita_portal.thai.dates import short_date
from measures.models import Measure, StepReport, StepState


def doubts_of(note: StepReport, cut_off_on: date) -> dict[str, str]:
    """Return for each field of a note what its writer should look at, in a sentence.

    `cut_off_on` is the last day that the report of the round speaks of. Nothing is refused for it:
    the day may be right and the cut-off day wrong. Reads only.
    """
    found = {
        "percent": _percent(note),
        "finished_on": _finished(note, cut_off_on),
        "started_on": _started(note, cut_off_on),
        "budget_used": _budget(note, note.measure),
    }
    return {name: words for name, words in found.items() if words}


def _percent(note: StepReport) -> str:
    if note.percent is None:
        return ""
    if note.state == StepState.DONE and note.percent < 100:
        return f"เลือกว่าแล้วเสร็จ แต่ความคืบหน้าเป็น {note.percent}% โปรดตรวจ"
    if note.state == StepState.NOT_STARTED and note.percent > 0:
        return f"เลือกว่ายังไม่เริ่ม แต่ความคืบหน้าเป็น {note.percent}% โปรดตรวจ"
    return ""


def _finished(note: StepReport, cut_off_on: date) -> str:
    if note.finished_on is None:
        return ""
    if note.state and note.state != StepState.DONE:
        return f"มีวันที่เสร็จจริง แต่เลือกสถานะว่า{note.get_state_display()} โปรดตรวจ"
    if note.finished_on > cut_off_on:
        return f"เสร็จหลังวันตัดข้อมูลของรอบนี้ ({short_date(cut_off_on)}) โปรดตรวจวันที่หรือสถานะ"
    return ""


def _started(note: StepReport, cut_off_on: date) -> str:
    if note.started_on is None:
        return ""
    if note.state == StepState.NOT_STARTED:
        return "มีวันที่เริ่มจริง แต่เลือกสถานะว่ายังไม่เริ่ม โปรดตรวจ"
    if note.started_on > cut_off_on:
        return f"เริ่มหลังวันตัดข้อมูลของรอบนี้ ({short_date(cut_off_on)}) โปรดตรวจวันที่หรือสถานะ"
    return ""


def _budget(note: StepReport, measure: Measure) -> str:
    if not note.budget_used:
        return ""
    if measure.no_budget:
        return "แผนระบุว่ามาตรการนี้ไม่ใช้งบประมาณ โปรดตรวจ"
    if measure.budget is not None and note.budget_used > measure.budget:
        return f"มากกว่างบประมาณของมาตรการตามแผน ({measure.budget:,.2f} บาท) โปรดตรวจ"
    return ""
