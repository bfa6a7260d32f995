"""Whom a paper may name: the people of the office with their posts, and its groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ita_portal.organisations.models import Appointment, Office, OfficeGroup

Role = Appointment.Role
_OWN = Appointment.Capacity.OWN


@dataclass(frozen=True)
class Person:
    """Somebody who can be chosen: by name and position, or a position alone (`name` is "")."""

    name: str
    position: str

    @property
    def value(self) -> str:
        """How the choice is sent; both parts, since a name may hold two posts."""
        return f"{self.name}|{self.position}"

    @property
    def label(self) -> str:
        """How the choice reads."""
        return "  ".join(part for part in (self.name, self.position) if part)

    def row(self) -> dict[str, str]:
        """Return the fields of a row that names this person."""
        return {"name": self.name, "position": self.position}


def choices_of(office: Office, *, on: date) -> list[Person]:
    """Return the positions of the office, then its people with theirs, each once."""
    posts = list(_posts(office, on))
    heads = [Person("", head_of(group)) for group in groups_of(office)]
    positions = [Person("", director_of(office)), *_titles(posts, Role.DEPUTY_DIRECTOR), *heads]
    people = [Person(post.user.full_name, post.title) for post in posts]
    return list(dict.fromkeys([*positions, *people]))


def _posts(office: Office, on: date) -> Iterable[Appointment]:
    posts = Appointment.objects.filter(office=office, capacity=_OWN).current(on)
    return posts.select_related("user", "group").order_by("user__first_name", "pk")


def _titles(posts: Iterable[Appointment], role: str) -> list[Person]:
    return [Person("", post.title) for post in posts if post.role == role]


def groups_of(office: Office) -> list[OfficeGroup]:
    """Return the groups in use in the order of the office."""
    return [group for group in office.groups.all() if group.is_active]


def head_of(group: OfficeGroup) -> str:
    """Return the position of who leads a group."""
    return f"ผู้อำนวยการ{group.name}"


def director_of(office: Office) -> str:
    """Return the position of who leads the office."""
    return f"ผู้อำนวยการ{office.name}"


def deputies_of(office: Office, *, on: date) -> list[str]:
    """Return the positions of the deputies, each once; the usual one when none is known."""
    posts = Appointment.objects.filter(office=office, capacity=_OWN, role=Role.DEPUTY_DIRECTOR)
    titles = posts.current(on).order_by("pk").values_list("title", flat=True)
    return list(dict.fromkeys(titles)) or [f"รอง{director_of(office)}"]


def coordinating(office: Office, *, on: date) -> Appointment | None:
    """Return the post of who coordinates the ITA, with the group, if there is one."""
    posts = Appointment.objects.filter(office=office, role=Role.COORDINATOR).current(on)
    return posts.select_related("user", "group").order_by("pk").first()
