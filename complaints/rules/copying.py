"""Ordering the file of a case as PDF, fetching it, and letting it go after some days."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from complaints.models import Case, CaseCopy, CopyKind, CopyState, Happening
from complaints.rules.blacking import holds
from complaints.rules.case_file import PARTS, Blacking, sections_of, texts_of
from complaints.rules.filing import path_of
from complaints.rules.receiving import add_event
from complaints.rules.sealing import key_of, place_of, seal_words, unseal, unseal_words
from ita_portal.errors import Refused
from ita_portal.jobs.rules import enqueue
from ita_portal.organisations.models import User

logger = logging.getLogger(__name__)

TASK = "complaints.copy"
KEEP_DAYS = 7
MOST = 10
"""Copies of one case at the same time."""
_FULL = f"เรื่องนี้มีสำนวนที่จัดทำไว้ครบ {MOST} ฉบับแล้ว รอให้ระบบลบฉบับเก่าก่อน"
_NOT_READY = "สำนวนฉบับนี้ยังจัดทำไม่เสร็จ หรือพ้นกำหนดเก็บแล้ว"


def missing_passages(case: Case, passages: Iterable[str], *, by: User) -> list[str]:
    """Return the passages that stand nowhere in the case: a slip of the pen covers nothing."""
    text = texts_of(sections_of(case, CopyKind.FULL, by=by))
    return [one for one in passages if not holds(text, one)]


@transaction.atomic
def ask_copy(case: Case, kind: CopyKind, *, by: User, blacking: Blacking) -> CaseCopy:
    """Have the worker make the file of the case. Raises Refused when there are many already."""
    Case.objects.select_for_update().get(pk=case.pk)
    if CaseCopy.objects.filter(case=case).count() >= MOST:
        raise Refused(_FULL)
    today, mark = timezone.localdate(), secrets.token_hex(16)
    parts = [name for name in blacking.parts if name in PARTS]
    words = {"passages": json.dumps(list(blacking.passages)), "parts": json.dumps(parts)}
    copy = CaseCopy.objects.create(
        case=case,
        kind=kind,
        asked_by=by,
        asked_on=today,
        until=today + timedelta(days=KEEP_DAYS),
        mark=mark,
        sealed=seal_words(key_of(case), place=place_of(case.seal, f"copy:{mark}"), words=words),
    )
    is_full = kind == CopyKind.FULL
    add_event(case, Happening.COPY_ASKED if is_full else Happening.BLACKED_ASKED, by=by)
    enqueue(task=TASK, subject_id=copy.pk, key=f"{TASK}:{mark}", title="จัดทำไฟล์ที่ปิดผนึก", office=None)
    return copy


def blacking_of(copy: CaseCopy) -> Blacking:
    """Return what is to be blacked out in it. Raises KeyLostError."""
    place = place_of(copy.case.seal, f"copy:{copy.mark}")
    words = unseal_words(key_of(copy.case), place=place, sealed=copy.sealed)
    return Blacking(json.loads(words["passages"]), json.loads(words["parts"]))


def pdf_of(copy: CaseCopy) -> bytes:
    """Return the finished PDF. Raises Refused while there is none, KeyLostError."""
    if copy.state != CopyState.READY:
        raise Refused(_NOT_READY)
    try:
        sealed = path_of(copy.key).read_bytes()
    except FileNotFoundError as error:
        raise Refused(_NOT_READY) from error
    place = place_of(copy.case.seal, f"copy-bytes:{copy.key}")
    return unseal(key_of(copy.case), place=place, sealed=sealed)


def note_failure(copy_id: int) -> None:
    """Note that it could not be made; it is ordered anew by hand."""
    waiting = CaseCopy.objects.filter(pk=copy_id, state=CopyState.WAITING)
    waiting.update(state=CopyState.FAILED)
    logger.error("copy %s could not be made", copy_id)


def let_old_go(today: date) -> int:
    """Remove the files whose days have passed; return how many. Repeatable."""
    old = list(CaseCopy.objects.filter(until__lt=today))
    for copy in old:
        forget(copy)
    return len(old)


@transaction.atomic
def forget(copy: CaseCopy) -> None:
    """Remove one with its bytes. Safe to repeat."""
    CaseCopy.objects.filter(pk=copy.pk).delete()
    if copy.key:
        transaction.on_commit(partial(path_of(copy.key).unlink, missing_ok=True))
