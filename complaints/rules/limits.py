"""How much may come in an hour: counted for an office as a whole, never for a person.

The counts lie in the cache alone, never in the database or a backup: one number for each office
and thing, overwritten every hour, so that no list of hours comes about. Who merely opens a form
is counted as well, so that the last change tells nothing of a complaint.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from ita_portal.errors import Refused

FILES_PER_HOUR = 300
BYTES_PER_HOUR = 2 * 2**30
TRIES_PER_HOUR = 600
"""Codes typed without a proof of work, in the whole portal; with it there is no limit."""
_KEPT = 3600  # seconds
_FULL = "ขณะนี้มีผู้ส่งเรื่องเข้ามามากเกินกว่าที่ระบบรับได้ในหนึ่งชั่วโมง สิ่งที่ท่านพิมพ์ยังอยู่ครบ โปรดส่งอีกครั้งในชั่วโมงถัดไป"


class TooMany(Refused):
    """The hour is full; what was typed shall be kept and sent later."""


def take(owner: str, what: str, *, amount: int = 1, most: int) -> None:
    """Count `amount` of something for this hour. Raises TooMany when it would be above `most`.

    `owner` is an office's code or "portal". What is refused is not counted.
    """
    with _alone():
        counted = _count(owner, what)
        if counted + amount > most:
            raise TooMany(_FULL)
        _keep(owner, what, counted + amount)


def touch(owner: str, what: str) -> None:
    """Write the count again as it is: a page was opened, and nothing sent."""
    with _alone():
        _keep(owner, what, _count(owner, what))


def _count(owner: str, what: str) -> int:
    try:
        hour, count = cache.get(_name(owner, what)) or (0, 0)
    except Exception:  # noqa: BLE001 - the cache's server is away: nobody is turned back for that
        return 0
    return int(count) if hour == _hour() else 0


def _keep(owner: str, what: str, count: int) -> None:
    """Write a count; without the cache nothing is counted, and no log tells when somebody came."""
    with suppress(Exception):
        cache.set(_name(owner, what), (_hour(), count), _KEPT)


def _name(owner: str, what: str) -> str:
    return f"complaints.{what}.{owner}"


def _hour() -> int:
    return int(timezone.now().timestamp()) // 3600


@contextmanager
def _alone() -> Iterator[None]:
    """Let the processes of this machine count one after the other."""
    path = Path(settings.DATA_DIR) / "cache" / "complaints.lock"
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
