"""Which column of a score file a heading means: the English names, and what an office writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ita_portal.errors import Refused
from ita_portal.thai.numerals import narrow
from ita_portal.thai.text import clean

OFFICE_CODE, OFFICE_NAME, FISCAL_YEAR = "office_code", "office_name", "fiscal_year"
TOTAL, LEVEL, RANK, RANK_OF, NATIONAL_MEAN = (
    "total",
    "level",
    "rank",
    "rank_of",
    "national_mean",
)
STATUS = "status"
_INDICATOR_COLUMN = "indicator_{}"
_RESPONDENTS_COLUMN = "{}_respondents"
REQUIRED = {OFFICE_CODE: "รหัสสำนักงาน", FISCAL_YEAR: "ปีงบประมาณ"}

_WRITTEN: dict[str, tuple[str, ...]] = {
    OFFICE_CODE: (
        "officecode",
        "code",
        "รหัส",
        "รหัสสำนักงาน",
        "รหัสหน่วยงาน",
        "รหัสเขต",
        "รหัสเขตพื้นที่",
        "รหัสเขตพื้นที่การศึกษา",
        "รหัสสำนักงานเขตพื้นที่การศึกษา",
    ),
    OFFICE_NAME: (
        "officename",
        "office",
        "name",
        "ชื่อสำนักงาน",
        "ชื่อหน่วยงาน",
        "ชื่อเขต",
        "ชื่อเขตพื้นที่การศึกษา",
        "ชื่อสำนักงานเขตพื้นที่การศึกษา",
        "สำนักงาน",
        "หน่วยงาน",
        "เขตพื้นที่การศึกษา",
        "สำนักงานเขตพื้นที่การศึกษา",
        "สพท",
    ),
    FISCAL_YEAR: (
        "fiscalyear",
        "year",
        "ปี",
        "ปีพศ",
        "พศ",
        "ปีงบประมาณ",
        "ปีงบประมาณพศ",
        "ประจำปี",
        "ประจำปีงบประมาณ",
        "ปีที่ประเมิน",
    ),
    TOTAL: (
        "total",
        "totalscore",
        "score",
        "รวม",
        "คะแนน",
        "คะแนนรวม",
        "ผลคะแนนรวม",
        "ผลรวม",
        "คะแนนเฉลี่ยรวม",
        "คะแนนita",
        "ผลคะแนนita",
        "คะแนนผลการประเมิน",
    ),
    LEVEL: ("level", "grade", "ระดับ", "ระดับผลการประเมิน", "ผลการประเมินระดับ", "ระดับคะแนน", "เกรด"),
    RANK: ("rank", "อันดับ", "อันดับที่"),
    RANK_OF: ("rankof", "จากทั้งหมด", "จากจำนวน", "จำนวนทั้งหมด", "จำนวนหน่วยงานทั้งหมด"),
    NATIONAL_MEAN: (
        "nationalmean",
        "ค่าเฉลี่ยประเทศ",
        "ค่าเฉลี่ยระดับประเทศ",
        "ค่าเฉลี่ยของประเทศ",
        "คะแนนเฉลี่ยประเทศ",
        "คะแนนเฉลี่ยระดับประเทศ",
    ),
    STATUS: ("status", "สถานะ"),
}
_COLUMN_OF = {written: column for column, forms in _WRITTEN.items() for written in forms}
# These may number the rows as well as rank the offices: they count as a rank only where no
# better heading says so, and never as the first column of the table.
_PERHAPS_RANK = {"ลำดับ", "ลำดับที่"}

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BETWEEN_WORDS = re.compile(r"[\s._:;,/\\()\[\]“”\"'–—-]+")
_INDICATOR = re.compile(r"(?:indicator|ตัวชี้วัด|ตชว)(?:ที่)?([0-9]{1,2})(?![0-9])")
_IS_INDICATOR = re.compile(r"indicator_[0-9]+$")
_NUMBER_IN_FRONT = re.compile(r"^[0-9]{1,2}")
_SUBINDICATOR = re.compile(r"(?:indicator|ตัวชี้วัด|ตชว)\D*[0-9]+\.[0-9]")
_POINTS = re.compile("คะแนน|ถ่วงน้ำหนัก|weighted|score|points?")
_ANSWERED = re.compile("ผู้ตอบ|respondents?")
_OF_RESPONDENTS = re.compile("จำนวน|ผู้ตอบ|แบบสอบถาม|แบบวัด|แบบ|คน|ราย|number|of|respondents?")
# An item or question by its code, whatever title follows: but neither “O1.1” nor “I1–I5”.
_CODE = re.compile(
    r"\s*(?:คะแนน)?\s*(?:ข้อ(?:คำถาม)?(?:ที่)?|item|question)?\s*([a-z]{1,8})\s*[-.]?\s*0*([0-9]{1,4})"
    r"(?![0-9]|\s*(?:[-–—/,.&+]|ถึง|และ|to)\s*[a-z]*\s*[0-9])"
)
_NOT_A_MARK = re.compile("หมายเหตุ|ลิงก์|link|url")


def indicator_column(number: int) -> str:
    """Return the name of an indicator's column: "indicator_9"."""
    return _INDICATOR_COLUMN.format(number)


