"""Making the frozen copy by the worker: whole or not at all, once, whatever is killed."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from disclosure.models import CopyStatus, FrozenArchive, HandIn
from disclosure.rules.handing_in.archive import Content, content_of, write_archive
from ita_portal.audit.rules import record
from ita_portal.organisations.rules import touch_public

logger = logging.getLogger(__name__)

FOLDER = "frozen"
UNUSED_AFTER = timedelta(days=1)
"""How long a file may lie there that no row names: longer than a copy takes to make."""


@dataclass(frozen=True)
class _Written:
    """A copy that was written aside; `size` is in bytes."""

    path: Path
    sha256: str
    size: int
    files: int


def freeze(hand_in_id: int) -> None:
    """Make the copy that was asked for last. Safe to repeat and at the same time.

    The bytes follow from what was kept when the year was handed in, not from the moment: a second
    run makes the same. Raises FileNotFoundError or SourceChanged where a file is not what it was.
    """
    hand_in = HandIn.objects.select_related("office").get(pk=hand_in_id)
    number = hand_in.copies_asked
    if hand_in.archives.filter(number=number).exists():
        return
    older = hand_in.archives.filter(replaced_at__isnull=True).first()
    before = path_of(older) if older and path_of(older).exists() else None
    with _written_aside(content_of(hand_in), before=before) as written:
        _keep(hand_in_id, number, written)


def note_failure(hand_in_id: int) -> None:
    """Say at what was handed in that its copy could not be made."""
    HandIn.objects.filter(pk=hand_in_id, status=CopyStatus.PENDING).update(status=CopyStatus.FAILED)


def path_of(archive: FrozenArchive) -> Path:
    """Return where the copy lies."""
    return Path(settings.PRIVATE_FILES) / archive.place


@contextmanager
def _written_aside(content: Content, *, before: Path | None) -> Iterator[_Written]:
    """Write the copy under a name of its own; what is not moved away inside goes again."""
    folder = Path(settings.PRIVATE_FILES) / FOLDER / "parts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / secrets.token_hex(20)
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as target:
            files = write_archive(content, target, before=before)
            target.flush()
            os.fsync(target.fileno())
            target.seek(0)
            digest = hashlib.file_digest(target, "sha256").hexdigest()
        yield _Written(path, digest, path.stat().st_size, files)
    finally:
        path.unlink(missing_ok=True)


@transaction.atomic
def _keep(hand_in_id: int, number: int, written: _Written) -> None:
    """Note the copy, unless another worker was quicker or something was taken out meanwhile."""
    rows = HandIn.objects.select_for_update(of=("self",)).select_related("office")
    hand_in = rows.get(pk=hand_in_id)
    is_there = hand_in.archives.filter(number=number).exists()
    if is_there or hand_in.copies_asked != number:
        return
    now = timezone.now()
    for older in hand_in.archives.filter(replaced_at__isnull=True):
        transaction.on_commit(partial(path_of(older).unlink, missing_ok=True))
    hand_in.archives.filter(replaced_at__isnull=True).update(replaced_at=now)
    archive = FrozenArchive.objects.create(
        hand_in=hand_in,
        number=number,
        place=_settle(written, hand_in, number),
        sha256=written.sha256,
        size=written.size,
        files=written.files,
        made_at=now,
    )
    hand_in.status = CopyStatus.READY
    hand_in.save(update_fields=["status"])
    touch_public(hand_in.office_id)
    detail = {"number": number, "sha256": archive.sha256, "size": archive.size}
    record(by=None, office=hand_in.office, verb="checklist.frozen", subject=hand_in, detail=detail)


def _settle(written: _Written, hand_in: HandIn, number: int) -> str:
    """Give the copy its place, on the disk for good before the database relies on it."""
    folder = f"{FOLDER}/{hand_in.office.code}"
    year = f"{hand_in.fiscal_year}-{hand_in.number}-{number}"
    place = f"{folder}/{year}-{secrets.token_hex(8)}.zip"
    path = Path(settings.PRIVATE_FILES) / place
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written.path.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return place


def sweep() -> int:
    """Remove files that no row names any more, a day old: cut off, or replaced. Safe to repeat.

    A copy out of which something was taken must not outlive the one that took its place, even if
    the worker was killed between the two. Returns how many were removed.
    """
    root, removed = Path(settings.PRIVATE_FILES), 0
    kept = FrozenArchive.objects.filter(replaced_at__isnull=True)
    places = {root / place for place in kept.values_list("place", flat=True)}
    gone = FrozenArchive.objects.filter(replaced_at__isnull=False)
    replaced = {root / place for place in gone.values_list("place", flat=True)}
    before = time.time() - UNUSED_AFTER.total_seconds()
    for path in (root / FOLDER).glob("*/*"):
        if path in places:
            continue
        if path in replaced or path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
