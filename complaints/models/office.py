"""An office's own limits for complaints, and the portal's secret behind the receipt codes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ita_portal.organisations.models import Office


class ComplaintSettings(models.Model):
    """How an office takes complaints (การตั้งค่าเรื่องร้องเรียน); without a row the defaults hold.

    The limits may be made stricter, never wider than those of GlobaLeaks. `first_answer_days` are
    working days; the clocks of the later steps belong here as well.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    reports_per_hour = models.PositiveSmallIntegerField("เรื่องใหม่ต่อชั่วโมง", default=10)
    files_per_report = models.PositiveSmallIntegerField("ไฟล์ต่อเรื่อง", default=30)
    first_answer_days = models.PositiveSmallIntegerField("แจ้งผลครั้งแรกภายใน (วันทำการ)", default=15)

    class Meta:
        verbose_name = "การตั้งค่าเรื่องร้องเรียน"
        constraints = [
            models.CheckConstraint(
                condition=Q(reports_per_hour__gte=1, reports_per_hour__lte=10),
                name="complaint_reports_per_hour_within_limit",
            ),
            models.CheckConstraint(
                condition=Q(files_per_report__gte=1, files_per_report__lte=30),
                name="complaint_files_per_report_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint settings of office {self.office_id}"


class Secret(models.Model):
    """A random secret of the portal (ความลับของระบบ), locked with a key outside the database."""

    name = models.CharField(max_length=40, unique=True)
    locked = models.BinaryField()

    class Meta:
        verbose_name = "ความลับของระบบ"

    def __str__(self) -> str:
        return self.name
