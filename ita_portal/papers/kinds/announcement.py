"""Announcements (ประกาศ, form 7) of anything but the year's measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ita_portal.documents.kinds import FREE_ANNOUNCEMENT
from ita_portal.papers.kinds.base import (
    PROSE,
    Field,
    Part,
    Setting,
    Words,
    WrittenKind,
    paragraphs,
    written,
)
from ita_portal.papers.kinds.outline import outline, outline_words

_PARTS = (
    Part(
        "เหตุผล",
        (
            Field(
                "opening",
                "ความนำ",
                PROSE,
                "เริ่มด้วย เพื่อให้ ตามที่ หรือ ด้วย ขึ้นบรรทัดใหม่เพื่อขึ้นย่อหน้าใหม่",
                most=10000,
                height=5,
            ),
        ),
    ),
    Part("เนื้อความที่ประกาศ", (outline("body", "เนื้อความ"),)),
    Part(
        "ท้ายประกาศ",
        (
            Field("closing", "ข้อความปิดท้าย", PROSE, "เว้นว่างได้", most=5000, height=2),
            Field("formula", "คำลงท้าย", first="จึงประกาศให้ทราบโดยทั่วกัน"),
        ),
    ),
)


def _body(content: Mapping[str, Any], setting: Setting) -> Words:
    return {
        "opening": paragraphs(content["opening"]),
        "sections": [],
        "outline": outline_words(content["body"]),
        "table": None,
        "closing": paragraphs(content["closing"]),
        "formula": content["formula"].strip(),
    }


def _lacks(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    if content["opening"].strip() or written(content["body"], "text"):
        return []
    return [("opening", "ประกาศยังไม่มีเนื้อความ โปรดเขียนความนำหรือเนื้อความ")]


WRITTEN_ANNOUNCEMENT = WrittenKind(
    kind=FREE_ANNOUNCEMENT,
    what_for="แจ้งเรื่องทั่วไปให้ประชาชนหรือบุคลากรทราบ ประกาศมาตรการประจำปีเขียนที่แผนมาตรการ",
    parts=_PARTS,
    heading=lambda office_name: f"ประกาศ{office_name}",
    body=_body,
    lacks=_lacks,
    cancels_in="closing",
    given="ประกาศ",
)
