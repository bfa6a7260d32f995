"""What happens to a file while it comes in, before anybody looks at it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from ita_portal.files.accepting import MEGABYTE

MOST_STORED = 64 * MEGABYTE
"""Bytes of one upload that are put on the disk; more than any place takes."""
_GIVEN = "given_name"


class BoundedUpload(TemporaryFileUploadHandler):
    """Put what comes in on the disk, but never more than MOST_STORED bytes of one file.

    What is beyond is only counted: the form then says "too large" by `size`, and a flood does not
    fill the disk. The whole name is kept as `given_name`; Django cuts it to 255 characters, fewer
    than a Thai title may have.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start < MOST_STORED:
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:  # noqa: ANN401 - Django's signature
        file = super().file_complete(file_size)
        if file is not None:
            setattr(file, _GIVEN, self.file_name)
        return file


def given_name(upload: UploadedFile) -> str:
    """Return the name of an uploaded file as it was given, however long."""
    return str(getattr(upload, _GIVEN, None) or upload.name or "")
