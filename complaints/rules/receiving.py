"""Taking a complaint in: stored whole before anything else, once, however often it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from complaints.models import (
    Author,
    Case,
    Channel,
    Event,
    Happening,
    Kind,
    Message,
    PurgedFigure,
    Way,
)
from complaints.rules import limits
from complaints.rules.clocks import reckon
from complaints.rules.codes import code_for, hash_of, once
from complaints.rules.news import keep_address, there_is_news
from complaints.rules.sealing import (
    CONTENT,
    IDENTITY,
    content_of,
    key_of,
    new_key,
    place_of,
    seal_words,
)
from complaints.rules.settings import handlers, settings_of, substitutes
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import FiscalYear

CONTENT_FIELDS = {
    "standing": "ผู้ร้องเป็น",
    "what": "เกิดอะไรขึ้น",
    "who": "ใครทำ",
    "where": "ที่ไหน",
    "when": "เมื่อใด",
    "wish": "ต้องการให้ทำอะไร",
    "witnesses": "พยานบุคคล",
    "evidence": "พยานหลักฐาน",
}
"""What is told, by its name under seal, in the order in which it is read."""
STANDINGS = {
    "affected": "ผู้ได้รับความเดือดร้อนหรือเสียหาย",
    "observer": "ผู้พบเห็นหรือทราบเรื่อง",
}
"""What who complains is to the matter, by its name under seal."""
IDENTITY_FIELDS = {
    "name": "ชื่อและนามสกุล",
    "address": "ที่อยู่",
    "phone": "โทรศัพท์",
    "email": "อีเมล",
}
"""Who tells it, by its name under seal."""

_BY_AUTHOR = {
    Author.PERSON: Happening.ANSWERED,
    Author.OFFICE: Happening.ASKED,
    Author.NOTE: Happening.NOTED,
}

_NEWS = frozenset({Happening.MOVED, Happening.ASKED, Happening.INFORMED, Happening.NAME_OPENED})

NOBODY = (
    "สำนักงานนี้ยังไม่ได้แต่งตั้งผู้รับเรื่องร้องเรียนในระบบ จึงยังรับเรื่องทางแบบฟอร์มนี้ไม่ได้ "
    "โปรดใช้ช่องทางอื่นของสำนักงาน หรือร้องเรียนต่อหน่วยงานภายนอก"
)
NO_SUBSTITUTE = (
    "สำนักงานยังไม่ได้แต่งตั้งผู้รับเรื่องแทน หากส่งที่นี่ เรื่องอาจถึงผู้ที่ท่านร้องเรียน ระบบจึงไม่รับไว้ "
    "โปรดร้องเรียนต่อหน่วยงานภายนอกที่อยู่ท้ายหน้านี้"
)


@dataclass(frozen=True)
class Told:
    """A complaint as it was told. The keys are those of CONTENT_FIELDS and IDENTITY_FIELDS.

    `wants_news` is whether somebody with an address wants to hear by e-mail that there is news.
    """

    way: str
    kind: str
    content: Mapping[str, str]
    identity: Mapping[str, str] = field(default_factory=dict)
    about_director: bool = False
    about_handler: bool = False
    wants_news: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it must go round the director and the usual handlers."""
        return self.about_director or self.about_handler


@dataclass(frozen=True)
class Source:
    """The way by which it came; the web form has neither recorder nor hour."""

    channel: str = Channel.WEB
    on: date | None = None
    time: time | None = None
    by: User | None = None


WEB = Source()


@dataclass(frozen=True)
class Receipt:
    """The case, and its code, which is kept nowhere; `is_new` when the form came first now."""

    case: Case
    code: str
    is_new: bool


