"""The photographs of a paper: frozen as the file's number and the SHA-256 of its content.

The words decide which picture is printed; a file whose content is not that of the words is never
printed. Pictures are read one by one while the paper is made, so that a hundred fit in memory.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from typing import Any

from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ita_portal.documents.rendering.blocks import frozen_photos
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile

PRINTED = (800, 580)
"""Pixels, wide and high: 200 a printed inch; a report shows photographs up to 7.4 cm high."""
QUALITY = 75

_ADDRESS = re.compile(r"photo:(\d+)/([0-9a-f]{64})")


class PhotoFetcher(URLFetcher):  # type: ignore[misc]
    """Gives data URIs, and the photographs of one paper; nothing else."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Look all photographs of `words` up. Raises FileNotFoundError when one is not whole."""
        super().__init__(allowed_protocols={"data"})
        wanted = dict(frozen_photos(words))
        rows = StoredFile.objects.in_bulk(wanted)
        self._keys = {}
        for pk, sha256 in wanted.items():
            row = rows.get(pk)
            if row is None or _sha256(row.key) != sha256:
                raise FileNotFoundError(f"photograph {pk} of the paper is not what was frozen")
            self._keys[pk] = row.key

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at the address; raises as WeasyPrint's own does."""
        found = _ADDRESS.fullmatch(url)
        if not found:
            return super().fetch(url, headers)
        key = self._keys[int(found[1])]
        return URLFetcherResponse(url, _for_print(key), {"Content-Type": "image/jpeg"})


def _for_print(key: str) -> bytes:
    """Return the picture as sharp as paper can show: a report of a hundred stays small."""
    target = io.BytesIO()
    with Image.open(path_of(key)) as picture:
        picture.draft("RGB", PRINTED)
        picture.thumbnail(PRINTED)
        picture.convert("RGB").save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _sha256(key: str) -> str:
    try:
        with path_of(key).open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
