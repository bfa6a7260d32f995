"""The words of a progress report, as they are frozen, read, signed and printed.

Built from notes alone: every figure is counted here from the steps that stand in the third part
or is copied from a note, and says so; there is no place to type one. All digits are Arabic.

**Source:** the parts are those that such reports have (activity, result, budget, obstacles,
suggestions), and a memo with which the director takes note and permits publication.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from ita_portal.thai.dates import full_date, short_date
from measures.models import StepReport, StepState
from measures.rules.progress.gathering import STATE_ORDER, Gathered, ReportLine, ReportMeasure
from measures.rules.progress.reported import kind_of

HEADING = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
DECISION = "ทราบ และอนุญาตให้เผยแพร่รายงานฉบับนี้บนเว็บไซต์ของสำนักงาน"
DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"
WHOLE = "ทั้งมาตรการ"
MOST_BARS = 12

Words = dict[str, Any]

_SUMMARY = [
    {"key": "measure", "title": "มาตรการ", "width": "44%"},
    {"key": "total", "title": "ขั้นตอน", "width": "12%", "align": "center"},
    *(
        {"key": state.value, "title": str(state.label), "width": "11%", "align": "center"}
        for state in STATE_ORDER
    ),
]
_STEPS = [
    {"key": "step", "title": "ขั้นตอน", "width": "27%"},
    {"key": "group", "title": "ผู้รับผิดชอบ", "width": "17%"},
    {"key": "state", "title": "สถานะ", "width": "13%"},
    {"key": "result", "title": "ผลการดำเนินการ", "width": "28%"},
    {"key": "evidence", "title": "หลักฐาน", "width": "15%"},
]
_OF_GROUPS = [
    {"key": "group", "title": "ผู้รับผิดชอบ", "width": "24%"},
    {"key": "state", "title": "สถานะ", "width": "15%"},
    {"key": "result", "title": "ผลการดำเนินการ", "width": "43%"},
    {"key": "evidence", "title": "หลักฐาน", "width": "18%"},
]


def report_words(gathered: Gathered, *, corrects: date | None = None) -> Words:
    """Return the report, ready to be frozen; day and signature are added when it is decided.

    `corrects` is the day of the signed report in whose place it comes. `standing` is not printed:
    the state of each step by its key and by group, as the director permits it to be published.
    """
    round_ = gathered.round
    parts = [
        ("บันทึกเสนอ", list(_memo(gathered))),
        ("สรุปผล", list(_summary(gathered))),
        ("ผลการดำเนินการรายมาตรการ", list(_measures(gathered))),
        ("ดำเนินการไว้ก่อนปรับแผน", list(_before_the_change(gathered))),
        ("ปัญหา/อุปสรรค และข้อเสนอแนะ", list(_told(gathered))),
    ]
    photos = list(_photos(gathered))
    written = [(title, blocks) for title, blocks in parts if blocks]
    kind = kind_of(round_)
    return {
        "kind": kind.code,
        "digits": kind.digits,
        "office_name": round_.office.name,
        "heading": HEADING,
        "subject_lines": [
            f"ประจำปีงบประมาณ พ.ศ. {round_.fiscal_year} {round_.get_months_display()}",
            f"ข้อมูล ณ วันที่ {full_date(round_.cut_off_on)}",
            *([f"ฉบับแก้ไข แทนฉบับลงวันที่ {full_date(corrects)}"] if corrects else []),
        ],
        "foreword": _foreword(gathered),
        "standing": _standing(gathered),
        "fiscal_year": round_.fiscal_year,
        "parts": [
            {"number": str(number), "title": title, "blocks": blocks}
            for number, (title, blocks) in enumerate(written, 1)
        ],
        "annexes": [{"number": "ก", "title": "ภาพประกอบ", "blocks": photos}] if photos else [],
        "decision": DECISION,
        "dated": "",
        "signature": None,
        "verification": None,
        "emblem": None,
        "draft_mark": DRAFT_MARK,
    }


def _standing(gathered: Gathered) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in gathered.measures:
        for line in one.lines:
            found.setdefault(str(line.step.key), {})[str(line.group_id)] = line.note.state
    return found


def _foreword(gathered: Gathered) -> list[str]:
    """Return what the report is for, who told what is in it, and who has not told yet."""
    round_ = gathered.round
    answered = f"{len(gathered.sent)} จาก {len(gathered.sent) + len(gathered.silent)} กลุ่ม/หน่วย"
    told = [
        f"รายงานฉบับนี้แสดงผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{round_.office.name} "
        f"ประจำปีงบประมาณ พ.ศ. {round_.fiscal_year} {round_.get_months_display()} "
        f"จำนวน {len(gathered.measures)} มาตรการ เพื่อเสนอผู้อำนวยการสำนักงานทราบ "
        "และเปิดเผยให้ประชาชนติดตามได้ว่ามาตรการที่ประกาศไว้ทำไปถึงไหน",
        f"ข้อมูลทั้งหมดมาจากบันทึกของกลุ่มและหน่วยที่รับผิดชอบ ซึ่งส่งรายงานแล้ว {answered} "
        f"นับถึงวันที่ {full_date(round_.cut_off_on)} และจำนวนทุกจำนวนนับหรือรวมจากบันทึกนั้น",
    ]
    if any(_told(gathered)):
        told.append("ปัญหา/อุปสรรคและข้อเสนอแนะเป็นถ้อยคำที่กลุ่มและหน่วยแจ้งไว้ ใช้ประกอบการกำหนดมาตรการต่อไป")
    return told


def _paragraph(text: str) -> Words:
    return {"type": "paragraph", "text": text}


def _memo(gathered: Gathered) -> Iterator[Words]:
    round_, total = gathered.round, gathered.states.total()
    yield _paragraph(f"เรียน ผู้อำนวยการ{round_.office.name}")
    yield _paragraph(
        f"ตามที่{round_.office.name} ได้ประกาศมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ประจำปีงบประมาณ พ.ศ. {round_.fiscal_year} และให้กลุ่มและหน่วยที่รับผิดชอบรายงานผลนั้น "
        f"บัดนี้ กลุ่มและหน่วยได้รายงานผล{round_.get_months_display()}แล้ว จำนวน {len(gathered.sent)} "
        f"กลุ่ม/หน่วย รวม {total} รายการ แล้วเสร็จ {gathered.states[StepState.DONE]} รายการ"
    )
    if gathered.silent:
        yield _paragraph(f"กลุ่ม/หน่วยที่ยังไม่ส่งรายงาน: {' '.join(gathered.silent)}")
    yield _paragraph("จึงเรียนมาเพื่อโปรดทราบ และพิจารณาอนุญาตให้เผยแพร่รายงานฉบับนี้บนเว็บไซต์ของสำนักงาน")


def _summary(gathered: Gathered) -> Iterator[Words]:
    rows = [
        {"cells": _counts(f"{one.line.number} {one.line.measure.title}", one.states)}
        for one in gathered.measures
    ]
    total = {"cells": _counts("รวม", gathered.states), "total": True}
    groups = [{"title": "", "rows": [*rows, total]}]
    caption = "จำนวนรายการตามสถานะ"
    yield {"type": "table", "caption": caption, "columns": _SUMMARY, "groups": groups}
    yield _paragraph(
        "ที่มา: นับจากรายการในส่วนผลการดำเนินการรายมาตรการ ซึ่งกลุ่มและหน่วยบันทึกในรอบนี้ "
        "ขั้นตอนหนึ่งนับหนึ่งรายการต่อหนึ่งกลุ่ม/หน่วยที่รายงาน"
    )
    yield from _charts([one for one in gathered.measures if one.lines])
    used = [one.budget_used for one in gathered.measures if one.budget_used is not None]
    if used:
        noted = sum(n.note.budget_used is not None for one in gathered.measures for n in one.lines)
        yield _paragraph(
            f"งบประมาณที่ใช้รวม {sum(used, Decimal(0)):,.2f} บาท "
            f"ที่มา: ผลรวมของ {noted} รายการที่กลุ่มและหน่วยบันทึกจำนวนเงินไว้"
        )


def _counts(title: str, states: Counter[str]) -> dict[str, str]:
    numbers = {state.value: str(states[state]) for state in STATE_ORDER}
    return {"measure": title, "total": str(states.total()), **numbers}


def _charts(measures: Sequence[ReportMeasure]) -> Iterator[Words]:
    for begin in range(0, len(measures), MOST_BARS):
        some = measures[begin : begin + MOST_BARS]
        shares = [_share(one.states) for one in some]
        chart = {
            "type": "bars",
            "title": "ร้อยละของรายการที่แล้วเสร็จ จำแนกตามมาตรการ",
            "labels": [one.line.number for one in some],
            "long_labels": [f"{one.line.number} {one.line.measure.title}" for one in some],
            "series": [{"name": "แล้วเสร็จ", "values": shares}],
            "mark": None,
            "unit": "ร้อยละ",
            "heading": "มาตรการ",
        }
        yield {"type": "chart", "chart": chart}


def _share(states: Counter[str]) -> str:
    share = Decimal(100 * states[StepState.DONE]) / states.total()
    return str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _measures(gathered: Gathered) -> Iterator[Words]:
    for one in gathered.measures:
        yield {"type": "heading", "text": f"{one.line.number} {one.line.measure.title}"}
        if one.line.measure.target:
            yield _paragraph(f"เป้าหมาย: {one.line.measure.target}")
        if not one.lines:
            yield _paragraph("ยังไม่มีกลุ่มหรือหน่วยใดรายงานผลของมาตรการนี้")
            continue
        yield _table_of(one.lines)
        if one.budget_used is not None:
            yield _paragraph(f"งบประมาณที่ใช้ตามที่บันทึก {one.budget_used:,.2f} บาท")


def _table_of(lines: Sequence[ReportLine]) -> Words:
    """Return a row for each line; a step that several groups report stands once above theirs."""
    by_step: dict[UUID, list[ReportLine]] = {}
    for line in lines:
        by_step.setdefault(line.step.key, []).append(line)
    if all(len(some) == 1 for some in by_step.values()):
        groups = [{"title": "", "rows": [{"cells": _cells(line)} for line in lines]}]
        return {"type": "table", "caption": "", "columns": _STEPS, "groups": groups}
    groups = [
        {"title": _step_of(some[0]), "rows": [{"cells": _cells(line)} for line in some]}
        for some in by_step.values()
    ]
    return {"type": "table", "caption": "", "columns": _OF_GROUPS, "groups": groups}


def _before_the_change(gathered: Gathered) -> Iterator[Words]:
    if not gathered.dropped:
        return
    yield _paragraph(
        f"กลุ่มและหน่วยบันทึกผลไว้ {len(gathered.dropped)} รายการที่ไม่มีในแผนมาตรการฉบับปัจจุบัน "
        "หรือไม่ได้มอบหมายให้กลุ่ม/หน่วยนั้นแล้ว จึงแสดงไว้ที่นี่และไม่นับในส่วนสรุปผล"
    )
    by_measure: dict[str, list[ReportLine]] = {}
    for line in gathered.dropped:
        by_measure.setdefault(line.note.measure.title, []).append(line)
    for title, lines in by_measure.items():
        yield {"type": "heading", "text": title}
        yield _table_of(lines)
    used = [one.note.budget_used for one in gathered.dropped if one.note.budget_used is not None]
    if used:
        yield _paragraph(f"งบประมาณที่ใช้ตามที่บันทึก {sum(used, Decimal(0)):,.2f} บาท")


def _cells(line: ReportLine) -> dict[str, str]:
    note = line.note
    percent = f" ร้อยละ {note.percent}" if note.percent is not None else ""
    return {
        "step": _step_of(line),
        "group": line.group,
        "state": f"{note.get_state_display()}{percent}",
        "result": " ".join(filter(None, [_when(note), " ".join(note.result.split())])) or "-",
        "evidence": " ".join(_evidence(note)) or "-",
    }


def _step_of(line: ReportLine) -> str:
    if line.note.step_id is None:
        return WHOLE
    return f"{line.step.number}. {line.step.text}" if line.step.number else line.step.text


def _when(note: StepReport) -> str:
    days = [(word, day) for word, day in _days(note) if day]
    return f"({' '.join(f'{word} {short_date(day)}' for word, day in days)})" if days else ""


def _days(note: StepReport) -> list[tuple[str, date | None]]:
    return [("เริ่ม", note.started_on), ("เสร็จ", note.finished_on)]


def _evidence(note: StepReport) -> Iterator[str]:
    files = list(note.files.all())
    photos = sum(one.file.is_picture for one in files)
    if photos:
        yield f"ภาพ {photos} ภาพ"
    yield from (one.caption or one.file.name for one in files if not one.file.is_picture)


def _told(gathered: Gathered) -> Iterator[Words]:
    for title, name in (("ปัญหา/อุปสรรค", "obstacles"), ("ข้อเสนอแนะ", "suggestions")):
        told = [
            f"{place} {line.group}: {' '.join(getattr(line.note, name).split())}"
            for place, line in _places(gathered)
            if getattr(line.note, name).strip()
        ]
        if told:
            yield {"type": "heading", "text": title}
            entries = [{"number": f"({place})", "text": text} for place, text in enumerate(told, 1)]
            yield {"type": "list", "entries": entries}


def _places(gathered: Gathered) -> Iterator[tuple[str, ReportLine]]:
    for one in gathered.measures:
        yield from ((f"มาตรการที่ {one.line.number}", line) for line in one.lines)
    yield from (("ก่อนปรับแผน", line) for line in gathered.dropped)


def _photos(gathered: Gathered) -> Iterator[Words]:
    some = [(f"{one.line.number} {one.line.measure.title}", one.lines) for one in gathered.measures]
    for title, lines in [*some, ("ดำเนินการไว้ก่อนปรับแผน", gathered.dropped)]:
        photos = [
            {
                "file": kept.file_id,
                "sha256": kept.file.sha256,
                "caption": " ".join(
                    filter(None, [kept.caption or line.step.text, f"({line.group})"])
                ),
            }
            for line in lines
            for kept in line.note.files.all()
            if kept.file.is_picture
        ]
        if photos:
            yield {"type": "heading", "text": title}
            yield {"type": "photos", "photos": photos}
