"""Looking into a Word or Excel file: an archive that is believed in no number that it tells."""

from __future__ import annotations

import re
import zlib
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from ita_portal.errors import Refused
from ita_portal.files.models import MediaType

MOST_UNPACKED = 200 * 1024 * 1024  # bytes, all parts together
MOST_PARTS = 5_000
MOST_RATIO = 200  # unpacked to packed; office files stay far below
BROKEN = "ไฟล์นี้ไม่ใช่ Word (.docx) หรือ Excel (.xlsx) ที่อ่านได้ หรือไฟล์เสียหาย โปรดบันทึกใหม่จากต้นฉบับ"
TOO_BIG = "ไฟล์นี้ขยายแล้วใหญ่ผิดปกติ จึงไม่เปิด โปรดคัดลอกเนื้อหาลงไฟล์ใหม่"
PROTECTED = "ไฟล์นี้มีรหัสผ่าน จึงตรวจไม่ได้ โปรดบันทึกใหม่โดยไม่มีรหัสผ่าน"
MACROS = "ไฟล์นี้มีแมโครหรือส่วนที่ทำงานเองได้ จึงรับไม่ได้ โปรดบันทึกใหม่เป็น .docx หรือ .xlsx ที่ไม่มีแมโคร"
ARCHIVE = "ไฟล์นี้เป็นไฟล์บีบอัด ไม่ใช่ Word หรือ Excel โปรดแตกไฟล์แล้วส่งทีละไฟล์"

_TYPES = "[Content_Types].xml"
_SMALL_PART = 1024 * 1024  # bytes; below it the ratio says nothing
_BLOCK = 1024 * 1024
_KINDS = (
    (re.compile(rb"wordprocessingml\.document\.main\+xml"), MediaType.DOCX),
    (re.compile(rb"spreadsheetml\.sheet\.main\+xml"), MediaType.XLSX),
)
_MACROS_IN_TYPES = re.compile(rb"macroenabled|vbaproject|activex", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex)(?:/|$)"
    r"|\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|msi|jar|lnk)$",
    re.IGNORECASE,
)
_FAR_TEMPLATE = re.compile(
    rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*TargetMode\s*=\s*[\"']External)",
    re.IGNORECASE,
)
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
# What zipfile raises on archives that are broken or made to break it.
_UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def check_office(path: Path) -> MediaType:
    """Return whether the archive is a Word or an Excel file; every part of it has been read.

    Raises Refused when it is neither, broken, protected, has macros or programs in it, would
    unpack to something huge, or has parts whose names lead out of it.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_names(parts)
            _check_sizes(parts)
            return _read_all(archive, parts)
    except _UNREADABLE as error:
        raise Refused(BROKEN) from error


def _check_names(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Refused(TOO_BIG)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PROTECTED)
    names = [part.orig_filename for part in parts]
    if any(_ACTS.search(name) for name in names):
        raise Refused(MACROS)
    if _TYPES not in names:
        raise Refused(ARCHIVE)
    if any(_leads_out(name) for name in names) or len({n.casefold() for n in names}) < len(names):
        raise Refused(BROKEN)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or bool(set(name) & set("\\:\0"))


def _check_sizes(parts: list[ZipInfo]) -> None:
    swollen = any(
        part.file_size > max(_SMALL_PART, MOST_RATIO * part.compress_size) for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_BIG)


def _read_all(archive: ZipFile, parts: list[ZipInfo]) -> MediaType:
    """Read every part to its end: the sizes that an archive tells may be lies, its sums tell.

    `ZipFile` reads no more of a part than the archive tells of it, which has been checked.
    """
    for part in parts:
        with archive.open(part) as source:
            head = source.read(_BLOCK)
            if part.filename.endswith((".xml", ".rels")):
                _check_xml(head)
            while source.read(_BLOCK):
                pass
    types = archive.read(_TYPES)
    if _MACROS_IN_TYPES.search(types):
        raise Refused(MACROS)
    for sign, kind in _KINDS:
        if sign.search(types):
            return kind
    raise Refused(ARCHIVE)


def _check_xml(head: bytes) -> None:
    """Office never writes a document type; only a trap has one, or a template from elsewhere."""
    if any(sign in head for sign in _DOCTYPES):
        raise Refused(BROKEN)
    if _FAR_TEMPLATE.search(head):
        raise Refused(MACROS)
