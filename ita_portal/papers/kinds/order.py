"""Orders (คำสั่ง, form 4): reason, legal power, what is ordered, members, duties, force.

**Source:** the parts and their order are those of the Office of the Prime Minister's regulation on
clerical work B.E. 2526; committee orders of area offices add members, roles and duties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ita_portal.documents.kinds import ORDER
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
from ita_portal.papers.kinds.outline import LEVELS, LIST, outline, outline_words
from ita_portal.papers.kinds.people import in_order, is_somebody, members

IN_FORCE = "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
"""The fixed formula of an order that holds from the day on which it is given."""

_PARTS = (
    Part(
        "เหตุผลและอำนาจ",
        (
            Field(
                "reasons",
                "เหตุผล",
                PROSE,
                "เริ่มด้วย ตามที่ ด้วย หรือ เพื่อให้ ขึ้นบรรทัดใหม่เพื่อขึ้นย่อหน้าใหม่",
                most=10000,
                height=6,
            ),
            Field("power", "อำนาจตามกฎหมาย", PROSE, "เว้นว่างได้", most=5000, height=2),
            Field(
                "orders",
                "ข้อความที่สั่ง",
                PROSE,
                "เช่น จึงแต่งตั้งคณะกรรมการ… ประกอบด้วย หรือ ดังนี้",
                most=5000,
                height=3,
            ),
        ),
    ),
    Part("ผู้ได้รับแต่งตั้ง", (members("members", "รายชื่อ"),)),
    Part(
        "หน้าที่",
        (
            Field("duties_lead", "คำนำหน้ารายการหน้าที่", first="มีหน้าที่"),
            outline("duties", "หน้าที่", levels=LIST),
        ),
    ),
    Part("ข้อความอื่น", (outline("sections", "ข้อความหลังหน้าที่", levels=LEVELS),)),
    Part(
        "ผลใช้บังคับ",
        (
            Field(
                "force",
                "มีผลตั้งแต่",
                hint="เช่น ทั้งนี้ ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2568 เป็นต้นไป",
                first=IN_FORCE,
            ),
        ),
    ),
)


def _body(content: Mapping[str, Any], setting: Setting) -> Words:
    duties = outline_words(content["duties"])
    return {
        "opening": [
            *paragraphs(content["reasons"]),
            *paragraphs(content["power"]),
            *paragraphs(content["orders"]),
        ],
        "members": _members(content["members"]),
        "duties_lead": content["duties_lead"] if duties else "",
        "duties": duties,
        "outline": outline_words(content["sections"]),
        "force": content["force"],
    }


def _members(rows: list[dict[str, str]]) -> list[Words]:
    return [
        {"number": number, "who": who(row), "role": row.get("role", "").strip()}
        for row, number in zip(rows, in_order(rows), strict=True)
        if is_somebody(row)
    ]


def who(row: Mapping[str, str]) -> str:
    """Return how a paper names somebody: name and position, or the position alone."""
    names = (row.get("name", "").strip(), row.get("position", "").strip())
    return "  ".join(name for name in names if name)


def _lacks(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not content["reasons"].strip() and not content["power"].strip():
        found.append(("reasons", "โปรดเขียนเหตุผลหรืออำนาจตามกฎหมายที่ออกคำสั่ง"))
    says = content["orders"].strip() or written(content["sections"], "text")
    if not says:
        found.append(("orders", "โปรดเขียนข้อความที่สั่ง"))
    no_role = [
        number
        for row, number in zip(content["members"], in_order(content["members"]), strict=True)
        if is_somebody(row) and not row.get("role", "").strip()
    ]
    if no_role:
        found.append(("members", f"โปรดระบุหน้าที่ในคณะของลำดับที่ {' '.join(no_role).replace('.', '')}"))
    return found


WRITTEN_ORDER = WrittenKind(
    kind=ORDER,
    what_for="แต่งตั้งคณะกรรมการ มอบหมายหน้าที่ หรือสั่งการอื่นเป็นหนังสือ",
    parts=_PARTS,
    heading=lambda office_name: f"คำสั่ง{office_name}",
    body=_body,
    lacks=_lacks,
    cancels_in="sections",
    given="สั่ง",
)
