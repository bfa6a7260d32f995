"""Whether a paper covers the components that its item asks for.

Only what words can show is judged: a component that is none of the known ones is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.duties import told_duties
from disclosure.rules.checking.findings import Check, Finding, info, warning
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import Head, Kind, head_of
from disclosure.rules.checking.words import any_of


@dataclass(frozen=True)
class _Sign:
    """By what words a component is known, and its name for people."""

    name: str
    asked: re.Pattern[str]
    shown: re.Pattern[str]
    times: int = 1

    def is_in(self, words: str) -> bool:
        """Tell whether flat words show it, as often as it takes."""
        found = islice(self.shown.finditer(words), self.times)
        return sum(1 for _ in found) == self.times


def _sign(
    name: str, asked: tuple[str, ...], shown: tuple[str, ...], also: str = "", times: int = 1
) -> _Sign:
    pattern = any_of(*shown) + (f"|{also}" if also else "")
    return _Sign(name, re.compile(any_of(*asked)), re.compile(pattern), times)


_TELEPHONE = r"0[0-9-]{8,11}|โทร"
_DURATION = (
    r"[0-9]+(?:[-–][0-9]+)?(?:นาท|ชวโมง|วน|เดอน|สปดาห)|ตลอดป|ทกวน|ทนท"
    r"|[ก-ฮเ-ไาะ]+(?:ค|ย|พ)(?:ม|น|ธ)?\.?(?:[0-9]{2,4})?(?:-|–|ถง)[ก-ฮเ-ไาะ.]+(?:ค|ย|พ)(?:ม|น|ธ)?\.?[0-9]{2}"
)
STEPS = _sign(
    "ขั้นตอน",
    ("ขั้นตอน", "วิธีการ"),
    (
        "ขั้นตอน", "วิธีการ", "วิธีดำเนินการ", "แนวทางการดำเนินการ", "แผนผังการ", "ผังงาน", "Flow",
        "กระบวนการปฏิบัติงาน", "ลำดับการ", "วิธีปฏิบัติ",
    ),
)  # fmt: skip
TIMES = _sign(
    "ระยะเวลา",
    ("ระยะเวลา",),
    ("ระยะเวลา", "ภายในวัน", "กำหนดเวลา", "เวลาดำเนินการ", "ห้วงเวลา", "ปฏิทิน", "กรอบเวลา"),
    _DURATION,
)
PROGRESS = _sign(
    "ความก้าวหน้ารายโครงการ",
    ("ความก้าวหน้า", "ผลการดำเนินการตาม", "รายงานผลรอบ"),
    (
        "ความก้าวหน้า", "แล้วเสร็จ", "อยู่ระหว่าง", "ดำเนินการแล้ว", "ยังไม่ดำเนินการ",
        "ยังไม่ได้ดำเนินการ", "บรรลุ", "ผลผลิต",
        "ผลลัพธ์", "ผลการดำเนินงาน", "ผลการดำเนินการ", "ผลที่ได้รับ", "ผลสำเร็จ",
        "ร้อยละความสำเร็จ", "คืบหน้า", "เสร็จสิ้น",
        "ผลการปฏิบัติ", "สถานะ", "ได้ดำเนินการ", "ร้อยละ", "%",
    ),
    times=2,
)  # fmt: skip
SPENT = _sign(
    "งบประมาณที่ใช้",
    ("งบประมาณที่ใช้", "การใช้งบประมาณ"),
    ("ใช้จ่าย", "เบิกจ่าย", "ใช้ไป", "งบประมาณที่ใช้", "จ่ายจริง", "ไม่ใช้งบประมาณ", "ใช้งบประมาณ", "จ่ายแล้ว"),
)
_SIGNS = (
    STEPS,
    TIMES,
    PROGRESS,
    SPENT,
    _sign(
        "ผู้รับผิดชอบ", ("ผู้รับผิดชอบ", "ส่วนงานรับผิดชอบ"),
        ("ผู้รับผิดชอบ", "รับผิดชอบ", "เจ้าของเรื่อง", "หน่วยงานหลัก", "กลุ่มงานที่", "กลุ่ม"),
    ),
    _sign("การกำกับติดตาม", ("การกำกับติดตาม",), ("กำกับ", "ติดตาม", "รายงานผล", "ประเมินผล")),
    _sign(
        "ผลการวิเคราะห์ผลการประเมินปีก่อน", ("ผลการวิเคราะห์ ITA",),
        ("วิเคราะห์", "จุดอ่อน", "ข้อบกพร่อง", "ผลการประเมิน", "ผลคะแนน"),
    ),
    _sign("มาตรการ", ("มาตรการ",), ("มาตรการ",)),
    _sign(
        "งานบริการ", ("งานบริการ",),
        ("งานบริการ", "การให้บริการ", "การบริการ", "ขอรับบริการ", "ผู้รับบริการ", "คำขอ", "คำร้อง"),
    ),
    _sign("โทรศัพท์", ("โทรศัพท์",), ("โทรศัพท์",), _TELEPHONE),
    _sign(
        "อีเมล", ("อีเมล",), ("อีเมล", "E-mail", "email", "ไปรษณีย์อิเล็กทรอนิกส์"),
        "[A-Za-z0-9._-]+@[A-Za-z0-9.-]+",
    ),
    _sign(
        "ช่องทางติดต่อ", ("ช่องทางติดต่อ",), ("โทร", "อีเมล", "email", "e-mail", "Line"), _TELEPHONE + "|@"
    ),
    _sign("ที่อยู่", ("ที่อยู่",), ("ที่อยู่", "ตำบล", "ถนน", "แขวง", "ต.", "อ.", "หมู่")),
    _sign("ตำแหน่ง", ("ตำแหน่ง",), ("ตำแหน่ง", "ผู้อำนวยการ", "รองผู้อำนวยการ", "หัวหน้า")),
    _sign("ชื่อและนามสกุล", ("ชื่อ-สกุล", "ชื่อ-นามสกุล"), ("นาย", "นาง", "น.ส.", "ชื่อ", "ดร.", "ว่าที่")),
    _sign(
        "แผนผังโครงสร้าง", ("แผนผังโครงสร้าง", "กลุ่ม/หน่วย", "ส่วนงานภายใน", "แบ่งส่วนงาน"),
        ("กลุ่ม", "หน่วย", "โครงสร้าง", "ฝ่าย", "ส่วนงาน"),
    ),
    _sign("หน้าที่และอำนาจ", ("หน้าที่",), ("หน้าที่", "อำนาจ", "ภารกิจ")),
    _sign("โครงการหรือกิจกรรม", ("โครงการ/กิจกรรม",), ("โครงการ", "กิจกรรม")),
    _sign("งบประมาณ", ("งบประมาณ",), ("งบประมาณ", "บาท", "วงเงิน")),
    _sign("วิธีที่บุคคลภายนอกร้องเรียน", ("วิธีที่บุคคลภายนอก",), ("ร้องเรียน", "แจ้งเบาะแส")),
    _sign(
        "การไม่รับของขวัญ", ("ไม่รับของขวัญ",),
        ("ของขวัญ", "No Gift", "ของกำนัล", "ทรัพย์สินหรือประโยชน์"),
    ),
    _sign(
        "รายละเอียดผลการจัดซื้อจัดจ้าง", ("รายละเอียดผลการจัดซื้อ",),
        ("วิธี", "วงเงิน", "ผู้เสนอราคา", "ราคา", "สัญญา", "ผู้ได้รับการคัดเลือก"),
    ),
)  # fmt: skip
_OF_DUTIES: dict[str, tuple[_Sign, ...]] = {
    "work_manual": (STEPS, TIMES),
    "service_manual": (STEPS, TIMES),
    "complaint_guideline": (STEPS, TIMES),
    "annual_plan_6_month": (PROGRESS, SPENT),
    "annual_report": (PROGRESS, SPENT),
    "anticorruption_6_month": (PROGRESS,),
    "anticorruption_report": (PROGRESS,),
    "hr_implementation": (PROGRESS,),
    "integrity_measures_report": (PROGRESS,),
}
"""What papers of a duty must have although a year's list does not say it.

