"""What happens to a file while it comes in, before anybody looks at it."""

from __future__ import annotations

import contextlib
import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest

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


class NamelessUpload(FileUploadHandler):
    """Put what comes in into files without a name, which nobody finds and which go by themselves.

    For what shall never lie readable on the disk, not even after a power cut in the middle. Of one
    file at most `most_bytes` are stored, of one form at most `most_files`; what is beyond is only
    counted, so that `size` tells how large it was.
    """

    def __init__(self, request: HttpRequest, *, most_bytes: int, most_files: int) -> None:
        super().__init__(request)
        self.most_bytes, self.most_files, self.count = most_bytes, most_files, 0
        self.file: UploadedFile | None = None

    def new_file(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        super().new_file(*args, **options)
        self.count += 1
        self.file = UploadedFile(
            tempfile.TemporaryFile(),  # noqa: SIM115 - it is closed with the request
            self.file_name,
            self.content_type,
            0,
            self.charset,
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.file is not None and start < self.most_bytes and self.count <= self.most_files:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        file = self.file
        if file is not None:
            file.seek(0)
            file.size = file_size
            setattr(file, _GIVEN, self.file_name)
        return file

    def upload_interrupted(self) -> None:
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.close()


def given_name(upload: UploadedFile) -> str:
    """Return the name of an uploaded file as it was given, however long."""
    return str(getattr(upload, _GIVEN, None) or upload.name or "")
