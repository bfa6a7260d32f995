"""The files and photographs that show what was done."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from ita_portal.audit.rules import record
from ita_portal.documents.rendering.blocks import frozen_photos
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.models import PICTURES, SUFFIXES, StoredFile
from ita_portal.files.names import suffix_of
from ita_portal.files.rules import keep, keep_photo, remove
from ita_portal.organisations.models import User
from measures.models import Round, StepFile, StepReport
from measures.rules.progress.noting import locked_part, require_open
from measures.rules.progress.reported import STANDING, reports_of

MOST_FILES = 20
LONGEST_CAPTION = 300
TOO_LONG = f"คำบรรยายยาวเกิน {LONGEST_CAPTION} ตัวอักษร โปรดย่อให้สั้นลง"
_PICTURE_SUFFIXES = frozenset(suffix for kind in PICTURES for suffix in SUFFIXES[kind])


def add_step_file(
    report: StepReport, chunks: Iterable[bytes], *, name: str, caption: str = "", by: User
) -> StepFile:
    """Keep a file with a step; a photograph upright, small and without place and device.

    The same content again is the file that is there already: a phone that lost the answer sends it
    twice. To be called outside a transaction. Raises Refused when the part was sent, the step has
    MOST_FILES already, the caption is too long, or the file is no good; nothing is kept then.
    """
    part = report.part
    require_open(part)
    _require_short(caption)
    office = part.round.office
    if suffix_of(name) in _PICTURE_SUFFIXES:
        file = keep_photo(chunks, name=name, office=office, by=by)
    else:
        file = keep(chunks, name=name, office=office, by=by, accept=DOCUMENTS)
    try:
        added = _attach(report, file, caption=caption, by=by)
    except Refused:
        remove(file)
        raise
    if added.file_id != file.pk:
        remove(file)
    return added


@transaction.atomic
def _attach(report: StepReport, file: StoredFile, *, caption: str, by: User) -> StepFile:
    part = locked_part(report.part_id)
    require_open(part)
    same = StepFile.objects.filter(report=report, file__sha256=file.sha256).first()
    if same:
        return _captioned(same, same.caption or caption)
    _require_room(report)
    last = StepFile.objects.filter(report=report).aggregate(last=Max("position"))["last"] or 0
    added = StepFile.objects.create(report=report, file=file, caption=caption, position=last + 1)
    detail = {"sha256": file.sha256, "size": file.size}
    record(by=by, office=part.round.office, verb="step.file_added", subject=added, detail=detail)
    return added


def _captioned(added: StepFile, caption: str) -> StepFile:
    if added.caption != caption:
        added.caption = caption
        added.save(update_fields=["caption"])
    return added


def _require_short(caption: str) -> None:
    if len(caption) > LONGEST_CAPTION:
        raise Refused(TOO_LONG)


def _require_room(report: StepReport) -> None:
    if StepFile.objects.filter(report=report).count() >= MOST_FILES:
        raise Refused(f"ขั้นตอนหนึ่งแนบได้ไม่เกิน {MOST_FILES} ไฟล์ โปรดนำไฟล์ที่ไม่ใช้ออกก่อน")


def _require_free(file: StoredFile, round_: Round) -> None:
    """A paper needs its pictures as long as it stands."""
    standing = reports_of(round_).filter(status__in=STANDING)
    for words in standing.values_list("words", flat=True):
        if file.pk in dict(frozen_photos(words)):
            raise Refused("ภาพนี้อยู่ในรายงานที่เสนอหรือลงนามแล้ว จึงนำออกไม่ได้")


@transaction.atomic
def caption_file(added: StepFile, *, caption: str) -> StepFile:
    """Give a file another caption. Raises Refused when the part was sent, or it is too long."""
    _require_short(caption)
    require_open(locked_part(added.report.part_id))
    return _captioned(added, caption)


@transaction.atomic
def remove_step_file(added: StepFile, *, by: User) -> None:
    """Take a file out and let it go; the trail keeps its name and its SHA-256.

    Raises Refused when the part was sent, somebody has taken it out already, or it is a picture of
    a report that was proposed or signed.
    """
    part = locked_part(added.report.part_id)
    require_open(part)
    found = StepFile.objects.select_related("file").filter(pk=added.pk).first()
    if found is None:
        raise Refused("มีผู้นำไฟล์นี้ออกไปแล้ว")
    file = found.file
    _require_free(file, part.round)
    detail = {"name": file.name, "sha256": file.sha256}
    record(by=by, office=part.round.office, verb="step.file_removed", subject=found, detail=detail)
    found.delete()
    remove(file)
