"""Words of papers to be measured: an announcement, a report with charts, a table of any length."""

from __future__ import annotations

from typing import Any

Words = dict[str, Any]

OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบความเร็ว เขต 1"
TEXT = (
    "ให้ทุกกลุ่มร่วมกันปรับปรุงขั้นตอนการปฏิบัติงานให้สั้นลง เปิดเผยระยะเวลาและผู้รับผิดชอบของแต่ละขั้นตอน "
    "และรายงานผลต่อผู้อำนวยการทุกเดือน เพื่อให้ผู้รับบริการตรวจสอบได้ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2568"
)
INDICATORS = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)


def _paper(kind: str, **more: Any) -> Words:  # noqa: ANN401 - JSON has no one type
    return {
        "kind": kind,
        "digits": "thai",
        "office_name": OFFICE,
        "heading": f"ประกาศ{OFFICE}",
        "subject_lines": ["มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ประจำปีงบประมาณ พ.ศ. 2569"],
        "dated": "14 พฤศจิกายน พ.ศ. 2568",
        "signature": {
            "name": "นายทดสอบ  ความเร็ว",
            "lines": [f"ผู้อำนวยการ{OFFICE}"],
            "signed": True,
            "signed_note": "ลงลายมือชื่ออิเล็กทรอนิกส์ เมื่อ 14 พ.ย. 2568 เวลา 09.42 น.",
        },
        "verification": {
            "code": "7K2M-9QXA-4TRC",
            "url": "http://localhost/verify/7K2M-9QXA-4TRC/",
        },
        "emblem": None,
        "draft_mark": "",
        **more,
    }


def announcement() -> Words:
    """Return an announcement of two pages in prose."""
    entries = [
        {"number": f"({at})", "text": f"{TEXT} ข้อ {at}", "details": [], "steps": []}
        for at in range(1, 3)
    ]
    sections = [
        {"number": str(at), "title": name, "paragraphs": [TEXT], "lead": "", "entries": entries}
        for at, name in enumerate(INDICATORS[:3], 1)
    ]
    return _paper(
        "announcement",
        opening=[TEXT, TEXT],
        sections=sections,
        table=None,
        closing=[],
        formula="จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน",
    )


def table_announcement(rows: int) -> Words:
    """Return an announcement whose measures stand in a table of so many rows."""
    columns = [
        {"key": "measure", "title": "มาตรการ", "width": "30%"},
        {"key": "steps", "title": "ขั้นตอน/วิธีการปฏิบัติ", "width": "50%"},
        {"key": "owner", "title": "ผู้รับผิดชอบ", "width": "20%"},
    ]
    cells = [
        {"cells": {"measure": f"มาตรการที่ {at}", "steps": TEXT, "owner": "กลุ่มอำนวยการ"}}
        for at in range(1, rows + 1)
    ]
    table = {"caption": "", "columns": columns, "groups": [{"title": "", "rows": cells}]}
    words = announcement()
    return words | {"sections": [], "table": table}


def report() -> Words:
    """Return a report of twelve pages as a book, with three charts."""
    parts = [
        _part(1, "ผลการประเมินในภาพรวม", _prose(3), _table(), _chart("radar"), _chart("bars")),
        _part(2, "จุดแข็งและจุดที่ต้องพัฒนา", _prose(6), _chart("bars", 2566), _prose(5)),
        _part(3, "ข้อเสนอแนะ", _prose(4), _table(), _table(), _prose(2)),
    ]
    return _paper(
        "analysis_report",
        heading="รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        fiscal_year=2568,
        foreword=[TEXT, TEXT],
        parts=parts,
    )


def _part(number: int, title: str, *blocks: list[Words]) -> Words:
    return {
        "number": str(number),
        "title": title,
        "blocks": [one for some in blocks for one in some],
    }


def _prose(times: int) -> list[Words]:
    return [{"type": "paragraph", "text": f"{TEXT} {TEXT}"} for _ in range(times)]


def _table() -> list[Words]:
    columns = [
        {"key": "number", "title": "ที่", "width": "8%", "align": "center"},
        {"key": "name", "title": "ตัวชี้วัด", "width": "42%"},
        {"key": "score", "title": "คะแนน", "width": "15%", "align": "right"},
        {"key": "reading", "title": "ผลการวิเคราะห์", "width": "35%"},
    ]
    rows = [
        {"cells": {"number": str(at), "name": name, "score": f"{80 + at}.17", "reading": TEXT[:70]}}
        for at, name in enumerate(INDICATORS, 1)
    ]
    groups = [{"title": "ตัวชี้วัดตามกรอบการประเมิน", "rows": rows}]
    return [{"type": "table", "caption": "ตารางคะแนน", "columns": columns, "groups": groups}]


def _chart(kind: str, latest: int = 2568) -> list[Words]:
    series = [
        {"name": f"ปี {year}", "values": [f"{base + at}.25" for at in range(len(INDICATORS))]}
        for year, base in ((latest, 82), (latest - 1, 78))
    ]
    drawn = {
        "type": kind,
        "title": f"คะแนนรายตัวชี้วัด ปี {latest} เทียบกับปี {latest - 1}",
        "labels": [str(at) for at in range(1, len(INDICATORS) + 1)],
        "long_labels": list(INDICATORS),
        "series": series,
        "mark": {"name": "เกณฑ์ผ่าน", "value": "85.00"},
        "unit": "คะแนน",
    }
    return [{"type": "chart", "chart": drawn}]
