"""Photographs of a signed paper made into one PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO

import pikepdf
from PIL import Image, ImageOps

from ita_portal.files.images import open_picture

LONG_SIDE = 3508
"""Pixels of the longer side of a page at most: A4 at 300 dots per inch."""
_A4_INCHES = 11.69
_QUALITY = 85


def pdf_of_pictures(sources: Iterable[IO[bytes]]) -> bytes:
    """Return JPEG pictures as a PDF, one page each, upright, their longer side that of A4.

    Nothing that the camera wrote into them (place, time, device) is left. One page is in memory
    at a time, unpacked. Raises Refused for what is no whole picture or has too many pixels.
    """
    whole, data = pikepdf.new(), io.BytesIO()
    with ExitStack() as opened:
        for source in sources:
            page = opened.enter_context(pikepdf.open(io.BytesIO(_page(source))))
            whole.pages.extend(page.pages)
        whole.save(data)
    return data.getvalue()


def _page(source: IO[bytes]) -> bytes:
    with open_picture(source, formats=("JPEG",)) as picture:
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    data = io.BytesIO()
    bare.save(data, "PDF", resolution=max(bare.size) / _A4_INCHES, quality=_QUALITY)
    return data.getvalue()
