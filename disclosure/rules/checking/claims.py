"""What a text says of its own tables: how many, which is the highest, which the lowest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.flat import flat

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_EXTREME = re.compile("(?P<high>(?:สง|มาก|เยอะ)(?:ท)?สด)|(?P<low>(?:ตา|นอย)(?:ท)?สด)")
_QUICK = re.compile("ทสด|งสด|ตาสด|กสด|ยสด")
_LEAD = r"(?:รอยละ|คะแนน|คาเฉลย|เฉลย|จานวน|เทากบ|ท|ได|คดเปน|=|\(|:|มคา)"
_VALUE = re.compile(rf"{_LEAD}+({_NUMBER})(?![0-9]|[/])")
_NUMBER_ONLY = re.compile(rf"{_LEAD}*({_NUMBER})(?![0-9]|[/])")
_UNITS = "เรื่อง|โครงการ|รายการ|กิจกรรม|มาตรการ|คน|ราย|ครั้ง|แห่ง|ตัวชี้วัด|สัญญา|หลักสูตร|บาท"
_BY_FLAT = {flat(unit): unit for unit in _UNITS.split("|")}
_COUNT = re.compile(
    rf"(?:รวมทงสน|รวมทงหมด|ทงสน|ทงหมด|รวมเปน|รวมจานวน|รวม)(?:เปน|จานวน|เปนเงน|เงน|งบประมาณ|มลคา)*"
    rf"({_NUMBER})(?P<unit>{'|'.join(_BY_FLAT)})"
    rf"|(?:มเรองรองเรยน[ก-ฮเ-ไาะ]{{0,40}}?|เรองรองเรยน|รบเรอง|ไดรบเรอง[ก-ฮเ-ไาะ]{{0,40}}?|ดาเนนการ)"
    rf"จานวน({_NUMBER})(?P<of>{'|'.join(_BY_FLAT)})"
    rf"|จานวน({_NUMBER})(?P<told>{'|'.join(_BY_FLAT)})(?:ดงน|ตามตาราง|ดงตาราง|ประกอบดวย|รายละเอยด|ไดแก)"
)
_NOTHING = re.compile("ไม(?:มเรองรองเรยน|ปรากฏเรองรองเรยน|พบเรองรองเรยน|มผรองเรยน|มการรองเรยน)")
_NAMES_IT = re.compile("[^0-9.]{0,40}?(?:คอ|ไดแก|:)|[0-9]*(?:ตวชวด|ดาน|โครงการ|เดอน|ประเดน)")
_SCORED = re.compile("(?:คะแนน|คาเฉลย|เฉลย|จานวน|รอยละ|งบประมาณ|เบกจาย|ใชจาย|ระดบ|ม|เปน)(?:ม)?$")
_REACH = 90


@dataclass(frozen=True)
class Claim:
    """A claim on the highest or lowest: the words before and behind it, and its number."""

    is_highest: bool
    before: str
    after: str
    value: Decimal | None
    page: Page
    start: int
    end: int

    @property
    def where(self) -> str:
        """Where it stands."""
        return self.page.where(self.start, self.end)


@dataclass(frozen=True)
class Count:
    """A claim on how many there are in all."""

    value: Decimal
    unit: str
    page: Page
    start: int
    end: int

    @property
    def where(self) -> str:
        """Where it stands."""
        return self.page.where(self.start, self.end)


def extremes(content: Content) -> Iterator[Claim]:
    """Yield what the text says is highest or lowest."""
    for page in content.pages:
        if _QUICK.search(page.flat):
            matches = list(_EXTREME.finditer(page.flat))
            for index, match in enumerate(matches):
                last = matches[index + 1].start() if index + 1 < len(matches) else len(page.flat)
                first = matches[index - 1].end() if index else 0
                yield _claim(page, match, first, last)


def _claim(page: Page, match: re.Match[str], first: int, last: int) -> Claim:
    text = page.flat
    before = text[max(first, match.start() - 60) : match.start()]
    after = _clause(text[match.end() : min(last, match.end() + _REACH)])
    names = _NAMES_IT.match(after)
    said = _VALUE.search(after) if names else _NUMBER_ONLY.match(after)
    after = after if names else ""
    before = before if _SCORED.search(before) else ""
    value = Decimal(said[1].replace(",", "")) if said else None
    end = min(match.end() + 30, len(text))
    return Claim(match["high"] is not None, before, after, value, page, match.start(), end)


def _clause(words: str) -> str:
    """Return the words up to where another thing is begun."""
    return re.split(
        "รองลงมา|ลาดบถดไป|อนดบสอง|สวน(?!งาน|ราชการ|รวม)|และ(?=ขอ|ตวชวด|ดาน|เดอน)|ในขณะท", words
    )[0]


def counts(content: Content) -> Iterator[Count]:
    """Yield what the text says there are in all."""
    for page in content.pages:
        for match in _COUNT.finditer(page.flat):
            written = match[1] or match[3] or match[5]
            unit = match["unit"] or match["of"] or match["told"]
            value = Decimal(written.replace(",", ""))
            yield Count(value, _BY_FLAT[unit], page, *match.span())


def nothings(content: Content) -> Iterator[str]:
    """Yield where the text says that there were no complaints at all."""
    for page in content.pages:
        for match in _NOTHING.finditer(page.flat):
            after = page.flat[match.end() : match.end() + 40]
            before = page.flat[max(0, match.start() - 14) : match.start()]
            if not re.search("เกยวกบ|ในเดอน|ดาน|ประเภท|กรณ|หากไม|ถา", before + after):
                yield page.where(match.start(), match.end())
