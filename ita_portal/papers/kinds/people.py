"""Rows of people: members of a committee with their roles, and who signs below a memo. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ita_portal.papers.kinds.base import Column, Row, Rows

ROLES = (
    "ประธานกรรมการ",
    "รองประธานกรรมการ",
    "กรรมการ",
    "กรรมการและเลขานุการ",
    "กรรมการและผู้ช่วยเลขานุการ",
)
"""The roles of a committee, as orders write them."""


def in_order(rows: Sequence[Row]) -> list[str]:
    """Return "1.", "2." … for the rows in which somebody stands."""
    found, place = [], 0
    for row in rows:
        place += is_somebody(row)
        found.append(f"{place}." if is_somebody(row) else "")
    return found


def in_brackets(rows: Sequence[Row]) -> list[str]:
    """Return "(1)", "(2)" … for the rows in which something stands."""
    found, place = [], 0
    for row in rows:
        is_said = bool(row.get("text", "").strip())
        place += is_said
        found.append(f"({place})" if is_said else "")
    return found


def is_somebody(row: Row) -> bool:
    """Tell whether a row names a person or a position."""
    return bool(row.get("name", "").strip() or row.get("position", "").strip())


def members(name: str, label: str) -> Rows:
    """Return a field for members of a committee: by name and position, or by position alone."""
    columns = (
        Column("position", "ตำแหน่ง", suggest="positions"),
        Column("name", "ชื่อ–สกุล", suggest="names"),
        Column("role", "หน้าที่ในคณะ", suggest="roles"),
    )
    hint = "ระบุตำแหน่งอย่างเดียวก็ได้ แถวที่ไม่มีทั้งชื่อและตำแหน่งจะไม่อยู่ในคำสั่ง"
    return Rows(name, label, "กรรมการ", columns, in_order, hint=hint, people=True)


def authors(name: str, label: str) -> Rows:
    """Return a field for who writes a memo: name, position, and the day beside the signature."""
    columns = (
        Column("position", "ตำแหน่ง", suggest="positions"),
        Column("name", "ชื่อ–สกุล", suggest="names"),
        Column("dated", "ลงวันที่", most=40),
    )
    hint = "วันที่ของผู้เสนอ ถ้าเว้นว่าง ระบบใส่วันที่เสนอให้ ของคนอื่นเว้นไว้ได้"
    return Rows(name, label, "ผู้ลงชื่อ", columns, in_order, hint=hint, people=True)
