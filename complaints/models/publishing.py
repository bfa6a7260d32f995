"""What the director lets the office publish of its complaints, and the figures as published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import Office


class Publication(models.TextChoices):
    """What an office publishes by itself, each on the OIT items of its duty."""

    STATISTICS = "statistics", "สถิติเรื่องร้องเรียน"
    CHANNEL = "channel", "ช่องทางร้องเรียน"
    GUIDELINE = "guideline", "แนวปฏิบัติการจัดการเรื่องร้องเรียน"

    @property
    def duty(self) -> str:
        """The key of the disclosure duty that it fulfils."""
        return f"complaint_{self.value}"


class Permit(models.Model):
    """That the director lets something be published (การอนุญาตเผยแพร่): one row an act.

    `from_year` is the first fiscal year for which it stands. One that was taken back keeps its
    row, with who did it, when and why.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    what = models.CharField("สิ่งที่เผยแพร่", max_length=15, choices=Publication)
    from_year = models.PositiveSmallIntegerField("ตั้งแต่ปีงบประมาณ")
    permitted_at = models.DateTimeField("อนุญาตเมื่อ")
    permitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้อนุญาต"
    )
    revoked_at = models.DateTimeField("ถอนเมื่อ", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ผู้ถอน",
    )
    reason = models.CharField("เหตุที่ถอน", max_length=300, blank=True)

    class Meta:
        verbose_name = "การอนุญาตเผยแพร่เรื่องร้องเรียน"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "what"],
                condition=Q(revoked_at__isnull=True),
                name="complaint_permitted_once",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("what", Publication)),
                name="complaint_publication_is_known",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(reason="")),
                name="complaint_permit_revoked_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} ตั้งแต่ปี {self.from_year}"


class SettledFigures(models.Model):
    """The figures of a fiscal year as they are published (สถิติที่เผยแพร่), masked.

    They are settled when a half of a year has ended, and stand until the next half has:
    `settled_to` is the last day of that half. `figures` is what complaints.rules.settling wrote.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    settled_to = models.DateField("ตามทะเบียนถึงสิ้นวันที่")
    figures = models.JSONField()

    class Meta:
        verbose_name = "สถิติเรื่องร้องเรียนที่เผยแพร่"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year"], name="complaint_figures_of_a_year_once"
            )
        ]

    def __str__(self) -> str:
        return f"figures of office {self.office_id} in {self.fiscal_year}"
