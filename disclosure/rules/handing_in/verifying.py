"""Is this a frozen copy, whole and unchanged? By the file itself, and by what the portal knows."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import Any

from disclosure.models import FrozenArchive
from disclosure.rules.handing_in.archive import FORMAT
from disclosure.rules.handing_in.archive_names import MANIFEST, SUMS
from ita_portal.errors import Refused

_CHUNK = 256 * 1024
MOST_FILES = 20_000
MOST_LIST = 64 * 2**20
"""Bytes of a list inside."""


class Verdict(StrEnum):
    """What a file is."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    WHOLE = "whole"
    ALTERED = "altered"


VERDICT_WORDS = {
    Verdict.GENUINE: "เป็นสำเนาที่พอร์ทัลนี้เก็บไว้ ครบถ้วนทุกไบต์",
    Verdict.REPLACED: "เป็นสำเนาที่พอร์ทัลนี้เคยเก็บไว้ ครบถ้วน แต่มีชุดใหม่แทนแล้วเพราะนำข้อมูลบางรายการออก",
    Verdict.WHOLE: "ทุกไฟล์ตรงกับลายนิ้วมือในชุด แต่พอร์ทัลนี้ไม่มีบันทึกของชุดนี้",
    Verdict.ALTERED: "ไม่ตรงกับลายนิ้วมือในชุด: ถูกแก้ไข ขาด หรือมีไฟล์เกิน",
}


@dataclass
class Verified:
    """The verdict on a file, its hash, and what is wrong with it."""

    verdict: Verdict
    sha256: str
    files: int = 0
    problems: list[str] = field(default_factory=list)
    hand_in: dict[str, Any] | None = None


def verify_copy(path: Path) -> Verified:
    """Verify a ZIP without any network: each file against the hashes inside, and the whole.

    Nothing is unpacked onto the disk. Raises Refused when it cannot be read or is no copy.
    """
    with _opened(path) as source:
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        source.seek(0)
        try:
            with zipfile.ZipFile(source) as archive:
                found = _look(archive, sha256)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused("ไฟล์นี้ไม่ใช่ ZIP หรือเสียหายจนอ่านไม่ได้") from error
    known = FrozenArchive.objects.select_related("hand_in__office").filter(sha256=sha256).first()
    if known is not None and not found.problems:
        found.verdict = Verdict.REPLACED if known.replaced_at else Verdict.GENUINE
    return found


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise Refused(f"อ่านไฟล์ {path} ไม่ได้: {error.strerror}") from error


def _look(archive: zipfile.ZipFile, sha256: str) -> Verified:
    told = _manifest(archive)
    names = [info.filename for info in archive.infolist()]
    if len(names) > MOST_FILES:
        raise Refused("ไฟล์ ZIP นี้มีไฟล์มากเกินกว่าที่สำเนาของพอร์ทัลมี")
    sums = _sums(archive)
    listed = {one["path"]: one for one in told["files"]}
    problems = [f"ซ้ำ: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    problems += [f"เกินมา: {name}" for name in sorted(set(names) - set(sums) - {SUMS})]
    problems += [f"ขาดไป: {name}" for name in sums if name not in names]
    problems += [f"ไม่อยู่ในรายการ: {name}" for name in sums if name not in {*listed, MANIFEST}]
    problems += [f"ขาดลายนิ้วมือ: {name}" for name in listed if name not in sums]
    for name in sums.keys() & set(names):
        problems += _wrong(archive, name, sums[name], listed.get(name))
    verdict = Verdict.ALTERED if problems else Verdict.WHOLE
    keys = ("office", "fiscal_year", "number", "handed_in_at", "address")
    about = {key: told.get(key) for key in keys}
    return Verified(verdict, sha256, len(names), sorted(problems), about)


def _wrong(
    archive: zipfile.ZipFile, name: str, sha256: str, listed: dict[str, Any] | None
) -> list[str]:
    """Return what is wrong with a file. What is packed is not read: a copy never is."""
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        return [f"ถูกบีบอัด: {name}"]
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except zipfile.BadZipFile:
        return [f"เสียหาย: {name}"]
    wrong = [f"ถูกแก้ไข: {name}"] if digest.hexdigest() != sha256 else []
    if listed is not None and (listed["sha256"], listed["size"]) != (sha256, size) and not wrong:
        wrong.append(f"ไม่ตรงกับรายการ: {name}")
    return wrong


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        told = json.loads(_small(archive, MANIFEST))
    except (KeyError, ValueError) as error:
        raise Refused("ไฟล์ ZIP นี้ไม่ใช่สำเนาแบบตรวจของพอร์ทัล: ไม่มีรายการไฟล์ที่อ่านได้") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not _is_list(told):
        raise Refused("ไฟล์ ZIP นี้ไม่ใช่สำเนาแบบตรวจของพอร์ทัล")
    return told


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a list of the copy. Raises KeyError where there is none, Refused for a huge one."""
    if archive.getinfo(name).file_size > MOST_LIST:
        raise Refused("รายการไฟล์ในชุดใหญ่เกินกว่าที่สำเนาของพอร์ทัลมี")
    return archive.read(name)


def _is_list(told: dict[str, Any]) -> bool:
    files = told.get("files")
    return isinstance(files, list) and all(
        isinstance(one, dict) and {"path", "size", "sha256"} <= one.keys() for one in files
    )


def _sums(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        text = _small(archive, SUMS).decode()
    except (KeyError, UnicodeDecodeError) as error:
        raise Refused("ไฟล์ ZIP นี้ไม่มีลายนิ้วมือของไฟล์ที่อ่านได้") from error
    return {
        name: sha256 for sha256, _, name in (line.partition("  ") for line in text.splitlines())
    }
