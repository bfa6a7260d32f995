"""Looking into a PDF: whole, readable without a password, and without anything that acts by itself.

A PDF that acts is refused, not only told of: it is handed on to people who open it outside the
portal, where nothing holds it; and an honest paper loses nothing when it is printed to PDF anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

import pikepdf
from pikepdf.settings import set_qpdf_limits

from ita_portal.errors import Refused
from ita_portal.files.names import suffix_of

BROKEN = "ไฟล์ PDF นี้เปิดไม่ได้ หรือเสียหายหรือไม่ครบ โปรดบันทึกใหม่จากต้นฉบับ"
PROTECTED = "ไฟล์ PDF นี้มีรหัสผ่าน จึงตรวจไม่ได้ โปรดบันทึกใหม่โดยไม่มีรหัสผ่าน"
HEAVY = "ไฟล์ PDF นี้ซับซ้อนผิดปกติ จึงไม่รับ โปรดพิมพ์เป็น PDF ใหม่จากต้นฉบับ"
MIXED = "ไฟล์ PDF นี้มีไฟล์บีบอัดต่อท้าย จึงไม่รับ โปรดพิมพ์เป็น PDF ใหม่จากต้นฉบับ"
_ANEW = "จึงไม่รับ โปรดพิมพ์เป็น PDF ใหม่จากต้นฉบับ"
_ACTIONS = {
    "/JavaScript": "สคริปต์",
    "/Launch": "คำสั่งเปิดโปรแกรม",
    "/ImportData": "คำสั่งนำเข้าข้อมูล",
    "/Rendition": "สื่อที่เล่นเอง",
    "/RichMedia": "สื่อที่เล่นเอง",
}
_KEYS = {"/JS": "สคริปต์", "/JavaScript": "สคริปต์", "/XFA": "แบบฟอร์ม XFA ที่เปิดได้เฉพาะบางโปรแกรม"}
_PLAIN_ATTACHMENTS = {"json", "xml", "csv", "txt"}
"""What official papers carry inside themselves, ours among them; it cannot run."""
MOST_PAGES = 5_000
MOST_OBJECTS = 500_000
_END = b"%%EOF"
_TAIL = 2048  # bytes at the end in which the end mark stands, also in sloppy files
_UNPACKED = 128 * 2**20  # bytes of one stream that is needed for opening

# qpdf keeps these for the whole process; what is not needed for opening is never unpacked.
set_qpdf_limits(
    flate_max_memory=_UNPACKED,
    png_max_memory=_UNPACKED,
    tiff_max_memory=_UNPACKED,
    run_length_max_memory=_UNPACKED,
    doc_max_warnings=1000,
)


def check_pdf(path: Path) -> None:
    """Let a PDF pass that is whole, opens without a password, and only shows.

    One that merely forbids printing or changing opens without a password, and passes. Raises
    Refused for any other.
    """
    _require_its_end(path)
    try:
        with pikepdf.open(path) as pdf:
            if not 1 <= len(pdf.pages) <= MOST_PAGES:
                raise Refused(HEAVY if len(pdf.pages) else BROKEN)
            _require_still(pdf)
    except pikepdf.PasswordError as error:
        raise Refused(PROTECTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise Refused(BROKEN) from error


def _require_its_end(path: Path) -> None:
    """A PDF that was cut off could be opened, but with pages missing."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        if _END not in file.read():
            raise Refused(MIXED if is_zipfile(path) else BROKEN)
    if is_zipfile(path) and _ends_as_archive(path):
        raise Refused(MIXED)


def _ends_as_archive(path: Path) -> bool:
    data = path.read_bytes()
    return data.rfind(b"PK\x05\x06") > data.rfind(_END)


def _require_still(pdf: pikepdf.Pdf) -> None:
    """Raise Refused for the first thing that acts by itself, wherever it stands."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused(HEAVY)
    for node in _dictionaries(pdf):
        for name in ("/S", "/Subtype"):
            value = node.get(name)
            if isinstance(value, pikepdf.Name) and str(value) in _ACTIONS:
                raise Refused(f"ไฟล์ PDF นี้มี{_ACTIONS[str(value)]} {_ANEW}")
        for key, words in _KEYS.items():
            if key in node:
                raise Refused(f"ไฟล์ PDF นี้มี{words} {_ANEW}")
        if "/EF" in node:
            _require_plain_attachment(node)


def _require_plain_attachment(node: pikepdf.Object) -> None:
    name = str(node.get("/UF") or node.get("/F") or "")
    if suffix_of(name) not in _PLAIN_ATTACHMENTS:
        raise Refused(f"ไฟล์ PDF นี้มีไฟล์อื่นแนบอยู่ข้างใน {_ANEW}")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of the file, those inside others as well, each once."""
    for whole in pdf.objects:
        waiting = [whole]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                children = list(node)
            elif isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
                yield node
                children = [node[key] for key in node.keys()]  # noqa: SIM118 - not a dict
            else:
                continue
            waiting += [child for child in children if _is_direct_container(child)]


def _is_direct_container(node: object) -> bool:
    return isinstance(node, (pikepdf.Array, pikepdf.Dictionary)) and not node.is_indirect
