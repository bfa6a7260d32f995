"""The folder of the kept files: writing whole or not at all, and finding what nobody needs."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from ita_portal.errors import Refused
from ita_portal.thai.text import file_size

FOLDER = "kept"
EMPTY = "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ที่มีเนื้อหา"
_PARTS = "parts"


@dataclass(frozen=True)
class Part:
    """A file that was written but is not kept yet; `size` is in bytes."""

    path: Path
    sha256: str
    size: int


def new_key() -> str:
    """Return the name under which a file lies on the disk; it tells nothing of the file."""
    return secrets.token_hex(20)


def place_of(key: str) -> str:
    """Return where the file of that key lies in the private folder."""
    return f"{FOLDER}/{key[:2]}/{key}"


def path_of(key: str) -> Path:
    """Return the path of the file of that key."""
    return Path(settings.PRIVATE_FILES) / place_of(key)


def write_part(chunks: Iterable[bytes], *, most: int) -> Part:
    """Write the bytes to a file that only the portal's own user may read.

    Raises Refused when there are none, or more than `most`; nothing is left then, nor after any
    other error.
    """
    path = _folder() / _PARTS / new_key()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise Refused(too_large(most))
                target.write(chunk)
                digest.update(chunk)
            target.flush()
            os.fsync(target.fileno())
        if not size:
            raise Refused(EMPTY)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Part(path, digest.hexdigest(), size)


def too_large(most: int) -> str:
    """Return the sentence for a file of more than `most` bytes."""
    return f"ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {file_size(most)} โปรดย่อขนาดหรือแบ่งเป็นหลายไฟล์"


def settle(part: Part, key: str) -> None:
    """Give a written part its place, on the disk for good before the database relies on it."""
    path = path_of(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.path.replace(path)
    for folder in (path.parent, path.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def old_keys(*, older_than: timedelta) -> Iterator[str]:
    """Yield the keys of all kept files that were written longer ago than that."""
    before = time.time() - older_than.total_seconds()
    for path in _folder().glob("??/*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path.name


def remove_old_parts(*, older_than: timedelta) -> int:
    """Remove what uploads left that were cut off in the middle; return how many."""
    before, removed = time.time() - older_than.total_seconds(), 0
    for path in (_folder() / _PARTS).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed


def _folder() -> Path:
    return Path(settings.PRIVATE_FILES) / FOLDER
