"""Cases: a paper, in a year, of an office, with what a check must know of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from disclosure.rules.checking.context import Context, Item
from tests.disclosure.corpus.faults import AROUND, FAULTS
from tests.disclosure.corpus.papers import CONTEXTS, PAPERS
from tests.disclosure.corpus.writing import SUFFIXES, in_thai_digits

AREA = "สำนักงานเขตพื้นที่การศึกษา"
OFFICES = (
    (f"{AREA}ประถมศึกษาสกลนคร เขต 1", "สพป.สกลนคร เขต 1"),
    (f"{AREA}มัธยมศึกษาตรัง กระบี่", "สพม.ตรัง กระบี่"),
    (f"{AREA}ประถมศึกษาสมุทรสาคร", "สพป.สมุทรสาคร"),
)
COMPONENTS = {
    "service_manual": ("งานบริการ", "ขั้นตอน", "แผนผัง/แผนภูมิ", "ระยะเวลา", "ผู้รับผิดชอบ"),
    "complaint_guideline": ("วิธีที่บุคคลภายนอกร้องเรียน", "ขั้นตอนจัดการ", "ส่วนงานรับผิดชอบ", "ระยะเวลา"),
    "annual_plan_6_month": ("ความก้าวหน้ารายโครงการ", "งบประมาณที่ใช้"),
    "integrity_measures": (
        "ผลการวิเคราะห์ ITA ปีก่อนหน้า",
        "มาตรการ",
        "ขั้นตอน/วิธีการ",
        "ผู้รับผิดชอบ",
        "การกำกับติดตาม",
    ),
    "contact": ("ที่อยู่", "โทรศัพท์", "อีเมล"),
}
_MONTH_ROWS = re.compile(r"(?:\|[ก-๛]+\.[ก-๛]+\.? \{[py]+\}\|[^\n]+\n)+")


@dataclass(frozen=True)
class Case:
    """A paper to be written as a file; `check` is what must be found, "" for a clean one.

    `stands` is where the same file stands besides: "other_items", "last_year" or nowhere.
    """

    name: str
    text: str
    suffix: str
    context: Context
    check: str = ""
    stands: str = ""

    def around(self, path: Path) -> Context:
        """Return what a check must know, once the paper is written at `path`.

        Other files stand at other items and stood last year in any case.
        """
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        items = {"0" * 64: ("O2", "O9")}
        before = {"1" * 64}
        if self.stands == "other_items":
            items[digest] = ("O12",)
        if self.stands == "last_year":
            before.add(digest)
        return replace(self.context, files_of_items=items, last_year=frozenset(before))


def clean_cases() -> Iterator[Case]:
    """Yield every paper for every office, in another year, type and kind of digits each time."""
    for number, (name, text) in enumerate(PAPERS.items()):
        for turn in range(len(OFFICES) * 2):
            yield _case(name, text, "", number + turn, turn)


def faulty_cases() -> Iterator[Case]:
    """Yield every fault three times: for another office, in another year, type and digits."""
    for number, fault in enumerate(FAULTS):
        text = PAPERS[fault.paper]
        old = _month_rows(text) if fault.old == "{months}" else fault.old
        assert old in text, fault
        for turn in range(len(OFFICES)):
            yield _case(fault.paper, text.replace(old, fault.new), fault.check, number + turn, turn)
    for number, wrong in enumerate(AROUND):
        for turn in range(len(OFFICES)):
            case = _case(wrong.paper, PAPERS[wrong.paper], wrong.check, number + turn, turn)
            title = wrong.title or case.context.title
            name = f"{wrong.paper}-{wrong.check}-around-{number}-{turn}.{case.suffix}"
            context = replace(case.context, title=title)
            yield replace(case, name=name, context=context, stands=wrong.stands)


def _month_rows(text: str) -> str:
    found = _MONTH_ROWS.search(text)
    assert found
    return found[0]


def _case(name: str, text: str, check: str, number: int, turn: int) -> Case:
    office, short = OFFICES[turn % len(OFFICES)]
    year = 2566 + number % 4
    written = _filled(text, year, office, short)
    suffix = SUFFIXES[number % len(SUFFIXES)]
    with_item = turn % 2 == 0 or name in {"YEAR_BEFORE", "CONTACT"} or check == "component"
    item = _item(name) if with_item else None
    title = _title(name, text, year, office) if turn % 3 else SHORT_TITLES[number % 12]
    context = Context(office, year, short, item=item, title=title)
    words = in_thai_digits(written) if (number // 2) % 2 else written
    return Case(f"{name}-{check or 'clean'}-{number}.{suffix}", words, suffix, context, check)


SHORT_TITLES = (
    "Q&A", "FAQ", "แผนที่", "โครงสร้าง", "คู่มือ", "E-Service", "ข่าว ITA", "ผัง", "พ.ร.บ.",
    "ลิงก์ระบบร้องเรียน", "ไฟล์แผนจัดซื้อ", "เอกสารประกวดราคา",
)  # fmt: skip
"""Titles that are short and say what they are about."""


def _title(name: str, text: str, year: int, office: str) -> str:
    """Return a good title: what the paper is about, of its year."""
    about = next((line for line in text.split("\n") if len(line) > 12), name)
    words = about.partition("{")[0].strip(" |") or "เอกสารของสำนักงาน"
    return f"{words} ปีงบประมาณ พ.ศ. {year - 1 if name == 'YEAR_BEFORE' else year}"


def _item(name: str) -> Item | None:
    duty = CONTEXTS.get(name)
    if duty is None:
        return None
    title = "รายงานผลการจัดซื้อจัดจ้างประจำปี (ปีก่อนหน้า)" if name == "YEAR_BEFORE" else duty
    return Item("O1", title, frozenset({duty}), COMPONENTS.get(duty, ()))


def _filled(text: str, year: int, office: str, short: str) -> str:
    kind = "มัธยม" if "ประถม" in office else "ประถม"
    old = "ประถม" if "ประถม" in office else "มัธยม"
    area = office.replace("เขต 1", "เขต 3") if "เขต 1" in office else f"{AREA}ประถมศึกษายโสธร เขต 1"
    return text.format(
        y=year,
        p=year - 1,
        n=year + 1,
        pp2=year - 2,
        yy=year % 100,
        pp=(year - 1) % 100,
        office=office,
        short=short,
        wrong=office.replace("สำนักงานเขตพื้นที่การศึกษา", "สำนักงานเขตการศึกษา"),
        other_kind=office.replace(old, kind),
        other_area=area,
    )
