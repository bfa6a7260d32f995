"""Who looks after an item: a group, in it a post, and whoever holds that post on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from disclosure.models import Entry
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Appointment, Office


class Holder(NamedTuple):
    """Somebody who holds a post on the day."""

    user_id: int
    name: str
    title: str
    group_id: int | None
    role: str


def holders_in(office: Office, on: date) -> list[Holder]:
    """Return who may write evidence in the office on the day, with their posts, in 1 query."""
    posts = Appointment.objects.filter(
        office=office, role__in=roles_with(Permission.DISCLOSURE_EDIT)
    )
    rows = posts.current(on).select_related("user").order_by("pk")
    return [
        Holder(post.user_id, post.user.full_name, post.title, post.group_id, post.role)
        for post in rows
    ]


def editors_of(office: Office) -> frozenset[int]:
    """Return the ids of those who may write evidence in the office today, in 1 query."""
    return frozenset(one.user_id for one in holders_in(office, timezone.localdate()))


def looking_after(entry: Entry | None, holders: Sequence[Holder]) -> list[Holder]:
    """Return who looks after the item now, so that a transfer leaves it with somebody.

    Those who hold the named post in the owner group; else all of that group; else those of the
    deputy group. Empty when nobody is left: then it is the coordinator's, see `fallback`.
    """
    if entry is None:
        return []
    own = [one for one in holders if entry.owner_id and one.group_id == entry.owner_id]
    named = [one for one in own if entry.post and one.title == entry.post]
    others = [one for one in holders if entry.deputy_id and one.group_id == entry.deputy_id]
    return named or own or others


def fallback(holders: Sequence[Holder]) -> list[Holder]:
    """Return the coordinators, who look after what is nobody's."""
    return [one for one in holders if one.role == Appointment.Role.COORDINATOR]


def groups_held(holders: Sequence[Holder], user_id: int) -> frozenset[int]:
    """Return the ids of the groups in which the person holds a post."""
    return frozenset(
        one.group_id for one in holders if one.user_id == user_id and one.group_id is not None
    )


def posts_by_group(holders: Sequence[Holder]) -> Mapping[int | None, list[str]]:
    """Return the titles of the posts of each group, each once."""
    posts: dict[int | None, dict[str, None]] = {}
    for one in holders:
        posts.setdefault(one.group_id, {})[one.title] = None
    return {group: list(titles) for group, titles in posts.items()}
