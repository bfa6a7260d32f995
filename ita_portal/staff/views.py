"""The office administrator's pages: groups, people and appointments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from ita_portal.organisations.pages import OfficePage
from ita_portal.staff import rules
from ita_portal.staff.forms import (
    AppointmentForm,
    EndForm,
    GroupEditForm,
    GroupForm,
    OfficeForm,
    PersonForm,
)


class People(OfficePage):
    """Who works in the office, in which groups and posts."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        today = timezone.localdate()
        posts = list(Appointment.objects.filter(office=self.office).for_list())
        context = {
            "groups": self.office.groups.all(),
            "current": [post for post in posts if post.ends_on is None or post.ends_on >= today],
            "past": [post for post in posts if post.ends_on and post.ends_on < today],
            "today": today,
            "may_manage": self.may(Permission.OFFICE_MANAGE),
        }
        return render(request, "staff/people.html", context)


class ManagePage(OfficePage):
    """A page with one form that changes something of the office's people."""

    permission = Permission.OFFICE_MANAGE

    def show(self, heading: str, *forms: Form, **more: Any) -> HttpResponse:  # noqa: ANN401
        """Show the forms under the heading; typed values and errors stay in them."""
        status = 422 if any(form.is_bound for form in forms) else 200
        context = {"heading": heading, "forms": forms, **more}
        return render(self.request, "staff/form.html", context, status=status)

    def done(self, words: str) -> HttpResponse:
        """Say what was done and go back to the list."""
        messages.success(self.request, words)
        return redirect("staff:people", office=self.office.code)


def person_of(office: Office, pk: int) -> User:
    """Return the person with a post in the office, or raise 404."""
    posts = Appointment.objects.filter(office=office)
    return get_object_or_404(User, pk=pk, pk__in=posts.values("user_id"))


class ContactEdit(ManagePage):
    """How the public reaches the office."""

    heading = "ที่อยู่และช่องทางติดต่อสำนักงาน"

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        names = ("address", "phone", "email", "website")
        initial = {name: getattr(self.office, name) for name in names}
        return self.show(self.heading, OfficeForm(initial=initial))

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = OfficeForm(request.POST)
        if not form.is_valid():
            return self.show(self.heading, form)
        rules.save_office(self.office, facts=form.cleaned_data, by=self.user)
        return self.done("บันทึกช่องทางติดต่อแล้ว")


class GroupAdd(ManagePage):
    """A new group."""

    heading = "เพิ่มกลุ่ม/หน่วย"

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self.show(self.heading, GroupForm())

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = GroupForm(request.POST)
        if not form.is_valid():
            return self.show(self.heading, form)
        name, short = form.cleaned_data["name"], form.cleaned_data["short_name"]
        try:
            rules.add_group(self.office, name=name, short_name=short, by=self.user)
        except Refused as refused:
            form.add_error("name", refused.message)
            return self.show(self.heading, form)
        return self.done(f"เพิ่ม “{name}” แล้ว")


class GroupEdit(ManagePage):
    """Another name for a group, or its end."""

    heading = "แก้ไขกลุ่ม/หน่วย"

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        group = get_object_or_404(OfficeGroup, office=self.office, pk=pk)
        names = ("name", "short_name", "is_active")
        initial = {name: getattr(group, name) for name in names}
        return self.show(self.heading, GroupEditForm(initial=initial))

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        group = get_object_or_404(OfficeGroup, office=self.office, pk=pk)
        form = GroupEditForm(request.POST)
        if not form.is_valid():
            return self.show(self.heading, form)
        try:
            rules.change_group(group, **form.cleaned_data, by=self.user)
        except Refused as refused:
            form.add_error("name", refused.message)
            return self.show(self.heading, form)
        return self.done("บันทึกกลุ่ม/หน่วยแล้ว")


@method_decorator(never_cache, name="dispatch")
class PersonAdd(ManagePage):
    """A new person with their first appointment."""

    heading = "เพิ่มบุคลากร"

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        post = AppointmentForm(office=self.office, initial={"starts_on": timezone.localdate()})
        return self.show(self.heading, PersonForm(), post)

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        person, post = PersonForm(request.POST), AppointmentForm(request.POST, office=self.office)
        if not (person.is_valid() & post.is_valid()):
            return self.show(self.heading, person, post)
        try:
            hired = rules.hire(
                self.office, person=person.cleaned_data, post=post.cleaned_data, by=self.user
            )
        except Refused as refused:
            post.add_error(None, refused.message)
            return self.show(self.heading, person, post)
        context = {"person": hired.appointment.user, "password": hired.password}
        return render(request, "staff/password.html", context)


class AppointmentAdd(ManagePage):
    """Another post for a person who works in the office."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        person = person_of(self.office, pk)
        form = AppointmentForm(office=self.office, initial={"starts_on": timezone.localdate()})
        return self.show(f"แต่งตั้ง {person.full_name}", form)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        person = person_of(self.office, pk)
        form = AppointmentForm(request.POST, office=self.office)
        if not form.is_valid():
            return self.show(f"แต่งตั้ง {person.full_name}", form)
        try:
            rules.appoint(person, office=self.office, post=form.cleaned_data, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(f"แต่งตั้ง {person.full_name}", form)
        return self.done(f"แต่งตั้ง {person.full_name} แล้ว")


class AppointmentEnd(ManagePage):
    """The end of an appointment."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        post = self._appointment(pk)
        form = EndForm(initial={"on": timezone.localdate()})
        return self.show(f"สิ้นสุดการแต่งตั้งของ {post.user.full_name}", form)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        post = self._appointment(pk)
        form = EndForm(request.POST)
        heading = f"สิ้นสุดการแต่งตั้งของ {post.user.full_name}"
        if not form.is_valid():
            return self.show(heading, form)
        try:
            rules.end_appointment(post, on=form.cleaned_data["on"], by=self.user)
        except Refused as refused:
            form.add_error("on", refused.message)
            return self.show(heading, form)
        return self.done("บันทึกวันสิ้นสุดการแต่งตั้งแล้ว")

    def _appointment(self, pk: int) -> Appointment:
        posts = Appointment.objects.filter(office=self.office).select_related("user")
        return get_object_or_404(posts, pk=pk)


@method_decorator(never_cache, name="dispatch")
class PasswordReset(ManagePage):
    """A new first password for a person who works only in this office."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        person = person_of(self.office, pk)
        return self.show(f"ตั้งรหัสผ่านใหม่ให้ {person.full_name}", submit="ตั้งรหัสผ่านใหม่")

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        person = person_of(self.office, pk)
        try:
            password = rules.reset_password(person, office=self.office, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("staff:people", office=office)
        context = {"person": person, "password": password}
        return render(request, "staff/password.html", context)
