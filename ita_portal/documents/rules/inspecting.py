"""Having a stranger's file looked into by a program of its own, at most two at a time."""

from __future__ import annotations

import fcntl
import json
import logging
import mmap
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from ita_portal.errors import Refused

logger = logging.getLogger(__name__)

AT_ONCE = 2
WAIT = 12.0
"""Seconds that a file waits for its turn."""
WITHIN = 30
"""Seconds of the clock after which a file is given up."""
BUSY = "ขณะนี้มีผู้ตรวจสอบไฟล์หลายรายพร้อมกัน โปรดลองอีกครั้งในอีกสักครู่ หรือตรวจด้วยรหัสเอกสาร"

_PROGRAM = Path(__file__).resolve().parent.parent / "rendering" / "inspecting.py"
_LETTERS = rb"[2-9A-HJKMNP-TV-Z]{4}"
_MARK = re.compile(rb"ITAPaper\s*\((" + rb"-".join([_LETTERS] * 3) + rb")\)")
_BARE = re.compile(rb"\((" + rb"-".join([_LETTERS] * 3) + rb")\)")


@dataclass(frozen=True)
class SealFound:
    """A seal in a file. `is_whole`: it holds, and covers the file to its last byte.

    `is_trusted`: an authority in the portal's folder `trust` stands behind it. Times are ISO 8601.
    """

    is_whole: bool
    subject: str = ""
    issuer: str = ""
    fingerprint: str = ""
    valid_until: str = ""
    is_expired: bool = False
    is_trusted: bool = False
    sealed_at: str = ""
    has_trusted_time: bool = False


@dataclass(frozen=True)
class Inspected:
    """What a file tells about itself; all empty for one that nothing can read."""

    is_pdf: bool = False
    is_locked: bool = False
    codes: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    seals: tuple[SealFound, ...] = ()


def plain_codes(path: Path) -> list[str]:
    """Return the codes that stand in the plain bytes of a file, the most frequent first.

    So a file that no program can open any more still tells whose it was.
    """
    if not path.stat().st_size:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        marked = Counter(found[1].decode() for found in _MARK.finditer(data))
        bare = Counter(found[1].decode() for found in _BARE.finditer(data))
    return [code for code, _ in (marked + bare).most_common(20)]


def inspected(path: Path) -> Inspected:
    """Return what the file tells about itself, by a program that has little memory and time.

    A file that breaks the program, or lasts too long, tells nothing but how it begins. Raises
    Refused when others keep the portal busy.
    """
    with _turn():
        command = [sys.executable, "-I", str(_PROGRAM), str(path), *map(str, _trusted())]
        try:
            done = subprocess.run(  # noqa: S603 - our own program; the file is only an argument
                command, capture_output=True, timeout=WITHIN, check=True
            )
            return _read(json.loads(done.stdout))
        except (subprocess.SubprocessError, ValueError) as error:
            logger.warning("a file could not be looked into: %s", error)
            return Inspected(is_pdf=_begins_as_pdf(path))


def _read(told: dict[str, Any]) -> Inspected:
    return Inspected(
        is_pdf=told["is_pdf"],
        is_locked=told["is_locked"],
        codes=tuple(told["codes"]),
        printed=tuple(told["printed"]),
        seals=tuple(SealFound(**seal) for seal in told["seals"]),
    )


def _begins_as_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _trusted() -> list[Path]:
    """Return the certificates of the authorities that the portal's keepers have put there."""
    folder = Path(settings.DATA_DIR) / "trust"
    return sorted(path for path in folder.glob("*") if path.suffix in {".pem", ".crt", ".cer"})


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one of the AT_ONCE turns of this machine. Raises Refused when none comes."""
    until = time.monotonic() + WAIT
    while (held := _free_turn()) is None:
        if time.monotonic() > until:
            raise Refused(BUSY)
        time.sleep(0.1)
    try:
        yield
    finally:
        os.close(held)


def _free_turn() -> int | None:
    """Take a turn, held as an open file that is locked; None when all are taken."""
    folder = Path(settings.DATA_DIR) / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(AT_ONCE):
        lock = os.open(folder / f"inspecting-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return lock
    return None
