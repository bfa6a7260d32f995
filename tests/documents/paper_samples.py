"""Words of invented papers of every kind but the two that `samples` and `report_samples` have.

They go through the forms of the papers room where a paper is written there, so that numbers and
order of the parts are those that a user gets.
"""

from __future__ import annotations

import base64
from copy import deepcopy
from datetime import date
from typing import Any

from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.kinds.base import Setting
from tests.documents import report_samples, samples
from tests.documents.samples import ACTING, OFFICE

Words = dict[str, Any]

EMBLEM = (
    "data:image/svg+xml;base64,"
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 66">'
        b'<path d="M30 2 37 16 58 12 46 30 56 50 38 46 30 64 22 46 4 50 14 30 2 12 23 16Z" '
        b'fill="none" stroke="#000" stroke-width="2"/><circle cx="30" cy="32" r="9"/></svg>'
    ).decode()
)
"""A drawn sign, invented, that stands where the office's own emblem does."""

ON = date(2025, 11, 14)
DATED = "14 พฤศจิกายน พ.ศ. 2568"
GROUP = "กลุ่มส่งเสริมการจัดการศึกษา"
SHORT = "สพป.ตัวอย่าง เขต 1"


def setting(digits: str = "thai") -> Setting:
    return Setting(OFFICE, digits, number_prefix="ศธ 04999", on=ON, writer="นางสาวแบบอย่าง  รักงาน")


def points(*rows: tuple[str, str]) -> list[dict[str, str]]:
    """Return rows of an outline; each is a level with its text."""
    return [{"level": level, "text": text} for level, text in rows]


def written(kind: str, subject: str, content: Words, **changes: Any) -> Words:
    """Return the words of a paper that was written, numbered, dated and signed."""
    words = WRITTEN[kind].words(subject, content, setting(changes.get("digits", "thai")))
    done = {"dated": DATED, "signature": ACTING, "emblem": EMBLEM, "draft_mark": ""}
    return deepcopy(words | done | changes)


