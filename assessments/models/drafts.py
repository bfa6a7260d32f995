"""A framework while it is edited; once released it is a `Framework`, which never changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from assessments.models.framework import Framework


class FrameworkDraft(models.Model):
    """A year's framework in the making (ร่างกรอบการประเมิน), one for a fiscal year.

    `content` is what the framework's file would say, as JSON: the same keys and shapes, numbers
    with decimals as text. It may be incomplete or wrong: it is checked when it is released.
    `based_on` is the framework that it was copied from.
    """

    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ", unique=True)
    based_on = models.ForeignKey(Framework, models.PROTECT, null=True, related_name="+")
    content = models.JSONField("เนื้อหา")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("เริ่มเมื่อ", auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ร่างกรอบการประเมิน"

    def __str__(self) -> str:
        return f"ร่างกรอบการประเมิน ITA ปีงบประมาณ พ.ศ. {self.fiscal_year}"
