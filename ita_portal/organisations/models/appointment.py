"""Appointments: who holds which role in which office, from when to when, and as what."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.lifecycle import known_values
from ita_portal.organisations.models.office import Office, OfficeGroup


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """The questions that pages and rules ask about appointments."""

    def current(self, on: date) -> AppointmentQuerySet:
        """Keep those in force on the day `on` (both ends belong to the appointment)."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, user__is_active=True
        )

    def overlapping(self, starts_on: date, ends_on: date | None) -> AppointmentQuerySet:
        """Keep those in force on at least one day from `starts_on` to `ends_on` (None: open)."""
        begun = Q(starts_on__lte=ends_on) if ends_on else Q()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), begun)

    def reaching(self, office: Office) -> AppointmentQuerySet:
        """Keep those that give rights in `office`: its own, and those for the whole country."""
        return self.filter(Q(office=office) | Q(office__isnull=True))

    def for_list(self) -> AppointmentQuerySet:
        """Bring all that a row of the list shows."""
        return self.select_related("user", "group").order_by(
            F("ends_on").desc(nulls_first=True), "role", "pk"
        )


class AppointmentRole(models.TextChoices):
    """What the person does in the portal; access.py says what each role may."""

    OFFICER = "officer", "เจ้าหน้าที่"
    GROUP_HEAD = "group_head", "ผู้อำนวยการกลุ่ม"
    COORDINATOR = "coordinator", "ผู้ประสานงาน ITA"
    DEPUTY_DIRECTOR = "deputy", "รองผู้อำนวยการสำนักงาน"
    DIRECTOR = "director", "ผู้อำนวยการสำนักงาน"
    ADMINISTRATOR = "administrator", "ผู้ดูแลระบบของสำนักงาน"
    SUPERVISOR = "supervisor", "ผู้กำกับดูแลระดับประเทศ"
    COMPLAINT_OFFICER = "complaints", "เจ้าหน้าที่รับเรื่องร้องเรียน"
    COMPLAINT_SUBSTITUTE = "complaints_else", "ผู้รับเรื่องร้องเรียนแทน"


class AppointmentCapacity(models.TextChoices):
    """In whose right the person acts."""

    OWN = "own", "ดำรงตำแหน่ง"
    ACTING = "acting", "รักษาราชการแทน"
    DELEGATED = "delegated", "ปฏิบัติราชการแทน"


class Appointment(models.Model):
    """A post that a person holds (การแต่งตั้ง), with its dates and the capacity to sign.

    **Source:** annex 3 item 4 of the Office of the Prime Minister's regulation on clerical work
    B.E. 2526, for the words of acting and delegated signing.
    """

    Role = AppointmentRole
    Capacity = AppointmentCapacity

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="บุคลากร"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="สำนักงาน"
    )
    group = models.ForeignKey(
        OfficeGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="กลุ่ม/หน่วย",
    )
    role = models.CharField("บทบาท", max_length=15, choices=Role)
    title = models.CharField("ตำแหน่งของตน", max_length=200)
    capacity = models.CharField(
        "ลงนามในฐานะ", max_length=10, choices=Capacity, default=Capacity.OWN
    )
    principal_title = models.CharField("ตำแหน่งของผู้ที่ตนทำการแทน", max_length=200, blank=True)
    order_number = models.CharField("คำสั่งที่ให้อำนาจ", max_length=100, blank=True)
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "การแต่งตั้ง"
        indexes = [models.Index(fields=["user", "office"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("role", AppointmentRole)),
                name="appointment_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("capacity", AppointmentCapacity)),
                name="appointment_capacity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role="supervisor", office__isnull=True)
                | (~Q(role="supervisor") & Q(office__isnull=False)),
                name="appointment_has_office_unless_national",
            ),
            models.CheckConstraint(
                condition=Q(capacity="own", principal_title="")
                | (~Q(capacity="own") & ~Q(principal_title="")),
                name="appointment_acting_names_the_principal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.get_role_display()}"

    @property
    def signature_lines(self) -> list[str]:
        """The lines under the name: the own post, and the principal's when acting for another."""
        if self.capacity == self.Capacity.OWN:
            return [self.title]
        return [f"{self.title} {self.get_capacity_display()}", self.principal_title]
