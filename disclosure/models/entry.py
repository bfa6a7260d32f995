"""An item of the year in the hands of an office: who looks after it, until when, where it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import both_or_neither, known_values
from ita_portal.organisations.models import Office, OfficeGroup


class Setting(models.TextChoices):
    """Whether an office says that an item does not concern it, and whether that was accepted."""

    ASKED = "", "ต้องเปิดเผย"
    PROPOSED = "proposed", "เสนอว่าไม่เกี่ยวข้อง"
    ACCEPTED = "accepted", "ไม่เกี่ยวข้อง"


class Entry(models.Model):
    """What an office has set for an item of a year (รายการในแบบตรวจ).

    Told by year and code, so that it outlives a new version of the year's framework. `post` is
    the title of the post in the owner group that looks after it: whoever holds it. `components`
    are the office's own where the year's list gives none; `shown_by_papers` are those that the
    portal's own papers show. `titles` are last year's, for the first proposal of this one. `place`
    says where on the page the data is. Its state is not kept: it follows from the evidence.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    code = models.CharField("ข้อ", max_length=10)
    owner = models.ForeignKey(
        OfficeGroup,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="กลุ่มที่รับผิดชอบ",
    )
    deputy = models.ForeignKey(
        OfficeGroup, models.PROTECT, null=True, related_name="+", verbose_name="กลุ่มสำรอง"
    )
    post = models.CharField("ตำแหน่งที่รับผิดชอบ", max_length=200, blank=True)
    due_on = models.DateField("กำหนดเสร็จ", null=True)
    components = models.JSONField("องค์ประกอบที่สำนักงานกำหนด", default=list, blank=True)
    shown_by_papers = models.JSONField("องค์ประกอบที่เอกสารของพอร์ทัลแสดง", default=list, blank=True)
    titles = models.JSONField("ชื่อหลักฐานของปีก่อน", default=list, blank=True)
    place = models.CharField("ข้อมูลอยู่ส่วนใดของหน้า", max_length=500, blank=True)
    setting = models.CharField(
        "การเปิดเผย", max_length=10, choices=Setting, default=Setting.ASKED, blank=True
    )
    reason = models.TextField("เหตุผลที่ไม่เกี่ยวข้อง", blank=True)
    proposed_at = models.DateTimeField("เสนอเมื่อ", null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    comment = models.TextField("ความเห็น", blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "รายการในแบบตรวจ"
        ordering = ["fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "code"], name="entry_once_an_item"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("setting", Setting)), name="entry_setting_is_known"
            ),
            models.CheckConstraint(
                condition=both_or_neither("proposed_at", "proposed_by"),
                name="entry_proposed_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_at", "decided_by"),
                name="entry_decided_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=Q(setting="") | (Q(proposed_by__isnull=False) & ~Q(reason="")),
                name="entry_not_applicable_has_reason_and_who",
            ),
            models.CheckConstraint(
                condition=~Q(setting="accepted")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by"))),
                name="entry_not_applicable_is_accepted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ปี {self.fiscal_year}"

    @property
    def is_not_applicable(self) -> bool:
        """Whether it was accepted that the item does not concern the office."""
        return self.setting == Setting.ACCEPTED
