"""Looking into a picture: its size before it is unpacked, then whether it can be unpacked whole."""

from __future__ import annotations

from pathlib import Path

from ita_portal.files.images import open_picture, unpack
from ita_portal.files.models import MediaType

_FORMATS = {
    MediaType.JPEG: ("JPEG",),
    MediaType.PNG: ("PNG",),
    MediaType.WEBP: ("WEBP",),
    MediaType.HEIC: ("HEIF",),
}


def check_picture(path: Path, kind: MediaType) -> tuple[int, int]:
    """Return width and height in pixels of a picture that is whole.

    Raises Refused for one that is broken, cut off, or would unpack to something huge; the last
    is told from its first bytes, before anything is unpacked.
    """
    with path.open("rb") as source, open_picture(source, formats=_FORMATS[kind]) as picture:
        size: tuple[int, int] = picture.size
        unpack(picture)
    return size
