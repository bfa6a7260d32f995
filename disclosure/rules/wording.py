"""What a title and a link must be like before they may stand on a public page."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ita_portal.errors import Refused
from ita_portal.thai.numerals import narrow
from ita_portal.thai.text import clean

LONGEST_TITLE = 300
LONGEST_LINK = 1000
LONGEST_TEXT = 20_000

_LOOKS_LIKE_ADDRESS = re.compile(
    r"(?:[a-z]+://|www\.|/)\S*|\S+\.(?:go|ac|or|co|in)\.th\S*", re.IGNORECASE
)
_THAI_OR_LATIN = re.compile("[ก-ฮA-Za-z]")
_SAYS_NOTHING = frozenset(
    {
        "คลิก", "คลิกที่นี่", "คลิกที่นี้", "คลิ๊ก", "คลิ้ก", "คลิ๊กที่นี่", "กดที่นี่", "ที่นี่", "ดูที่นี่", "ลิงก์", "ลิงค์", "ลิ้งค์",
        "ดาวน์โหลด", "ดาวโหลด", "รายละเอียด", "ดูรายละเอียด", "เพิ่มเติม", "อ่านเพิ่มเติม", "ดูเพิ่มเติม", "ไฟล์",
        "ไฟล์แนบ", "เอกสาร", "เอกสารแนบ", "หลักฐาน", "เปิดดู", "click", "clickhere", "here", "link",
        "download", "more", "readmore", "file", "pdf", "url",
    }
)  # fmt: skip
"""Titles, without spaces, that do not say what one gets; read aloud alone, they mean nothing."""

_IS_LINK = URLValidator(schemes=["http", "https"])


def meaningful_title(typed: str) -> str:
    """Return a title as it is kept, in one line.

    Raises Refused when it does not say what the evidence is: nothing, "คลิก" and its like, a
    bare number, a web address; or when it is too long.
    """
    title = " ".join(clean(typed).split())
    if not title:
        raise Refused("กรุณาตั้งชื่อหลักฐาน ให้ผู้อ่านรู้ว่าจะได้พบอะไร")
    if len(title) > LONGEST_TITLE:
        raise Refused(f"ชื่อหลักฐานยาวเกินไป ใช้ได้ไม่เกิน {LONGEST_TITLE} ตัวอักษร")
    if _LOOKS_LIKE_ADDRESS.fullmatch(title):
        raise Refused("ชื่อหลักฐานเป็นที่อยู่เว็บ กรุณาเขียนเป็นชื่อเรื่อง เช่น “แผนปฏิบัติการประจำปี 2567”")
    if not _THAI_OR_LATIN.search(title):
        raise Refused("ชื่อหลักฐานมีแต่ตัวเลขหรือเครื่องหมาย กรุณาเขียนเป็นชื่อเรื่องที่บอกว่าคืออะไร")
    if title.replace(" ", "").strip(".…:>»").casefold() in _SAYS_NOTHING:
        raise Refused(f"ชื่อ “{title}” ไม่บอกว่าหลักฐานคืออะไร กรุณาเขียนเป็นชื่อเรื่อง")
    return title


def safe_link(typed: str) -> str:
    """Return a link as it is kept.

    Raises Refused when it is not an http or https address that everybody can open: other
    schemes, a name and password in it, an address inside a house's own network, too long.
    """
    link = typed.strip()
    if len(link) > LONGEST_LINK:
        raise Refused(f"ลิงก์ยาวเกินไป ใช้ได้ไม่เกิน {LONGEST_LINK} ตัวอักษร")
    try:
        _IS_LINK(link)
        parts = urlsplit(link)
        host = parts.hostname or ""
    except (ValidationError, ValueError):
        raise Refused(
            "ลิงก์ไม่ถูกต้อง กรุณาคัดลอกที่อยู่เต็มจากช่องที่อยู่ของเบราว์เซอร์ ขึ้นต้นด้วย http:// หรือ https://"
        ) from None
    if parts.username is not None or parts.password is not None:
        raise Refused("ลิงก์มีชื่อผู้ใช้หรือรหัสผ่านอยู่ด้วย จึงเผยแพร่ไม่ได้ กรุณาใช้ลิงก์ที่เปิดได้โดยไม่ต้องลงชื่อเข้าใช้")
    if _is_inside(host):
        raise Refused("ลิงก์นี้ชี้ไปยังเครื่องภายในเครือข่าย บุคคลภายนอกเปิดไม่ได้ กรุณาใช้ลิงก์ของเว็บไซต์หลัก")
    return link


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".local", ".localhost", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def whole_text(typed: str) -> str:
    """Return a text as it is kept, with its line breaks. Raises Refused when it is too long."""
    text = clean(typed).strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(f"ข้อความยาวเกินไป ใช้ได้ไม่เกิน {LONGEST_TEXT:,} ตัวอักษร")
    return text


def reason(typed: str, *, what_for: str) -> str:
    """Return the reason of a decision. Raises Refused when there is none, or it is too long."""
    text = clean(typed).strip()
    if not narrow(text):
        raise Refused(f"กรุณาเขียนเหตุผลที่{what_for} เพื่อให้ผู้เสนอทราบ")
    if len(text) > 2000:
        raise Refused("เหตุผลยาวเกินไป ใช้ได้ไม่เกิน 2,000 ตัวอักษร")
    return text
