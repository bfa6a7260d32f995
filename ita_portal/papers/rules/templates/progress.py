"""The memo with which the report of a round goes to the director."""

from __future__ import annotations

from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.rules.templates.base import Started, Template, Wanted, listed, plain
from ita_portal.papers.rules.templates.committee import MEASURES, head_of_memo


def _memo(wanted: Wanted) -> Started:
    year, round_ = wanted.year, f"รอบ {wanted.months} เดือน"
    report = f"รายงานผลการดำเนินการตาม{MEASURES} {round_} ประจำปีงบประมาณ พ.ศ. {year}"
    content = WRITTEN["memo"].first_content() | head_of_memo(wanted)
    content |= {
        "background": plain(
            f"สำนักงานประกาศ{MEASURES} ประจำปีงบประมาณ พ.ศ. {year} "
            "และกำหนดให้กลุ่มที่รับผิดชอบรายงานผลรอบ 6 เดือน และรอบ 12 เดือน"
        ),
        "facts": plain(f"กลุ่มที่รับผิดชอบส่งผล{round_}แล้ว และได้รวบรวมเป็นรายงานที่เสนอมาพร้อมบันทึกนี้"),
        "matter": plain("เห็นควรเสนอเพื่อทราบผล และเผยแพร่รายงานบนเว็บไซต์ให้ประชาชนตรวจสอบได้"),
        "closing": "จึงเรียนมาเพื่อโปรดทราบ และโปรดอนุญาตให้เผยแพร่",
        "papers": listed([report]),
    }
    return Started("memo", report, content)


PROGRESS_MEMO = Template(
    code="progress_memo",
    name="บันทึกข้อความรายงานผลมาตรการ",
    told="เสนอรายงานผลรอบ 6 หรือ 12 เดือน ให้ผู้อำนวยการทราบและอนุญาตให้เผยแพร่",
    place=30,
    start=_memo,
    has_months=True,
)
