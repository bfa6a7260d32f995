"""Opening a hidden name: a reason, a second person, and the one who is named reads of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.models import Case, Happening, NameOpening, Way
from complaints.rules.receiving import IDENTITY_FIELDS, add_event
from complaints.rules.sealing import identity_of, key_of, place_of, seal_words, unseal_words
from complaints.rules.settings import handlers, substitutes
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.models import User

OPEN_DAYS = 7
"""How long who asked may look at the name; then they ask again."""
_NOT_HIDDEN = "เรื่องนี้ไม่มีชื่อที่ปกปิดไว้"
_NOBODY_ELSE = "ต้องมีผู้รับเรื่องอีกคนหนึ่งพิจารณา ขณะนี้มีท่านคนเดียว โปรดแจ้งผู้อำนวยการให้แต่งตั้งเพิ่ม"
_ALREADY = "มีคำขอเปิดชื่อของเรื่องนี้รอพิจารณาอยู่แล้ว"
_OWN = "ผู้ขอเปิดชื่อพิจารณาคำขอของตนเองไม่ได้"


@dataclass(frozen=True)
class Wish:
    """A wish to open the name as it is read; `reason` is opened."""

    opening: NameOpening
    reason: str

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has yet to decide."""
        return self.opening.allowed is None


@transaction.atomic
def ask_for_name(case: Case, reason: str, *, by: User) -> NameOpening:
    """Ask to open the name; the others who see the case are told.

    Raises Refused when there is no hidden name, nobody else to decide, or a wish waits already.
    """
    if case.way != Way.HIDDEN:
        raise Refused(_NOT_HIDDEN)
    others = deciders(case, besides=by)
    if not others:
        raise Refused(_NOBODY_ELSE)
    mark = secrets.token_hex(16)
    place = place_of(case.seal, f"name:{mark}")
    sealed = seal_words(key_of(case), place=place, words={"reason": reason})
    facts = {"case": case, "asked_by": by, "asked_on": timezone.localdate()}
    try:
        with transaction.atomic():
            opening = NameOpening.objects.create(mark=mark, sealed=sealed, **facts)
    except IntegrityError as error:
        raise Refused(_ALREADY) from error
    add_event(case, Happening.NAME_ASKED, by=by)
    gather(_told(case, others, mark), day=timezone.localdate())
    return opening


@transaction.atomic
def decide_name(opening: NameOpening, *, allowed: bool, by: User) -> NameOpening:
    """Allow the name to be opened, or not. Safe to repeat. Raises Refused for who asked."""
    found = NameOpening.objects.select_for_update(of=("self",))
    opening = found.select_related("case__office").get(pk=opening.pk)
    if opening.asked_by_id == by.pk:
        raise Refused(_OWN)
    if opening.allowed is not None:
        return opening
    opening.allowed, opening.decided_by = allowed, by
    opening.decided_on = timezone.localdate()
    opening.save(update_fields=["allowed", "decided_by", "decided_on"])
    what = Happening.NAME_OPENED if allowed else Happening.NAME_KEPT
    add_event(opening.case, what, by=by)
    if allowed and not opening.case.is_apart:
        # In the office's trail without the case; of those that go round it says nothing at all.
        office = opening.case.office
        record(by=by, office=office, verb="complaints.name_opened", subject=office)
    return opening


def name_for(case: Case, user: User) -> list[tuple[str, str]]:
    """Return the name, labels with words, to who asked and was allowed lately; else nothing.

    Raises KeyLostError.
    """
    since = timezone.localdate() - timedelta(days=OPEN_DAYS)
    mine = NameOpening.objects.filter(case=case, asked_by=user, allowed=True)
    if not mine.filter(decided_on__gt=since).exists():
        return []
    identity = identity_of(case)
    return [
        (label, identity[name]) for name, label in IDENTITY_FIELDS.items() if identity.get(name)
    ]


def wishes_of(case: Case) -> list[Wish]:
    """Return the wishes to open the name, oldest first. Raises KeyLostError."""
    rows = NameOpening.objects.filter(case=case).select_related("asked_by", "decided_by")
    if not rows:
        return []
    key = key_of(case)
    return [Wish(row, _reason(case, key, row)) for row in rows]


def openings_told(case: Case) -> list[tuple[date, str]]:
    """Return for the one who is named: on which days the name was opened, and why."""
    return [
        (wish.opening.decided_on, wish.reason)
        for wish in wishes_of(case)
        if wish.opening.allowed and wish.opening.decided_on
    ]


def deciders(case: Case, *, besides: User) -> list[int]:
    """Return the ids of those who handle such cases, without one of them."""
    posts = substitutes(case.office) if case.is_apart else handlers(case.office)
    people = posts.exclude(user=besides).values_list("user_id", flat=True)
    return sorted(set(people))


def _reason(case: Case, key: bytes, row: NameOpening) -> str:
    place = place_of(case.seal, f"name:{row.mark}")
    return unseal_words(key, place=place, sealed=row.sealed)["reason"]


def _told(case: Case, people: list[int], mark: str) -> list[Reminder]:
    return [
        Reminder(
            user_id=user_id,
            office_id=case.office_id,
            key=f"complaints:name:{mark}",
            text="มีคำขอเปิดชื่อผู้ร้องเรียนที่ปกปิดไว้ รอท่านพิจารณา",
            href=reverse("complaints:case_name", args=[case.office.code, case.seal]),
        )
        for user_id in people
    ]
