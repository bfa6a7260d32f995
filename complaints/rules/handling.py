"""What who handles complaints may see and do: read, ask, note, and lead a case on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import (
    ENDED,
    FINISHED,
    LIFECYCLE,
    Author,
    Case,
    CaseQuerySet,
    Event,
    Happening,
    Status,
)
from complaints.rules.clocks import reckon
from complaints.rules.codes import once
from complaints.rules.merging import LEAD_THE_OTHER, TAKE_APART_FIRST, lead_on
from complaints.rules.receiving import NO_SUBSTITUTE, add_event, add_message, next_number
from complaints.rules.settings import substitutes
from complaints.rules.steps import add_step, require_facts
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, User

NO_FACTS: Mapping[str, str] = MappingProxyType({})
_NO_ANSWER = "เรื่องนี้พิจารณาเสร็จแล้ว จึงถามผู้ร้องเรียนเพิ่มไม่ได้"


def visible_to(office: Office, may: frozenset[Permission]) -> CaseQuerySet:
    """Return the cases of the office that somebody with these rights may see, and no others.

    A case against the director or the handlers is for the substitute alone; who is a handler, or
    holds the director's power on that day, does not see it, whatever else they were given.
    """
    cases = Case.objects.of(office)
    if Permission.COMPLAINT_USUAL in may:
        return cases.usual()
    if Permission.COMPLAINT_ROUND in may and Permission.COMPLAINT_APPOINT not in may:
        return cases.apart()
    return cases.none()


def note_reading(case: Case, *, by: User, what: Happening = Happening.READ) -> None:
    """Note that somebody has opened the case or a file of it; once a day and person."""
    today = timezone.localdate()
    if not Event.objects.filter(case=case, what=what, by=by, on=today).exists():
        add_event(case, what, by=by)


@transaction.atomic
def ask(case: Case, words: str, *, once_token: str, by: User) -> Case:
    """Ask the person something; the case then waits for the answer.

    The same form sent twice asks once. Raises Refused when it was decided about the case.
    """
    case = _locked(case)
    if case.status in ENDED:
        raise Refused(_NO_ANSWER)
    fingerprint = once("ask", case.seal, once_token)
    if not add_message(case, words, author=Author.OFFICE, fingerprint=fingerprint, by=by):
        return case
    if case.status == Status.RECEIVED and not case.merged_into_id:
        _set(case, Status.CHECKING)
        add_event(case, Happening.MOVED, by=by)
    if LIFECYCLE.allows(Status(case.status), Status.ASKING) and not case.merged_into_id:
        _set(case, Status.ASKING)
        add_event(case, Happening.MOVED, by=by)
        lead_on(case, by=by)
    reckon(case)
    return case


@transaction.atomic
def inform(case: Case, words: str, *, once_token: str, by: User) -> Case:
    """Tell the person how far the case has come; the clock of progress begins anew.

    The persons of cases that were merged into it read the same words. The same form sent twice
    tells once. Raises Refused when the result was told.
    """
    case = _locked(case)
    if case.status in FINISHED:
        raise Refused("เรื่องนี้แจ้งผลแล้ว")
    fingerprint = once("inform", case.seal, once_token)
    what = Happening.INFORMED
    add_message(case, words, author=Author.OFFICE, fingerprint=fingerprint, by=by, what=what)
    reckon(case)
    for follower in case.followers.select_related("office"):
        _told_too(follower, words, once_token=once_token, by=by)
    return case


@transaction.atomic
def note(case: Case, words: str, *, once_token: str, by: User) -> bool:
    """Write a note that the handlers alone read; False when the same form came before."""
    fingerprint = once("note", case.seal, once_token)
    return add_message(case, words, author=Author.NOTE, fingerprint=fingerprint, by=by)


def next_steps(case: Case) -> list[Status]:
    """Return the states to which one may lead the case, in the order of the steps.

    To ask is a deed of its own; a merged case goes with the leading one.
    """
    if case.merged_into_id:
        return []
    allowed = LIFECYCLE.steps.get(Status(case.status), frozenset())
    return [step for step in Status if step in allowed and step != Status.ASKING]


@transaction.atomic
def move(
    case: Case,
    to: Status,
    *,
    by: User,
    once_token: str,
    ending: str = "",
    words: str = "",
    facts: Mapping[str, str] = NO_FACTS,
) -> Case:
    """Lead the case to its next state; `words` go to the person, if there are any.

    `facts` is what is written at the step, by the names of `steps.LABELS`, lists line by line.
    Deciding needs one of the endings, telling the result needs the words in which it is told. The
    same form sent twice moves once. Cases that were merged into it go with it, and their persons
    read the same words. Raises Refused otherwise, or when the state has changed.
    """
    case = _locked(case)
    if case.merged_into_id:
        raise Refused(LEAD_THE_OTHER)
    fingerprint = once("move", case.seal, once_token)
    LIFECYCLE.require(Status(case.status), to)
    require_facts(case, to, ending=ending, facts=facts)
    if to == Status.TOLD and not words:
        raise Refused("โปรดเขียนข้อความแจ้งผลถึงผู้ร้องเรียน")
    if to == Status.DECIDED:
        case.ending = ending
    _set(case, to)
    if words:
        what = Happening.INFORMED
        add_message(case, words, author=Author.OFFICE, fingerprint=fingerprint, by=by, what=what)
    add_step(case, by=by, facts=facts)
    reckon(case)
    for follower in lead_on(case, by=by):
        if words:
            _told_too(follower, words, once_token=once_token, by=by)
    return case


def set_apart(case: Case, *, about_director: bool, about_handler: bool, by: User) -> Case:
    """Hand the case to the substitute, since it is about the director or a handler.

    There is no way back: who handed it over sees it no more. Raises Refused when the office has
    no substitute, or it is nobody's whom it must go round.
    """
    if not (about_director or about_handler):
        raise Refused("โปรดเลือกว่าเรื่องนี้เกี่ยวกับใคร")
    try:
        return _handed_over(case, about_director=about_director, about_handler=about_handler, by=by)
    except IntegrityError as error:
        raise Refused("มีผู้แก้ไขเรื่องนี้พร้อมกัน โปรดลองอีกครั้ง") from error


@transaction.atomic
def _handed_over(case: Case, *, about_director: bool, about_handler: bool, by: User) -> Case:
    case = _locked(case)
    if case.is_apart:
        return case
    if case.merged_into_id or case.followers.exists():
        raise Refused(TAKE_APART_FIRST)
    if not substitutes(case.office).exists():
        raise Refused(NO_SUBSTITUTE)
    case.is_apart, case.about_director = True, about_director
    case.about_handler = about_handler
    case.number = next_number(case)
    case.save(update_fields=["is_apart", "about_director", "about_handler", "number"])
    add_event(case, Happening.SET_APART, by=by)
    return case


def _told_too(case: Case, words: str, *, once_token: str, by: User) -> None:
    """Put words to the person of the leading case to that of a merged one as well, sealed anew."""
    fingerprint = once("together", case.seal, once_token)
    what = Happening.INFORMED
    add_message(case, words, author=Author.OFFICE, fingerprint=fingerprint, by=by, what=what)
    reckon(case)


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("office").get(pk=case.pk)


def _set(case: Case, status: Status) -> None:
    case.status = status
    if status == Status.TOLD:
        case.told_on = timezone.localdate()
    if status == Status.CLOSED:
        case.closed_on = timezone.localdate()
    case.save(update_fields=["status", "ending", "told_on", "closed_on"])
