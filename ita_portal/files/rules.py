"""Keeping a file, giving it back, letting it go, and sweeping up what nobody needs."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.files.accepting import PHOTOS, Accept
from ita_portal.files.checks import look_into
from ita_portal.files.disk import (
    Part,
    new_key,
    old_keys,
    path_of,
    remove_old_parts,
    settle,
    write_part,
)
from ita_portal.files.images import as_photo
from ita_portal.files.models import MediaType, StoredFile, StoredFileQuerySet
from ita_portal.files.names import cleaned_name, suffix_of
from ita_portal.organisations.models import Office, User

logger = logging.getLogger(__name__)

UNUSED_AFTER = timedelta(days=1)
"""How long a file may wait for what it belongs to: longer than any form stays open."""
DAMAGED = "ไฟล์นี้ไม่อยู่ในที่เก็บครบถ้วนตามเดิม จึงไม่ส่งให้ โปรดแจ้งผู้ดูแลระบบ"
_BATCH = 500


@dataclass(frozen=True)
class Swept:
    """How many rows, files without a row, and cut-off uploads were removed."""

    rows: int
    files: int
    parts: int


def keep(
    chunks: Iterable[bytes], *, name: str, office: Office | None, by: User | None, accept: Accept
) -> StoredFile:
    """Keep a file whole, or not at all; the row stands only when the file does.

    To be called outside a transaction: looking into a file may take seconds. What then points at
    the row follows in a transaction of its own; a row that nothing points at goes after a day, as
    does a file whose row never came. The same content twice is two files.

    Raises Refused, with a sentence that says why, for a file that is empty, too large, not of a
    type in `accept`, not what its name says, broken, protected by a password, or made to do harm.
    """
    name = cleaned_name(name)
    part = write_part(chunks, most=accept.max_bytes)
    try:
        found = look_into(part.path, name=name, accept=accept)
        file = StoredFile(
            office=office,
            key=new_key(),
            name=name,
            media_type=found.media_type,
            sha256=part.sha256,
            size=part.size,
            width=found.width,
            height=found.height,
            made_by=by,
        )
        _store(part, file)
    finally:
        part.path.unlink(missing_ok=True)
    return file


def keep_photo(
    chunks: Iterable[bytes], *, name: str, office: Office | None, by: User | None
) -> StoredFile:
    """Keep a photograph upright, small and without what the camera wrote into it.

    Only the new picture is kept, never the original. Raises Refused as `keep` and `as_photo`.
    """
    name = cleaned_name(name)
    suffix = suffix_of(name)
    stem = name[: -len(suffix) - 1] if suffix else name
    photo = as_photo(chunks, most=PHOTOS.max_bytes)
    accept = Accept(frozenset({MediaType.JPEG}))
    return keep([photo], name=f"{stem}.jpg", office=office, by=by, accept=accept)


def opened(file: StoredFile) -> BinaryIO:
    """Open the kept file for reading, after making sure that it is what was kept.

    Raises Refused when it is gone or its bytes have changed; that is logged for the
    administrator.
    """
    try:
        source = path_of(file.key).open("rb")
    except FileNotFoundError as error:
        logger.error("stored file %s is gone from the disk", file.pk)
        raise Refused(DAMAGED) from error
    if hashlib.file_digest(source, "sha256").hexdigest() != file.sha256:
        source.close()
        logger.error("stored file %s is not what was kept", file.pk)
        raise Refused(DAMAGED)
    source.seek(0)
    return source


@transaction.atomic
def remove(file: StoredFile) -> None:
    """Delete a file that nothing points at any more: the row now, the bytes once that is certain.

    Safe to repeat. Raises ProtectedError while something points at it.
    """
    StoredFile.objects.filter(pk=file.pk).delete()
    transaction.on_commit(partial(path_of(file.key).unlink, missing_ok=True))


def sweep() -> Swept:
    """Remove what was left behind for a day: rows that nothing points at, files without a row.

    Safe to repeat and at the same time.
    """
    rows = _sweep_rows()
    files = 0
    for keys in _batches(old_keys(older_than=UNUSED_AFTER)):
        known = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
        for key in set(keys) - known:
            path_of(key).unlink(missing_ok=True)
            files += 1
    return Swept(rows, files, remove_old_parts(older_than=UNUSED_AFTER))


def unused(*, before: datetime) -> StoredFileQuerySet:
    """Return the files kept before that moment at which nothing points, whatever room it is in.

    The rooms above are not known by name here: every key to a file is found through its model.
    """
    files = StoredFile.objects.filter(made_at__lt=before)
    for field in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(field, ForeignObjectRel):
            key = field.field.name
            pointing = field.related_model._base_manager.filter(**{key: OuterRef("pk")})
            files = files.exclude(Exists(pointing))
    return files


def _sweep_rows() -> int:
    rows = 0
    for file in list(unused(before=timezone.now() - UNUSED_AFTER)):
        with contextlib.suppress(ProtectedError, IntegrityError):  # needed after all, just now
            remove(file)
            rows += 1
    return rows


def _store(part: Part, file: StoredFile) -> None:
    settle(part, file.key)
    try:
        file.save(force_insert=True)
    except BaseException:
        path_of(file.key).unlink(missing_ok=True)
        raise


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(keys, _BATCH)):
        yield batch
