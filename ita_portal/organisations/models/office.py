"""Offices (สำนักงานเขตพื้นที่การศึกษา) and the groups in them."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import known_values

OFFICE_CODE = RegexValidator(
    r"^[a-z0-9][a-z0-9-]{0,31}$",
    "รหัสสำนักงานใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง ไม่เกิน 32 ตัว",
)


class OfficeQuerySet(models.QuerySet["Office"]):
    """The questions that pages and rules ask about offices."""

    def for_list(self) -> OfficeQuerySet:
        """Bring the offices in use, in Thai dictionary order."""
        return self.filter(is_active=True).order_by("sort_key", "code")


class OfficeKind(models.TextChoices):
    """Which schools the office looks after."""

    PRIMARY = "primary", "ประถมศึกษา (สพป.)"
    SECONDARY = "secondary", "มัธยมศึกษา (สพม.)"
    OTHER = "other", "อื่น ๆ"


class Office(models.Model):
    """An education service area office (สำนักงานเขตพื้นที่การศึกษา)."""

    Kind = OfficeKind

    code = models.CharField("รหัสสำนักงาน", max_length=32, unique=True, validators=[OFFICE_CODE])
    name = models.CharField("ชื่อสำนักงาน", max_length=200)
    short_name = models.CharField("ชื่อย่อ", max_length=100)
    kind = models.CharField("ประเภท", max_length=10, choices=Kind)
    sort_key = models.CharField(max_length=700, editable=False)
    phone = models.CharField("โทรศัพท์", max_length=100, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    address = models.TextField("ที่อยู่", blank=True)
    website = models.URLField("เว็บไซต์หลัก", blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)
    public_revision = models.PositiveBigIntegerField(
        default=1,
        editable=False,
        help_text="Counts up whenever something public changes; public pages are kept by it.",
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "สำนักงาน"
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("kind", OfficeKind)), name="office_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfficeGroup(models.Model):
    """A group or unit within an office (กลุ่ม/หน่วย), which owns measures and disclosure items."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="groups")
    name = models.CharField("ชื่อกลุ่ม/หน่วย", max_length=200)
    short_name = models.CharField("ชื่อย่อ", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)

    class Meta:
        verbose_name = "กลุ่ม/หน่วย"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="group_once_per_office"),
        ]

    def __str__(self) -> str:
        return self.name
