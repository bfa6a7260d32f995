"""The steps of a case: what each asks for, the reasons of the rule, and the papers it made.

What is written at a step lies under the case's own key: a reason tells of a case, and a paper's
name may tell whom it is about.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from complaints.models import Case, Ending, Event, Happening, Status
from complaints.rules.receiving import add_event
from complaints.rules.sealing import key_of, place_of, seal_words, unseal_words
from ita_portal.documents.kinds import ORDER
from ita_portal.documents.models import Document
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User

PROPOSALS = {
    "take_up": "รับไว้พิจารณา",
    "not_take_up": "ไม่รับไว้พิจารณา",
    "pass_on": "ส่งต่อหน่วยงานที่มีอำนาจ",
}
"""What a handler may propose to the director."""
REASONS = {
    "not_written": "ไม่ได้ทำเป็นหนังสือ และไม่ได้บันทึกถ้อยคำไว้",
    "no_evidence": "ไม่มีพยานหลักฐาน หรือมีไม่เพียงพอ",
    "particulars": "ขาดรายการที่ต้องมี และขอเพิ่มแล้วไม่ได้",
    "unnamed": "ไม่ระบุชื่อ และไม่มีหลักฐานแวดล้อมชัดเจนหรือพยานบุคคลแน่นอน",
    "court": "อยู่ในศาล หรือศาลพิพากษาถึงที่สุดแล้ว",
    "decided": "หน่วยงานที่มีอำนาจพิจารณาเสร็จแล้ว และไม่มีหลักฐานใหม่",
    "not_ours": "ไม่อยู่ในอำนาจหน้าที่ของสำนักงาน",
    "policy": "เป็นเรื่องนโยบายของรัฐบาล",
}
"""Why a complaint may not be taken up.

