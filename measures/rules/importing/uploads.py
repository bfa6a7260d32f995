"""An uploaded plan, from the upload over its preview to the storing of what was previewed.

The file is kept with the files of the portal, for the person who has uploaded it and their office.
It goes when it is stored or discarded, when another one takes its place, and after a day.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import UNUSED_AFTER, keep, opened, remove
from ita_portal.organisations.models import Office, User
from measures.rules.importing.choices import Choices
from measures.rules.importing.found import PlanReading
from measures.rules.importing.mistaken import refuse_mistaken
from measures.rules.importing.reading import PLANS
from measures.rules.importing.store import read_for, store_reading

GONE = "ไฟล์ที่อัปโหลดไว้ไม่อยู่แล้ว อาจนำเข้าแล้ว หมดอายุ หรือมีไฟล์ใหม่มาแทน โปรดเลือกไฟล์อีกครั้ง"
NOTHING = "ยังไม่พบมาตรการในไฟล์ จึงยังไม่มีอะไรให้เก็บ โปรดเลือกแถวหัวตารางและคอลัมน์ก่อน"


def keep_upload(chunks: Iterable[bytes], *, name: str, office: Office, by: User) -> StoredFile:
    """Keep an uploaded plan for its preview. Raises Refused for what is no Excel or Word file."""
    waiting = iter(chunks)
    first = next(waiting, b"")
    refuse_mistaken(first)
    return keep(chain([first], waiting), name=name, office=office, by=by, accept=PLANS)


def held_upload(key: str, *, office: Office, by: User) -> StoredFile | None:
    """Return what `by` has uploaded for the office under `key` within a day; None for else."""
    since = timezone.now() - UNUSED_AFTER
    return StoredFile.objects.of(office).filter(key=key, made_by=by, made_at__gte=since).first()


def read_upload(
    file: StoredFile, *, office: Office, fiscal_year: int, choices: Choices
) -> PlanReading:
    """Tell what the file says; nothing is stored. Raises Refused for one of no use, or gone."""
    opened(file).close()  # what is read is what was uploaded
    path = path_of(file.key)
    return read_for(path, name=file.name, office=office, fiscal_year=fiscal_year, choices=choices)


def store_upload(
    file: StoredFile,
    *,
    office: Office,
    fiscal_year: int,
    choices: Choices,
    append: bool,
    expected: str,
    by: User,
) -> PlanReading:
    """Store what was previewed in the year's draft, let the file go, and return what was read.

    Its problems name what was cut as well; they stay with the plan as notes of the import.
    `expected` is the fingerprint of the preview. Raises Stale when the same file would now do
    something else, Refused when it is gone or was stored already; nothing is stored then.
    """
    reading = read_upload(file, office=office, fiscal_year=fiscal_year, choices=choices)
    if not reading.measures:
        raise Refused(NOTHING)
    with transaction.atomic():
        if not StoredFile.objects.select_for_update().filter(pk=file.pk).exists():
            raise Refused(GONE)
        problems = store_reading(
            reading,
            office=office,
            fiscal_year=fiscal_year,
            by=by,
            append=append,
            expected=expected,
            file_name=file.name,
        )
        remove(file)
    return replace(reading, problems=reading.problems + problems)


def discard_upload(file: StoredFile) -> None:
    """Let an uploaded file go without storing anything. Safe to repeat."""
    with contextlib.suppress(ProtectedError):  # needed elsewhere after all
        remove(file)
