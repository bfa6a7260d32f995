"""Which type a file has by its content, and which check then looks into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ita_portal.errors import Refused
from ita_portal.files.accepting import Accept
from ita_portal.files.checks.office import check_office
from ita_portal.files.checks.pdf import check_pdf
from ita_portal.files.checks.pictures import check_picture
from ita_portal.files.checks.signatures import Sort, sort_of
from ita_portal.files.checks.text import check_text
from ita_portal.files.models import SUFFIXES, MediaType
from ita_portal.files.names import suffix_of

_PICTURES = {
    Sort.JPEG: MediaType.JPEG,
    Sort.PNG: MediaType.PNG,
    Sort.WEBP: MediaType.WEBP,
    Sort.HEIC: MediaType.HEIC,
}
_WHY = {
    Sort.MARKUP: "ไฟล์นี้เป็นหน้าเว็บ SVG หรือ XML ซึ่งอาจมีสคริปต์ จึงรับไม่ได้ โปรดบันทึกเป็น PDF หรือภาพก่อน",
    Sort.PROGRAM: "ไฟล์นี้เป็นโปรแกรม จึงรับไม่ได้",
    Sort.OLD_OFFICE: "ไฟล์นี้เป็น Office รุ่นเก่า (.doc .xls .ppt) โปรดบันทึกใหม่เป็น .docx .xlsx หรือ PDF",
    Sort.LOCKED_OFFICE: "ไฟล์นี้มีรหัสผ่าน จึงตรวจไม่ได้ โปรดบันทึกใหม่โดยไม่มีรหัสผ่าน",
    Sort.ARCHIVE: "ไฟล์นี้เป็นไฟล์บีบอัด โปรดแตกไฟล์แล้วส่งทีละไฟล์",
    Sort.OTHER_PICTURE: "ภาพชนิดนี้รับไม่ได้ โปรดบันทึกเป็น JPEG หรือ PNG ก่อน",
}
_MACRO_SUFFIXES = {"docm", "dotm", "xlsm", "xltm", "xlam", "pptm"}


@dataclass(frozen=True)
class Found:
    """What a file turned out to be; the size of a picture is in pixels."""

    media_type: MediaType
    width: int | None = None
    height: int | None = None


def look_into(path: Path, *, name: str, accept: Accept) -> Found:
    """Return what the file is, after every check that its type has.

    Raises Refused, in a sentence that says what to do, for what is not accepted, is not what
    `name` says, is broken, protected, or made to do harm.
    """
    sort = sort_of(path)
    if sort in _WHY:
        raise Refused(_WHY[sort])
    found = _found(path, sort, name)
    if found.media_type not in accept.types:
        raise Refused(f"ที่นี่รับเฉพาะ {accept.names} แต่ไฟล์นี้เป็น {found.media_type.label}")
    return found


def _found(path: Path, sort: Sort, name: str) -> Found:
    if sort in _PICTURES:
        kind = _PICTURES[sort]
        _require_its_name(kind, name)
        width, height = check_picture(path, kind)
        return Found(kind, width, height)
    if sort == Sort.PDF:
        _require_its_name(MediaType.PDF, name)
        check_pdf(path)
        return Found(MediaType.PDF)
    if sort == Sort.ZIP:
        kind = check_office(path)
        _require_its_name(kind, name)
        return Found(kind)
    return Found(_kind_of_text(path, name))


def _kind_of_text(path: Path, name: str) -> MediaType:
    check_text(path)
    kind = MediaType.CSV if suffix_of(name) == "csv" else MediaType.TEXT
    _require_its_name(kind, name)
    return kind


def _require_its_name(kind: MediaType, name: str) -> None:
    suffix = suffix_of(name)
    if suffix in _MACRO_SUFFIXES:
        raise Refused("ไฟล์ชนิดนี้มีแมโครได้ จึงรับไม่ได้ โปรดบันทึกใหม่เป็น .docx หรือ .xlsx ที่ไม่มีแมโคร")
    if suffix and suffix not in SUFFIXES[kind]:
        raise Refused(
            f"ชื่อไฟล์ลงท้ายด้วย .{suffix} แต่เนื้อหาเป็น {kind.label} "
            "โปรดตรวจว่าเลือกไฟล์ถูก แล้วบันทึกใหม่ให้ชื่อตรงกับชนิดของไฟล์"
        )
