"""Cases that belong together, and the words that an office answers with again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models.case import Case
from ita_portal.organisations.models import Office


class CaseLink(models.Model):
    """That two cases have to do with each other (เรื่องที่เกี่ยวข้องกัน); why is not said."""

    first = models.ForeignKey(Case, models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="โดย"
    )
    on = models.DateField("วันที่")

    class Meta:
        verbose_name = "เรื่องร้องเรียนที่เกี่ยวข้องกัน"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="complaint_linked_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="complaint_linked_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class AnswerTemplate(models.Model):
    """Words to begin an answer with (แบบคำตอบ), an office's own; nothing of any case."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    name = models.CharField("ชื่อแบบ", max_length=100)
    words = models.TextField("ข้อความ", max_length=4000)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แก้ไขล่าสุด"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "แบบคำตอบเรื่องร้องเรียน"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], name="complaint_answer_template_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
