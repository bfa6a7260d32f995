"""How the figures of a report came about, and how far they may be trusted, in words."""

from __future__ import annotations

from assessments.documents import Block, numbered, paragraphs
from assessments.rules.frameworks.facts import FrameworkFacts, RoundingPlace, Trust
from assessments.rules.writing.matter import Matter

ROUNDING_WORDS = {
    RoundingPlace.END: "คำนวณโดยไม่ปัดเศษระหว่างทาง แล้วปัดครั้งเดียวเมื่อแสดงผล",
    RoundingPlace.INDICATOR: "ปัดเศษที่คะแนนตัวชี้วัดก่อน แล้วจึงคำนวณต่อ",
    RoundingPlace.INSTRUMENT: "ปัดเศษที่คะแนนของแบบวัดก่อน แล้วจึงถ่วงน้ำหนัก",
}
TRUST_WORDS = {
    Trust.NATIONAL: "รายการข้อของปีนี้เป็นรายการระดับประเทศ ยังไม่ได้เทียบกับรายการของสำนักงานเขตพื้นที่การศึกษา",
    Trust.UNVERIFIED: "รายการข้อของปีนี้ยังไม่ได้ตรวจกับคู่มือการประเมิน จึงควรตรวจอีกครั้งก่อนอ้างอิงรายข้อ",
}


def background(matter: Matter, office_name: str) -> list[Block]:
    """Return the part on why there is a report and how its figures were computed."""
    year = matter.fiscal_year
    why = (
        "รายงานนี้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
        f"(Integrity and Transparency Assessment: ITA) ของ{office_name} ประจำปีงบประมาณ พ.ศ. {year} "
        "เพื่อให้เห็นว่าเรื่องใดทำได้ดี เรื่องใดต้องแก้ไข และใช้กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ประจำปีงบประมาณ พ.ศ. {year + 1}"
    )
    facts = matter.facts
    if matter.outcome is None and matter.total is not None:
        return paragraphs(f"{why}\nปีนี้สำนักงานทราบเฉพาะคะแนนรวม จึงวิเคราะห์รายตัวชี้วัดไม่ได้")
    if facts is None or matter.outcome is None:
        return paragraphs(f"{why}\nคะแนนของปีนี้ยังไม่ครบ จึงยังไม่มีผลให้วิเคราะห์")
    tools = [
        f"{one.name} ({one.code}) น้ำหนักร้อยละ {one.weight.normalize():f} "
        f"มี {len(one.indicators)} ตัวชี้วัด"
        for one in facts.instruments
    ]
    return [
        *paragraphs(why),
        *paragraphs("การประเมินใช้แบบวัดดังนี้"),
        *numbered(tools),
        *paragraphs(_computing(facts)),
        *paragraphs(_source(matter, facts)),
    ]


def _computing(facts: FrameworkFacts) -> str:
    words = (
        "คะแนนของแบบวัดคือค่าเฉลี่ยของตัวชี้วัดในแบบวัดนั้น คะแนนรวมคือผลรวมของคะแนนแบบวัดที่ถ่วงน้ำหนักแล้ว "
        f"{ROUNDING_WORDS[facts.rounding.place]} เป็นทศนิยม {facts.rounding.decimals} ตำแหน่ง"
    )
    if not facts.rounding.certain:
        words += " ทั้งนี้ ยังไม่พบหลักเกณฑ์ที่ประกาศว่าปีนี้ปัดเศษที่ขั้นใด ทศนิยมท้ายจึงอาจต่างจากที่ประกาศได้"
    return words


def _source(matter: Matter, facts: FrameworkFacts) -> str:
    """Say what the scores rest on, and what is not certain about the year."""
    lines = []
    if matter.marks or matter.questions:
        known = []
        if matter.marks:
            known.append(f"ข้อ OIT {len(matter.marks)} ข้อ")
        if matter.questions:
            known.append(f"ข้อคำถาม {len(matter.questions)} ข้อ")
        words = " และ".join(known)
        lines.append(
            f"ทราบคะแนนของ{words} ตัวชี้วัดที่ทราบครบทุกข้อคำนวณจากรายข้อ ที่เหลือใช้คะแนนตัวชี้วัดที่ได้รับแจ้ง"
        )
    else:
        lines.append("คะแนนที่ใช้เป็นคะแนนรายตัวชี้วัดที่ได้รับแจ้ง ไม่ทราบคะแนนรายข้อ")
    if facts.trust in TRUST_WORDS:
        lines.append(TRUST_WORDS[facts.trust])
    if not facts.levels_certain:
        lines.append("เกณฑ์ระดับของปีนี้ยังไม่ยืนยันกับคู่มือการประเมิน")
    return "\n".join(lines)
