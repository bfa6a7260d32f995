"""A frozen copy as one ZIP: what lies in it, its manifest, and the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from disclosure.models import FrozenKind, FrozenPiece, HandIn
from disclosure.rules.handing_in.archive_names import (
    INDEX,
    LINKS,
    MANIFEST,
    READ_FIRST,
    SUMS,
    page_of,
)
from disclosure.rules.handing_in.frozen_pages import handed_facts, index_html, item_html
from ita_portal.documents.models import Document
from ita_portal.files.disk import path_of

FORMAT = "ita-frozen-copy-1"
Stamp = tuple[int, int, int, int, int, int]
_CHUNK = 256 * 1024
_STYLES = ("css/frozen.css",)
_TYPE = "vendor/sarabun"
_ALWAYS_ANEW = frozenset({INDEX, READ_FIRST})


class SourceChanged(Exception):
    """A file is not, byte for byte, what was public when the year was handed in."""


@dataclass(frozen=True)
class Part:
    """A file of the copy: its name, and its bytes or where they lie."""

    name: str
    data: bytes = b""
    source: Path | None = None
    sha256: str = ""


@dataclass
class Content:
    """All that lies in a copy. `known` tells of each file its size and hash once it is written."""

    hand_in: HandIn
    pieces: list[FrozenPiece]
    known: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def taken(self) -> list[FrozenPiece]:
        """The pieces that were taken out."""
        return [piece for piece in self.pieces if piece.is_taken_out]

    @property
    def by_code(self) -> Mapping[str, list[FrozenPiece]]:
        """The pieces of each item."""
        found: dict[str, list[FrozenPiece]] = defaultdict(list)
        for piece in self.pieces:
            found[piece.code].append(piece)
        return found


def content_of(hand_in: HandIn) -> Content:
    """Return what lies in the copy of a year as it stands now."""
    return Content(hand_in, list(hand_in.pieces.select_related("file").order_by("position")))


def write_archive(content: Content, target: IO[bytes], *, before: Path | None) -> int:
    """Write the copy and return how many files it holds.

    `before` is the copy that this one takes the place of: pages out of which nothing was taken are
    taken over from it byte for byte. Raises FileNotFoundError for a file that is gone,
    SourceChanged for one that is not what it was.
    """
    at = timezone.localtime(content.hand_in.handed_at, timezone.get_default_timezone())
    stamp = (at.year, at.month, at.day, at.hour, at.minute, 0)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for part in _parts(content, before):
            content.known[part.name] = _add(archive, part, stamp)
        content.known[MANIFEST] = _add(archive, Part(MANIFEST, manifest(content)), stamp)
        _add(archive, Part(SUMS, _sums(content)), stamp)
    return len(content.known) + 1


def _parts(content: Content, before: Path | None) -> Iterator[Part]:
    made = {part.name: part for part in (*_made(content), *_files(content))}
    if before is None:
        yield from made.values()
        return
    with zipfile.ZipFile(before) as older:
        kept = set(older.namelist()) - _ALWAYS_ANEW - _changed(content, older)
        for name, part in made.items():
            is_page = part.source is None and name in kept
            yield Part(name, older.read(name)) if is_page else part


def _changed(content: Content, older: zipfile.ZipFile) -> set[str]:
    """Return the pages of items out of which something was taken since the older copy."""
    told = json.loads(older.read(MANIFEST))["taken_out"]
    known = {one["position"] for one in told}
    return {page_of(piece.code) for piece in content.taken if piece.position not in known}


def _made(content: Content) -> Iterator[Part]:
    """Yield what is made: pages, styles, lists for people."""
    hand_in, by_code = content.hand_in, content.by_code
    yield Part(READ_FIRST, _read_first(content).encode("utf-8-sig"))
    yield Part(INDEX, index_html(hand_in, content.taken).encode())
    for item in hand_in.snapshot["items"]:
        html = item_html(hand_in, item, by_code.get(item["code"], []))
        yield Part(page_of(item["code"]), html.encode())
    yield Part(LINKS, _links(hand_in))
    for name in _STYLES:
        yield Part(name, (settings.BASE_DIR / "static" / name).read_bytes())
    for path in sorted((settings.BASE_DIR / "static" / _TYPE).iterdir()):
        yield Part(f"css/sarabun/{path.name}", path.read_bytes())


def _files(content: Content) -> Iterator[Part]:
    """Yield the files of the pieces that were not taken out."""
    codes = [piece.document_code for piece in content.pieces if piece.document_code]
    papers = {one.code: one for one in Document.objects.filter(code__in=codes).defer("words")}
    every = [one for item in content.hand_in.snapshot["items"] for one in item["pieces"]]
    for piece, facts in zip(content.pieces, every, strict=True):
        if not piece.path or piece.is_taken_out:
            continue
        if piece.kind == FrozenKind.PAGE:
            yield Part(piece.path, facts["file"]["content"].encode())
            continue
        if piece.file is not None:
            source = path_of(piece.file.key)
        else:
            source = Path(settings.PRIVATE_FILES) / str(papers[piece.document_code].pdf.name)
        yield Part(piece.path, source=source, sha256=piece.sha256)


def _add(archive: zipfile.ZipFile, part: Part, stamp: Stamp) -> tuple[int, str]:
    """Write a file into the archive; return its size in bytes and its hash."""
    info = zipfile.ZipInfo(part.name, stamp)
    info.create_system, info.external_attr = 3, 0o644 << 16
    if part.source is None:
        info.file_size = len(part.data)
        archive.writestr(info, part.data)
        return len(part.data), hashlib.sha256(part.data).hexdigest()
    info.file_size, digest = part.source.stat().st_size, hashlib.sha256()
    with part.source.open("rb") as source, archive.open(info, "w") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
    if digest.hexdigest() != part.sha256:
        raise SourceChanged(part.name)
    return info.file_size, part.sha256


def manifest(content: Content) -> bytes:
    """Return the list for programs: every file with size, hash, and what it was."""
    hand_in, told = content.hand_in, _told_of_files(content)
    facts = {
        "format": FORMAT,
        "office": hand_in.snapshot["office"],
        "fiscal_year": hand_in.fiscal_year,
        "number": hand_in.number,
        "handed_in_at": hand_in.handed_at.isoformat(),
        "handed_in_by": handed_facts(hand_in)["by"],
        "address": handed_facts(hand_in)["address"],
        "snapshot_sha256": hand_in.snapshot_sha256,
        "readiness": hand_in.readiness,
        "files": [_file_facts(name, content, told) for name in content.known],
        "taken_out": [_taken_facts(piece) for piece in content.taken],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _file_facts(name: str, content: Content, told: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    size, sha256 = content.known[name]
    moment = content.hand_in.handed_at.isoformat()
    return {"path": name, "size": size, "sha256": sha256, "time": moment, **told.get(name, {})}


def _told_of_files(content: Content) -> dict[str, dict[str, Any]]:
    """Return what is told of the files of pieces, by their names in the copy."""
    every = [one for item in content.hand_in.snapshot["items"] for one in item["pieces"]]
    return {
        piece.path: {
            "item": piece.code,
            "position": piece.position,
            "title": piece.title,
            "name": facts["file"]["name"],
            "address": facts["address"],
            "public_since": facts["public_since"],
        }
        for piece, facts in zip(content.pieces, every, strict=True)
        if piece.path
    }


def _taken_facts(piece: FrozenPiece) -> dict[str, Any]:
    return {
        "position": piece.position,
        "item": piece.code,
        "title": piece.title,
        "path": piece.path,
        "sha256": piece.sha256,
        "taken_out_at": piece.taken_out_at.isoformat() if piece.taken_out_at else "",
        "because": piece.taken_out_because,
    }


def _sums(content: Content) -> bytes:
    """Return the hashes in the format of sha256sum(1)."""
    lines = (f"{sha256}  {name}\n" for name, (_, sha256) in content.known.items())
    return "".join(lines).encode()


def _links(hand_in: HandIn) -> bytes:
    """Return the sheet of links as it was handed in, for spreadsheets."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(
        ["item", "title", "address", "where", "not_applicable", "link", "verdict", "tried_at"]
    )
    for item in hand_in.snapshot["items"]:
        said = [item["code"], item["title"], item["address"], item["place"], item["not_applicable"]]
        for link in item["inside"]["links"]:
            row = [*said, link["address"], link["verdict"], link["tried_at"]]
            table.writerow([_plain(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Return a cell that is no formula, whatever somebody has typed."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _read_first(content: Content) -> str:
    hand_in, handed = content.hand_in, handed_facts(content.hand_in)
    lines = [
        f"สำเนาการเปิดเผยข้อมูลสาธารณะของ{hand_in.snapshot['office']['name']}",
        f"ปีงบประมาณ พ.ศ. {hand_in.fiscal_year} ส่งครั้งที่ {hand_in.number} เมื่อ {handed['on']}",
        "",
        f"เปิด {INDEX} ด้วยเบราว์เซอร์เพื่ออ่าน ไม่ต้องต่ออินเทอร์เน็ต",
        f"ตรวจว่าครบและไม่ถูกแก้ไข: sha256sum -c {SUMS}",
        f"รายการไฟล์ ขนาด เวลา และลายนิ้วมืออยู่ใน {MANIFEST} ลิงก์ที่ส่งอยู่ใน {LINKS}",
        f"ลายนิ้วมือของทั้งชุดแสดงที่ {handed['address']}",
    ]
    if content.taken:
        lines += ["", f"นำออกจากสำเนาภายหลัง {len(content.taken)} รายการ ดูเหตุผลใน {INDEX}"]
    return "\r\n".join(lines) + "\r\n"
