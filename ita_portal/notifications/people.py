"""Who gets a message: the people of a group, and the holders of a role, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import (
    Appointment,
    AppointmentQuerySet,
    Office,
    OfficeGroup,
)


def people_of(
    groups: Iterable[OfficeGroup], on: date, *, may: Permission | None = None
) -> dict[int, list[int]]:
    """Return the ids of the people with an appointment in each group on the day `on`.

    With `may` only of those whose post there gives that right. By the group's id, every group
    given among them, empty where nobody is left. One query.
    """
    found: dict[int, list[int]] = {group.pk: [] for group in groups}
    posts = Appointment.objects.filter(group_id__in=found).current(on)
    if may is not None:
        posts = posts.filter(role__in=roles_with(may))
    for group_id, user_id in (
        posts.values_list("group_id", "user_id").distinct().order_by("user_id")
    ):
        found[group_id].append(user_id)
    return found


def holders_of(roles: Iterable[str], offices: Iterable[Office], on: date) -> dict[int, list[int]]:
    """Return the ids of the people who hold one of the roles in each office on the day `on`.

    By the office's id, every office given among them. One query.
    """
    found: dict[int, list[int]] = {office.pk: [] for office in offices}
    posts = Appointment.objects.filter(office_id__in=found, role__in=list(roles)).current(on)
    for office_id, user_id in _pairs(posts, "office_id"):
        found[office_id].append(user_id)
    return found


def _pairs(posts: AppointmentQuerySet, place: str) -> Iterable[tuple[int, int]]:
    """Return each place and person once, however many posts tie them."""
    return posts.values_list(place, "user_id").distinct().order_by(place, "user_id")
