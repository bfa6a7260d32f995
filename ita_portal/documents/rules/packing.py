"""An office's papers as one ZIP: the files, lists of them, and hashes to verify them without us.

Written piece by piece, one file after the other, so that memory does not grow with the papers.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Document
from ita_portal.documents.rules.codes import verification_url
from ita_portal.documents.rules.verifying import Verdict, standing
from ita_portal.files.disk import path_of
from ita_portal.files.models import SUFFIXES
from ita_portal.files.names import cleaned_name
from ita_portal.organisations.models import Office
from ita_portal.thai.dates import short_date
from ita_portal.thai.text import truncate

SUMS = "SHA256SUMS"
CSV_LIST = "papers.csv"
JSON_LIST = "papers.json"
READ_FIRST = "อ่านก่อน.txt"
_LONGEST_NAME = 200  # bytes; disks take 255, and a folder stands before it
_CHUNK = 256 * 1024
_STANDINGS = {
    Verdict.GENUINE: "ใช้อยู่",
    Verdict.SUPERSEDED: "ถูกแทนที่แล้ว",
    Verdict.REVOKED: "ถูกยกเลิกแล้ว",
}
_COLUMNS = {
    "file": "ไฟล์",
    "code": "รหัสเอกสาร",
    "kind": "ชนิด",
    "number": "เลขที่",
    "title": "เรื่อง",
    "fiscal_year": "ปีงบประมาณ",
    "dated_on": "ลงวันที่",
    "signed_by": "ผู้ลงนาม",
    "standing": "สถานะ",
    "replaced_by": "แทนที่ด้วยรหัส",
    "revoke_reason": "เหตุที่ยกเลิก",
    "pages": "จำนวนหน้า",
    "sha256": "SHA-256",
    "scan": "ไฟล์สแกน",
    "scan_sha256": "SHA-256 ของไฟล์สแกน",
    "url": "หน้าตรวจสอบ",
}


@dataclass(frozen=True)
class Entry:
    """A file of the archive: its name there, where it lies, and the hash that it shall have."""

    name: str
    path: Path
    sha256: str


@dataclass
class Package:
    """The papers of an office, of one fiscal year (Buddhist) or of all, about to be packed.

    `problems` is filled while it is written: each says which file is gone or is not, byte for
    byte, what was issued; such a file is left out.
    """

    office: Office
    fiscal_year: int | None
    papers: list[Document]
    problems: list[str] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        """The name under which the archive is sent."""
        year = f" ปีงบประมาณ {self.fiscal_year}" if self.fiscal_year else ""
        return f"เอกสาร {self.office.short_name}{year}.zip"


def package_of(office: Office, fiscal_year: int | None = None) -> Package:
    """Return the office's published papers, the oldest first, superseded and revoked ones too."""
    rows = Document.objects.of(office).published().defer("words")
    rows = rows.select_related("signature", "scan", "replaced_by").defer("replaced_by__words")
    if fiscal_year:
        rows = rows.filter(fiscal_year=fiscal_year)
    return Package(office, fiscal_year, list(rows.order_by("dated_on", "pk")))


def packed(package: Package) -> Iterator[bytes]:
    """Yield the ZIP in pieces of some hundred kilobytes at most.

    Names are UTF-8. `SHA256SUMS` is in the format of sha256sum(1): the hashes of the papers are
    those that the portal noted when it issued them, so `sha256sum -c` verifies without the
    portal. What is wrong stands in `package.problems` at the end, and in the lists.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        sums: dict[str, str] = {}
        for document in package.papers:
            for entry in _entries(document):
                yield from _added(archive, pipe, entry, document, package)
                sums[entry.name] = entry.sha256
        for name, text in _lists(package).items():
            archive.writestr(name, text, zipfile.ZIP_DEFLATED)
            sums[name] = hashlib.sha256(text).hexdigest()
            yield pipe.taken()
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sums.items())
        archive.writestr(SUMS, lines)
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """A file that cannot be sought: what is written waits until it is taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer, as io says
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def _entries(document: Document) -> Iterator[Entry]:
    folder = f"{document.fiscal_year}"
    pdf = Path(settings.PRIVATE_FILES) / str(document.pdf.name)
    yield Entry(f"{folder}/{_name(document, 'pdf')}", pdf, document.sha256)
    if document.scan:
        suffix = SUFFIXES[document.scan.media_type][0]
        name = _name(document, suffix, tail="-สแกน")
        yield Entry(f"{folder}/{name}", path_of(document.scan.key), document.scan.sha256)


