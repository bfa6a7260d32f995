"""The name of a file as its owner calls it: cleaned, shown, sent back, never used on a disk."""

from __future__ import annotations

import re

from ita_portal.files.models import LONGEST_NAME, SUFFIXES
from ita_portal.thai.text import clean

NAMELESS = "ไฟล์"
_SUFFIX = re.compile(r"\.([A-Za-z][A-Za-z0-9]{1,6})$")  # "ลงวันที่ 25 มิ.ย. 2563" has none
_FOLDERS = re.compile(r"[/\\]+")


def cleaned_name(given: str) -> str:
    """Return the name as it is kept: NFC, one line, without folders, controls or hidden turns.

    At most LONGEST_NAME characters; the end, which tells the type, stays. Never empty. Safe to
    repeat.
    """
    parts = _FOLDERS.split(" ".join(clean(given).split()))
    name = next((part.strip(" .") for part in reversed(parts) if part.strip(" .")), NAMELESS)
    if len(name) <= LONGEST_NAME:
        return name
    suffix = suffix_of(name)
    tail = f".{name[-len(suffix) :]}" if suffix else ""
    return f"{name[: LONGEST_NAME - len(tail) - 1].rstrip(' .')}…{tail}"


def suffix_of(name: str) -> str:
    """Return the ending that tells a type, in small letters without its dot; "" for none."""
    found = _SUFFIX.search(name)
    return found[1].lower() if found else ""


def name_to_send(name: str, media_type: str) -> str:
    """Return the name under which a file goes out: with an ending, so that it can be opened."""
    usual = SUFFIXES[media_type]
    return name if suffix_of(name) in usual else f"{name}.{usual[0]}"
