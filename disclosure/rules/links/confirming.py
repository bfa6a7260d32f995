"""A person says that a link opens, against what the tries say; and has it tried once more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.links.checking import ask_links
from disclosure.rules.links.findings import may_be_confirmed
from disclosure.rules.links.limits import CONFIRMED_FOR
from disclosure.rules.links.working import tell_evidence
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import User

REST = timedelta(seconds=30)
"""How long a host is left in peace after a try, however often somebody asks."""


@transaction.atomic
def confirm_link(check: LinkCheck, *, words: str, by: User) -> LinkCheck:
    """Keep a person's word that the link opens, with the reason; it holds for CONFIRMED_FOR.

    It ends before, as soon as the tries give another reason than the one it was given for. Raises
    Refused without a reason, for what opens or was not tried, for what nobody from outside can
    open, and by who wrote the evidence that stands on the link.
    """
    rows = LinkCheck.objects.select_for_update(of=("self",)).select_related("office")
    check = rows.get(pk=check.pk)
    if not may_be_confirmed(check):
        raise Refused(
            "ลิงก์นี้ยืนยันแทนผลการตรวจไม่ได้ เพราะเปิดได้อยู่แล้ว ยังไม่ได้ลอง หรือบุคคลภายนอกเปิดไม่ได้แน่นอน"
        )
    if wrote_it(check, by):
        raise Refused("ผู้เสนอหลักฐานยืนยันลิงก์ของตนเองไม่ได้ ต้องให้ผู้อื่นเปิดดูแล้วยืนยัน")
    now = timezone.now()
    check.confirmed_because = reason(words, what_for="ยืนยันว่าลิงก์เปิดได้")
    check.confirmed_at, check.confirmed_by = now, by
    check.confirmed_for, check.confirmed_until = check.reason, now + CONFIRMED_FOR
    check.save()
    tell_evidence(check, occasion=f"word {check.pk} {now.timestamp():.0f}")
    detail = {
        "address": check.address,
        "because": check.confirmed_because,
        "against": check.words,
        "until": check.confirmed_until.isoformat(),
    }
    record(by=by, office=check.office, verb="link.confirmed", subject=check, detail=detail)
    return check


def wrote_it(check: LinkCheck, user: User) -> bool:
    """Tell whether `user` is the author of live evidence that stands on the link."""
    rows = Evidence.objects.of(check.office).live().filter(proposed_by=user)
    return rows.filter(Q(url=check.address) | Q(text__contains=check.address)).exists()


def try_again(check: LinkCheck) -> None:
    """Have the link tried now. Raises Refused when that was done a moment ago."""
    if check.tried_at is not None and check.tried_at > timezone.now() - REST:
        raise Refused("ระบบเพิ่งลองเปิดลิงก์นี้ โปรดรอครึ่งนาทีแล้วสั่งใหม่")
    ask_links(check.office, [check.address], is_urgent=True)
