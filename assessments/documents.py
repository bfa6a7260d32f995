"""The words of the analysis report, as they are frozen, read, signed and printed.

A report is parts of blocks: paragraphs, lists, tables, charts. Only plain values go in, so that
the paper never sees a row of the database. All digits are Arabic; the paper turns them into Thai
ones when it is drawn.

**Source:** the parts are those that offices' own analyses have (background, result by instrument
and indicator, years, strengths and weaknesses, points to develop), in the portal's own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ita_portal.documents.kinds import ANALYSIS_REPORT

HEADING = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
DRAFT_MARK = "ฉบับร่าง ยังไม่ลงนาม"

Words = dict[str, Any]
Block = dict[str, Any]


def analysis_words(
    *, office_name: str, fiscal_year: int, parts: Sequence[tuple[str, Sequence[Block]]]
) -> Words:
    """Return the report on the result of `fiscal_year`, ready to be frozen.

    `parts` are titles with their blocks, numbered here; one without blocks is left out. The day
    and the signature block are added when it is decided.
    """
    written = _with_table_numbers([(title, list(blocks)) for title, blocks in parts if blocks])
    return {
        "kind": ANALYSIS_REPORT.code,
        "digits": ANALYSIS_REPORT.digits,
        "office_name": office_name,
        "heading": HEADING,
        "subject_lines": subject_lines(fiscal_year),
        "fiscal_year": fiscal_year,
        "foreword": foreword(fiscal_year, office_name),
        "parts": [
            {"number": str(number), "title": title, "blocks": blocks}
            for number, (title, blocks) in enumerate(written, 1)
        ],
        "dated": "",
        "signature": None,
        "verification": None,
        "emblem": None,
        "draft_mark": DRAFT_MARK,
    }


def _with_table_numbers(
    parts: Sequence[tuple[str, list[Block]]],
) -> list[tuple[str, list[Block]]]:
    """Number the tables that have a caption through the whole report, as offices do."""
    places = count(1)
    return [
        (
            title,
            [
                block | {"caption": f"ตารางที่ {next(places)} {block['caption']}"}
                if block.get("caption")
                else block
                for block in blocks
            ],
        )
        for title, blocks in parts
    ]


def subject_lines(fiscal_year: int) -> list[str]:
    """Return the lines under the heading: the result's year, and the year that is to answer it."""
    return [
        f"ผลการประเมินประจำปีงบประมาณ พ.ศ. {fiscal_year}",
        f"เพื่อกำหนดมาตรการประจำปีงบประมาณ พ.ศ. {fiscal_year + 1}",
    ]


def foreword(fiscal_year: int, office_name: str) -> list[str]:
    """Return the paragraphs of the foreword: what the report is for and what it rests on."""
    return [
        f"รายงานฉบับนี้แสดงผลการวิเคราะห์คะแนนการประเมินคุณธรรมและความโปร่งใสของ{office_name} "
        f"ประจำปีงบประมาณ พ.ศ. {fiscal_year} เพื่อให้ทราบว่างานด้านใดทำได้ดี งานด้านใดต้องปรับปรุง "
        f"และใช้เป็นพื้นฐานในการกำหนดมาตรการของปีงบประมาณ พ.ศ. {fiscal_year + 1}",
        "ตัวเลขทุกตัวในรายงานมาจากผลการประเมินที่สำนักงานยืนยันแล้ว และบอกที่มาไว้ในส่วนที่เกี่ยวข้อง",
    ]


def report_title(fiscal_year: int, office_name: str) -> str:
    """Return what the report is called in lists."""
    return f"รายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {fiscal_year} ของ{office_name}"


def paragraphs(text: str) -> list[Block]:
    """Return a paragraph for each line of `text` that is not empty."""
    lines = [line.strip() for line in text.split("\n")]
    return [{"type": "paragraph", "text": line} for line in lines if line]


def heading(text: str) -> Block:
    """Return a heading within a part."""
    return {"type": "heading", "text": text}


def numbered(entries: Sequence[str]) -> list[Block]:
    """Return a numbered list; no block at all for no entries."""
    if not entries:
        return []
    listed = [{"number": f"({place})", "text": text} for place, text in enumerate(entries, 1)]
    return [{"type": "list", "entries": listed}]


def table(
    caption: str,
    columns: Sequence[Mapping[str, str]],
    groups: Sequence[tuple[str, Sequence[Mapping[str, str | list[str]]]]],
    *,
    total: Mapping[str, str] | None = None,
) -> Block:
    """Return a table; `groups` are titles ("" for none) with rows, which are cells by column.

    `total` is the row of a sum, which ends the last group and is never parted from it.
    """
    made: list[Block] = [
        {"title": title, "rows": [{"cells": dict(cells)} for cells in rows]}
        for title, rows in groups
    ]
    if total is not None:
        made[-1]["rows"].append({"cells": dict(total), "total": True})
    return {
        "type": "table",
        "caption": caption,
        "columns": [dict(column) for column in columns],
        "groups": made,
    }


def column(key: str, title: str, width: str, *, align: str = "") -> dict[str, str]:
    """Return a column; `width` is a share of the table's width, `align` right or center."""
    made = {"key": key, "title": title, "width": width}
    return made | {"align": align} if align else made


def chart(drawn: Mapping[str, Any]) -> Block:
    """Return a chart as plain JSON, as look/charts reads it."""
    return {"type": "chart", "chart": dict(drawn)}
