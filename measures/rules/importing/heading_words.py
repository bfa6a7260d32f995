"""The words that stand over the columns of a plan, in Thai and in English."""

from __future__ import annotations

import re
from enum import StrEnum

from ita_portal.thai.dates import MONTHS, SHORT_MONTHS
from measures.rules.importing.month_words import in_thai


class Field(StrEnum):
    """What a column holds, and its name for people."""

    NUMBER = "number"
    ISSUE = "issue"
    MEASURE = "measure"
    STEPS = "steps"
    PERIOD = "period"
    OWNERS = "owners"
    MONITORING = "monitoring"
    TARGET = "target"
    BUDGET = "budget"
    NOTE = "note"


FIELD_NAMES = {
    Field.NUMBER: "ลำดับ",
    Field.ISSUE: "ประเด็น",
    Field.MEASURE: "มาตรการ",
    Field.STEPS: "ขั้นตอน/วิธีการปฏิบัติ",
    Field.PERIOD: "ระยะเวลา",
    Field.OWNERS: "ผู้รับผิดชอบ",
    Field.MONITORING: "การกำกับติดตาม",
    Field.TARGET: "เป้าหมาย",
    Field.BUDGET: "งบประมาณ",
    Field.NOTE: "หมายเหตุ",
}
LONGEST = 60
"""Letters of a heading without spaces; what is longer is no heading."""
NO_WORD = re.compile(r"[\s./()\[\]:;,\-–*\"“”]+")
_NUMBERS = {"ที่", "ลำดับ", "ลำดับที่", "ข้อ", "ข้อที่", "ลำดับขั้นตอน", "ขั้นตอนที่", "ขั้นที่", "no", "item", "#"}
_WORDS = (
    (Field.NOTE, "^ผลการดำเนิน|^ผลการปฏิบัติ|^ปัญหา|^อุปสรรค|^ข้อเสนอแนะ|^สถานะ|^หลักฐาน|^เอกสารอ้างอิง"),
    (Field.NOTE, "^แหล่ง|ที่มาของงบ"),
    (Field.PERIOD, "^วันที่|^เริ่ม|^สิ้นสุด|^วันเริ่ม|^วันสิ้นสุด|^เดือนเริ่ม|^เดือนสิ้นสุด|^ไตรมาส|^ปีงบประมาณ"),
    (
        Field.PERIOD,
        "ระยะเวลา|ช่วงเวลา|กรอบเวลา|กำหนดเวลา|กำหนดการ|กำหนดแล้วเสร็จ|ปฏิทิน|เวลาดำเนิน|เวลาที่|เดือนที่|วันเดือนปี"
        "|^เวลา$|แผนการดำเนินงานรายเดือน",
    ),
    (Field.OWNERS, "รับผิดชอบ|ผู้เกี่ยวข้อง|เจ้าภาพ|ผู้ดำเนิน|ผู้ปฏิบัติ|กลุ่มงานหลัก|หน่วยงานหลัก"),
    (Field.OWNERS, "(?:ผู้|กลุ่ม|หน่วย|งาน|ฝ่าย)(?:ที่)?ดูแล"),
    (Field.BUDGET, "(?<!ปี)งบประมาณ|^งบ|วงเงิน|ค่าใช้จ่าย"),
    (Field.NOTE, "หมายเหตุ"),
    (Field.MONITORING, "ติดตาม|กำกับ|รายงานผล|ประเมินผล|การรายงาน"),
    (Field.TARGET, "เป้าหมาย|ตัวชี้วัด|ตัวบ่งชี้|ผลผลิต|ผลลัพธ์|คาดว่าจะ|ความสำเร็จ|ผลสัมฤทธิ์"),
    (Field.MEASURE, "^มาตรการ|ชื่อมาตรการ|^ประเด็นมาตรการ"),
    (Field.MEASURE, "^(?:สิ่ง|เรื่อง|งาน)ที่(?:จะ|ต้อง)?(?:ดำเนินการ|ทำ)"),
    (Field.STEPS, "ขั้นตอน|วิธีการ|วิธีทำ|วิธีปฏิบัติ|วิธีดำเนิน|แนวปฏิบัติ|แนวทางปฏิบัติ|แนวทางการ|การปฏิบัติ"),
    (Field.ISSUE, "ประเด็น|ด้าน|จุดอ่อน|ข้อบกพร่อง|หัวข้อ|ผลการวิเคราะห์|สิ่งที่ต้องพัฒนา"),
    (Field.MEASURE, "มาตรการ"),
    (Field.STEPS, "กิจกรรม|โครงการ|แนวทาง|การดำเนิน|รายละเอียด|^รายการ$"),
    (Field.ISSUE, "^(?:key)?(?:issues?|aspects?|areas?|topics?|weakness(?:es)?)$"),
    (Field.MEASURE, "^(?:integrity)?measures?$|^projects?$"),
    (Field.STEPS, "^(?:action|key)?(?:steps?|actions?|activit(?:y|ies)|methods?|procedures?)$"),
    (Field.PERIOD, "^(?:time(?:line|frame|period)?|period|schedule|duration|when|deadline)$"),
    (Field.PERIOD, "^(?:start|end|finish|due)(?:date|month)?$"),
    (Field.OWNERS, "^responsib(?:le|ility)(?:person|unit|group)?s?$|^(?:owner|unit|group)s?$"),
    (Field.MONITORING, "^(?:followup|monitoring|evaluation)$"),
    (Field.TARGET, "^(?:targets?|goals?|kpis?|indicators?|outputs?|outcomes?)$"),
    (Field.BUDGET, "^(?:budget|cost)s?(?:baht|thb)?$"),
    (Field.NOTE, "^(?:remark|note|comment|result|problem|obstacle)s?$|^status$|^evidence$"),
)
_KNOWN = tuple((field, re.compile(words)) for field, words in _WORDS)
_COUNTED = re.compile(r"^\s*\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]|(?:ที่|ข้อ)\s*[0-9๐-๙]")
"""A number in a row, which rows of measures have and headings have not."""
_GROUPS = {
    "หน่วยดำเนินการ",
    "ผู้ดำเนินการ",
    "กลุ่ม",
    "กลุ่มงาน",
    "กลุ่มหน่วย",
    "กลุ่มหน่วยงาน",
    "หน่วยงาน",
    "หน่วย",
    "ฝ่าย",
    "กลุ่มฝ่าย",
}
_MONTH = re.compile(
    "(?:"
    + "|".join([*MONTHS, *(short.replace(".", "") for short in SHORT_MONTHS)])
    + ")(?:พศ)?(?:[0-9]{2}|[0-9]{4})?|(?:ไตรมาส|ไตรมาสที่|q)[1-4]"
)


def field_of(heading: str) -> Field | None:
    """Return what a column under this heading holds; None for an unknown one."""
    words = plain(heading)
    if not words or len(words) > LONGEST or _COUNTED.search(heading):
        return None
    if words in _NUMBERS:
        return Field.NUMBER
    if words in _GROUPS:
        return Field.OWNERS
    if is_month(heading):
        return Field.PERIOD
    if names_two(heading):
        return Field.OWNERS
    return next((field for field, known in _KNOWN if known.search(words)), None)


def names_two(heading: str) -> bool:
    """Tell whether a column holds owners and times at once: ผู้รับผิดชอบ/ระยะเวลา."""
    words = plain(heading)
    fields = {field for field, known in _KNOWN if known.search(words)}
    return len(words) <= LONGEST and fields >= {Field.OWNERS, Field.PERIOD}


def is_month(heading: str) -> bool:
    """Tell whether a heading is a month or a quarter and nothing else."""
    return bool(_MONTH.fullmatch(plain(in_thai(heading))))


def plain(heading: str) -> str:
    """Return a heading without spaces, signs and capital letters."""
    return NO_WORD.sub("", heading).casefold()
