"""Cases: a paper, in a year, of an office, with what a check must know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.rules.checking.context import Context, Item
from tests.disclosure.corpus.faults import FAULTS
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
    """A paper to be written as a file; `check` is what must be found, "" for a clean one."""

    name: str
    text: str
    suffix: str
    context: Context
    check: str = ""


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
    context = Context(office, year, short, item=_item(name) if with_item else None)
    words = in_thai_digits(written) if (number // 2) % 2 else written
    return Case(f"{name}-{check or 'clean'}-{number}.{suffix}", words, suffix, context, check)


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
