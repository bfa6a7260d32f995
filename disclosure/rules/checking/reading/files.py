"""Reading a file of any type that the portal takes; what it does not take is told, never raised."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from disclosure.rules.checking.content import Content
from disclosure.rules.checking.reading.office import read_excel, read_word
from disclosure.rules.checking.reading.pdf import read_pdf
from disclosure.rules.checking.reading.picture import read_picture
from disclosure.rules.checking.reading.plain import read_csv, read_text
from disclosure.rules.checking.reading.recognising import Recogniser
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.checks import look_into
from ita_portal.files.disk import EMPTY, too_large
from ita_portal.files.models import PICTURES, MediaType

MOST_BYTES = DOCUMENTS.max_bytes
BROKEN = "อ่านไฟล์นี้ไม่ได้ ไฟล์อาจเสียหาย โปรดบันทึกใหม่จากต้นฉบับ"
_READERS: dict[MediaType, Callable[..., Content]] = {
    MediaType.DOCX: read_word,
    MediaType.XLSX: read_excel,
    MediaType.CSV: read_csv,
    MediaType.TEXT: read_text,
}


def read_file(path: Path, *, name: str, recogniser: Recogniser | None = None) -> Content:
    """Return what stands in a file, after every check that its type has.

    Nothing is read of a file that is larger than what the portal takes. Raises Refused, in a
    sentence that says why, for a file that is empty, too large, not what its name says, broken,
    protected, or made to do harm.
    """
    size = path.stat().st_size
    if not size:
        raise Refused(EMPTY)
    if size > MOST_BYTES:
        raise Refused(too_large(MOST_BYTES))
    try:
        media_type = look_into(path, name=name, accept=DOCUMENTS).media_type
        content = _reader(media_type, recogniser)(path, name=name)
    except (ValueError, LookupError, OSError, RecursionError, MemoryError) as error:
        raise Refused(BROKEN) from error
    with path.open("rb") as source:
        return replace(content, whole=hashlib.file_digest(source, "sha256").hexdigest())


def _reader(media_type: MediaType, recogniser: Recogniser | None) -> Callable[..., Content]:
    if media_type == MediaType.PDF:
        return partial(read_pdf, recogniser=recogniser)
    if media_type in PICTURES:
        return partial(read_picture, recogniser=recogniser)
    return _READERS[media_type]
