"""Points to develop, proposed from what is known of a year: items, patterns, questions.

The surest source wins: known marks of items; else what the decoder finds in the indicator's
score, said as likely and how sure; else the indicator itself. Findings name no scores, which
would grow old in a text: the report puts today's beside them. Pure; the officer edits the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.rules.arithmetic.scoring import HUNDRED, IndicatorOutcome
from assessments.rules.decoding.decoder import Decoding, Look, decode, where_to_look
from assessments.rules.decoding.words import loss_words
from assessments.rules.frameworks.facts import FrameworkFacts, ItemFacts, SubIndicatorFacts
from assessments.rules.writing.matter import Matter
from ita_portal.errors import Refused

MOST_QUESTIONS = 3
"""How many of an indicator's lowest questions are proposed."""

DECODED = "ถอดจากคะแนน:"
"""How a finding begins that was decoded; it holds only for the score it was decoded from."""

PROPOSALS = {
    "IIT": "ชี้แจงแนวปฏิบัติที่เกี่ยวข้องให้บุคลากรทุกกลุ่มทราบ รับฟังข้อติดขัด แล้วปรับวิธีทำงานตามที่รับฟัง",
    "EIT": "สอบถามผู้รับบริการว่าติดขัดเรื่องใด ปรับการให้บริการตามนั้น และแจ้งสิ่งที่ปรับแล้วให้ทราบ",
    "OIT": "ตรวจข้อมูลที่เผยแพร่เทียบกับคู่มือของปีที่จะประเมิน และกำหนดผู้รับผิดชอบพร้อมวันตรวจซ้ำ",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A point to develop; `subindicator` and `item` are "" where it is wider than one."""

    indicator: int
    subindicator: str
    item: str
    finding: str
    proposal: str

    @property
    def place(self) -> tuple[int, str, str]:
        """What it is about, without its words."""
        return (self.indicator, self.subindicator, self.item)


def proposed_points(matter: Matter) -> list[Point]:
    """Return the points that the figures suggest, those of the lowest indicator first."""
    if matter.outcome is None or matter.facts is None:
        return []
    by_score = sorted(matter.outcome.indicators, key=lambda one: (one.score, one.number))
    found = [
        point
        for one in by_score
        for point in _points_of(matter, matter.facts, one)
        if point.finding
    ]
    if not found and by_score[0].score < HUNDRED:
        return [_of_indicator(matter, matter.facts, by_score[0], "ได้คะแนนต่ำที่สุด")]
    return found


def _points_of(matter: Matter, facts: FrameworkFacts, one: IndicatorOutcome) -> Iterator[Point]:
    subs = [sub for sub in facts.subindicators if sub.indicator == one.number]
    items = [item for item in facts.items if item.subindicator in {sub.number for sub in subs}]
    lost = list(_lost_items(matter, one, items))
    if lost or (items and all(item.code in matter.marks for item in items)):
        yield from lost
        return
    listed = list(_lost_questions(matter, facts, one)) or (
        list(_decoded(facts, one, subs)) if subs and one.score < HUNDRED else []
    )
    if not listed and not one.passed:
        listed = [_of_indicator(matter, facts, one, "ต่ำกว่าเกณฑ์ผ่าน")]
    yield from listed


def _of_indicator(matter: Matter, facts: FrameworkFacts, one: IndicatorOutcome, why: str) -> Point:
    """Propose the indicator itself, and say as far as it is true that no more is known."""
    subs = {sub.number for sub in facts.subindicators if sub.indicator == one.number}
    items = [item.code in matter.marks for item in facts.items if item.subindicator in subs]
    asked = [q.code in matter.questions for q in facts.questions if q.indicator == one.number]
    known = [*items, *asked]
    if not any(known):
        why += " และยังไม่ทราบคะแนนรายข้อ"
    elif not all(known):
        why += " และยังไม่ทราบคะแนนครบทุกข้อ"
    return Point(one.number, "", "", why, PROPOSALS.get(one.instrument, ""))


# -- known items ----------------------------------------------------------------------------------


def _lost_items(matter: Matter, one: IndicatorOutcome, items: list[ItemFacts]) -> Iterator[Point]:
    for item in items:
        mark = matter.marks.get(item.code)
        if mark is not None and mark < HUNDRED:
            yield Point(
                indicator=one.number,
                subindicator=item.subindicator or "",
                item=item.code,
                finding="ได้คะแนนไม่เต็ม" if mark else "ไม่ได้คะแนน",
                proposal=_item_proposal(item),
            )


def _item_proposal(item: ItemFacts) -> str:
    if not item.components:
        return f"ตรวจ “{item.title}” ให้ครบตามคู่มือและเป็นปัจจุบัน ก่อนส่งตรวจครั้งต่อไป"
    return f"จัดทำให้ครบองค์ประกอบ ได้แก่ {' '.join(item.components)} และตรวจซ้ำก่อนส่งตรวจ"


# -- known questions ------------------------------------------------------------------------------


def _lost_questions(
    matter: Matter, facts: FrameworkFacts, one: IndicatorOutcome
) -> Iterator[Point]:
    """Propose the indicator's lowest questions, as far as they are below the pass mark."""
    known = [q for q in facts.questions if q.indicator == one.number and q.code in matter.questions]
    low = [q for q in known if matter.questions[q.code] < facts.pass_mark]
    for question in sorted(low, key=lambda q: matter.questions[q.code])[:MOST_QUESTIONS]:
        finding = f"ข้อคำถาม {question.code} {question.topic or ''}".strip() + " ต่ำกว่าเกณฑ์ผ่าน"
        yield Point(one.number, "", "", finding, PROPOSALS.get(one.instrument, ""))


# -- decoded --------------------------------------------------------------------------------------


def _decoded(
    facts: FrameworkFacts, one: IndicatorOutcome, subs: list[SubIndicatorFacts]
) -> Iterator[Point]:
    """Propose the sub-indicators that lost something in every, or in most, patterns."""
    try:
        decoding = decode(facts, one.number, one.score)
    except Refused:
        return
    looks = {look.subindicator: look for look in where_to_look(decoding.patterns)}
    for sub in subs:
        look = looks.get(sub.number)
        if look is not None and (sure := _how_sure(decoding, look)):
            codes = " ".join(i.code for i in facts.items if i.subindicator == sub.number)
            proposal = f"ไล่ตรวจข้อในตัวชี้วัดย่อยนี้ ({codes}) เทียบกับคู่มือ แล้วแก้ข้อที่ไม่ครบ"
            yield Point(one.number, sub.number, "", sure, proposal)


def _how_sure(decoding: Decoding, look: Look) -> str:
    """Say what was lost and how sure that is; "" for what is less likely than not."""
    doubt = "" if decoding.marks_certain else " หากข้อหนึ่งได้เพียงคะแนนเต็มหรือศูนย์"
    if look.subindicator in decoding.always_lost:
        # What every pattern loses is certain; how many only where all patterns are listed.
        lost = _range(look) if decoding.complete else ""
        return f"{DECODED} แน่ใจได้ว่าเสียคะแนนในตัวชี้วัดย่อยนี้{lost}{doubt} แต่ไม่ทราบว่าข้อใด"
    found = len(decoding.patterns)
    if not decoding.complete or look.patterns * 2 < found:
        return ""
    return (
        f"{DECODED} อาจเสียในตัวชี้วัดย่อยนี้ พบใน {look.patterns} จาก {found} รูปแบบ{doubt} โปรดตรวจก่อนสรุป"
    )


def _range(look: Look) -> str:
    most = loss_words(look.most)
    least = loss_words(look.least)
    count = most if look.least == look.most else f"{least} ถึง {most}"
    return f" {count} ข้อ จาก {look.of} ข้อ"