**Source:** the announcements of area offices on handling complaints, clause 1.5; the cabinet's
resolution of 22 December 2541 on anonymous letters; the lists of other bodies.
"""
PARTICULARS = {
    "person": "ชื่อและที่อยู่ของผู้ร้อง (หรือพยานหลักฐานและพยานบุคคล เมื่อไม่บอกชื่อ)",
    "accused": "หน่วยงานหรือเจ้าหน้าที่ที่ถูกร้อง",
    "acts": "การกระทำ ข้อเท็จจริง หรือพฤติการณ์ที่ชัดพอให้สืบได้",
    "wish": "คำขอ",
    "polite": "ถ้อยคำสุภาพ",
}
"""What a complaint must hold. **Source:** the same announcements, clause 1.3."""
BODIES = {
    "obec": "สพฐ.",
    "nacc": "ป.ป.ช.",
    "pacc": "ป.ป.ท.",
    "police": "ตำรวจ",
    "other": "หน่วยงานอื่น",
}
"""To whom a case may be passed on."""
MEASURES = {
    "warned": "ว่ากล่าวตักเตือน",
    "mended": "แก้ไขหรือเยียวยาแล้ว",
    "inquiry": "ตั้งกรรมการสอบสวนทางวินัย",
    "court": "ดำเนินคดี",
}
"""What was ordered."""
LABELS = {
    "on": "เมื่อวันที่",
    "proposal": "เสนอให้",
    "particulars": "รายการที่มีครบ",
    "reasons": "เหตุตามระเบียบ",
    "measure": "สั่งให้",
    "body": "ส่งต่อถึง",
    "note": "รายละเอียด",
    "paper": "เอกสาร",
}
"""What is written at a step, by its name under seal, in the order in which it is read."""
_CHOICES = {
    "proposal": PROPOSALS,
    "particulars": PARTICULARS,
    "reasons": REASONS,
    "measure": MEASURES,
    "body": BODIES,
}
MOST_PAPERS = 100
"""The latest papers of the office among which one chooses."""


@dataclass(frozen=True)
class Passed:
    """A step that was done: who, on which day, what was written, and the address of its paper."""

    status: str
    on: date
    by: str
    facts: list[tuple[str, str]]
    paper_code: str


def endings_after(status: str) -> list[Ending]:
    """Return how it may be decided from here: without findings nobody is cleared or blamed."""
    if status == Status.PROPOSED:
        return [Ending.NOT_TAKEN_UP, Ending.PASSED_ON]
    return [Ending.PASSED_ON, Ending.UNFOUNDED, Ending.MENDED, Ending.PROCEEDINGS]


def require_facts(case: Case, to: Status, *, ending: str, facts: Mapping[str, str]) -> None:
    """Check that a step brings what it asks for. Raises Refused with what is missing."""
    if to == Status.PROPOSED:
        _require_proposal(facts)
    elif to == Status.FACT_FINDING and not facts.get("paper"):
        raise Refused("โปรดเลือกหรือพิมพ์คำสั่งแต่งตั้งผู้สืบข้อเท็จจริง")
    elif to == Status.FINDINGS and not facts.get("note"):
        raise Refused("โปรดสรุปผลการสืบข้อเท็จจริง")
    elif to == Status.DECIDED:
        _require_decision(case, ending, facts)


def add_step(case: Case, *, by: User, facts: Mapping[str, str]) -> Event:
    """Note that the case came to its state, with what was written, under seal."""
    event = add_event(case, Happening.MOVED, by=by)
    kept = {name: words for name, words in facts.items() if words}
    if kept:
        event.mark = secrets.token_hex(16)
        place = place_of(case.seal, f"step:{event.mark}")
        event.sealed = seal_words(key_of(case), place=place, words=kept)
        event.save(update_fields=["mark", "sealed"])
    return event


def passed_steps(case: Case) -> list[Passed]:
    """Return the steps done so far, oldest first. Raises KeyLostError."""
    key = key_of(case)
    done = Event.objects.filter(case=case, what=Happening.MOVED).select_related("by")
    return [_passed(case, key, event) for event in done]


def facts_of(case: Case, key: bytes, event: Event) -> dict[str, str]:
    """Return what was written at a step. Raises KeyLostError."""
    if event.sealed is None:
        return {}
    place = place_of(case.seal, f"step:{event.mark}")
    return unseal_words(key, place=place, sealed=event.sealed)


def papers_to_choose(office: Office, step: str = "") -> list[tuple[str, str]]:
    """Return code and name of the office's latest papers that a step may have made.

    Before the fact-finding the orders stand first: one of them appointed who finds the facts.
    """
    papers = Document.objects.filter(office=office, revoked_at__isnull=True)
    rows = papers.order_by("-dated_on", "-pk")
    if step == Status.FACT_FINDING:
        is_order = ExpressionWrapper(Q(kind=ORDER.code), output_field=BooleanField())
        rows = rows.order_by(is_order.desc(), "-dated_on", "-pk")
    facts = rows.values_list("code", "number_text", "title")[:MOST_PAPERS]
    return [(code, f"{number} {title}".strip()) for code, number, title in facts]


def reasons_in_words(joined: str) -> str:
    """Return the reasons that were chosen, as a sentence would name them."""
    return " และ".join(REASONS[one] for one in joined.split("\n") if one in REASONS)


def _require_proposal(facts: Mapping[str, str]) -> None:
    if facts.get("proposal") not in PROPOSALS:
        raise Refused("โปรดเลือกว่าเสนอให้รับ ไม่รับ หรือส่งต่อ")
    if facts["proposal"] == "pass_on" and facts.get("body") not in BODIES:
        raise Refused("โปรดเลือกหน่วยงานที่ส่งต่อ")
    if facts["proposal"] == "not_take_up" and not facts.get("reasons"):
        raise Refused("โปรดเลือกเหตุที่ไม่รับตามระเบียบอย่างน้อยหนึ่งข้อ")


def _require_decision(case: Case, ending: str, facts: Mapping[str, str]) -> None:
    if ending not in endings_after(case.status):
        raise Refused("โปรดเลือกผลการพิจารณา")
    if ending == Ending.NOT_TAKEN_UP and not facts.get("reasons"):
        raise Refused("โปรดเลือกเหตุที่ไม่รับตามระเบียบอย่างน้อยหนึ่งข้อ")
    if ending == Ending.PASSED_ON and facts.get("body") not in BODIES:
        raise Refused("โปรดเลือกหน่วยงานที่ส่งต่อ")
    if ending in {Ending.MENDED, Ending.PROCEEDINGS} and facts.get("measure") not in MEASURES:
        raise Refused("โปรดเลือกว่าสั่งให้ทำอะไร")


def _passed(case: Case, key: bytes, event: Event) -> Passed:
    facts = facts_of(case, key, event)
    shown = [
        (label, _in_words(name, facts[name])) for name, label in LABELS.items() if facts.get(name)
    ]
    by = event.by.full_name if event.by else ""
    return Passed(event.get_status_display(), event.on, by, shown, facts.get("paper_code", ""))


def _in_words(name: str, kept: str) -> str:
    names = _CHOICES.get(name)
    if names is None:
        return kept
    return "\n".join(names.get(one, one) for one in kept.split("\n"))
