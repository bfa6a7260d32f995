"""The words in which a result is told, from what was decided; the handler changes them freely."""

from __future__ import annotations

from complaints.models import Case, Ending, Event, Happening, Status
from complaints.rules.sealing import key_of
from complaints.rules.steps import BODIES, facts_of, reasons_in_words

_WORDS = {
    Ending.NOT_TAKEN_UP: "สำนักงานพิจารณาแล้วไม่รับเรื่องนี้ไว้พิจารณา",
    Ending.PASSED_ON: "สำนักงานส่งเรื่องนี้ต่อให้หน่วยงานที่มีอำนาจแล้ว",
    Ending.UNFOUNDED: "สำนักงานสืบข้อเท็จจริงแล้ว ไม่พบการกระทำผิดตามที่แจ้ง",
    Ending.MENDED: "สำนักงานสืบข้อเท็จจริงแล้ว และได้ดำเนินการแก้ไขแล้ว",
    Ending.PROCEEDINGS: "สำนักงานสืบข้อเท็จจริงแล้ว และดำเนินการตามกฎหมายต่อไป",
}


def first_words(case: Case, step: Status) -> str:
    """Return words to begin with when the result is told; "" at any other step.

    Raises KeyLostError.
    """
    if step != Status.TOLD or not case.ending:
        return ""
    decided = Event.objects.filter(case=case, what=Happening.MOVED, status=Status.DECIDED).last()
    facts = facts_of(case, key_of(case), decided) if decided else {}
    words = _WORDS[Ending(case.ending)]
    reasons = reasons_in_words(facts.get("reasons", ""))
    if case.ending == Ending.NOT_TAKEN_UP and reasons:
        return f"{words} เพราะ{reasons}"
    if case.ending == Ending.PASSED_ON and facts.get("body") in {*BODIES} - {"other"}:
        return f"{words} ({BODIES[facts['body']]})"
    return words
