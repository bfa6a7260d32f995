"""Memos (บันทึกข้อความ): head, five sections, closing with the papers to sign, authors.

**Source:** the head is that of the typing guide of the clerical-work regulation (circular
นร 0106/ว 2019 of B.E. 2553); the five sections are those that area offices use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ita_portal.documents.kinds import MEMO
from ita_portal.papers.kinds.base import (
    PROSE,
    Column,
    Field,
    Part,
    Rows,
    Setting,
    Words,
    WrittenKind,
    paragraphs,
    written,
)
from ita_portal.papers.kinds.outline import POINTS, outline, outline_words, under
from ita_portal.papers.kinds.people import authors, in_brackets, is_somebody
from ita_portal.thai.dates import parse_date, plain_date, short_date

SECTIONS = (
    ("background", "เรื่องเดิม"),
    ("facts", "ข้อเท็จจริง"),
    ("law", "ขอบกฎหมาย ระเบียบ และเอกสารที่เกี่ยวข้อง"),
    ("matter", "ข้อพิจารณา"),
    ("proposal", "ข้อเสนอ"),
)
"""Name of the field and title of each section; one without text is left out of the paper."""

CLOSING = "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดลงนาม"
"""The fixed formula with which a memo asks for signatures."""

UNDER_PROPOSAL = "เว้นว่างได้ ถ้าเสนอเอกสารให้ลงนาม คำลงท้ายและรายการเอกสารจะอยู่ใต้หัวข้อนี้"

_HEAD = (
    Field("agency", "ส่วนราชการ", hint="ชื่อย่อหรือชื่อเต็มของสำนักงาน", most=200),
    Field("group", "กลุ่ม/หน่วย", suggest="groups", most=200),
    Field("phone", "โทร.", hint="พร้อมหมายเลขภายใน ถ้ามี", most=100),
    Field("to", "เรียน", suggest="positions", most=300),
)
_BODY = tuple(
    outline(
        name,
        f"{place}. {title}",
        levels=POINTS,
        hint=UNDER_PROPOSAL if name == "proposal" else "",
        numbers=under(str(place)),
    )
    for place, (name, title) in enumerate(SECTIONS, 1)
)
_END = (
    Field(
        "closing",
        "คำลงท้าย",
        PROSE,
        most=2000,
        height=2,
        first=CLOSING,
    ),
    Rows(
        "papers",
        "เอกสารที่เสนอให้ลงนาม และสิ่งที่ขออนุญาต",
        "รายการ",
        (Column("text", "รายการ", PROSE, most=1000),),
        in_brackets,
    ),
)
_PARTS = (
    Part("ส่วนหัว", _HEAD),
    *(Part(f"ส่วนที่ {place}", (one,)) for place, one in enumerate(_BODY, 1)),
    Part("คำลงท้าย", _END),
    Part("ผู้เขียนบันทึก", (authors("authors", "ผู้ลงชื่อ"),)),
)


def _body(content: Mapping[str, Any], setting: Setting) -> Words:
    numbers = in_brackets(content["papers"])
    return {
        "from_lines": _sender(content),
        "number_prefix": setting.number_prefix,
        "written_on": plain_date(setting.on) if setting.on else "",
        "to": content["to"].strip(),
        "sections": _sections(content),
        "closing": paragraphs(content["closing"]),
        "papers": [
            {"number": number, "text": " ".join(row["text"].split())}
            for row, number in zip(content["papers"], numbers, strict=True)
            if number
        ],
        "authors": [_author(row, setting) for row in content["authors"] if is_somebody(row)],
    }


def _sender(content: Mapping[str, Any]) -> list[str]:
    """Return who sends it: office, group, telephone, of which each stays together."""
    phone = content["phone"].strip()
    parts = (content["agency"].strip(), content["group"].strip(), f"โทร. {phone}" if phone else "")
    return [part for part in parts if part]


def _sections(content: Mapping[str, Any]) -> list[Words]:
    """Return the sections of the paper, numbered as they stand."""
    return [
        {
            "number": f"{place}.",
            "title": title,
            "outline": outline_words(content[name], str(place)),
        }
        for place, (name, title) in enumerate(_used(content), 1)
    ]


def _used(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the sections that the paper has: those with text, and that of the proposal.

    Papers to be signed are proposed in the words of the closing: without text of its own the
    proposal's heading stands above them.
    """
    asks = written(content["papers"], "text") and content["closing"].strip()
    used = {name for name, _ in SECTIONS if written(content[name], "text")}
    return [
        (name, title)
        for name, title in SECTIONS
        if name in used or (used and asks and name == "proposal")
    ]


def _author(row: Mapping[str, str], setting: Setting) -> Words:
    """Return a signature block; who proposes the memo signs on that day if no other is written."""
    name = row.get("name", "").strip()
    dated = _short(row.get("dated", "").strip())
    if not dated and setting.on and name and name.split() == setting.writer.split():
        dated = short_date(setting.on)
    return {"name": name, "position": row.get("position", "").strip(), "dated": dated}


def _short(typed: str) -> str:
    """Return a day as it stands beside a signature; what is no day stays as it was typed."""
    try:
        return short_date(parse_date(typed))
    except ValueError:
        return typed


def _lacks(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not content["agency"].strip():
        found.append(("agency", "โปรดกรอกส่วนราชการ"))
    if not content["to"].strip():
        found.append(("to", "โปรดกรอกว่าเรียนผู้ใด"))
    if not any(written(content[name], "text") for name, _ in SECTIONS):
        found.append(("background", "บันทึกข้อความยังไม่มีเนื้อหา โปรดเขียนอย่างน้อยหนึ่งส่วน"))
    return found


WRITTEN_MEMO = WrittenKind(
    kind=MEMO,
    what_for="เสนอเรื่องภายในสำนักงาน พร้อมเอกสารที่ขอให้ลงนาม",
    parts=_PARTS,
    heading=lambda _: "บันทึกข้อความ",
    body=_body,
    lacks=_lacks,
    parts_subject=False,
)
