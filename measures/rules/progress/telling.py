"""Who hears of a group's part: those of the group who may report, else the coordinator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from ita_portal.notifications.people import holders_of, people_of
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Appointment
from measures.models import GroupReport

NOBODY = "(ยังไม่มีผู้มีสิทธิรายงานของกลุ่มนี้ในระบบ)"


class Recipients:
    """Whom a line about each of the parts goes to on a day; 2 queries, however many parts.

    Fetch the parts with their round's office and their group.
    """

    def __init__(self, parts: Sequence[GroupReport], on: date) -> None:
        groups = {part.group_id: part.group for part in parts}
        offices = {part.round.office_id: part.round.office for part in parts}
        self._own = people_of(groups.values(), on, may=Permission.PROGRESS_REPORT)
        self._keepers = holders_of([Appointment.Role.COORDINATOR], offices.values(), on)

    def lines(self, part: GroupReport, key: str, text: str) -> Iterator[Reminder]:
        """Give a line about the part for each of them; the coordinator reads why it is theirs."""
        own = self._own[part.group_id]
        text = text if own else f"{text} {NOBODY}"
        for person in own or self._keepers[part.round.office_id]:
            yield Reminder(person, part.round.office_id, key, text, address_of(part))


def tell_returned(parts: Sequence[GroupReport], text: str, *, on: date) -> None:
    """Tell that parts were just sent back; `text` says why, in front of group and round.

    Each part is told once for each time that it is sent back.
    """
    recipients = Recipients(parts, on)
    gather(
        [
            line
            for part in parts
            if part.returned_at is not None
            for line in recipients.lines(
                part,
                f"progress:{part.pk}:returned:{part.returned_at.isoformat()}",
                f"{text} รายงานของ{part.group.name} {part.round}",
            )
        ],
        day=on,
    )


def address_of(part: GroupReport) -> str:
    """Return the path of the group's page."""
    round_ = part.round
    places = [round_.office.code, round_.fiscal_year, round_.months, part.group_id]
    return reverse("measures:progress_group", args=places)
