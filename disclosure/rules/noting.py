"""What visitors say of a public item, without saying who they are, and what the office answers."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from complaints.rules.limits import take
from disclosure.models import NOTE_LIFECYCLE, Entry, Evidence, NoteKind, NoteStatus, VisitorNote
from disclosure.models.noting import VisitorNoteQuerySet
from disclosure.rules.heading import YearHead
from disclosure.rules.pieces import day_of
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.dates import short_date
from ita_portal.thai.text import clean

LONGEST = 1000
AN_HOUR_AT_ITEM = 10
AN_HOUR_AT_OFFICE = 60
MOST_OPEN = 20
"""Notes that may stand open at one item; what else is said of it is counted at one of them."""
SHOWN_FOR = timedelta(days=90)
"""How long the public page shows an answer."""


class Said(NamedTuple):
    """A note as the public reads it: what is said to be wrong, since when, and the answer.

    The visitor's own words are for the office alone.
    """

    kind: str
    day: str
    about: str
    is_open: bool
    status: str
    answer: str
    answered_on: str


def note_item(
    head: YearHead, code: str, *, kind: str, words: str, evidence: Evidence | None
) -> VisitorNote:
    """Take a visitor's note about an item; it becomes a task of the group that looks after it.

    Raises Refused for words that are too long and, before anything is kept, when too many came in
    this hour to the item or the office; ValueError for evidence of another office.
    """
    text = clean(words).strip()
    if len(text) > LONGEST:
        raise Refused(f"รายละเอียดยาวเกินไป เขียนได้ไม่เกิน {LONGEST:,} ตัวอักษร")
    if evidence is not None and evidence.office_id != head.office_id:
        raise ValueError(f"evidence {evidence.pk} is not of office {head.code}")
    take(f"{head.code}.{head.fiscal_year}.{code}", "notes", most=AN_HOUR_AT_ITEM)
    take(head.code, "notes", most=AN_HOUR_AT_OFFICE)
    return _kept(head, code, NoteKind(kind), text, evidence)


@transaction.atomic
def _kept(
    head: YearHead, code: str, kind: NoteKind, words: str, evidence: Evidence | None
) -> VisitorNote:
    office = Office.objects.select_for_update(no_key=True).get(pk=head.office_id)
    standing = VisitorNote.objects.of_item(office.pk, head.fiscal_year, code).open()
    same = standing.filter(kind=kind, evidence=evidence, words=words).first()
    if same is None and standing.count() >= MOST_OPEN:
        same = standing.filter(kind=kind).last() or standing.last()
    today = timezone.localdate()
    if same is not None:
        same.times, same.last_on = same.times + 1, today
        same.save(update_fields=["times", "last_on"])
        return same
    note = VisitorNote.objects.create(
        office=office,
        fiscal_year=head.fiscal_year,
        code=code,
        evidence=evidence,
        kind=kind,
        words=words,
        noted_on=today,
        last_on=today,
    )
    detail = {"year": note.fiscal_year, "item": code, "kind": kind.value}
    record(by=None, office=office, verb="note.received", subject=note, detail=detail)
    touch_public(office.pk)
    return note


@transaction.atomic
def answer_note(note: VisitorNote, *, status: NoteStatus, words: str, by: User) -> VisitorNote:
    """Answer a note: it was mended, or it is not so; the words are read by everybody.

    Raises Refused without words, with too many, or when it was answered already.
    """
    note = VisitorNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    NOTE_LIFECYCLE.require(NoteStatus(note.status), status)
    text = clean(words).strip()
    if not text:
        raise Refused("กรุณาเขียนคำตอบ ผู้ที่แจ้งจะอ่านได้ที่หน้าของข้อนี้")
    if len(text) > LONGEST:
        raise Refused(f"คำตอบยาวเกินไป เขียนได้ไม่เกิน {LONGEST:,} ตัวอักษร")
    note.status, note.answer = status, text
    note.answered_at, note.answered_by = timezone.now(), by
    note.save(update_fields=["status", "answer", "answered_at", "answered_by"])
    detail = {"year": note.fiscal_year, "item": note.code, "status": status, "answer": text}
    record(by=by, office=note.office, verb="note.answered", subject=note, detail=detail)
    touch_public(note.office_id)
    return note


def notes_for_public(head: YearHead, code: str) -> list[Said]:
    """Return what stands open at an item, and what was answered lately, in 1 query."""
    recent = Q(answered_at__gte=timezone.now() - SHOWN_FOR) | Q(status=NoteStatus.OPEN)
    notes = VisitorNote.objects.of_item(head.office_id, head.fiscal_year, code).filter(recent)
    seen: dict[Said, None] = {}
    for note in notes.select_related("evidence__shown"):
        shown = note.evidence.shown if note.evidence else None
        said = Said(
            kind=str(NoteKind(note.kind).label),
            day=short_date(note.noted_on),
            about=shown.title if shown else "",
            is_open=note.status == NoteStatus.OPEN,
            status=str(NoteStatus(note.status).label),
            answer=note.answer,
            answered_on=day_of(note.answered_at) if note.answered_at else "",
        )
        seen[said] = None  # several with words of their own look alike here
    return list(seen)


def notes_waiting_for(user: User, office: Office) -> VisitorNoteQuerySet:
    """Return the open notes that are `user`'s to answer, the longest waiting first.

    Those about items of a group in which the person holds a post, of its deputy group while nobody
    is in it, and for the coordinator what is nobody's.
    """
    entries = Entry.objects.filter(
        office=office, fiscal_year=OuterRef("fiscal_year"), code=OuterRef("code")
    )
    holders = Appointment.objects.filter(
        office=office, role__in=roles_with(Permission.DISCLOSURE_EDIT)
    ).current(timezone.localdate())
    mine = holders.filter(user=user, group__isnull=False).values("group_id")
    notes = VisitorNote.objects.filter(office=office).open()
    notes = notes.annotate(
        owner_group=Coalesce(
            Subquery(entries.values("owner_id")[:1]),
            F("evidence__owner_id"),
            output_field=BigIntegerField(),
        ),
        deputy_group=Subquery(entries.values("deputy_id")[:1]),
    ).annotate(
        has_owner=Exists(holders.filter(group_id=OuterRef("owner_group"))),
        has_deputy=Exists(holders.filter(group_id=OuterRef("deputy_group"))),
        coordinates=Exists(holders.filter(user=user, role=Appointment.Role.COORDINATOR)),
    )
    own = Q(owner_group__in=mine)
    instead = Q(has_owner=False, deputy_group__in=mine)
    nobodys = Q(has_owner=False, has_deputy=False, coordinates=True)
    return notes.filter(own | instead | nobodys).order_by("noted_on", "pk")
