"""An uploaded score file, from the upload over its preview to the storing of what was previewed.

The files lie in the private folder `imports` under names that nobody can guess. None stays: a file
goes when it is stored or discarded, when its owner uploads another one, and at the latest with the
first upload of anybody after a day.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import ImportFile
from assessments.rules.files.importing import Imported, read_score_file, store_reading
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.text import clean

KEPT_FOR = timedelta(days=1)
GONE = "ไฟล์ที่อัปโหลดไว้ไม่อยู่แล้ว อาจนำเข้าแล้ว หมดอายุ หรือมีไฟล์ใหม่มาแทน โปรดเลือกไฟล์อีกครั้ง"
_SUFFIXES = {".csv", ".xlsx"}
_LONGEST_NAME = 200


def keep_upload(chunks: Iterable[bytes], *, name: str, office: Office, by: User) -> ImportFile:
    """Keep an uploaded file for its preview, in place of what the person uploaded before.

    `name` is what the person calls the file. Nothing of the content is checked here.
    """
    name = " ".join(clean(name).split())
    name = name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"
    file = ImportFile(office=office, user=by, key=secrets.token_urlsafe(32), name=name)
    file.sha256, file.size = _write(path_of(file), chunks)
    try:
        with transaction.atomic():
            _remove(ImportFile.objects.filter(_old() | Q(user=by, office=office)))
            file.save()
    except BaseException:
        path_of(file).unlink(missing_ok=True)
        raise
    _sweep()
    return file


def preview_upload(file: ImportFile) -> Imported:
    """Tell, row by row, what storing the file would do; nothing is stored.

    Raises Refused when the file cannot be used at all, or is gone.
    """
    _require_whole(file)
    reading = read_score_file(path_of(file), only_office=file.office, name=file.name)
    return store_reading(reading, dry_run=True, by=file.user)


def store_upload(file: ImportFile, *, expected: str, by: User) -> Imported:
    """Store the good rows of the file as they were previewed, and let the file go.

    `expected` is the fingerprint of the preview. Raises Stale when the same file would now do
    something else, and Refused when it is gone, or stored already; nothing is stored then.
    """
    _require_whole(file)
    reading = read_score_file(path_of(file), only_office=file.office, name=file.name)
    with transaction.atomic():
        if not ImportFile.objects.select_for_update().filter(pk=file.pk).exists():
            raise Refused(GONE)
        imported = store_reading(reading, dry_run=False, by=by, expected=expected)
        _remove(ImportFile.objects.filter(pk=file.pk))
    return imported


@transaction.atomic
def discard_upload(file: ImportFile) -> None:
    """Let an uploaded file go without storing anything. Safe to repeat."""
    _remove(ImportFile.objects.filter(pk=file.pk))


def path_of(file: ImportFile) -> Path:
    """Return where the file lies; of its owner's name only a known suffix is taken over."""
    suffix = Path(file.name).suffix.casefold()
    return _folder() / f"{file.key}{suffix if suffix in _SUFFIXES else ''}"


def _folder() -> Path:
    return Path(settings.PRIVATE_FILES) / "imports"


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write a new file that only the portal's own user may read; return its SHA-256 and size."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for chunk in chunks:
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _require_whole(file: ImportFile) -> None:
    """Raise Refused unless the file is there, byte for byte as it was uploaded."""
    try:
        with path_of(file).open("rb") as source:
            found = hashlib.file_digest(source, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise Refused(GONE) from error
    if found != file.sha256 or timezone.now() - file.created_at > KEPT_FOR:
        raise Refused(GONE)


def _old() -> Q:
    return Q(created_at__lt=timezone.now() - KEPT_FOR)


def _remove(files: QuerySet[ImportFile]) -> None:
    """Delete the rows now, and their files once that is certain."""
    for file in files:
        transaction.on_commit(partial(path_of(file).unlink, missing_ok=True))
    files.delete()


def _sweep() -> None:
    """Remove old files that have no row: those of an upload that was cut off in the middle."""
    oldest = time.time() - KEPT_FOR.total_seconds()
    for path in _folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
