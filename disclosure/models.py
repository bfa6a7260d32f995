"""The evidence of the OIT items, and what the public sees of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models import OITItem
from ita_portal.lifecycle import Lifecycle, both_or_neither, known_values
from ita_portal.organisations.models import Office, OfficeGroup


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """The questions that pages and rules ask about evidence."""

    def of(self, office: Office) -> EvidenceQuerySet:
        """Keep the evidence of one office."""
        return self.filter(office=office)

    def published(self) -> EvidenceQuerySet:
        """Keep what somebody other than its author has accepted."""
        return self.filter(status=Evidence.Status.ACCEPTED)

    def awaiting(self) -> EvidenceQuerySet:
        """Keep what was proposed and waits, the longest waiting first."""
        return self.filter(status=Evidence.Status.PROPOSED).order_by("proposed_at")


class EvidenceKind(models.TextChoices):
    """What the evidence is."""

    LINK = "link", "ลิงก์"
    TEXT = "text", "ข้อความ"


class EvidenceStatus(models.TextChoices):
    """Where the evidence stands; EVIDENCE_LIFECYCLE says what follows what."""

    PROPOSED = "proposed", "รอรับขึ้นเผยแพร่"
    ACCEPTED = "accepted", "เผยแพร่แล้ว"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    WITHDRAWN = "withdrawn", "ถอนออกแล้ว"


class Evidence(models.Model):
    """A piece of evidence of an OIT item (หลักฐาน): a link or a text of the office's own.

    Papers that the portal issued are not copied here: they stand on their item by their duty.
    """

    Kind = EvidenceKind
    Status = EvidenceStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    item = models.ForeignKey(OITItem, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    kind = models.CharField("ชนิด", max_length=10, choices=Kind)
    title = models.CharField("ชื่อหลักฐาน", max_length=300)
    url = models.URLField("ลิงก์", max_length=1000, blank=True)
    text = models.TextField("ข้อความ", blank=True)
    owner = models.ForeignKey(
        OfficeGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="กลุ่มที่รับผิดชอบ",
    )
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_at = models.DateTimeField("เสนอเมื่อ")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    comment = models.TextField("ความเห็น", blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักฐาน"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["office", "status", "item"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("kind", EvidenceKind)), name="evidence_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("status", EvidenceStatus)),
                name="evidence_status_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(kind="link", text="") & ~Q(url=""))
                | (Q(kind="text", url="") & ~Q(text="")),
                name="evidence_holds_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed")
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="evidence_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_at", "decided_by"),
                name="evidence_decided_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | ~Q(decided_by=F("proposed_by")),
                name="evidence_is_not_accepted_by_its_author",
            ),
        ]

    def __str__(self) -> str:
        return self.title


EVIDENCE_LIFECYCLE = Lifecycle(
    {
        Evidence.Status.PROPOSED: frozenset(
            {Evidence.Status.ACCEPTED, Evidence.Status.RETURNED, Evidence.Status.WITHDRAWN}
        ),
        Evidence.Status.RETURNED: frozenset({Evidence.Status.PROPOSED, Evidence.Status.WITHDRAWN}),
        Evidence.Status.ACCEPTED: frozenset({Evidence.Status.WITHDRAWN}),
    }
)