def _name(document: Document, suffix: str, *, tail: str = "") -> str:
    """Return a name that tells the paper: date, kind, title as long as it fits, code."""
    before = f"{document.dated_on.isoformat()} {KINDS[document.kind].name} "
    after = f" {document.code}{tail}.{suffix}"
    title = cleaned_name(document.title)
    for bad in '<>:"|?*':
        title = title.replace(bad, " ")
    letters = len(title)
    while len(f"{before}{title}{after}".encode()) > _LONGEST_NAME:
        letters -= 1
        title = truncate(title, letters)
    return f"{before}{title.strip()}{after}"


def _added(
    archive: zipfile.ZipFile, pipe: _Pipe, entry: Entry, document: Document, package: Package
) -> Iterator[bytes]:
    """Write a file into the archive piece by piece, if it is what it shall be."""
    problem = _wrong(entry)
    if problem:
        package.problems.append(f"{document.code}: {problem} ({entry.name})")
        return
    info = zipfile.ZipInfo(entry.name, (*document.dated_on.timetuple()[:3], 0, 0, 0))
    info.file_size = entry.path.stat().st_size
    info.external_attr = 0o644 << 16
    with entry.path.open("rb") as source, archive.open(info, "w") as target:
        yield from _copied(source, target, pipe)
    yield pipe.taken()


def _copied(source: IO[bytes], target: IO[bytes], pipe: _Pipe) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        yield pipe.taken()


def _wrong(entry: Entry) -> str:
    """Return what is wrong with a file; "" when it is, byte for byte, what was issued."""
    try:
        with entry.path.open("rb") as source:
            same = hashlib.file_digest(source, "sha256").hexdigest() == entry.sha256
    except FileNotFoundError:
        return "ไม่พบไฟล์ในที่เก็บ"
    return "" if same else "ไฟล์ในที่เก็บไม่ตรงกับฉบับที่ออก จึงไม่ได้ใส่ไว้"


def _lists(package: Package) -> dict[str, bytes]:
    """Return the lists: for spreadsheets, for programs, and for people."""
    rows = [_row(document) for document in package.papers]
    told = {
        "office": {"code": package.office.code, "name": package.office.name},
        "fiscal_year": package.fiscal_year,
        "papers": rows,
        "problems": package.problems,
    }
    return {
        CSV_LIST: _csv(rows),
        JSON_LIST: json.dumps(told, ensure_ascii=False, indent=1).encode(),
        READ_FIRST: _read_first(package).encode("utf-8-sig"),
    }


def _row(document: Document) -> dict[str, Any]:
    files = [*_entries(document)]
    scan = files[1] if len(files) > 1 else None
    return {
        "file": files[0].name,
        "code": document.code,
        "kind": KINDS[document.kind].name,
        "number": document.number_text,
        "title": document.title,
        "fiscal_year": document.fiscal_year,
        "dated_on": document.dated_on.isoformat(),
        "signed_by": document.signature.name,
        "standing": _STANDINGS[standing(document)],
        "replaced_by": document.superseded_by.code if document.superseded_by else "",
        "revoke_reason": document.revoke_reason,
        "pages": document.pages,
        "sha256": document.sha256,
        "scan": scan.name if scan else "",
        "scan_sha256": scan.sha256 if scan else "",
        "url": verification_url(document.code),
    }


def _csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the list as CSV that a spreadsheet opens in Thai, and does not compute with."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS.values())
    table.writerows([_plain(row[key]) for key in _COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:  # noqa: ANN401 - a text or a number
    """Return a cell that is no formula, whatever somebody has typed."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _read_first(package: Package) -> str:
    year = f"ปีงบประมาณ พ.ศ. {package.fiscal_year}" if package.fiscal_year else "ทุกปีงบประมาณ"
    lines = [
        f"เอกสารของ{package.office.name} {year} จำนวน {len(package.papers)} ฉบับ",
        "",
        f"รายการอยู่ใน {CSV_LIST} (เปิดด้วย Excel) และ {JSON_LIST} (สำหรับโปรแกรม)",
        f"ตรวจว่าไฟล์ครบและไม่ถูกแก้ไขได้โดยไม่ต้องต่ออินเทอร์เน็ต ด้วยคำสั่ง sha256sum -c {SUMS}",
        f"ลายนิ้วมือใน {SUMS} คือที่ระบบบันทึกไว้เมื่อออกเอกสาร ตรวจทีละฉบับได้ที่ {settings.BASE_URL}/verify/",
        "",
        *(_line(number, document) for number, document in enumerate(package.papers, 1)),
    ]
    if package.problems:
        lines += ["", "พบปัญหา", *package.problems]
    return "\r\n".join(lines) + "\r\n"


def _line(number: int, document: Document) -> str:
    kind = KINDS[document.kind].name
    named = f"{kind} ที่ {document.number_text}" if document.number_text else kind
    standing_now = _STANDINGS[standing(document)]
    dated = short_date(document.dated_on)
    return f"{number}. {named} {document.title} ลงวันที่ {dated} รหัส {document.code} ({standing_now})"