def respondents_column(instrument: str) -> str:
    """Return the name of the column of an instrument's respondents: "iit_respondents"."""
    return _RESPONDENTS_COLUMN.format(instrument.casefold())


def tight(text: str) -> str:
    """Return a heading or name for comparing: Arabic digits, lower case, no spaces or signs."""
    return _BETWEEN_WORDS.sub("", narrow(clean(text)).casefold())


class Headings:
    """Knows the headings of a score file.

    `indicator_names` gives the numbers of the indicators by their names, `instruments` the codes
    whose weighted points a file may print, such as "IIT", `details` the codes of items and
    questions. A file of one office alone (`one_office`) need not name it.
    """

    def __init__(
        self,
        indicator_names: Mapping[str, int],
        instruments: Sequence[str],
        details: Iterable[str] = (),
        *,
        one_office: bool = False,
    ) -> None:
        self._one_office = one_office
        self._indicators = {tight(name): number for name, number in indicator_names.items()}
        self._instruments = {code.casefold() for code in instruments}
        self._details = {code.casefold(): code for code in details}

    def columns(self, cells: Sequence[str]) -> dict[int, str] | None:
        """Return the column of each place in a row of headings; None when it is none.

        A row of headings names at least the office's code and the fiscal year, for one office
        the fiscal year and a score. Headings that mean nothing here are left out. Raises
        Refused when two headings mean the same.
        """
        found = {
            place: column for place, text in enumerate(cells) if (column := self._column(text))
        }
        if not self._is_enough(set(found.values())):
            return None
        perhaps = [n for n, text in enumerate(cells) if tight(text) in _PERHAPS_RANK]
        if RANK not in found.values() and len(perhaps) == 1 and min(found) < perhaps[0]:
            found[perhaps[0]] = RANK
        for place, column in found.items():
            twin = next(other for other, name in found.items() if name == column)
            if twin != place:
                raise Refused(
                    f"หัวตาราง “{cells[twin].strip()}” และ “{cells[place].strip()}” "
                    f"หมายถึงคอลัมน์เดียวกัน ({column}) โปรดเหลือไว้คอลัมน์เดียว"
                )
        return found

    @property
    def needed(self) -> str:
        """What a row of headings must name, for the message about its lack."""
        thai = (
            {FISCAL_YEAR: REQUIRED[FISCAL_YEAR], TOTAL: "คะแนนรวม"}
            if self._one_office
            else REQUIRED
        )
        return " และ ".join(f"“{words}” ({name})" for name, words in thai.items())

    def _is_enough(self, found: set[str]) -> bool:
        if not self._one_office:
            return REQUIRED.keys() <= found
        scores = {TOTAL, *self._details.values()}
        return FISCAL_YEAR in found and (
            not scores.isdisjoint(found) or any(map(_IS_INDICATOR.match, found))
        )

    def _column(self, text: str) -> str | None:
        if _SUBINDICATOR.search(narrow(text).casefold()):
            return None
        whole, short = tight(text), tight(_IN_BRACKETS.sub("", text))
        return self._known(short) or self._known(whole) or self._detail(text)

    def _known(self, name: str) -> str | None:
        if name in _COLUMN_OF:
            return _COLUMN_OF[name]
        if _ANSWERED.search(name):
            code = _OF_RESPONDENTS.sub("", name)
            return respondents_column(code) if code in self._instruments else None
        points = _POINTS.sub("", name)
        if points in self._instruments:
            return points
        if numbered := _INDICATOR.match(name):
            return indicator_column(int(numbered[1]))
        number = self._indicators.get(name) or self._indicators.get(_NUMBER_IN_FRONT.sub("", name))
        return indicator_column(number) if number else None

    def _detail(self, text: str) -> str | None:
        """Return the code of the item or question that a heading begins with."""
        plain = narrow(clean(text)).casefold()
        found = _CODE.match(plain)
        if not found or _NOT_A_MARK.search(plain):
            return None
        return self._details.get(found[1] + found[2])
