"""Setting who looks after many items at once, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from django.db import transaction

from assessments.models import Framework, OITItem
from disclosure.models import Entry
from disclosure.rules.entries import SAME_GROUP
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.thai.text import clean

NOTHING_CHOSEN = "กรุณาเลือกข้ออย่างน้อยหนึ่งข้อ"
NOTHING_TO_CHANGE = "กรุณาเลือกสิ่งที่จะตั้ง เช่น กลุ่มที่รับผิดชอบ หรือกำหนดเสร็จ"


class Keep(Enum):
    """The value of what is left as it is."""

    AS_IS = "as it is"


AS_IS = Keep.AS_IS
Group = OfficeGroup | None | Literal[Keep.AS_IS]


@dataclass(frozen=True)
class OwnerChange:
    """What is set for all chosen items alike; None takes away, AS_IS leaves as it is.

    With another owner group and no `post`, the post of the group before is taken away.
    """

    owner: Group = AS_IS
    deputy: Group = AS_IS
    post: str = ""
    due_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be set."""
        kept = self.owner is AS_IS and self.deputy is AS_IS
        return kept and not self.post and self.due_on is None


@transaction.atomic
def set_owners(
    office: Office, framework: Framework, *, seen: Mapping[str, int], change: OwnerChange, by: User
) -> int:
    """Set the change for the items whose codes are in `seen`; return for how many it was new.

    All or none. `seen` holds the revision of each when the page was read: raises Stale when one
    that would change was set by somebody else since. So the same form sent twice sets once.
    Raises Refused when nothing is chosen or set, or a deputy would be the owner; ValueError for a
    group of another office.
    """
    _require_something(office, seen, change)
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    year = framework.fiscal_year
    entries = {one.code: one for one in Entry.objects.filter(office=office, fiscal_year=year)}
    changed: list[Entry] = []
    for code in OITItem.objects.filter(framework=framework, code__in=seen).values_list(
        "code", flat=True
    ):
        entry = entries.get(code) or Entry(office=office, fiscal_year=year, code=code, revision=0)
        before = _set(entry)
        _apply(entry, change)
        if _set(entry) == before:
            continue
        if entry.revision != seen[code]:
            raise Stale
        entry.revision += 1
        entry.save()
        changed.append(entry)
    if changed:
        _record(office, year, changed, change, by=by)
    return len(changed)


def _require_something(office: Office, seen: Mapping[str, int], change: OwnerChange) -> None:
    if not seen:
        raise Refused(NOTHING_CHOSEN)
    if change.is_empty:
        raise Refused(NOTHING_TO_CHANGE)
    for group in (change.owner, change.deputy):
        if isinstance(group, OfficeGroup) and group.office_id != office.pk:
            raise ValueError(f"group {group.pk} is not of office {office.code}")


def _set(entry: Entry) -> tuple[object, ...]:
    return (entry.owner_id, entry.deputy_id, entry.post, entry.due_on)


def _apply(entry: Entry, change: OwnerChange) -> None:
    owner_before = entry.owner_id
    if change.owner is not AS_IS:
        entry.owner = change.owner
    if change.deputy is not AS_IS:
        entry.deputy = change.deputy
    if entry.owner_id != owner_before or change.post:
        entry.post = clean(change.post).strip()
    if change.due_on is not None:
        entry.due_on = change.due_on
    if entry.owner_id and entry.owner_id == entry.deputy_id:
        raise Refused(f"ข้อ {entry.code}: {SAME_GROUP}")


def _record(
    office: Office, year: int, changed: list[Entry], change: OwnerChange, *, by: User
) -> None:
    named = {
        "owner": change.owner,
        "deputy": change.deputy,
        "post": change.post or AS_IS,
        "due_on": change.due_on.isoformat() if change.due_on else AS_IS,
    }
    told = {name: str(value or "") for name, value in named.items() if value is not AS_IS}
    detail = {"year": year, "items": [one.code for one in changed], **told}
    record(by=by, office=office, verb="entries.owned", subject=office, detail=detail)
