"""What the checks found at a piece of evidence, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from disclosure.models.evidence import Evidence
from ita_portal.lifecycle import both_or_neither, known_values


class Severity(models.TextChoices):
    """How much a finding weighs: an error must be mended or answered before acceptance."""

    ERROR = "error", "ต้องแก้หรือชี้แจง"
    WARNING = "warning", "ควรตรวจ"
    INFO = "info", "ทราบไว้"


class EvidenceFinding(models.Model):
    """Something that would cost a point, or might (สิ่งที่ตรวจพบ).

    `code` names the check; `place` is where it stands, `mend` how to mend it. The same finding,
    known by `mark`, keeps its answer when it is found again; `answered_for` is the number of the
    version that the answer is about. One that is no longer found has `gone_at` and stays.
    """

    Severity = Severity

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="findings")
    mark = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField("การตรวจ", max_length=40)
    severity = models.CharField("ความสำคัญ", max_length=10, choices=Severity)
    message = models.TextField("สิ่งที่พบ")
    place = models.CharField("ตำแหน่ง", max_length=500, blank=True)
    mend = models.TextField("วิธีแก้", blank=True)
    found_at = models.DateTimeField("พบเมื่อ")
    gone_at = models.DateTimeField("ไม่พบอีกตั้งแต่", null=True)
    answer = models.TextField("คำชี้แจง", blank=True)
    answered_for = models.PositiveSmallIntegerField("ชี้แจงของฉบับที่", null=True)
    answered_at = models.DateTimeField("ชี้แจงเมื่อ", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "สิ่งที่ตรวจพบ"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "mark"], name="finding_once_at_evidence"),
            models.CheckConstraint(
                condition=Q(**known_values("severity", Severity)), name="finding_severity_is_known"
            ),
            models.CheckConstraint(
                condition=both_or_neither("answered_at", "answered_by"),
                name="finding_answered_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_for__isnull=False)),
                name="finding_answered_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.message[:200]
