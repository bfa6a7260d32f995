"""Words to begin an answer with: the portal's few, and the office's own. Never sent by itself."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import AnswerTemplate, Case
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.thai.dates import full_date

STARTERS = {
    "receive": (
        "แจ้งว่ารับเรื่องแล้ว",
        "{สำนักงาน} ได้รับเรื่องของท่านเมื่อวันที่ {วันที่รับ} แล้ว กำลังตรวจว่าข้อมูลพอให้ตรวจสอบได้หรือไม่ "
        "และจะแจ้งผลหรือความคืบหน้าให้ทราบภายในวันที่ {กำหนดแจ้ง}",
    ),
    "evidence": (
        "ขอพยานหลักฐานเพิ่ม",
        "เรื่องที่ท่านแจ้งเมื่อวันที่ {วันที่รับ} ยังขาดพยานหลักฐานที่จะใช้ตรวจสอบ "
        "ท่านมีเอกสาร ภาพถ่าย หรือข้อความใดอีกหรือไม่ "
        "หากไม่มี โปรดบอกว่าจะหาได้จากที่ใด หรือสอบถามได้จากใคร ถ้าไม่ทราบ ตอบว่าไม่ทราบได้",
    ),
    "witness": (
        "ขอพยานบุคคล",
        "เพื่อให้ตรวจสอบต่อได้ โปรดบอกว่ามีผู้ใดรู้เห็นเรื่องนี้บ้าง และจะพบผู้นั้นได้อย่างไร "
        "สำนักงานจะไม่บอกพยานว่าท่านเป็นผู้แจ้ง",
    ),
    "when": (
        "ขอวัน เวลา และสถานที่",
        "โปรดเล่าเพิ่มว่าเรื่องเกิดขึ้นเมื่อใด ที่ใด และเกิดขึ้นครั้งเดียวหรือหลายครั้ง เท่าที่ท่านจำได้",
    ),
    "going": (
        "แจ้งความคืบหน้าระหว่างสืบข้อเท็จจริง",
        "เรื่องของท่านอยู่ระหว่างสืบข้อเท็จจริง ยังไม่แล้วเสร็จ สำนักงานจะแจ้งให้ทราบอีกครั้งภายในวันที่ {กำหนดแจ้ง} "
        "หากท่านมีข้อมูลเพิ่ม ส่งมาทางหน้านี้ได้ตลอดเวลา",
    ),
    "passed": (
        "แจ้งว่าส่งต่อ",
        "เรื่องนี้อยู่ในอำนาจของหน่วยงานอื่น {สำนักงาน} จึงส่งเรื่องต่อแล้ว หน่วยงานนั้นจะดำเนินการและอาจติดต่อท่านเอง",
    ),
    "result": (
        "แจ้งผลการพิจารณา",
        "{สำนักงาน} พิจารณาเรื่องที่ท่านแจ้งเมื่อวันที่ {วันที่รับ} เสร็จแล้ว ผลการพิจารณา: {ผลการพิจารณา} "
        "หากท่านไม่เห็นด้วย เขียนเหตุผลหรือส่งหลักฐานใหม่ได้ทางหน้านี้ หรือร้องเรียนต่อหน่วยงานภายนอกได้",
    ),
}
"""Words of the portal's own, by a short name: what they are called, and the words."""
PLACES = ("สำนักงาน", "วันที่รับ", "กำหนดแจ้ง", "ผลการพิจารณา", "วันนี้")
"""What may stand in braces and is filled in from the case."""
MOST = 50
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_UNKNOWN = "ไม่รู้จัก {{{place}}} ใช้ได้เฉพาะ {known}"
_NAMED = "มีแบบคำตอบชื่อนี้อยู่แล้ว"
_FULL = f"มีแบบคำตอบครบ {MOST} แบบแล้ว โปรดลบแบบที่ไม่ใช้"
_UNFILLED = "…"


def choices_of(office: Office) -> list[tuple[str, str]]:
    """Return key and name of all that one may begin with, the office's own first."""
    own = AnswerTemplate.objects.filter(office=office).values_list("pk", "name")
    starters = [(key, name) for key, (name, _) in STARTERS.items()]
    return [(f"own-{pk}", name) for pk, name in own] + starters


def words_for(case: Case, key: str) -> str:
    """Return the words of a template filled in for the case; "" for a key that is none."""
    if key in STARTERS:
        return filled(STARTERS[key][1], case)
    number = key.removeprefix("own-")
    if number == key or not number.isascii() or not number.isdigit() or len(number) > 18:
        return ""
    own = AnswerTemplate.objects.filter(office=case.office_id, pk=int(number)).first()
    return filled(own.words, case) if own else ""


def filled(words: str, case: Case) -> str:
    """Return words with what stands in braces filled in; what is not known yet becomes "…"."""
    values = {
        "สำนักงาน": case.office.name,
        "วันที่รับ": full_date(case.received_on),
        "กำหนดแจ้ง": full_date(case.due_on) if case.due_on else _UNFILLED,
        "ผลการพิจารณา": case.get_ending_display() if case.ending else _UNFILLED,
        "วันนี้": full_date(timezone.localdate()),
    }
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), words)


@transaction.atomic
def keep_template(
    office: Office, *, name: str, words: str, by: User, pk: int | None = None, revision: int = 0
) -> AnswerTemplate:
    """Keep a template of the office, new or changed.

    Raises Refused for a place that nothing fills, a name given twice, or too many; Stale when
    somebody else has changed it meanwhile; DoesNotExist for one of another office.
    """
    for place in _PLACE.findall(words):
        if place not in PLACES:
            known = " ".join(f"{{{one}}}" for one in PLACES)
            raise Refused(_UNKNOWN.format(place=place, known=known))
    mine = AnswerTemplate.objects.select_for_update().filter(office=office)
    if pk is None:
        if mine.count() >= MOST:
            raise Refused(_FULL)
        row = AnswerTemplate(office=office)
    else:
        row = mine.get(pk=pk)
        if row.revision != revision:
            raise Stale
        row.revision += 1
    row.name, row.words, row.changed_by = name, words, by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_NAMED) from error
    return row


def remove_template(office: Office, pk: int) -> bool:
    """Remove a template of the office; False when there is none. Safe to repeat."""
    gone, _ = AnswerTemplate.objects.filter(office=office, pk=pk).delete()
    return bool(gone)
