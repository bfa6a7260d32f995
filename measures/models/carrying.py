"""What became of the steps that a plan left unfinished, decided when the next one is written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import known_values
from measures.models.plan import Measure, Plan, Step


class CarryDecision(models.TextChoices):
    """What is done with an unfinished step."""

    CLOSED = "closed", "ปิดเรื่อง ไม่ทำต่อ"
    MOVED = "moved", "ยกไปทำต่อในปีใหม่"
    EXPLAINED = "explained", "ชี้แจงเหตุผลที่ทำไม่แล้วเสร็จ"


class CarryOver(models.Model):
    """What an earlier plan left unfinished, and what the new plan does about it (เรื่องค้าง).

    `step` is the row of the earlier plan, None where the measure had none; `row_key` is the key
    of whichever it is. `reason` says why it was not finished, and must when it is neither closed
    nor moved. `moved_to` is the key of the measure of the new plan in which a moved one goes on.
    """

    Decision = CarryDecision

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="carried_over")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    row_key = models.UUIDField()
    decision = models.CharField("ผลการพิจารณา", max_length=10, choices=Decision)
    reason = models.TextField("คำชี้แจง", blank=True)
    moved_to = models.UUIDField("ทำต่อในมาตรการ", null=True)
    decided_at = models.DateTimeField("พิจารณาเมื่อ")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "เรื่องค้างจากแผนก่อน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "row_key"], name="carry_over_once_a_row"),
            models.CheckConstraint(
                condition=Q(**known_values("decision", CarryDecision)),
                name="carry_over_decision_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(decision="explained") | ~Q(reason=""),
                name="carry_over_explained_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_key}: {self.get_decision_display()}"