MEMO_SUBJECT = (
    "การจัดทำเอกสารและหลักฐานประกอบการตอบแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
    "เพื่อรับการประเมินคุณธรรมและความโปร่งใส"
)
MEMO: Words = {
    "agency": SHORT,
    "group": GROUP,
    "phone": "0 3499 9123 ต่อ 117 - 120",
    "to": f"ผู้อำนวยการ{OFFICE}",
    "background": points(
        (
            "plain",
            "ตามที่สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐานแจ้งกำหนดการประเมินคุณธรรมและความโปร่งใส"
            "ในการดำเนินงานของสำนักงานเขตพื้นที่การศึกษา (Integrity and Transparency Assessment : "
            "ITA Online) ประจำปีงบประมาณ พ.ศ. 2569 ไว้ระหว่างเดือนมกราคมถึงมีนาคม 2569 นั้น",
        )
    ),
    "facts": points(
        ("plain", "ตัวชี้วัดที่ 10 กำหนดเรื่องที่ต้องเปิดเผยบนเว็บไซต์ของหน่วยงานไว้ ดังนี้"),
        ("first", "รายการ O42 ให้วิเคราะห์ผลของปีก่อน และกำหนดมาตรการให้สอดคล้องกับผลการวิเคราะห์"),
        (
            "first",
            "รายการ O43 ให้แสดงผลการดำเนินการตามมาตรการนั้น โดยเผยแพร่ที่ https://www.example.go.th/ita2569",
        ),
    ),
    "law": points(
        ("plain", "คู่มือการประเมินคุณธรรมและความโปร่งใสของสำนักงานเขตพื้นที่การศึกษา ประจำปีงบประมาณ พ.ศ. 2569")
    ),
    "matter": points(
        (
            "plain",
            "กลุ่มส่งเสริมการจัดการศึกษาพิจารณาแล้ว เพื่อให้มีเอกสารครบตามรายการทั้งสอง จึงเห็นควรดำเนินการ ดังนี้",
        ),
        ("first", "แต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมิน โดยให้ทุกกลุ่มมีผู้แทน"),
        ("second", "ผู้แทนควรเป็นผู้ที่รู้ขั้นตอนการให้บริการของกลุ่มตนอย่างดี"),
        ("second", "ให้ประชุมครั้งแรกภายในเดือนพฤศจิกายน 2568"),
        ("first", "จัดทำรายงานผลการวิเคราะห์ พร้อมข้อเสนอที่ทำได้จริงในปีงบประมาณนี้"),
        ("first", "จัดทำประกาศมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
    ),
    "proposal": points(("plain", "เห็นควรเสนอผู้อำนวยการเพื่อพิจารณาลงนามในเอกสารที่แนบมาพร้อมบันทึกฉบับนี้")),
    "papers": [
        {"text": "คำสั่งแต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"},
        {"text": "ประกาศมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"},
        {"text": "ขออนุญาตใช้บันทึกฉบับนี้แจ้งผู้เกี่ยวข้องทราบ"},
    ],
    "authors": [
        {"name": "นางสาวแบบอย่าง  รักงาน", "position": "นักวิชาการศึกษาชำนาญการ", "dated": ""},
        {"name": "นางตัวอย่าง  ทำดี", "position": f"ผู้อำนวยการ{GROUP}", "dated": "14 พ.ย. 2568"},
    ],
}


def memo(content: Words | None = None, **changes: Any) -> Words:
    """Return a memo of two pages with its five sections, two authors and the director's block."""
    return written("memo", MEMO_SUBJECT, MEMO | (content or {}), **changes)


ROLES = [
    (f"ผู้อำนวยการ{OFFICE}", "ประธานกรรมการ"),
    (f"รองผู้อำนวยการ{OFFICE}", "รองประธานกรรมการ"),
    ("ผู้อำนวยการกลุ่มนโยบายและแผน", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มอำนวยการ", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มบริหารงานการเงินและสินทรัพย์", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มบริหารงานบุคคล", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มพัฒนาครูและบุคลากรทางการศึกษา", "กรรมการ"),
    ("ผู้อำนวยการกลุ่มกฎหมายและคดี", "กรรมการ"),
    ("ผู้อำนวยการหน่วยตรวจสอบภายใน", "กรรมการ"),
    (f"ผู้อำนวยการ{GROUP}", "กรรมการและเลขานุการ"),
]
ORDER: Words = {
    "reasons": "ตามที่สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐานได้ประกาศผลการประเมินคุณธรรมและความโปร่งใส"
    f"ประจำปีงบประมาณ พ.ศ. 2568 {OFFICE} ได้คะแนนรวม 88.17 คะแนน อยู่ในระดับ A "
    "โดยตัวชี้วัดการป้องกันการทุจริตได้คะแนนสูงที่สุด 100.00 คะแนน "
    "และตัวชี้วัดการปรับปรุงระบบการทำงานได้คะแนนต่ำที่สุด 79.36 คะแนน นั้น",
    "power": "อาศัยอำนาจตามความในมาตรา 37 แห่งระเบียบบริหารราชการตัวอย่าง",
    "orders": "เพื่อให้ทราบเรื่องที่ต้องแก้ไขและเรื่องที่ต้องพัฒนา จึงแต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมิน"
    "คุณธรรมและความโปร่งใสในการดำเนินงาน ประกอบด้วย",
    "members": [
        *({"position": position, "name": "", "role": role} for position, role in ROLES),
        {
            "position": "นักวิชาการศึกษาชำนาญการ",
            "name": "นางสาวแบบอย่าง  รักงาน",
            "role": "กรรมการและผู้ช่วยเลขานุการ",
        },
    ],
    "duties": points(
        ("first", "วิเคราะห์ผลการประเมินของปีที่ผ่านมาเป็นรายตัวชี้วัด"),
        ("second", "ค้นหาสาเหตุร่วมกับกลุ่มที่รับผิดชอบ"),
        ("second", "เทียบกับผลของปีก่อนหน้า"),
        ("first", "จัดทำรายงานผลการวิเคราะห์ และเสนอมาตรการของปีถัดไป"),
        ("third", "กำหนดผู้รับผิดชอบและเวลา"),
        ("third", "ติดตามผลรอบ 6 เดือนและ 12 เดือน"),
    ),
}
ORDER_SUBJECT = (
    "แต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน\n"
    f"ของ{OFFICE} ประจำปีงบประมาณ พ.ศ. 2568"
)


def order(content: Words | None = None, **changes: Any) -> Words:
    """Return a numbered order that appoints a committee, by positions and by name."""
    return written("order", ORDER_SUBJECT, ORDER | (content or {}), number="169/2568", **changes)


FREE: Words = {
    "opening": "เพื่อให้ผู้รับบริการได้รับความสะดวก รวดเร็ว และเป็นธรรม อันเป็นหน้าที่ของบุคลากรทุกคน\n"
    f"{OFFICE} จึงประกาศกำหนดเวลาให้บริการและข้อปฏิบัติไว้ ดังนี้",
    "body": points(
        ("head", "เวลาให้บริการ"),
        ("plain", "วันทำการ ตั้งแต่เวลา 08.30 น. ถึง 16.30 น. โดยไม่หยุดพักกลางวัน"),
        ("first", "ช่องทางนัดหมาย"),
        ("second", "โทรศัพท์ 0 3499 9123 ต่อ 117"),
        ("second", "ไปรษณีย์อิเล็กทรอนิกส์ service1@example.go.th"),
        ("third", "ให้ตอบรับภายใน 1 วันทำการ"),
        ("third", "เก็บหลักฐานการตอบไว้ 2 ปี"),
    ),
    "closing": "ประกาศฉบับก่อนหน้าที่ขัดหรือแย้งกับประกาศฉบับนี้ให้ใช้ประกาศฉบับนี้แทน",
}


def free_announcement(content: Words | None = None, **changes: Any) -> Words:
    """Return an announcement of something else than measures, with points of three depths."""
    subject = f"กำหนดเวลาให้บริการและข้อปฏิบัติ ของ{OFFICE}"
    return written("free_announcement", subject, FREE | (content or {}), **changes)


CHANNELS = ["เว็บไซต์ของสำนักงาน", "โทรศัพท์", "ไปรษณีย์อิเล็กทรอนิกส์", "มาด้วยตนเอง"]


def statistics(**changes: Any) -> Words:
    """Return the yearly figures of complaints."""
    columns = [
        {"key": "channel", "title": "ช่องทาง", "width": "40%"},
        {"key": "all", "title": "รับไว้", "width": "20%", "align": "center"},
        {"key": "done", "title": "เสร็จสิ้น", "width": "20%", "align": "center"},
        {"key": "open", "title": "อยู่ระหว่างดำเนินการ", "width": "20%", "align": "center"},
    ]
    figures = [(name, 6 - at, 5 - at, 1) for at, name in enumerate(CHANNELS)]
    figures.append(("รวม", 18, 14, 4))
    rows = [
        {"cells": {"channel": name, "all": str(a), "done": str(d), "open": str(o)}}
        for name, a, d, o in figures
    ]
    words = {
        "kind": "complaint_statistics",
        "digits": "thai",
        "office_name": OFFICE,
        "heading": "รายงานสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "subject_lines": ["ประจำปีงบประมาณ พ.ศ. 2568"],
        "opening": [
            "ระหว่างวันที่ 1 ตุลาคม พ.ศ. 2567 ถึงวันที่ 30 กันยายน พ.ศ. 2568 "
            "มีเรื่องร้องเรียนจำแนกตามช่องทางที่รับไว้ ดังนี้"
        ],
        "table": {
            "caption": "จำนวนเรื่องร้องเรียนจำแนกตามช่องทาง",
            "columns": columns,
            "groups": [{"title": "", "rows": rows}],
        },
        "closing": ["ไม่มีเรื่องใดที่ต้องส่งให้หน่วยงานภายนอกดำเนินการ"],
        "dated": DATED,
        "signature": ACTING,
        "verification": samples.announcement()["verification"],
        "emblem": EMBLEM,
        "draft_mark": "",
    }
    return deepcopy(words | changes)


RESULTS = [
    ("1.1", "รวบรวมขั้นตอนเดิมของแต่ละกลุ่มและตัดขั้นที่ซ้ำกันออก", "แล้วเสร็จ"),
    ("1.2", "ให้ผู้มาติดต่อห้าคนลองอ่านและแก้คำที่เข้าใจยาก", "แล้วเสร็จ"),
    ("1.3", "ติดประกาศหน้าห้องบริการและเผยแพร่บนเว็บไซต์", "อยู่ระหว่างดำเนินการ"),
]


def progress(**changes: Any) -> Words:
    """Return the report of a round as a book, with a memo, a table, bars and a decision."""
    columns = [
        {"key": "step", "title": "ขั้นตอน", "width": "40%"},
        {"key": "state", "title": "สถานะ", "width": "20%"},
        {"key": "result", "title": "ผลการดำเนินการ", "width": "40%"},
    ]
    told = "ดำเนินการตามกำหนด ทุกกลุ่มใช้แบบเดียวกันแล้ว และแจ้งผลในที่ประชุมประจำเดือน"
    rows = [
        {"cells": {"step": f"{number} {text}", "state": state, "result": told}}
        for number, text, state in RESULTS * 4
    ]
    table = {
        "type": "table",
        "caption": "",
        "columns": columns,
        "groups": [{"title": "", "rows": rows}],
    }
    shares = ["66.67", "100.00", "50.00", "0.00"]
    bars = {
        "type": "bars",
        "title": "ร้อยละของรายการที่แล้วเสร็จ จำแนกตามมาตรการ",
        "labels": [str(number) for number in range(1, 5)],
        "long_labels": [f"{at} {aspect[0]}" for at, aspect in enumerate(samples.ASPECTS, 1)],
        "series": [{"name": "แล้วเสร็จ", "values": shares}],
        "mark": None,
        "unit": "ร้อยละ",
        "heading": "มาตรการ",
    }
    paragraph, part = report_samples.paragraph, report_samples.part
    aspect = report_samples.heading(samples.ASPECTS[0][0])
    words = report_samples.report(
        kind="progress_half",
        heading="รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        subject_lines=["ประจำปีงบประมาณ พ.ศ. 2569 รอบ 6 เดือน", "ข้อมูล ณ วันที่ 31 มีนาคม พ.ศ. 2569"],
        foreword=["รายงานฉบับนี้รวบรวมผลที่กลุ่มและหน่วยบันทึกไว้ ตัวเลขทุกตัวนับจากรายการที่แสดงในรายงาน"],
        parts=[
            part(1, "บันทึกเสนอ", paragraph(f"เรียน ผู้อำนวยการ{OFFICE}"), paragraph()),
            part(2, "สรุปผล", paragraph(), {"type": "chart", "chart": bars}),
            part(3, "ผลการดำเนินการรายมาตรการ", aspect, table),
        ],
        decision="ทราบ และอนุญาตให้เผยแพร่รายงานฉบับนี้บนเว็บไซต์ของสำนักงาน",
        emblem=EMBLEM,
    )
    return deepcopy(words | changes)


def analysis(**changes: Any) -> Words:
    """Return the analysis of a result as a book, with two charts that follow each other."""
    words = report_samples.report(
        foreword=["รายงานฉบับนี้แสดงผลการวิเคราะห์คะแนนการประเมินของสำนักงาน", "ตัวเลขทุกตัวมาจากผลที่ยืนยันแล้ว"],
        emblem=EMBLEM,
    )
    bars = report_samples.chart(type="bars", title="คะแนนรายตัวชี้วัด ปี 2568")
    words["parts"][0]["blocks"].append(bars)
    return words | changes


KINDS = {
    "announcement": lambda: samples.announcement(emblem=EMBLEM),
    "table_announcement": lambda: samples.table_announcement(emblem=EMBLEM),
    "free_announcement": free_announcement,
    "order": order,
    "memo": memo,
    "analysis_report": analysis,
    "progress_report": progress,
    "complaint_statistics": statistics,
}
"""A paper of every form, by the name of its golden picture."""
