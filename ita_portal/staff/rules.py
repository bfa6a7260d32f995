"""What may be done with groups, people and appointments, one function for each thing done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.access import COMPLAINT_ROLES, Permission, permissions_of
from ita_portal.organisations.models import (
    Appointment,
    AppointmentQuerySet,
    Office,
    OfficeGroup,
    User,
)
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.dates import short_date

NAME_TAKEN = "มีชื่อผู้ใช้นี้แล้ว โปรดใช้ชื่ออื่น"


@dataclass(frozen=True)
class Hired:
    """A new person and the password to hand over, which is shown once and kept nowhere."""

    appointment: Appointment
    password: str


def new_password() -> str:
    """Return a random first password: easy to read out, 14 characters, about 70 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


@transaction.atomic
def save_office(office: Office, *, facts: Mapping[str, Any], by: User) -> Office:
    """Change the office's address, telephone, e-mail and web site, as the public reads them."""
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    for name in ("address", "phone", "email", "website"):
        setattr(office, name, facts[name])
    office.save(update_fields=["address", "phone", "email", "website"])
    record(by=by, office=office, verb="office.changed", subject=office)
    touch_public(office.pk)
    return office


@transaction.atomic
def add_group(office: Office, *, name: str, short_name: str, by: User) -> OfficeGroup:
    """Add a group at the end of the office's list. Raises Refused for a name it has already."""
    _one_at_a_time(office)
    if OfficeGroup.objects.filter(office=office, name=name).exists():
        raise Refused(f"สำนักงานมี “{name}” อยู่แล้ว")
    last = OfficeGroup.objects.filter(office=office).aggregate(last=Max("position"))["last"]
    group = OfficeGroup.objects.create(
        office=office, name=name, short_name=short_name, position=(last or 0) + 1
    )
    record(by=by, office=office, verb="group.added", subject=group)
    return group


@transaction.atomic
def change_group(
    group: OfficeGroup, *, name: str, short_name: str, is_active: bool, by: User
) -> OfficeGroup:
    """Rename a group or take it out of use; what it has owned keeps pointing at it.

    Raises Refused for a name that another group of the office has.
    """
    _one_at_a_time(group.office)
    group = (
        OfficeGroup.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=group.pk)
    )
    others = OfficeGroup.objects.filter(office=group.office, name=name).exclude(pk=group.pk)
    if others.exists():
        raise Refused(f"สำนักงานมี “{name}” อยู่แล้ว")
    group.name, group.short_name, group.is_active = name, short_name, is_active
    group.save(update_fields=["name", "short_name", "is_active"])
    record(by=by, office=group.office, verb="group.changed", subject=group)
    touch_public(group.office_id)
    return group


@transaction.atomic
def hire(office: Office, *, person: Mapping[str, str], post: Mapping[str, Any], by: User) -> Hired:
    """Add a person with a first password and their first appointment in the office.

    Raises Refused for a user name that somebody has already, and as `appoint` does.
    """
    _one_at_a_time(office)
    if User.objects.filter(username__iexact=person["username"]).exists():
        raise Refused(NAME_TAKEN)
    password = new_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(person["username"], password, **_names(person))
    except IntegrityError:  # another office's administrator was quicker
        raise Refused(NAME_TAKEN) from None
    record(by=by, office=office, verb="person.added", subject=user)
    return Hired(appoint(user, office=office, post=post, by=by), password)


def _names(person: Mapping[str, str]) -> dict[str, str]:
    return {name: person[name] for name in ("prefix", "first_name", "last_name", "email")}


@transaction.atomic
def appoint(user: User, *, office: Office, post: Mapping[str, Any], by: User) -> Appointment:
    """Give a person a role in the office, with dates and the capacity to sign.

    `post` has the fields of Appointment. Raises Refused when the director's post is already
    held in its own right on those days, when the person has this very post on them (a form sent
    twice), when the group is another office's, when somebody would give themselves the power
    to sign, and as `_require_fit_for_complaints`.
    """
    if user.pk == by.pk and post["role"] == Appointment.Role.DIRECTOR:
        raise Refused("ท่านแต่งตั้งตนเองให้มีอำนาจลงนามไม่ได้ โปรดให้ผู้ดูแลระบบอีกคนดำเนินการ")
    _one_at_a_time(office)
    if post["role"] in COMPLAINT_ROLES:
        _require_fit_for_complaints(user, office=office, post=post, by=by)
    group = post.get("group")
    if group is not None and group.office_id != office.pk:
        raise Refused("กลุ่ม/หน่วยที่เลือกไม่ใช่ของสำนักงานนี้")
    held = Appointment.objects.filter(
        office=office, role=post["role"], capacity=post["capacity"]
    ).overlapping(post["starts_on"], post.get("ends_on"))
    if held.filter(user=user, group=group).exists():
        raise Refused(f"{user.full_name} มีการแต่งตั้งนี้ในช่วงวันดังกล่าวอยู่แล้ว")
    if post["role"] == Appointment.Role.DIRECTOR and post["capacity"] == Appointment.Capacity.OWN:
        _refuse_second_director(held)
    appointment = Appointment.objects.create(user=user, office=office, **post)
    record(
        by=by,
        office=office,
        verb="appointment.added",
        subject=user,
        detail={"role": appointment.role, "capacity": appointment.capacity},
    )
    return appointment


