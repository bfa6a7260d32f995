"""Invented papers, as people would write them; facts of a real office's file, words of our own."""

from __future__ import annotations

from datetime import date
from typing import Any

from ita_portal.organisations.models import Office, User
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.kinds.base import Setting
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.beginning import begin
from ita_portal.papers.rules.proposing import propose_paper
from ita_portal.papers.rules.templates import Started
from tests.documents.samples import ACTING, OFFICE

SETTING = Setting(
    office_name=OFFICE,
    digits="thai",
    number_prefix="ศธ 04999",
    on=date(2020, 6, 24),
    writer="นางสมมุติ  ตั้งใจดี",
)
SUBJECT = (
    "แต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน"
    f"ของ{OFFICE} ประจำปีงบประมาณ พ.ศ. 2563"
)
GROUPS = (
    "กลุ่มนโยบายและแผน",
    "กลุ่มนิเทศติดตามและประเมินผลการจัดการศึกษา",
    "กลุ่มอำนวยการ",
    "กลุ่มบริหารงานการเงินและสินทรัพย์",
    "กลุ่มบริหารงานบุคคล",
    "กลุ่มพัฒนาครูและบุคลากรทางการศึกษา",
    "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร",
    "หน่วยตรวจสอบภายใน",
)


def point(text: str, level: str = "first", key: str = "") -> dict[str, str]:
    """Return a row of text in points."""
    return {"key": key or f"k{abs(hash((text, level))) % 10**8}", "level": level, "text": text}


def member(position: str, role: str, name: str = "") -> dict[str, str]:
    """Return a member of a committee."""
    key = f"m{abs(hash((position, name))) % 10**8}"
    return {"key": key, "name": name, "position": position, "role": role}


def members() -> list[dict[str, str]]:
    """Return twelve members, the last of them by name."""
    return [
        member(f"ผู้อำนวยการ{OFFICE}", "ประธานกรรมการ"),
        member(f"รองผู้อำนวยการ{OFFICE}", "รองประธานกรรมการ"),
        *(member(f"ผู้อำนวยการ{group}", "กรรมการ") for group in GROUPS),
        member("ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", "กรรมการและเลขานุการ"),
        member("นักวิชาการศึกษาชำนาญการ", "กรรมการและผู้ช่วยเลขานุการ", "นางสมมุติ  ตั้งใจดี"),
    ]


def order_content(**changes: Any) -> dict[str, Any]:
    """Return the content of an order that appoints a committee."""
    return {
        "reasons": (
            f"ตามที่ได้รับแจ้งผลการประเมินประจำปีงบประมาณ พ.ศ. 2562 {OFFICE} ได้คะแนนรวม 91.25 คะแนน "
            "อยู่ในระดับ A คะแนนสูงที่สุดคือตัวชี้วัดที่ 3 การใช้อำนาจ ได้ 99.30 คะแนน และคะแนนต่ำที่สุดคือ"
            "ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้ 83.04 คะแนน นั้น"
        ),
        "power": "",
        "orders": "เพื่อให้รู้ว่าคะแนนส่วนใดยังขาดและแก้ได้ตรงจุด จึงแต่งตั้งคณะกรรมการ ดังนี้",
        "members": members(),
        "duties_lead": "มีหน้าที่",
        "duties": [
            point("อ่านผลการประเมินของปีที่ผ่านมาเป็นรายตัวชี้วัดและหาสาเหตุของคะแนนที่หายไป"),
            point("จัดทำรายงานและเสนอมาตรการสำหรับปีถัดไป"),
            point("มาตรการทุกข้อมีผู้รับผิดชอบ", "second"),
            point("ระบุเป็นชื่อกลุ่ม", "third"),
        ],
        "sections": [],
        "force": "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป",
        **changes,
    }


def memo_content(**changes: Any) -> dict[str, Any]:
    """Return the content of a memo that proposes an order and an announcement."""
    author = {"key": "a1", "name": SETTING.writer, "position": "นักวิชาการศึกษาชำนาญการ", "dated": ""}
    return {
        "agency": "สพป.ตัวอย่าง เขต 1",
        "group": "กลุ่มส่งเสริมการจัดการศึกษา",
        "phone": "0 2000 0000 ต่อ 117",
        "to": f"ผู้อำนวยการ{OFFICE}",
        "background": [point("สำนักงานจะเข้ารับการประเมินในเดือนมิถุนายน 2563", "plain")],
        "facts": [
            point("แบบสำรวจขอข้อมูลสองรายการ คือ", "plain"),
            point("O42 ขอการวิเคราะห์ผลของปีก่อนและมาตรการที่สอดคล้องกัน"),
            point("O43 ขอผลการดำเนินการตามมาตรการ"),
        ],
        "law": [point("คู่มือการประเมิน ประจำปีงบประมาณ พ.ศ. 2563")],
        "matter": [point("แต่งตั้งคณะกรรมการ"), point("ออกประกาศมาตรการ")],
        "proposal": [point("เห็นควรลงนามในเอกสารที่เสนอมาพร้อมบันทึกนี้", "plain")],
        "closing": "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดลงนาม",
        "papers": [
            {"key": "p1", "text": "คำสั่งแต่งตั้งคณะกรรมการ"},
            {"key": "p2", "text": "ประกาศมาตรการ"},
        ],
        "authors": [author, {**author, "key": "a2", "name": "นายสมมุติ  ใจดี"}],
        **changes,
    }


def words(
    kind: str, content: dict[str, Any], subject: str = SUBJECT, **changes: Any
) -> dict[str, Any]:
    """Return the words of a paper as it is signed."""
    signed = {
        "dated": "25 มิถุนายน พ.ศ. 2563",
        "signature": ACTING,
        "draft_mark": "",
    }
    return {**WRITTEN[kind].words(subject, content, SETTING), **signed, **changes}


def begin_order(office: Office, by: User, subject: str = SUBJECT) -> Paper:
    """Begin an order that lacks nothing."""
    started = Started("order", subject, order_content())
    return begin(started, office=office, fiscal_year=2569, by=by)


def places_of_papers(office: Office, by: User) -> dict[str, dict[str, int]]:
    """Return where a paper in writing is, and the proposal of another one."""
    proposed = propose_paper(begin_order(office, by), expected_revision=1, by=by)
    return {
        "papers:": {"pk": begin_order(office, by).pk},
        "papers:of_proposal": {"pk": proposed.pk},
    }
