"""Reading the words of a picture with Tesseract, where it is installed with Thai.

A program of its own with a limit of time; nothing of the picture leaves the machine.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from functools import lru_cache

from PIL import Image

PROGRAM = "tesseract"
SECONDS_A_PICTURE = 40.0
SECONDS_A_FILE = 120.0
_LANGUAGES = "tha+eng"
_LONGEST_SIDE = 3500  # pixels


@lru_cache(maxsize=8)
def _knows_thai(program: str) -> bool:
    try:
        told = subprocess.run(  # noqa: S603 - the program is found by its own name
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "tha" in told.stdout.split()


def recogniser() -> Recogniser | None:
    """Return a reader for one file's pictures; None when Tesseract or its Thai is not installed."""
    program = shutil.which(PROGRAM)
    return Recogniser(program) if program and _knows_thai(program) else None


class Recogniser:
    """Reads pictures until the time for one file is used up; then each has no words."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._until = time.monotonic() + SECONDS_A_FILE

    def read(self, picture: Image.Image) -> str:
        """Return the words of a picture; "" when there are none or the time is up."""
        left = min(SECONDS_A_PICTURE, self._until - time.monotonic())
        if left <= 0:
            return ""
        command = [self._program, "stdin", "stdout", "-l", _LANGUAGES, "--psm", "3"]
        try:
            done = subprocess.run(  # noqa: S603 - fixed words, no shell; the picture is input
                command, input=_png(picture), capture_output=True, timeout=left, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def _png(picture: Image.Image) -> bytes:
    small = picture.convert("L")
    small.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    data = io.BytesIO()
    small.save(data, "PNG", compress_level=1)
    return data.getvalue()
