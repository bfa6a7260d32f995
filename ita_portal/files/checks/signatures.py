"""What the first bytes of a file say that it is; the whole of it is looked into afterwards."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import Path


class Sort(Enum):
    """What a file begins like."""

    PDF = auto()
    JPEG = auto()
    PNG = auto()
    WEBP = auto()
    HEIC = auto()
    ZIP = auto()
    MARKUP = auto()
    PROGRAM = auto()
    OLD_OFFICE = auto()
    LOCKED_OFFICE = auto()
    ARCHIVE = auto()
    OTHER_PICTURE = auto()
    UNKNOWN = auto()


_BEGINS = (
    (b"%PDF-", Sort.PDF),
    (b"\xff\xd8\xff", Sort.JPEG),
    (b"\x89PNG\r\n\x1a\n", Sort.PNG),
    (b"PK\x03\x04", Sort.ZIP),
    (b"MZ", Sort.PROGRAM),
    (b"\x7fELF", Sort.PROGRAM),
    (b"#!", Sort.PROGRAM),
    (b"GIF8", Sort.OTHER_PICTURE),
    (b"BM", Sort.OTHER_PICTURE),
    (b"II*\0", Sort.OTHER_PICTURE),
    (b"MM\0*", Sort.OTHER_PICTURE),
    (b"Rar!", Sort.ARCHIVE),
    (b"7z\xbc\xaf", Sort.ARCHIVE),
    (b"\x1f\x8b", Sort.ARCHIVE),
    (b"BZh", Sort.ARCHIVE),
    (b"\xfd7zXZ", Sort.ARCHIVE),
    (b"PK\x05\x06", Sort.ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_MARKUP = re.compile(rb"\s*<\s*(?:[!?/]|[a-z])", re.IGNORECASE)
_HEAD = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def sort_of(path: Path) -> Sort:
    """Return what the file begins like; UNKNOWN may still be text.

    The sign must stand at the very beginning: a file that is two things at once, e.g. a picture
    with a PDF behind it, is taken for the first.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for begin, sort in _BEGINS:
        if head.startswith(begin) and not (sort == Sort.PROGRAM and _reads_as_text(head)):
            return sort
    if head.startswith(_OLE):
        return Sort.LOCKED_OFFICE if _ENCRYPTED in path.read_bytes() else Sort.OLD_OFFICE
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sort.WEBP
    if head[4:8] == b"ftyp":
        return Sort.HEIC if head[8:12] in _HEIC_BRANDS else Sort.OTHER_PICTURE
    return Sort.MARKUP if _is_markup(head) else Sort.UNKNOWN


def _is_markup(head: bytes) -> bool:
    for coding in ("utf-16-le", "utf-16-be"):
        if head.startswith("\ufeff".encode(coding)):
            head = head[2:].decode(coding, errors="ignore").encode()
    return bool(_MARKUP.match(head.removeprefix(_BYTE_ORDER_MARK)))


def _reads_as_text(head: bytes) -> bool:
    """Tell whether what begins with "MZ" may be a word: a program has a NUL soon."""
    return head.startswith(b"MZ") and b"\0" not in head
