"""Whether papers that somebody must sign are signed: a name and a post below the text.

What is drawn by hand cannot be read; so a name in brackets counts, and dots alone do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error, info
from disclosure.rules.checking.heads import Head, Kind, papers
from disclosure.rules.checking.words import any_of

PREFIX = any_of(
    "นาย", "นาง", "นางสาว", "น.ส.", "ว่าที่", "ดร.", "ผศ.", "รศ.", "ศ.", "พล", "พ.ต.", "ร.ต.",
    "ร.ท.", "ร.อ.",
    "ส.ต.", "ส.อ.", "จ.ส.", "จ่า", "สิบ", "พัน", "ร้อย", "ม.ล.", "ม.ร.ว.", "หม่อม", "คุณ",
    "เรือ", "พ.อ.", "พ.ท.",
)  # fmt: skip
_NAME = re.compile(rf"[(\[]{PREFIX}[ก-ฮเ-ไาะ.]{{3,}}[)\]]")
_SIGNED = re.compile(rf"ลงชอ[)\]:]*[.…_]*(?:{PREFIX}[ก-ฮเ-ไาะ.]{{3,}}|[ก-ฮเ-ไ][ก-ฮเ-ไาะ]{{4,}})")
_BLANK = re.compile(r"[(\[](?:[.…_\-]{3,}|นาย[.…_]{3,}|ชอ-?สกล|ชอสกล)[)\]]|[(\[][)\]]")
_LINE = re.compile(r"ลงชอ[)\]:]*[.…_]{4,}")
_POST = re.compile(any_of("ผู้อำนวยการ", "ประธาน", "รองผู้อำนวยการ", "เลขานุการ", "ผู้จดรายงาน"))
_SIGNED_KINDS = {
    Kind.ANNOUNCEMENT: "ประกาศ",
    Kind.ORDER: "คำสั่ง",
    Kind.MEMO: "บันทึกข้อความ",
    Kind.LETTER: "หนังสือ",
}
_DECLARED = re.compile(any_of("เจตจำนง", "เจตนารมณ์", "ประกาศนโยบาย", "No Gift Policy"))
_MEND = "ลงนามและพิมพ์ชื่อกับตำแหน่งผู้ลงนามให้ครบ แล้วแนบฉบับที่ลงนามแล้ว"


def check_signature(content: Content, context: Context) -> Iterator[Finding]:
    """Find papers without a signer's name, or with dots in its place."""
    if not content.letters:
        return
    for head, text in papers(content):
        if head.is_form:
            continue
        must = head.kind in _SIGNED_KINDS or (bool(_DECLARED.search(head.flat)) and "ณวนท" in text)
        if not must and head.kind is not Kind.MINUTES:
            continue
        yield from _of_paper(content, head, text, must=must)


def _of_paper(content: Content, head: Head, text: str, *, must: bool) -> Iterator[Finding]:
    ending = _ending(text)
    blank = _BLANK.search(ending)
    named = bool(_NAME.search(ending) or _SIGNED.search(ending))
    if blank and not named:
        yield error(
            Check.SIGNATURE,
            "ช่องลงนามยังว่าง ไม่มีชื่อผู้ลงนาม",
            where=f"“{blank[0]}”",
            mend=_MEND,
        )
    elif must and not named:
        word = _SIGNED_KINDS.get(head.kind, "เอกสาร")
        yield error(
            Check.SIGNATURE,
            f"{word}ไม่มีชื่อผู้ลงนาม",
            where=f"ท้าย{word}: “{ending[-40:]}”",
            mend=_MEND,
        )
    elif (line := _LINE.search(ending)) and not _has_picture(content):
        yield info(
            Check.SIGNATURE,
            "ช่อง “ลงชื่อ” มีแต่จุดและไม่มีภาพลายเซ็น โปรดตรวจว่าเป็นฉบับที่ลงนามแล้ว",
            where=f"“{line[0][:30]}”",
            mend=_MEND,
        )


def _has_picture(content: Content) -> bool:
    return any(page.has_picture for page in content.pages)


def _ending(text: str) -> str:
    """Return what follows the closing; all of it when there is no closing."""
    places = [text.rfind(word) for word in ("ณวนท", "จงเรยนมาเพอ", "จงประกาศ", "ขอแสดงความนบถอ")]
    latest = max(places)
    return text[latest:] if latest >= 0 else text[-900:]
