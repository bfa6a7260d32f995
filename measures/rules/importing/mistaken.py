"""Files given by mistake: what they are, and what to do with them instead."""

from __future__ import annotations

from ita_portal.errors import Refused

HEAD = 1 << 20
"""Of a file's bytes, how many are looked at."""
EMPTY = "ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลอยู่เลย โปรดเลือกไฟล์ที่มีตารางมาตรการ"
_AS = "แล้วบันทึกเป็น .xlsx (Excel) หรือ .docx (Word) แล้วเลือกไฟล์ใหม่อีกครั้ง"
OLD = f"ไฟล์นี้เป็น Excel หรือ Word รุ่นเก่า (.xls .doc) โปรดเปิดด้วย Excel หรือ Word {_AS}"
OPEN = f"ไฟล์นี้เป็นของ LibreOffice (.ods .odt) โปรดเปิด {_AS}"
PDF = f"ไฟล์นี้เป็น PDF ซึ่งอ่านตารางไม่ได้ครบ โปรดใช้ไฟล์ต้นฉบับ Excel หรือ Word หรือคัดลอกตารางลงไฟล์ใหม่ {_AS}"
TEXT = f"ไฟล์นี้เป็นข้อความหรือ CSV โปรดเปิดด้วย Excel {_AS}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "Encrypt".encode("utf-16-le")


def refuse_mistaken(head: bytes) -> None:
    """Raise Refused, with what to do, for a file that is plainly no workbook or Word document.

    `head` are its first bytes. What is none of these is for `look_into` to judge, and so are
    protected files.
    """
    if not head:
        raise Refused(EMPTY)
    if head.startswith(_OLE) and _ENCRYPTED not in head:
        raise Refused(OLD)
    if head[:1024].lstrip().startswith(b"%PDF"):
        raise Refused(PDF)
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:120]:
        raise Refused(OPEN)
    if not head.startswith(b"PK") and b"\0" not in head[:4096] and _is_text(head[:4096]):
        raise Refused(TEXT)


def _is_text(head: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp874"):
        text = head.decode(encoding, errors="ignore")
        if len(text.encode(encoding, errors="ignore")) >= len(head) - 4:
            return not text.lstrip().startswith(("<", "{"))
    return False
