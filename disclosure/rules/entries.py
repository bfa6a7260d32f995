"""What an office sets for an item of a year: who looks after it, until when, whether it applies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from assessments.models import OITItem
from disclosure.models import Entry, Setting
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.text import clean

MOST_COMPONENTS = 40
LONGEST_COMPONENT = 500
LONGEST_PLACE = 500
SAME_GROUP = "กลุ่มสำรองต้องไม่ใช่กลุ่มที่รับผิดชอบ โปรดเลือกอีกกลุ่มหนึ่งหรือเว้นว่าง"


class EntryFacts(TypedDict):
    """What is set for an item; `components` only where the year's list has none."""

    owner: OfficeGroup | None
    deputy: OfficeGroup | None
    post: str
    due_on: date | None
    components: Sequence[str]
    shown_by_papers: Sequence[str]
    place: str


def entry_of(office: Office, item: OITItem) -> Entry:
    """Return what is set for the item; a row that is not saved, of revision 0, while nothing is."""
    known = {"office": office, "fiscal_year": item.framework.fiscal_year, "code": item.code}
    rows = Entry.objects.select_related("owner", "deputy", "proposed_by", "decided_by")
    return rows.filter(**known).first() or Entry(**known, revision=0)


@transaction.atomic
def set_entry(
    office: Office, item: OITItem, *, revision: int, by: User, **facts: Unpack[EntryFacts]
) -> Entry:
    """Set who looks after the item and what it shows.

    Raises Stale when somebody else has set it since `revision`, Refused for a deputy that is the
    owner and for words that are too long, ValueError for a group of another office.
    """
    entry = _locked(office, item)
    if entry.revision != revision:
        raise Stale
    for group in (facts["owner"], facts["deputy"]):
        if group is not None and group.office_id != office.pk:
            raise ValueError(f"group {group.pk} is not of office {office.code}")
    if facts["owner"] and facts["owner"] == facts["deputy"]:
        raise Refused(SAME_GROUP)
    entry.owner, entry.deputy = facts["owner"], facts["deputy"]
    entry.post, entry.due_on = clean(facts["post"]).strip(), facts["due_on"]
    entry.components = [] if item.components else _components(facts["components"])
    known = item.components or entry.components
    entry.shown_by_papers = [one for one in known if one in facts["shown_by_papers"]]
    entry.place = _place(facts["place"])
    _save(entry, "entry.saved", by=by)
    return entry


def _components(typed: Sequence[str]) -> list[str]:
    lines = [" ".join(clean(one).split()) for one in typed]
    found = list(dict.fromkeys(line for line in lines if line))
    if len(found) > MOST_COMPONENTS:
        raise Refused(f"กำหนดองค์ประกอบได้ไม่เกิน {MOST_COMPONENTS} ข้อ")
    if any(len(one) > LONGEST_COMPONENT for one in found):
        raise Refused(f"องค์ประกอบข้อหนึ่งยาวเกิน {LONGEST_COMPONENT} ตัวอักษร โปรดย่อให้สั้นลง")
    return found


def _place(typed: str) -> str:
    place = clean(typed).strip()
    if len(place) > LONGEST_PLACE:
        raise Refused(f"คำบอกตำแหน่งยาวเกิน {LONGEST_PLACE} ตัวอักษร โปรดย่อให้สั้นลง")
    return place


@transaction.atomic
def propose_not_applicable(office: Office, item: OITItem, *, words: str, by: User) -> Entry:
    """Say that the item does not concern the office; somebody else decides.

    Raises Refused without a reason, or when that was said already.
    """
    entry = _locked(office, item)
    if entry.setting != Setting.ASKED:
        raise Refused("มีผู้เสนอไว้แล้วว่าข้อนี้ไม่เกี่ยวข้อง")
    entry.reason = reason(words, what_for="ข้อนี้ไม่เกี่ยวข้อง")
    entry.setting = Setting.PROPOSED
    entry.proposed_at, entry.proposed_by = timezone.now(), by
    entry.decided_at, entry.decided_by, entry.comment = None, None, ""
    _save(entry, "entry.not_applicable_proposed", by=by)
    return entry


@transaction.atomic
def decide_not_applicable(
    office: Office, item: OITItem, *, accept: bool, comment: str, by: User
) -> Entry:
    """Accept or refuse that the item does not concern the office.

    Raises Refused when nobody proposed it, `by` did, or it is refused without a reason.
    """
    entry = _locked(office, item)
    if entry.setting != Setting.PROPOSED:
        raise Refused("ไม่มีคำขอว่าข้อนี้ไม่เกี่ยวข้องที่รอพิจารณา")
    if entry.proposed_by_id == by.pk:
        raise Refused("ผู้เสนอพิจารณาคำขอของตนเองไม่ได้ ต้องให้ผู้อื่นพิจารณา")
    entry.comment = "" if accept else reason(comment, what_for="ไม่รับคำขอ")
    entry.setting = Setting.ACCEPTED if accept else Setting.ASKED
    entry.decided_at, entry.decided_by = timezone.now(), by
    verb = "accepted" if accept else "refused"
    _save(entry, f"entry.not_applicable_{verb}", by=by)
    return entry


@transaction.atomic
def ask_again(office: Office, item: OITItem, *, by: User) -> Entry:
    """Let the item concern the office again. Raises Refused when it does."""
    entry = _locked(office, item)
    if entry.setting == Setting.ASKED:
        raise Refused("ข้อนี้ต้องเปิดเผยอยู่แล้ว")
    entry.setting = Setting.ASKED
    _save(entry, "entry.not_applicable_ended", by=by)
    return entry


def _locked(office: Office, item: OITItem) -> Entry:
    """Return the row, that of the office locked, so that one is made once."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    return entry_of(office, item)


def _save(entry: Entry, verb: str, *, by: User) -> None:
    entry.revision += 1
    entry.save()
    touch_public(entry.office_id)
    detail: dict[str, object] = {"year": entry.fiscal_year, "item": entry.code}
    if entry.setting or entry.comment:
        detail |= {"reason": entry.reason, "comment": entry.comment}
    else:
        detail |= {"owner": entry.owner.name if entry.owner else "", "place": entry.place}
    record(by=by, office=entry.office, verb=verb, subject=entry, detail=detail)
