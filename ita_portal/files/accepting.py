"""What a place takes: which types, how large."""

from __future__ import annotations

from dataclasses import dataclass

from ita_portal.files.models import PICTURES, SUFFIXES, MediaType

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_PIXELS = 50_000_000
"""Of a picture that must be unpacked whole: up to 380 MB of memory for a moment."""
MOST_WEBP_PIXELS = 20_000_000
"""Of a WebP, which its decoder holds four times: up to 320 MB."""
MOST_JPEG_PIXELS = 120_000_000
"""Of a JPEG, which is unpacked small; the largest pictures of common telephones have 108."""


@dataclass(frozen=True)
class Accept:
    """The types that a place takes, and the most bytes of one file."""

    types: frozenset[MediaType]
    max_bytes: int = MOST_BYTES

    @property
    def suffixes(self) -> str:
        """The endings for a file field's `accept`, e.g. ".pdf,.png"."""
        return ",".join(f".{one}" for kind in self._in_order() for one in SUFFIXES[kind])

    @property
    def words(self) -> str:
        """The types and the limit for people, e.g. "PDF, ภาพ JPEG ไฟล์ละไม่เกิน 20 เมกะไบต์"."""
        return f"{self.names} ไฟล์ละไม่เกิน {self.max_bytes // MEGABYTE} เมกะไบต์"

    @property
    def names(self) -> str:
        """The types for people."""
        return ", ".join(str(kind.label) for kind in self._in_order())

    def _in_order(self) -> list[MediaType]:
        return [kind for kind in MediaType if kind in self.types]


DOCUMENTS = Accept(frozenset(MediaType))
"""Papers and what belongs to them: every type that the portal can check."""
PHOTOS = Accept(PICTURES, max_bytes=30 * MEGABYTE)
"""Photographs, which are made small before they are kept."""
