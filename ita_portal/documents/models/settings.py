"""What an office sets for its papers: its emblem, and per kind the chain, numbers and digits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import Office


class NumberingMode(models.TextChoices):
    """Who gives the numbers of a kind of paper."""

    PORTAL = "portal", "ระบบออกเลขให้ เรียงตามปีปฏิทิน"
    REGISTRY = "registry", "เจ้าหน้าที่กรอกเลขจากทะเบียนของสำนักงาน"
    NONE = "none", "ไม่มีเลข"


class PaperSettings(models.Model):
    """How an office does the papers of one kind (การตั้งค่าเอกสาร); `kind` "" is for all kinds.

    `chain` is the list of roles that endorse a paper on its way, in their order, below who
    signs; None takes that of all kinds, an empty list is a chain without endorsers. `digits` and
    `carries_qr` stand in place of the kind's own when they are given.
    """

    Mode = NumberingMode

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30, blank=True)
    chain = models.JSONField("ลำดับการเสนอ", null=True)
    numbering = models.CharField("การออกเลข", max_length=10, choices=Mode, blank=True)
    prefix = models.CharField("รหัสนำหน้าเลข", max_length=60, blank=True)
    digits = models.CharField("ตัวเลข", max_length=10, blank=True)
    carries_qr = models.BooleanField("แสดง QR", null=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "การตั้งค่าเอกสาร"
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="paper_settings_once_a_kind"),
            models.CheckConstraint(
                condition=Q(**known_values("numbering", NumberingMode)) | Q(numbering=""),
                name="paper_settings_numbering_is_known",
            ),
            models.CheckConstraint(
                condition=Q(digits__in=["", "thai", "arabic"]),
                name="paper_settings_digits_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind}"


class Emblem(models.Model):
    """The emblem of an office's papers (ตราครุฑ), uploaded once.

    `picture` is the data URI that is frozen into the words of each paper, so that a paper never
    changes when the office uploads another one.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="+")
    picture = models.TextField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField("ชื่อไฟล์", max_length=400)
    uploaded_at = models.DateTimeField("เก็บเมื่อ")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ตราของสำนักงาน"

    def __str__(self) -> str:
        return self.name