**Source:** the domain card: reports without progress, manuals without steps and times lost points.
"""
_IS_SUCH = {
    "work_manual": "คมอ|มาตรฐาน|แนวทาง",
    "service_manual": "คมอ|มาตรฐาน|แนวทาง",
    "complaint_guideline": "คมอ|แนวปฏบต|แนวทาง",
}
_FEWEST_LETTERS = 120
_TITLE_LINES = 2
_BESIDE = frozenset({Kind.MEMO, Kind.LETTER, Kind.ORDER, Kind.MINUTES})
_MEND = "เพิ่มองค์ประกอบที่ขาดในเอกสาร หรือแนบหลักฐานอื่นของข้อนี้ที่มีองค์ประกอบนั้น"


def check_component(content: Content, context: Context) -> Iterator[Finding]:
    """Find required components of which the text has no word."""
    head = head_of(content)
    if content.letters < _FEWEST_LETTERS or head.is_form:
        return
    body = _without_title(content, head)
    wanted = dict.fromkeys(_wanted(head, context))
    missing = [sign.name for sign in wanted if not sign.is_in(body)]
    if not missing:
        return
    make = info if head.kind in _BESIDE else warning
    yield make(
        Check.COMPONENT,
        f"ไม่พบองค์ประกอบที่ต้องมี: {', '.join(missing)}",
        where=head.page.quoting(head.text),
        mend=_MEND,
    )


def _without_title(content: Content, head: Head) -> str:
    title = "".join(flat(line) for line in head.lines[:_TITLE_LINES])
    first, *others = (page.flat for page in content.pages if page.flat)
    return "\n".join([first.removeprefix(title), *others])


def _wanted(head: Head, context: Context) -> Iterator[_Sign]:
    """Yield the components to look for, those that other evidence covers left out."""
    if context.item is not None:
        for one in context.item.components:
            if one in context.covered:
                continue
            words = flat(one)
            sign = next((sign for sign in _SIGNS if sign.asked.search(words)), None)
            if sign:
                yield sign
    if context.covered:
        return
    for duty in sorted(told_duties(context, head)):
        is_such = _IS_SUCH.get(duty, "รายงาน|ผล")
        if re.search(is_such, head.flat):
            yield from _OF_DUTIES.get(duty, ())
