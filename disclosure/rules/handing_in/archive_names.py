"""Where things lie in a frozen copy: names that every disk takes and that say what they are."""

from __future__ import annotations

from ita_portal.files.models import SUFFIXES
from ita_portal.files.names import cleaned_name, name_to_send
from ita_portal.thai.text import truncate

INDEX = "index.html"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
LINKS = "links.csv"
READ_FIRST = "อ่านก่อน.txt"
_LONGEST_NAME = 180  # bytes; disks take 255, and a number stands before it
_NOT_ON_DISKS = '<>:"|?*'


def page_of(code: str) -> str:
    """Return where the page of an item lies."""
    return f"items/{code}.html"


def file_place(code: str, number: int, name: str, media_type: str) -> str:
    """Return where the file of an item's piece lies: the number keeps names apart."""
    name = cleaned_name(name)
    sent = name_to_send(name, media_type) if media_type in SUFFIXES else name
    return f"files/{code}/{number:02} {_short(sent)}"


def _short(name: str) -> str:
    """Return the name without letters that disks refuse, as long as they take it."""
    for bad in _NOT_ON_DISKS:
        name = name.replace(bad, " ")
    stem, dot, suffix = name.rpartition(".")
    letters = len(stem)
    while len(f"{stem}{dot}{suffix}".encode()) > _LONGEST_NAME:
        letters -= 1
        stem = truncate(stem, letters)
    return f"{stem.strip()}{dot}{suffix}"
