"""Looking into a text file: it must be text, in a coding that Thai files have."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ita_portal.errors import Refused

NO_TEXT = "ระบบไม่รู้จักชนิดของไฟล์นี้ หรือไฟล์เสียหาย โปรดบันทึกเป็น PDF ภาพ Word หรือ Excel ก่อน"
_CODINGS = ("utf-8-sig", "cp874")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.001
"""Of all characters; an old program leaves one at the end of a file, a picture has many."""


def check_text(path: Path) -> None:
    """Let a text pass that is UTF-8, UTF-16 with its mark, or the Thai coding of old programs.

    Raises Refused for anything else.
    """
    data = path.read_bytes()
    for mark, coding in _MARKS:
        if data.startswith(mark):
            return _require_text(data, coding)
    if b"\0" in data:
        raise Refused(NO_TEXT)
    for coding in _CODINGS:
        try:
            return _require_text(data, coding)
        except UnicodeDecodeError:
            continue
    raise Refused(NO_TEXT)


def _require_text(data: bytes, coding: str) -> None:
    text = data.decode(coding)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + 1:
        raise Refused(NO_TEXT)