def receive(
    office: Office, told: Told, *, once_token: str, source: Source = WEB, proven: bool = True
) -> Receipt:
    """Store a complaint and return its receipt; the same form sent again gives the same one.

    What the second one says otherwise is added to the first, so nothing is lost. `proven` is
    whether work was proven: those who answered a sum leave half of the hour's room to others.
    Raises Refused when nobody may take it, TooMany when the hour of the office is full.
    """
    code = code_for(once_token)
    code_hash = hash_of(code)
    case = Case.objects.filter(code_hash=code_hash).first()
    if case is None:
        _require_taker(office, told)
        if source.by is None:
            most = settings_of(office).reports_per_hour
            limits.take(office.code, "reports", most=most if proven else (most + 1) // 2)
        try:
            return Receipt(_stored(office, told, code_hash, source), code, is_new=True)
        except IntegrityError:
            case = Case.objects.filter(code_hash=code_hash).first()
            if case is None:
                raise
    _add_what_differs(case, told)
    return Receipt(case, code, is_new=False)


def missing_of_unnamed(told: Mapping[str, str]) -> list[str]:
    """Return what the rule on anonymous letters asks for and was not told.

    **Source:** the cabinet's resolution of 22 December 2541: an anonymous letter is considered
    only when it gives clear surrounding evidence and names definite witnesses.
    """
    asked = {"evidence": "พยานหลักฐานที่ชัดเจน", "witnesses": "พยานบุคคลที่แน่นอน"}
    return [words for name, words in asked.items() if not told.get(name)]


def _require_taker(office: Office, told: Told) -> None:
    if not handlers(office).exists():
        raise Refused(NOBODY)
    if told.is_apart and not substitutes(office).exists():
        raise Refused(NO_SUBSTITUTE)


@transaction.atomic
def _stored(office: Office, told: Told, code_hash: str, source: Source) -> Case:
    on = source.on or timezone.localdate()
    case = Case(
        office=office,
        fiscal_year=FiscalYear.of(on).year,
        received_on=on,
        received_time=None if told.way == Way.UNNAMED else source.time,
        channel=source.channel,
        recorded_by=source.by,
        way=told.way,
        kind=Kind(told.kind),
        is_apart=told.is_apart,
        about_director=told.about_director,
        about_handler=told.about_handler,
        code_hash=code_hash,
        seal=secrets.token_hex(16),
    )
    _put_under_seal(case, told)
    case.number = next_number(case)
    case.save(force_insert=True)
    if told.wants_news and told.identity.get("email"):
        keep_address(case, told.identity["email"])
    add_event(case, Happening.RECEIVED, by=source.by)
    reckon(case)
    return case


def _put_under_seal(case: Case, told: Told) -> None:
    key, case.content_key = new_key(CONTENT)
    place = place_of(case.seal, "content")
    case.content = seal_words(key, place=place, words=dict(told.content))
    if told.way != Way.UNNAMED:
        key, case.identity_key = new_key(IDENTITY)
        place = place_of(case.seal, "identity")
        case.identity = seal_words(key, place=place, words=dict(told.identity))


def next_number(case: Case) -> int:
    """Return the next number in the case's series; within a transaction, one after the other."""
    Office.objects.select_for_update(no_key=True).get(pk=case.office_id)
    same = Case.objects.filter(
        office=case.office_id, fiscal_year=case.fiscal_year, is_apart=case.is_apart
    )
    gone = PurgedFigure.objects.filter(
        office=case.office_id, fiscal_year=case.fiscal_year, is_apart=case.is_apart
    )
    last = same.aggregate(last=Max("number"))["last"] or 0
    return max(last, gone.aggregate(last=Max("last_number"))["last"] or 0) + 1


def add_event(case: Case, what: Happening, *, by: User | None) -> Event:
    """Note what happened to the case today; of some of it the person is to hear."""
    if what in _NEWS:
        there_is_news(case)
    return Event.objects.create(
        case=case, what=what, by=by, on=timezone.localdate(), status=case.status
    )


def _add_what_differs(case: Case, told: Told) -> None:
    first = content_of(case)
    lines = [
        f"{label}: {told.content.get(name, '')}"
        for name, label in CONTENT_FIELDS.items()
        if told.content.get(name, "") != first.get(name, "")
    ]
    if lines:
        words = "\n".join(["แก้ไขหรือเพิ่มเติมจากการส่งแบบฟอร์มเดิมอีกครั้ง", *lines])
        add_message(case, words, author=Author.PERSON, fingerprint=once(case.seal, words))


@transaction.atomic
def add_message(
    case: Case,
    words: str,
    *,
    author: Author,
    fingerprint: str,
    by: User | None = None,
    what: Happening | None = None,
) -> bool:
    """Put words of the case under seal; False when this very form had brought them before.

    `what` is what has happened by them, unless the author says it.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if Message.objects.filter(once=fingerprint).exists():
        return False
    place = place_of(case.seal, f"message:{fingerprint}")
    sealed = seal_words(key_of(case), place=place, words={"words": words})
    Message.objects.create(
        case=case, author=author, by=by, on=timezone.localdate(), once=fingerprint, sealed=sealed
    )
    add_event(case, what or _BY_AUTHOR[author], by=by)
    return True
