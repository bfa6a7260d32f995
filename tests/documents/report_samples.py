"""Words of an invented report on the analysis of a result, as the assessments room freezes them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.documents.samples import ACTING, OFFICE

INDICATORS = [
    ("การปฏิบัติหน้าที่", "93.41", "90.02"),
    ("การใช้งบประมาณ", "84.07", "86.50"),
    ("การใช้อำนาจ", "88.95", "85.11"),
    ("การใช้ทรัพย์สินของราชการ", "82.20", "81.76"),
    ("การแก้ไขปัญหาการทุจริต", "86.63", None),
    ("คุณภาพการดำเนินงาน", "90.18", "88.40"),
    ("ประสิทธิภาพการสื่อสาร", "87.71", "84.93"),
    ("การปรับปรุงระบบการทำงาน", "79.36", "80.04"),
    ("การเปิดเผยข้อมูล", "95.56", "88.89"),
    ("การป้องกันการทุจริต", "100.00", "93.75"),
]
COLUMNS = [
    {"key": "number", "title": "ที่", "width": "8%", "align": "center"},
    {"key": "name", "title": "ตัวชี้วัด", "width": "44%"},
    {"key": "score", "title": "คะแนน", "width": "14%", "align": "right"},
    {"key": "before", "title": "ปีก่อน", "width": "14%", "align": "right"},
    {"key": "reading", "title": "ผลการวิเคราะห์", "width": "20%"},
]
CHART = {
    "type": "radar",
    "title": "คะแนนรายตัวชี้วัด ปี 2568 เทียบกับปี 2567",
    "labels": [str(number) for number in range(1, 11)],
    "long_labels": [f"{number} {name}" for number, (name, *_) in enumerate(INDICATORS, 1)],
    "series": [
        {"name": "ปี 2568", "values": [score for _, score, _ in INDICATORS]},
        {"name": "ปี 2567", "values": [before for *_, before in INDICATORS]},
    ],
    "mark": {"name": "เกณฑ์ผ่าน", "value": "85.00"},
    "unit": "คะแนน",
}
REASON = (
    "ผู้ตอบแบบวัดทั้งภายในและภายนอกเห็นตรงกันว่าสำนักงานแจ้งขั้นตอนและระยะเวลาของงานไว้ชัดเจน "
    "แต่การนำข้อเสนอแนะของผู้รับบริการไปปรับปรุงงานยังไม่มีผู้แจ้งกลับว่าได้ทำอย่างไร "
    "จึงควรกำหนดผู้รับผิดชอบให้ชัดเจนและเผยแพร่ผลทุกไตรมาส"
)


def paragraph(text: str = REASON) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def heading(text: str) -> dict[str, Any]:
    return {"type": "heading", "text": text}


def in_order() -> list[tuple[str, str]]:
    """Return the indicators with their scores, the lowest first."""
    return sorted(((name, score) for name, score, _ in INDICATORS), key=lambda one: float(one[1]))


def entries(*texts: str) -> dict[str, Any]:
    numbered = [{"number": f"({at})", "text": text} for at, text in enumerate(texts, 1)]
    return {"type": "list", "entries": numbered}


def chart(**changes: Any) -> dict[str, Any]:
    return {"type": "chart", "chart": CHART | changes}


def table(times: int = 1, caption: str = "ตารางที่ 1 คะแนนรายตัวชี้วัด") -> dict[str, Any]:
    rows = [
        {
            "cells": {
                "number": str(number),
                "name": name,
                "score": score,
                "before": before or "–",
                "reading": ["จุดแข็ง", "คงไว้"] if float(score) >= 85 else "จุดที่ต้องพัฒนา",
            }
        }
        for number, (name, score, before) in enumerate(INDICATORS * times, 1)
    ]
    groups = [{"title": "ตัวชี้วัดตามกรอบการประเมิน", "rows": rows}]
    return {"type": "table", "caption": caption, "columns": COLUMNS, "groups": groups}


def part(number: int, title: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    return {"number": str(number), "title": title, "blocks": list(blocks)}


def report(**changes: Any) -> dict[str, Any]:
    """Return the words of a signed report with a chart, tables and lists, of several pages."""
    words = {
        "kind": "analysis_report",
        "digits": "thai",
        "office_name": OFFICE,
        "heading": "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        "subject_lines": ["ประจำปีงบประมาณ พ.ศ. 2568"],
        "fiscal_year": 2568,
        "parts": [
            part(
                1,
                "ผลการประเมินในภาพรวม",
                paragraph(
                    f"{OFFICE} ได้คะแนนรวม 88.17 คะแนน อยู่ในระดับ A เพิ่มขึ้นจากปีก่อน 1.25 คะแนน "
                    "ตัวชี้วัดที่ได้คะแนนสูงที่สุดและต่ำที่สุดแสดงไว้ในตารางที่ 1"
                ),
                table(),
                chart(),
            ),
            part(
                2,
                "จุดแข็งและจุดที่ต้องพัฒนา",
                heading("2.1 จุดแข็ง"),
                paragraph("ตัวชี้วัดที่ได้คะแนนสูงที่สุดสามตัว ได้แก่"),
                entries(*(f"{name} {score} คะแนน" for name, score in in_order()[-1:-4:-1])),
                heading("2.2 จุดที่ต้องพัฒนา"),
                paragraph(),
                paragraph(),
                entries(*(f"{name} {score} คะแนน" for name, score in in_order()[:2])),
            ),
            part(
                3,
                "ประเด็นที่ควรพัฒนาและข้อเสนอแนะ",
                table(3, "ตารางที่ 2 ข้อเสนอแนะรายตัวชี้วัด"),
                paragraph("จึงเสนอเพื่อใช้จัดทำมาตรการของปีงบประมาณ พ.ศ. 2569 ต่อไป"),
            ),
        ],
        "dated": "14 พฤศจิกายน พ.ศ. 2568",
        "signature": ACTING,
        "verification": {
            "code": "7K2M-9QXA-4TRC",
            "url": "https://ita.example.go.th/verify/7K2M-9QXA-4TRC/",
        },
        "emblem": None,
        "draft_mark": "",
    }
    return deepcopy(words | changes)


def draft(**changes: Any) -> dict[str, Any]:
    """Return the words as they are when the report is proposed: no day, no signature."""
    unsigned = {"dated": "", "signature": None, "verification": None}
    return report(**unsigned, draft_mark="ฉบับร่าง ยังไม่ลงนาม") | changes