def _require_fit_for_complaints(
    user: User, *, office: Office, post: Mapping[str, Any], by: User
) -> None:
    """Raise Refused unless the director appoints somebody else, who is not the director.

    Nobody is both a usual handler and their substitute: a complaint about a handler would reach
    whom it is about.
    """
    if Permission.COMPLAINT_APPOINT not in permissions_of(by, office):
        raise Refused("การแต่งตั้งผู้รับเรื่องร้องเรียนเป็นอำนาจของผู้อำนวยการ ผู้ดูแลระบบแต่งตั้งไม่ได้")
    held = Appointment.objects.filter(user=user, office=office).overlapping(
        post["starts_on"], post.get("ends_on")
    )
    own = Appointment.Capacity.OWN
    if user.pk == by.pk or held.filter(role=Appointment.Role.DIRECTOR, capacity=own).exists():
        raise Refused("ผู้อำนวยการเป็นผู้รับเรื่องร้องเรียนเองไม่ได้ โปรดแต่งตั้งผู้อื่น")
    if held.filter(role__in=COMPLAINT_ROLES).exclude(role=post["role"]).exists():
        raise Refused(
            f"{user.full_name} มีหน้าที่รับเรื่องร้องเรียนอีกแบบหนึ่งในช่วงวันดังกล่าว "
            "ผู้รับเรื่องกับผู้รับเรื่องแทนต้องเป็นคนละคน"
        )


def _refuse_second_director(held: AppointmentQuerySet) -> None:
    other = held.select_related("user").first()
    if other is not None:
        raise Refused(
            f"{other.user.full_name} ดำรงตำแหน่งผู้อำนวยการในช่วงวันดังกล่าวอยู่ "
            "โปรดสิ้นสุดการแต่งตั้งเดิมก่อน หรือเลือก “รักษาราชการแทน”"
        )


def _one_at_a_time(office: Office) -> None:
    """Let one change of the office's people wait for the other, until its transaction ends.

    There is no row to lock for a group or an appointment that is not there yet.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, by: User) -> Appointment:
    """End an appointment on the day `on`, its last one.

    Raises Refused before its first day, after the end that it has already (it may have a
    successor), when administrators would end their own right to undo it, and when somebody else
    than the director would end that of who takes complaints.
    """
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("user", "office")
        .get(pk=appointment.pk)
    )
    if appointment.office is None:
        raise ValueError("a national appointment is not an office's to end")
    if on < appointment.starts_on:
        raise Refused("วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้นของการแต่งตั้ง")
    if appointment.ends_on and on > appointment.ends_on:
        raise Refused(
            f"การแต่งตั้งนี้สิ้นสุดวันที่ {short_date(appointment.ends_on)} อยู่แล้ว "
            "หากต้องการให้มีผลนานกว่านั้น โปรดแต่งตั้งใหม่"
        )
    if appointment.user_id == by.pk and appointment.role == Appointment.Role.ADMINISTRATOR:
        raise Refused("ท่านสิ้นสุดสิทธิ์ผู้ดูแลระบบของตนเองไม่ได้ โปรดให้ผู้ดูแลระบบอีกคนดำเนินการ")
    _require_may_end(appointment, by=by)
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    record(by=by, office=appointment.office, verb="appointment.ended", subject=appointment.user)
    return appointment


def _require_may_end(appointment: Appointment, *, by: User) -> None:
    office = appointment.office
    if office is None or appointment.role not in COMPLAINT_ROLES:
        return
    if Permission.COMPLAINT_APPOINT not in permissions_of(by, office):
        raise Refused("การแต่งตั้งผู้รับเรื่องร้องเรียนสิ้นสุดได้โดยผู้อำนวยการเท่านั้น")


def works_elsewhere(user: User, office: Office) -> bool:
    """Tell whether the person has, or had, a post in another office or in the whole country."""
    return Appointment.objects.filter(user=user).exclude(office=office).exists()


@transaction.atomic
def reset_password(user: User, *, office: Office, by: User) -> str:
    """Give a person of the office a new random password, and return it to be handed over.

    Raises Refused for somebody who works elsewhere too: no office's administrator may sign in
    as a person of another office. For somebody who takes complaints too: with the new password
    the administrator could read them.
    """
    if works_elsewhere(user, office):
        raise Refused(
            f"{user.full_name} มีการแต่งตั้งในหน่วยงานอื่นด้วย "
            "จึงตั้งรหัสผ่านใหม่จากสำนักงานนี้ไม่ได้ โปรดติดต่อผู้ดูแลพอร์ทัล"
        )
    still = Appointment.objects.filter(user=user, role__in=COMPLAINT_ROLES)
    if still.overlapping(timezone.localdate(), None).exists():
        raise Refused(
            f"{user.full_name} รับเรื่องร้องเรียนอยู่ ผู้ที่ตั้งรหัสผ่านใหม่ให้จะอ่านเรื่องร้องเรียนได้ จึงตั้งไม่ได้ "
            "โปรดให้ผู้อำนวยการสิ้นสุดการแต่งตั้งนั้นก่อน แล้วแต่งตั้งอีกครั้งเมื่อเจ้าตัวเปลี่ยนรหัสผ่านเองแล้ว"
        )
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, office=office, verb="person.password_reset", subject=user)
    return password
