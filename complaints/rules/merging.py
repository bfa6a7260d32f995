"""Cases of one matter: merged under a leading one, or related to each other; both can be undone.

Merged cases stay cases: each person goes on with their own code, reads how far the matter has
come and what the office writes, and nothing of what another person wrote.
"""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from complaints.models import ENDED, Case, CaseLink, CaseQuerySet, Happening, Status
from complaints.rules.clocks import reckon
from complaints.rules.receiving import add_event
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.thai.numerals import arabic_digits

_LABEL = re.compile(r"(?:พ\s*)?(\d{1,9})\s*/\s*(\d{4})")
_ITSELF = "เรื่องนี้รวมหรือเกี่ยวข้องกับตัวเองไม่ได้"
_ENDED = "เรื่องที่สั่งการแล้วรวมกับเรื่องอื่นไม่ได้"
_HAS_FOLLOWERS = "มีเรื่องอื่นรวมอยู่กับเรื่องที่ {label} แล้ว โปรดให้เรื่องนั้นเป็นเรื่องหลัก"
_IS_MERGED = "เรื่องที่ {label} รวมกับเรื่องอื่นอยู่แล้ว โปรดแยกออกก่อน"
NOT_MERGED = "เรื่องนี้ไม่ได้รวมกับเรื่องอื่น"
TOO_LATE = "เรื่องหลักสั่งการแล้ว จึงแยกเรื่องไม่ได้"
LEAD_THE_OTHER = "เรื่องนี้รวมกับเรื่องอื่น โปรดดำเนินที่เรื่องหลัก หรือแยกออกก่อน"
TAKE_APART_FIRST = "เรื่องนี้รวมกับเรื่องอื่น โปรดแยกเรื่องออกก่อน แล้วส่งทีละเรื่อง"


def found_by_label(typed: str, among: CaseQuerySet) -> Case | None:
    """Return the case of a number as it stands in the register, e.g. "7/2569", in any digits."""
    match = _LABEL.fullmatch(arabic_digits(typed).strip())
    if match is None:
        return None
    return among.filter(number=int(match[1]), fiscal_year=int(match[2])).first()


@transaction.atomic
def merge(case: Case, *, into: Case, by: User) -> Case:
    """Let a case go with a leading one from now on. Raises Refused when that cannot be.

    It keeps its words, files, code and number; its state is that of the leading one.
    """
    case, leader = _both(case, into)
    if case.status in ENDED or leader.status in ENDED:
        raise Refused(_ENDED)
    for one in (case, leader):
        if one.merged_into_id:
            raise Refused(_IS_MERGED.format(label=one.label))
    if case.followers.exists():
        raise Refused(_HAS_FOLLOWERS.format(label=case.label))
    case.merged_into, case.status_alone = leader, case.status
    case.save(update_fields=["merged_into", "status_alone"])
    _go_with(case, leader)
    for one in (case, leader):
        add_event(one, Happening.MERGED, by=by)
        reckon(one)
    return case


@transaction.atomic
def split(case: Case, *, by: User) -> Case:
    """Let a merged case go by itself again, from where it had stood.

    What the office wrote to its person meanwhile stays. Raises Refused when it is not merged, or
    it was decided about the leading one.
    """
    if case.merged_into is None:
        raise Refused(NOT_MERGED)
    case, leader = _both(case, case.merged_into)
    if case.merged_into_id != leader.pk:
        raise Refused(NOT_MERGED)
    if leader.status in ENDED:
        raise Refused(TOO_LATE)
    asked = case.status_alone == Status.ASKING  # it may have been answered: look at it again
    case.status = Status.CHECKING if asked else case.status_alone
    case.merged_into, case.status_alone = None, ""
    case.save(update_fields=["merged_into", "status_alone", "status"])
    for one in (case, leader):
        add_event(one, Happening.SPLIT, by=by)
        reckon(one)
    return case


def lead_on(leader: Case, *, by: User) -> list[Case]:
    """Bring the cases that were merged into it to the state of the leading one; return them.

    To be called in the transaction of the step.
    """
    followers = list(leader.followers.select_for_update(of=("self",)).select_related("office"))
    for case in followers:
        _go_with(case, leader)
        add_event(case, Happening.MOVED, by=by)
        reckon(case)
    return followers


@transaction.atomic
def link(case: Case, other: Case, *, by: User) -> None:
    """Note that two cases have to do with each other; once, in whichever order."""
    if case.pk == other.pk or case.office_id != other.office_id:
        raise Refused(_ITSELF)
    first, second = sorted((case, other), key=lambda one: one.pk)
    facts = {"by": by, "on": timezone.localdate()}
    try:
        with transaction.atomic():
            CaseLink.objects.create(first=first, second=second, **facts)
    except IntegrityError:
        return
    for one in (case, other):
        add_event(one, Happening.LINKED, by=by)


@transaction.atomic
def unlink(case: Case, other: Case, *, by: User) -> None:
    """Take such a note back. Safe to repeat."""
    first, second = sorted((case.pk, other.pk))
    gone, _ = CaseLink.objects.filter(first_id=first, second_id=second).delete()
    if gone:
        for one in (case, other):
            add_event(one, Happening.UNLINKED, by=by)


def related_to(case: Case, among: CaseQuerySet) -> list[Case]:
    """Return the cases that have to do with it, as far as they are in `among`."""
    links = CaseLink.objects.filter(Q(first=case) | Q(second=case))
    pks = {pk for pair in links.values_list("first_id", "second_id") for pk in pair}
    return list(among.filter(pk__in=pks - {case.pk}).for_list())


def let_go(leader: Case) -> None:
    """Let the cases that were merged into it stand by themselves: the leading one is purged."""
    leader.followers.update(merged_into=None, status_alone="")


def _both(case: Case, other: Case) -> tuple[Case, Case]:
    """Return both, locked, in one order whoever asks."""
    if case.pk == other.pk:
        raise Refused(_ITSELF)
    if (case.office_id, case.is_apart) != (other.office_id, other.is_apart):
        raise ValueError("cases of two registers are never merged")
    rows = Case.objects.select_for_update(of=("self",)).select_related("office")
    found = {row.pk: row for row in rows.filter(pk__in=[case.pk, other.pk]).order_by("pk")}
    return found[case.pk], found[other.pk]


def _go_with(case: Case, leader: Case) -> None:
    """Give a case the state of the leading one; a question to one person is not one to another."""
    is_asked = leader.status == Status.ASKING
    case.status = Status.CHECKING if is_asked else leader.status
    case.ending, case.told_on, case.closed_on = leader.ending, leader.told_on, leader.closed_on
    case.save(update_fields=["status", "ending", "told_on", "closed_on"])
