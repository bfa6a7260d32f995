"""The headings that tables of measures have, in the words of the offices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ita_portal.thai.dates import MONTHS, SHORT_MONTHS
from ita_portal.thai.numerals import arabic_digits
from measures.rules.importing.tables import Cell, Row


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
_NUMBERS = {"ที่", "ลำดับ", "ลำดับที่", "ข้อ", "ข้อที่", "ลำดับขั้นตอน", "ขั้นตอนที่", "ขั้นที่", "no", "#"}
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
    (Field.BUDGET, "(?<!ปี)งบประมาณ|วงเงิน|ค่าใช้จ่าย"),
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
_YEAR = re.compile("(?:ปี)?(?:งบประมาณ)?(?:พศ)?(25[0-9]{2})")
_QUARTER = re.compile("[1-4]")
MOST_ROWS = 4
"""How many rows the headings of a table may take: title, year, quarter and month."""


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
    """Return the layout if the first of `rows`, alone or with those after it, holds headings."""
    if not rows:
        return None
    best = _layout([rows[0]])
    for count in range(2, min(len(rows), MOST_ROWS) + 1):
        if not _continues(rows[: count - 1], rows[count - 1]):
            break
        more = _layout(rows[:count])
        if more and (best is None or _tells_more(more, best)):
            best = more
    return best


def _tells_more(one: Layout, other: Layout) -> bool:
    return (len(one.fields), len(one.months)) > (len(other.fields), len(other.months))


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


def _continues(above: Sequence[Row], row: Row) -> bool:
    """Tell whether a row goes on with the headings above: each has some that the other has not.

    Else what stands above is a title over the table.
    """
    filled = row.filled
    covered = {column for cell in filled for column in range(cell.column, cell.column + cell.width)}
    own = [
        cell
        for one in above
        for cell in one.filled
        if cell.column not in covered and field_of(cell.text)
    ]
    several = len(filled) >= _LEAST or any(cell.width > 1 for cell in filled)
    return several and bool(own) and all(_is_under(above, cell) for cell in filled)


def _is_under(above: Sequence[Row], cell: Cell) -> bool:
    """Tell whether a text is a heading that is known, or a year or quarter under one of a time."""
    if field_of(cell.text) and (is_month(cell.text) or not _DIGIT.search(cell.text)):
        return True
    if _shares(above, cell) and len(_plain(cell.text)) <= _SHORT and not _DIGIT.search(cell.text):
        return True
    is_part = _part_of_time(cell.text)
    return is_part and any(field_of(one) == Field.PERIOD for one in _over(above, cell.column))


def _shares(above: Sequence[Row], cell: Cell) -> bool:
    """Tell whether a known heading that is merged over several columns stands over a cell."""
    over = above[-1].at(cell.column)
    return over is not None and over.width > cell.width and field_of(over.text) is not None


def _part_of_time(text: str) -> bool:
    plain = _plain(arabic_digits(text))
    return bool(_YEAR.fullmatch(plain) or _QUARTER.fullmatch(plain) or is_month(text))


def _over(above: Sequence[Row], column: int) -> list[str]:
    """Return what stands over a column from above; a time also over the empty ones to its right."""
    texts = []
    for row in above:
        cell = row.at(column)
        if cell is None or (not cell.text and not cell.is_continued):
            before = [one for one in row.filled if one.column < column]
            cell = before[-1] if before and _is_time(before[-1].text) else None
        if cell and cell.text:
            texts.append(cell.text)
    return texts


def _is_time(text: str) -> bool:
    return field_of(text) == Field.PERIOD or _part_of_time(text)


def _layout(rows: Sequence[Row]) -> Layout | None:
    texts: dict[int, str] = {}
    for row in rows:
        for cell in row.filled:
            covered = range(cell.column, cell.column + cell.width)
            last = row is rows[-1]
            for column in covered if not last else [cell.column]:
                texts[column] = cell.text
    months = _months(rows, texts)
    found = {
        column: Field.PERIOD if column in months else _field_under(rows, column, text)
        for column, text in sorted(texts.items())
    }
    known = {column: field for column, field in found.items() if field}
    distinct, fields = set(known.values()), _settled(dict(known))
    work = distinct & _WORK or (Field.ISSUE in distinct and distinct & {Field.OWNERS, Field.PERIOD})
    long = any(len(_NO_WORD.sub("", text)) > LONGEST for text in texts.values())
    if len(distinct) < _LEAST or not work or long or not _sound(rows, distinct):
        return None
    return Layout(fields, len(rows), texts, months)


def _field_under(rows: Sequence[Row], column: int, text: str) -> Field | None:
    """Return what a heading says, else the merged one above it, which it only divides."""
    cell = rows[-1].at(column) if len(rows) > 1 else None
    if cell and cell.text and not field_of(text) and _shares(rows[:-1], cell):
        return field_of(_over(rows[:-1], column)[-1])
    return field_of(text)


def _months(rows: Sequence[Row], texts: Mapping[int, str]) -> dict[int, str]:
    """Return the columns of months and quarters, with the year that stands above them."""
    months: dict[int, str] = {}
    for column, text in sorted(texts.items()):
        over = _over(rows[:-1], column)
        quarter = _plain(arabic_digits(text))
        if is_month(text):
            months[column] = text if _DIGIT.search(text) else _with_year(text, over)
        elif _QUARTER.fullmatch(quarter) and any(
            _plain(one).startswith("ไตรมาส") or "ไตรมาส" in one for one in over
        ):
            months[column] = f"ไตรมาส {quarter}"
    return months


def _with_year(month: str, over: Sequence[str]) -> str:
    """Return a month with the calendar year above it; a fiscal year is that of the plan."""
    for text in reversed(over):
        found = _YEAR.fullmatch(_plain(arabic_digits(text)))
        if found and "งบประมาณ" not in text:
            return f"{month} {found[1]}"
    return month


def _sound(rows: Sequence[Row], distinct: set[Field]) -> bool:
    """A row of two texts that happen to have such words is no heading of a wide table."""
    filled = max(sum(not _part_of_time(cell.text) for cell in row.filled) for row in rows)
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
