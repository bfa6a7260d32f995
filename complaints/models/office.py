"""An office's own limits for complaints, and the portal's secret behind the receipt codes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.organisations.models import Office

KEEP_FIELDS = (
    "keep_not_taken_up",
    "keep_passed_on",
    "keep_unfounded",
    "keep_mended",
    "keep_proceedings",
    "keep_corruption",
)
"""How many years a closed case is kept: by its ending, and the least for corruption."""


class ComplaintSettings(models.Model):
    """How an office takes complaints (การตั้งค่าเรื่องร้องเรียน); without a row the defaults hold.

    The limits may be made stricter, never wider than those of GlobaLeaks. The days are working
    days: until the first answer, from one report of progress to the next, and until the result.
    `keep_*` are years after the closing, by ending, and the least for what is about corruption.

    **Source:** 15 days for the first answer: the practice of the health offices' ITA, and the
    Royal Decree on good governance 2546, section 38; the other two are the portal's proposals.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    reports_per_hour = models.PositiveSmallIntegerField("เรื่องใหม่ต่อชั่วโมง", default=10)
    files_per_report = models.PositiveSmallIntegerField("ไฟล์ต่อเรื่อง", default=30)
    first_answer_days = models.PositiveSmallIntegerField("แจ้งผลครั้งแรกภายใน (วันทำการ)", default=15)
    progress_days = models.PositiveSmallIntegerField("แจ้งความคืบหน้าทุก (วันทำการ)", default=30)
    end_days = models.PositiveSmallIntegerField("แจ้งผลการพิจารณาภายใน (วันทำการ)", default=90)
    keep_not_taken_up = models.PositiveSmallIntegerField("ไม่รับไว้พิจารณา", default=2)
    keep_passed_on = models.PositiveSmallIntegerField("ส่งต่อหน่วยงานที่มีอำนาจ", default=5)
    keep_unfounded = models.PositiveSmallIntegerField("ยุติเรื่อง ไม่พบการกระทำผิด", default=5)
    keep_mended = models.PositiveSmallIntegerField("ว่ากล่าวตักเตือนหรือแก้ไขแล้ว", default=10)
    keep_proceedings = models.PositiveSmallIntegerField("ดำเนินการทางวินัยหรือคดี", default=10)
    keep_corruption = models.PositiveSmallIntegerField("เรื่องทุจริต อย่างน้อย", default=10)
    revision = models.PositiveIntegerField(default=0)

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
            models.CheckConstraint(
                condition=Q(first_answer_days__gte=1, first_answer_days__lte=60)
                & Q(progress_days__gte=1, progress_days__lte=120)
                & Q(end_days__gte=F("first_answer_days"), end_days__lte=500),
                name="complaint_days_make_sense",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 1, f"{name}__lte": 30}),
                    name=f"complaint_{name}_is_sensible",
                )
                for name in KEEP_FIELDS
            ),
        ]

    def __str__(self) -> str:
        return f"complaint settings of office {self.office_id}"


class DayOff(models.Model):
    """A day on which one office is closed (วันหยุดของสำนักงาน), besides the public holidays."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    on = models.DateField("วันที่")
    name = models.CharField("เหตุที่หยุด", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เพิ่ม"
    )

    class Meta:
        verbose_name = "วันหยุดของสำนักงาน"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["office", "on"], name="complaint_day_off_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class PurgedFigure(models.Model):
    """What is left of purged cases (ตัวเลขของเรื่องที่ทำลายแล้ว): how many, and nothing of any.

    `month` is the one of receipt, 1 to 12. `last_number` is the highest number among them, so
    that none is given again.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    month = models.PositiveSmallIntegerField("เดือน")
    kind = models.CharField("เรื่อง", max_length=15)
    ending = models.CharField("ผลการพิจารณา", max_length=15)
    is_apart = models.BooleanField("แยกทะเบียน")
    told_in_year = models.BooleanField("แจ้งผลในปีงบประมาณนั้น")
    count = models.PositiveIntegerField("จำนวน", default=0)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ตัวเลขของเรื่องที่ทำลายแล้ว"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "office",
                    "fiscal_year",
                    "month",
                    "kind",
                    "ending",
                    "is_apart",
                    "told_in_year",
                ],
                name="complaint_purged_figure_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} purged cases of {self.fiscal_year}"


class Secret(models.Model):
    """A random secret of the portal (ความลับของระบบ), locked with a key outside the database."""

    name = models.CharField(max_length=40, unique=True)
    locked = models.BinaryField()

    class Meta:
        verbose_name = "ความลับของระบบ"

    def __str__(self) -> str:
        return self.name
