"""Taking something out of the frozen copies: personal data, with a reason and a visible trace."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from disclosure.models import CopyStatus, Evidence, FrozenKind, FrozenPiece, HandIn
from disclosure.rules.handing_in.act import ask_copy
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public

STILL_PUBLIC = "หลักฐานนี้ยังเผยแพร่อยู่ โปรดถอนหรือเปลี่ยนฉบับที่เผยแพร่ก่อน แล้วจึงนำออกจากสำเนา"
NOTHING_INSIDE = "รายการนี้ไม่มีไฟล์หรือข้อความในสำเนา จึงไม่มีสิ่งที่จะนำออก"
A_PAPER = "เอกสารที่ลงนามและหน้าของพอร์ทัลนำออกจากสำเนาไม่ได้ เพราะมีที่อยู่ถาวรของตนเองซึ่งต้องแสดงตลอดไป"


@transaction.atomic
def take_out(piece: FrozenPiece, *, because: str, by: User) -> int:
    """Take a file or a text out of every copy of the office that holds it; return out of how many.

    The copies are made anew without it, those of before are removed; the row, the hash and the
    reason stay and are shown. Raises Refused without a reason, for what is still public, for a
    link, which holds nothing, and for a paper or page of the portal. What was taken out before is
    left as it is, so twice is once.
    """
    office = Office.objects.select_for_update(no_key=True).get(pk=piece.hand_in.office_id)
    why = reason(because, what_for="นำออกจากสำเนา")
    _require_possible(piece, office)
    same = _same(piece, office).filter(taken_out_at__isnull=True)
    hand_ins = list(HandIn.objects.filter(pk__in=same.values("hand_in")).order_by("pk"))
    taken = same.update(taken_out_at=timezone.now(), taken_out_by=by, taken_out_because=why)
    for one in hand_ins:
        _copy_anew(one, office)
    if taken:
        touch_public(office.pk)
        detail = {"item": piece.code, "title": piece.title, "because": why, "copies": taken}
        detail |= {"sha256": piece.sha256} if piece.sha256 else {}
        record(by=by, office=office, verb="checklist.taken_out", subject=piece, detail=detail)
    return taken


def _same(piece: FrozenPiece, office: Office) -> QuerySet[FrozenPiece]:
    """Return every row of the office that holds the same: the bytes of a file, or the text."""
    inside = Q(sha256=piece.sha256) if piece.sha256 else Q(version=piece.version_id)
    return FrozenPiece.objects.filter(inside, hand_in__office=office)


def _require_possible(piece: FrozenPiece, office: Office) -> None:
    if piece.kind in {FrozenKind.PAPER, FrozenKind.PAGE}:
        raise Refused(A_PAPER)
    if piece.kind == FrozenKind.LINK:
        raise Refused(NOTHING_INSIDE)
    shown = Evidence.objects.of(office).published()
    if piece.sha256:
        shown = shown.filter(shown__file__sha256=piece.sha256)
    else:
        shown = shown.filter(shown=piece.version_id)
    if shown.exists():
        raise Refused(STILL_PUBLIC)


def _copy_anew(hand_in: HandIn, office: Office) -> None:
    """Ask for a copy in the place of the one that holds what was taken out."""
    hand_in = HandIn.objects.select_for_update(of=("self",)).get(pk=hand_in.pk)
    hand_in.office = office
    hand_in.copies_asked += 1
    hand_in.status = CopyStatus.PENDING
    hand_in.save(update_fields=["copies_asked", "status"])
    ask_copy(hand_in)
