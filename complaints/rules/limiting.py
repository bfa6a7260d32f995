"""Setting an office's limits and its own days off: by who sees no case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import KEEP_FIELDS, Case, ComplaintSettings, DayOff
from complaints.rules.clocks import reckon_all
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User

FIELDS = (
    "first_answer_days",
    "progress_days",
    "end_days",
    "reports_per_hour",
    "files_per_report",
    *KEEP_FIELDS,
)
"""What an office may set."""


@transaction.atomic
def set_limits(
    office: Office, values: Mapping[str, int], *, revision: int, by: User
) -> ComplaintSettings:
    """Set the office's limits; open cases are reckoned anew.

    Raises Stale when somebody else has set them meanwhile.
    """
    ComplaintSettings.objects.get_or_create(office=office)
    found = ComplaintSettings.objects.select_for_update().get(office=office)
    if found.revision != revision:
        raise Stale
    before = {name: getattr(found, name) for name in FIELDS}
    for name in FIELDS:
        setattr(found, name, values[name])
    found.revision += 1
    found.save(update_fields=[*FIELDS, "revision"])
    changed = {
        name: [before[name], values[name]] for name in FIELDS if before[name] != values[name]
    }
    record(by=by, office=office, verb="complaints.limits", subject=office, detail=changed)
    reckon_all(office)
    return found


def add_day_off(office: Office, *, on: date, name: str, by: User) -> DayOff:
    """Note that the office is closed on a day. Raises Refused when it is noted already."""
    try:
        with transaction.atomic():
            day = DayOff.objects.create(office=office, on=on, name=name, by=by)
            _noted("complaints.day_off_added", office, day, by)
            reckon_all(office)
    except IntegrityError as error:
        raise Refused("วันนี้อยู่ในรายการแล้ว") from error
    return day


@transaction.atomic
def remove_day_off(day: DayOff, *, by: User) -> None:
    """Take such a day away again."""
    _noted("complaints.day_off_removed", day.office, day, by)
    DayOff.objects.filter(pk=day.pk).delete()
    reckon_all(day.office)


def late_count(office: Office) -> int:
    """Return how many usual cases are past a limit.

    Those that go round the director are never counted: the number would tell that there are some.
    """
    return Case.objects.of(office).usual().late(timezone.localdate()).count()


def _noted(verb: str, office: Office, day: DayOff, by: User) -> None:
    detail = {"on": day.on.isoformat(), "name": day.name}
    record(by=by, office=office, verb=verb, subject=office, detail=detail)
