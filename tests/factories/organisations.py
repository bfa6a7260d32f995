"""Offices, groups, people and their appointments."""

from __future__ import annotations

import datetime

import factory

from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from ita_portal.thai.text import sort_key


class OfficeFactory(factory.django.DjangoModelFactory):
    """An office with a name of its own."""

    class Meta:
        model = Office

    code = factory.Sequence(lambda n: f"office{n}")
    name = factory.Sequence(lambda n: f"สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต {n}")
    short_name = factory.Sequence(lambda n: f"สพป.ทดสอบ เขต {n}")
    kind = Office.Kind.PRIMARY
    sort_key = factory.LazyAttribute(lambda office: sort_key(office.name))


class GroupFactory(factory.django.DjangoModelFactory):
    """A group of an office."""

    class Meta:
        model = OfficeGroup

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda n: f"กลุ่มงานที่ {n}")
    position = factory.Sequence(lambda n: n)


class UserFactory(factory.django.DjangoModelFactory):
    """A person whose password is "pass-word-1"."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    prefix = "นาง"
    first_name = factory.Sequence(lambda n: f"สมใจ{n}")
    last_name = "ใฝ่งาน"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(
            kwargs.pop("username"), kwargs.pop("password", "pass-word-1"), **kwargs
        )


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A post in force since years ago, without an end."""

    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)
    office = factory.SubFactory(OfficeFactory)
    role = Appointment.Role.OFFICER
    title = "นักวิชาการศึกษาชำนาญการ"
    starts_on = datetime.date(2019, 10, 1)
