"""Work for the tests, named by string as a room names its own.

Each function notes what it did in a file, since a real worker is another process.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.conf import settings

PATIENCE = 40
"""Seconds that `slow` waits for its sign."""


def _file() -> Path:
    return Path(settings.DATA_DIR) / "deeds.log"


def note(words: str) -> None:
    """Add a line; whole, also when two workers write at once."""
    descriptor = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{words}\n".encode())
    os.close(descriptor)


def noted() -> list[str]:
    """Return the lines so far."""
    return _file().read_text().split("\n")[:-1] if _file().exists() else []


def forget() -> None:
    """Begin a new file."""
    _file().unlink(missing_ok=True)


def quick(subject_id: int) -> None:
    """Do the work at once."""
    note(f"done {subject_id}")


def slow(subject_id: int) -> None:
    """Begin, wait for the file `go`, and end."""
    note(f"begun {subject_id}")
    until = time.monotonic() + PATIENCE
    while not _file().with_name("go").exists() and time.monotonic() < until:
        time.sleep(0.05)
    note(f"done {subject_id}")


def no_disk(subject_id: int) -> None:
    """Fail as the world does."""
    raise OSError("no space left")


def no_fonts(subject_id: int) -> None:
    """Fail as the world does where somebody has to mend it."""
    raise FileNotFoundError("no fonts here")


def broken(subject_id: int) -> None:
    """Fail as a programmer does."""
    raise ValueError("a mistake")


def failed(subject_id: int) -> None:
    """Hear of the end without success."""
    note(f"failed {subject_id}")


def deaf(subject_id: int) -> None:
    """Fail to hear of it."""
    raise RuntimeError("the subject cannot be told")
