"""The headings that tables of measures have, in the words of the offices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ita_portal.thai.dates import MONTHS, SHORT_MONTHS
from ita_portal.thai.numerals import arabic_digits
from measures.rules.importing.tables import Row


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
_NO_WORD = re.compile(r"[\s./()\[\]:;,\-–*\"“”]+")
_NUMBERS = {"ที่", "ลำดับ", "ลำดับที่", "ข้อ", "ข้อที่", "no", "#"}
_WORDS = (
    (Field.NOTE, "^ผลการดำเนิน|^ผลการปฏิบัติ|^ปัญหา|^อุปสรรค|^ข้อเสนอแนะ|^สถานะ|^หลักฐาน|^เอกสารอ้างอิง"),
    (Field.PERIOD, "^วันที่|^เริ่ม|^สิ้นสุด|^วันเริ่ม|^วันสิ้นสุด"),
    (
        Field.PERIOD,
        "ระยะเวลา|ช่วงเวลา|กรอบเวลา|กำหนดเวลา|กำหนดการ|ปฏิทิน|เวลาดำเนิน|เดือนที่|วันเดือนปี",
    ),
    (Field.OWNERS, "รับผิดชอบ|ผู้เกี่ยวข้อง|เจ้าภาพ|ผู้ดำเนิน|ผู้ปฏิบัติ|กลุ่มงานหลัก|หน่วยงานหลัก"),
    (Field.BUDGET, "งบประมาณ|วงเงิน|ค่าใช้จ่าย"),
    (Field.NOTE, "หมายเหตุ"),
    (Field.MONITORING, "ติดตาม|กำกับ|รายงานผล|ประเมินผล|การรายงาน"),
    (Field.TARGET, "เป้าหมาย|ตัวชี้วัด|ตัวบ่งชี้|ผลผลิต|ผลลัพธ์|คาดว่าจะ|ความสำเร็จ|ผลสัมฤทธิ์"),
    (Field.MEASURE, "^มาตรการ|ชื่อมาตรการ|^ประเด็นมาตรการ"),
    (Field.STEPS, "ขั้นตอน|วิธีการ|วิธีปฏิบัติ|วิธีดำเนิน|แนวปฏิบัติ|แนวทางปฏิบัติ|แนวทางการ|การปฏิบัติ"),
    (Field.ISSUE, "ประเด็น|ด้าน|จุดอ่อน|ข้อบกพร่อง|หัวข้อ|ผลการวิเคราะห์|สิ่งที่ต้องพัฒนา"),
    (Field.MEASURE, "มาตรการ"),
    (Field.STEPS, "กิจกรรม|โครงการ|แนวทาง|การดำเนิน|รายละเอียด"),
)
_KNOWN = tuple((field, re.compile(words)) for field, words in _WORDS)
_COUNTED = re.compile(r"^\s*\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]|(?:ที่|ข้อ)\s*[0-9๐-๙]")
"""A number in a row, which rows of measures have and headings have not."""
_DIGIT = re.compile("[0-9๐-๙]")
_LEAST = 2
_WORK = {Field.MEASURE, Field.STEPS}
_SHORT = 25
_GROUPS = {"กลุ่ม", "กลุ่มงาน", "กลุ่มหน่วย", "กลุ่มหน่วยงาน", "หน่วยงาน", "หน่วย", "ฝ่าย", "กลุ่มฝ่าย"}
_MONTH = re.compile(
    "(?:"
    + "|".join([*MONTHS, *(short.replace(".", "") for short in SHORT_MONTHS)])
    + ")(?:พศ)?(?:[0-9]{2}|[0-9]{4})?|(?:ไตรมาส|ไตรมาสที่|q)[1-4]"
)


@dataclass(frozen=True)
class Layout:
    """What each column of a table holds; `headings` are the words above the columns.

    `rows` is how many rows the headings take. `months` are columns that stand for a month or a
    quarter, in which a tick says when.
    """

    fields: Mapping[int, Field]
    rows: int
    headings: Mapping[int, str]
    months: Mapping[int, str]

    def column_of(self, field: Field) -> int | None:
        """Return the first column that holds `field`."""
        return next((column for column, found in self.fields.items() if found == field), None)

    def has(self, field: Field) -> bool:
        """Tell whether a column holds `field`."""
        return field in self.fields.values()

    def heading_of(self, field: Field) -> str:
        """Return the words above the first column that holds `field`."""
        column = self.column_of(field)
        heading = "" if column is None else " ".join(self.headings.get(column, "").split())
        return heading or FIELD_NAMES[field]

    @property
    def has_work(self) -> bool:
        """Whether a column tells what is done; else its rows are no measures."""
        return bool(_WORK & set(self.fields.values()))

    def says_the_same(self, other: Layout) -> bool:
        """Tell whether these are the headings of `other`, written again on another page."""
        mine = {column: _plain(text) for column, text in self.headings.items()}
        return mine == {column: _plain(text) for column, text in other.headings.items()}

    def stands_in(self, row: Row) -> bool:
        """Tell whether the row holds the very words of these headings, known or not."""
        mine = {column: _plain(text) for column, text in self.headings.items()}
        return self.rows == 1 and mine == {cell.column: _plain(cell.text) for cell in row.filled}

    def is_beyond_doubt(self, *, first: bool) -> bool:
        """Tell whether nothing but short headings that are known stands here.

        In a row that is not the `first` of its table there must be more than two.
        """
        known = set(self.headings) <= set(self.fields)
        short = all(len(_plain(text)) <= _SHORT for text in self.headings.values())
        return known and short and (first or len(set(self.fields.values())) > _LEAST)


def field_of(heading: str) -> Field | None:
    """Return what a column under this heading holds; None for an unknown one."""
    plain = _plain(heading)
    if not plain or len(plain) > LONGEST or _COUNTED.search(heading):
        return None
    if plain in _NUMBERS:
        return Field.NUMBER
    if plain in _GROUPS:
        return Field.OWNERS
    if is_month(heading):
        return Field.PERIOD
    return next((field for field, words in _KNOWN if words.search(plain)), None)


def is_month(heading: str) -> bool:
    """Tell whether a heading is a month or a quarter and nothing else."""
    return bool(_MONTH.fullmatch(_plain(arabic_digits(heading))))


def _plain(heading: str) -> str:
    return _NO_WORD.sub("", heading).casefold()


def layout_at(rows: Sequence[Row]) -> Layout | None:
    """Return the layout if the first of `rows`, alone or with the next, is a row of headings."""
    if not rows:
        return None
    alone = _layout([rows[0]])
    both = _layout(rows[:2]) if len(rows) > 1 and _continues(rows[0], rows[1]) else None
    if both and (alone is None or len(both.fields) > len(alone.fields)):
        return both
    return alone


def chosen_layout(rows: Sequence[Row]) -> Layout:
    """Return the layout of the row that a person said to hold the headings, with the next if need
    be; columns whose heading is not known hold nothing.
    """
    found = layout_at(rows)
    if found:
        return found
    texts = {cell.column: cell.text for cell in rows[0].filled}
    known = {column: field for column, text in texts.items() if (field := field_of(text))}
    months = {column: text for column, text in texts.items() if is_month(text)}
    return Layout(_settled(known), 1, texts, months)


def _continues(first: Row, second: Row) -> bool:
    """Tell whether both rows together are the headings: each has some that the other has not.

    Else the first is a title above the table.
    """
    filled = second.filled
    covered = {column for cell in filled for column in range(cell.column, cell.column + cell.width)}
    own = [cell for cell in first.filled if cell.column not in covered and field_of(cell.text)]
    return len(filled) >= _LEAST and bool(own) and all(_is_plain_heading(c.text) for c in filled)


def _is_plain_heading(text: str) -> bool:
    """Tell whether a text is a heading that is known, and no sentence with a number in it."""
    return bool(field_of(text)) and (is_month(text) or not _DIGIT.search(text))


def _layout(rows: Sequence[Row]) -> Layout | None:
    texts: dict[int, str] = {}
    for row in rows:
        for cell in row.filled:
            covered = range(cell.column, cell.column + cell.width)
            last = row is rows[-1]
            for column in covered if not last else [cell.column]:
                texts[column] = cell.text
    found = {column: field_of(text) for column, text in sorted(texts.items())}
    known = {column: field for column, field in found.items() if field}
    distinct, fields = set(known.values()), _settled(dict(known))
    work = distinct & _WORK or (Field.ISSUE in distinct and distinct & {Field.OWNERS, Field.PERIOD})
    long = any(len(_NO_WORD.sub("", text)) > LONGEST for text in texts.values())
    if len(distinct) < _LEAST or not work or long or not _sound(rows, distinct):
        return None
    months = {column: text for column, text in texts.items() if is_month(text)}
    return Layout(fields, len(rows), texts, months)


def _sound(rows: Sequence[Row], distinct: set[Field]) -> bool:
    """A row of two texts that happen to have such words is no heading of a wide table."""
    filled = max(sum(not is_month(cell.text) for cell in row.filled) for row in rows)
    return len(distinct) * 2 >= filled


def _settled(fields: dict[int, Field]) -> dict[int, Field]:
    """Give the columns that tables name differently what they hold: a measure is never missing."""
    steps, issues = _columns(fields, Field.STEPS), _columns(fields, Field.ISSUE)
    if not _columns(fields, Field.MEASURE):
        if issues and len(steps) < 2:
            fields[issues[-1]] = Field.MEASURE
        elif steps:
            fields[steps[0]] = Field.MEASURE
    measures = _columns(fields, Field.MEASURE)
    if len(measures) > 1 and not _columns(fields, Field.STEPS):
        fields[measures[-1]] = Field.STEPS
    targets = _columns(fields, Field.TARGET)
    if targets and measures and not _columns(fields, Field.ISSUE) and targets[0] < measures[0]:
        fields[targets[0]] = Field.ISSUE  # the indicator of the assessment that a measure answers
    return fields


def _columns(fields: Mapping[int, Field], wanted: Field) -> list[int]:
    return [column for column, field in fields.items() if field == wanted]
