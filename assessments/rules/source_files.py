"""The source documents of a result: added and taken out while the result is not locked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from assessments.models import Result, ResultFile
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import keep, remove
from ita_portal.organisations.models import User

MOST_FILES = 50
LOCKED = "ผลการประเมินปีนี้ล็อกแล้ว จึงเพิ่มหรือนำเอกสารออกไม่ได้ โปรดให้ผู้มีสิทธิ์ปลดล็อกก่อน"
GONE = "มีผู้นำเอกสารนี้ออกไปแล้ว"


def add_source_file(
    result: Result, chunks: Iterable[bytes], *, name: str, note: str = "", by: User
) -> ResultFile:
    """Keep a file as a source document of the result. To be called outside a transaction.

    Raises Refused when the result is locked or has MOST_FILES already, and as `keep` for a file
    that is no good; nothing is kept then.
    """
    _require_room(result)
    file = keep(chunks, name=name, office=result.office, by=by, accept=DOCUMENTS)
    try:
        return _attach(result, file, note=note, by=by)
    except Refused:
        remove(file)
        raise


@transaction.atomic
def _attach(result: Result, file: StoredFile, *, note: str, by: User) -> ResultFile:
    result = _for_change(result)
    _require_room(result)
    added = ResultFile.objects.create(result=result, file=file, note=note, added_by=by)
    record(
        by=by,
        office=result.office,
        verb="result.file_added",
        subject=added,
        detail={"fiscal_year": result.fiscal_year, "sha256": file.sha256, "size": file.size},
    )
    return added


@transaction.atomic
def remove_source_file(source: ResultFile, *, by: User) -> None:
    """Take a source document out of its result, and let the file go.

    The trail keeps its name and its SHA-256. Raises Refused when the result is locked, or somebody
    has taken the document out already.
    """
    result = _for_change(source.result)
    _require_open(result)
    found = ResultFile.objects.select_related("file").filter(pk=source.pk).first()
    if found is None:
        raise Refused(GONE)
    file = found.file
    record(
        by=by,
        office=result.office,
        verb="result.file_removed",
        subject=found,
        detail={"fiscal_year": result.fiscal_year, "sha256": file.sha256, "size": file.size},
    )
    found.delete()
    remove(file)


def _for_change(result: Result) -> Result:
    locked = Result.objects.select_for_update(of=("self",)).select_related("office")
    return locked.get(pk=result.pk)


def _require_open(result: Result) -> None:
    if result.status == Result.Status.LOCKED:
        raise Refused(LOCKED)


def _require_room(result: Result) -> None:
    _require_open(result)
    if ResultFile.objects.of(result).count() >= MOST_FILES:
        raise Refused(f"ปีนี้มีเอกสารแจ้งผลครบ {MOST_FILES} ไฟล์แล้ว โปรดนำไฟล์ที่ไม่ใช้ออกก่อน")
