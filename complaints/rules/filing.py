"""Files given with a complaint: silenced, sealed, and laid on the disk without their name."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import Attachment, Author, Case, CaseCopy
from complaints.rules import limits
from complaints.rules.sealing import key_of, place_of, seal, seal_words, unseal, unseal_words
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.checks import look_into
from ita_portal.files.disk import EMPTY, new_key, too_large
from ita_portal.files.images import as_photo
from ita_portal.files.models import PICTURES, MediaType
from ita_portal.files.names import cleaned_name, suffix_of
from ita_portal.files.uploads import given_name

FOLDER = "sealed"
MOST_FILES = 100
"""Of one case, all sendings together."""
_FULL = f"เรื่องนี้มีไฟล์ครบ {MOST_FILES} ไฟล์แล้ว หากมีหลักฐานเพิ่ม โปรดเขียนบอกว่าขอดูได้ที่ใคร"
_GONE = "ไฟล์นี้ไม่อยู่ในที่เก็บ โปรดแจ้งผู้ดูแลระบบ"
_SILENT = frozenset({MediaType.CSV, MediaType.TEXT})
"""Types that hide nothing about who wrote them; pictures are made anew and so hide nothing."""
_ORPHAN_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class SealedFile:
    """A file as its readers see it; `may_tell` when it may hide who wrote it."""

    pk: int
    author: str
    name: str
    media_type: str
    size: int
    may_tell: bool
    attachment: Attachment


def path_of(key: str) -> Path:
    """Return where the sealed file of that key lies."""
    return Path(settings.PRIVATE_FILES) / FOLDER / key[:2] / key


def add_file(case: Case, upload: UploadedFile, *, author: Author = Author.PERSON) -> Attachment:
    """Seal a file of the case; the same content twice is one file.

    To be called outside a transaction. Raises Refused, in a sentence that says why, for a file
    that is not taken; TooMany when the hour of the office is full.
    """
    name = cleaned_name(given_name(upload))
    media_type, data = _silenced(upload, name)
    if media_type in PICTURES:
        name, media_type = _as_jpeg(name), MediaType.JPEG
    key = key_of(case)
    once = hmac.new(key, hashlib.sha256(data).digest(), hashlib.sha256).hexdigest()
    mine = Attachment.objects.filter(case=case)
    found = mine.filter(once=once).first()
    if found:
        return found
    if mine.count() >= MOST_FILES:
        raise Refused(_FULL)
    limits.take(case.office.code, "files", most=limits.FILES_PER_HOUR)
    limits.take(case.office.code, "bytes", amount=len(data), most=limits.BYTES_PER_HOUR)
    facts = {"name": name, "type": str(media_type), "size": str(len(data))}
    return _laid_down(case, key, data, facts, once=once, author=author)


def files_of(case: Case) -> list[SealedFile]:
    """Return the files of a case with their names. Raises KeyLostError."""
    key = key_of(case)
    return [_opened(case, key, row) for row in Attachment.objects.filter(case=case)]


def bytes_of(case: Case, attachment: Attachment) -> bytes:
    """Return what a file holds. Raises Refused when it is gone, KeyLostError when it is noise."""
    try:
        sealed = path_of(attachment.key).read_bytes()
    except FileNotFoundError as error:
        raise Refused(_GONE) from error
    return unseal(key_of(case), place=place_of(case.seal, f"bytes:{attachment.key}"), sealed=sealed)


def sweep() -> int:
    """Remove sealed files whose row never came, after two days; return how many. Repeatable."""
    before, removed = timezone.now().timestamp() - _ORPHAN_AFTER.total_seconds(), 0
    folder = Path(settings.PRIVATE_FILES) / FOLDER
    old = [path for path in folder.glob("??/*") if path.stat().st_mtime < before]
    known = _known_keys() if old else set()
    for path in old:
        if path.name not in known:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _known_keys() -> set[str]:
    copies = CaseCopy.objects.exclude(key="").values_list("key", flat=True)
    return {*Attachment.objects.values_list("key", flat=True), *copies}


def _silenced(upload: UploadedFile, name: str) -> tuple[MediaType, bytes]:
    """Return the type and the content of a file that may be kept, a picture made anew."""
    if not upload.size:
        raise Refused(EMPTY)
    if upload.size > DOCUMENTS.max_bytes:
        raise Refused(too_large(DOCUMENTS.max_bytes))
    upload.flush()
    # The file has no name on the disk; its checks open it by the number it has in this process.
    found = look_into(Path(f"/proc/self/fd/{upload.fileno()}"), name=name, accept=DOCUMENTS)
    upload.seek(0)
    if found.media_type in PICTURES:
        return found.media_type, as_photo(upload.chunks())
    return found.media_type, b"".join(upload.chunks())


def _as_jpeg(name: str) -> str:
    suffix = suffix_of(name)
    return f"{name[: -len(suffix) - 1] if suffix else name}.jpg"


def _laid_down(
    case: Case, key: bytes, data: bytes, facts: dict[str, str], *, once: str, author: Author
) -> Attachment:
    name = new_key()
    today = timezone.localdate()
    sealed = seal(key, place=place_of(case.seal, f"bytes:{name}"), data=data)
    write_sealed(path_of(name), sealed, datetime.combine(today, time()).timestamp())
    words = seal_words(key, place=place_of(case.seal, f"file:{name}"), words=facts)
    row = Attachment(case=case, author=author, on=today, key=name, once=once, sealed=words)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same file, sent at the same time
        path_of(name).unlink(missing_ok=True)
        return Attachment.objects.get(case=case, once=once)
    except BaseException:
        path_of(name).unlink(missing_ok=True)
        raise
    return row


def write_sealed(path: Path, sealed: bytes, day: float) -> None:
    """Write the file for good, dated with the day alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(sealed)
        target.flush()
        os.fsync(target.fileno())
    for place in (path, path.parent):
        os.utime(place, (day, day))


def _opened(case: Case, key: bytes, row: Attachment) -> SealedFile:
    place = place_of(case.seal, f"file:{row.key}")
    facts = unseal_words(key, place=place, sealed=row.sealed)
    told = facts["type"]
    may_tell = told not in _SILENT and told not in PICTURES
    return SealedFile(row.pk, row.author, facts["name"], told, int(facts["size"]), may_tell, row)
