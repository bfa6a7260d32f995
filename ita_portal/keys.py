"""Secrets that rest in the database: locked with keys that are not in it.

Each purpose has a file of keys in `keys/` of the data folder, made when something is locked for
the first time, for the portal's own user alone; the newest key stands first, older ones below it
still open what they locked. Who has the database alone can read nothing of it; who loses the
file has lost what it locked: docs/operations.md says how to save it, and how to change a key.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_PURPOSE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_SEPARATOR = b":"
_ID_LENGTH = 8  # hex digits of a key's fingerprint, written before what it locked


class KeyLostError(Exception):
    """What was locked cannot be opened: `message` says which key is missing, in Thai.

    Raised as well when the locked bytes themselves were damaged.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def encrypt(purpose: str, data: bytes) -> bytes:
    """Lock `data` with the newest key of `purpose`, which is made if it is the first time.

    `purpose` is a short name in small letters, such as "certificates"; it names the key file.
    What comes out is ASCII. Raises ValueError for another kind of name, OSError when the file
    cannot be read or written.
    """
    newest = (_keys(purpose) or [_add(purpose, only_first=True)])[0]
    # At time 0: a Fernet token tells in the open when it was made, and some of what is locked
    # must not tell that (a complaint of somebody without a name).
    return _id_of(newest) + _SEPARATOR + Fernet(newest).encrypt_at_time(data, 0)


def decrypt(purpose: str, locked: bytes) -> bytes:
    """Open what `encrypt` locked for the same purpose, with whichever key did it.

    Raises KeyLostError when that key is in the file no more, or the locked bytes are damaged.
    """
    id_, _, token = bytes(locked).partition(_SEPARATOR)
    keys = _keys(purpose)
    if id_ not in {_id_of(key) for key in keys}:
        raise KeyLostError(_lost(purpose, id_))
    try:
        return MultiFernet([Fernet(key) for key in keys]).decrypt(token)
    except InvalidToken as error:
        raise KeyLostError("ข้อมูลที่เข้ารหัสไว้เสียหาย จึงถอดรหัสไม่ได้ โปรดบันทึกข้อมูลนี้ใหม่") from error


def change_key(purpose: str) -> None:
    """Put a new key before those of `purpose`. What is locked stays readable; see `renewed`."""
    _add(purpose, only_first=False)


def renewed(purpose: str, locked: bytes) -> bytes:
    """Return the same secret locked with the newest key. Raises as `decrypt`."""
    return encrypt(purpose, decrypt(purpose, locked))


def forget_old_keys(purpose: str) -> int:
    """Keep the newest key alone, and return how many went: only when all is renewed."""
    with _alone(purpose) as path:
        keys = _keys(purpose)
        if keys:
            _write(path, keys[:1])
        return max(0, len(keys) - 1)


def _path(purpose: str) -> Path:
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"{purpose!r} is no name of a purpose")
    return Path(settings.DATA_DIR) / "keys" / f"{purpose}.key"


def _keys(purpose: str) -> list[bytes]:
    """Return the keys of a purpose, the newest first; none when it has no file yet."""
    try:
        return _path(purpose).read_bytes().split()
    except FileNotFoundError:
        return []


def _add(purpose: str, *, only_first: bool) -> bytes:
    """Write a new key before the others and return the newest then.

    `only_first` leaves alone what another process has made meanwhile.
    """
    with _alone(purpose) as path:
        keys = _keys(purpose)
        if keys and only_first:
            return keys[0]
        _write(path, [Fernet.generate_key(), *keys])
        return _keys(purpose)[0]


@contextmanager
def _alone(purpose: str) -> Iterator[Path]:
    """Give the path of the key file while no other process changes it."""
    path = _path(purpose)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path
    finally:
        os.close(lock)


def _write(path: Path, keys: list[bytes]) -> None:
    """Write the file whole or not at all, and on the disk for good before anything relies on it."""
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"\n".join(keys) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _id_of(key: bytes) -> bytes:
    return hashlib.sha256(key).hexdigest()[:_ID_LENGTH].encode()


def _lost(purpose: str, id_: bytes) -> str:
    name = f"keys/{purpose}.key"
    wanted = id_.decode("ascii", errors="replace")[:_ID_LENGTH]
    return (
        f"ไม่พบกุญแจที่ใช้เข้ารหัสข้อมูลนี้ (กุญแจ {wanted} ในไฟล์ {name} ของโฟลเดอร์ข้อมูล) "
        "โปรดนำไฟล์กุญแจจากชุดสำรองกลับมาไว้ที่เดิม หากไม่มีแล้ว ต้องบันทึกข้อมูลนี้ใหม่"
    )
