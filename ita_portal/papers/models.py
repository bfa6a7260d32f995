"""A paper while it is being written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.documents.models import Document, Proposal
from ita_portal.organisations.models import Office


class PaperQuerySet(models.QuerySet["Paper"]):
    """The questions that pages and rules ask about papers that are being written."""

    def of(self, office: Office) -> PaperQuerySet:
        """Keep those of one office."""
        return self.filter(office=office)

    def for_list(self) -> PaperQuerySet:
        """Bring all that a row of the list shows, latest first; without the content."""
        rows = self.select_related("proposal__document", "updated_by", "office")
        return rows.defer("content", "proposal__words", "proposal__document__words").order_by(
            "-updated_at", "-pk"
        )


class PaperStatus(models.TextChoices):
    """Where a paper stands; read from its proposal, never stored."""

    WRITING = "draft", "กำลังเขียน"
    SUBMITTED = "submitted", "เสนออนุมัติ"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    WITHDRAWN = "withdrawn", "ผู้เสนอถอนแล้ว"
    APPROVED = "approved", "ลงนามแล้ว"


class Paper(models.Model):
    """An order, memo or announcement that is being written (ร่างเอกสาร).

    `content` holds the fields of its kind's form, e.g. {"reasons": [..], "members": [..]}; it is
    made into the words of the paper when it is shown or proposed. `digits` is "thai", "arabic",
    or "" for what the office has set. `revision` counts every save. Once signed it takes the
    place of the paper that it `replaces`.
    """

    Status = PaperStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30)
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    subject = models.CharField("เรื่อง", max_length=400)
    content = models.JSONField(default=dict)
    digits = models.CharField("ตัวเลข", max_length=10, blank=True)
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, related_name="+", verbose_name="ฉบับที่เสนอ"
    )
    replaces = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", verbose_name="แทนเอกสารฉบับ"
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("แก้ไขล่าสุด", auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "ร่างเอกสาร"
        indexes = [models.Index(fields=["office", "updated_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2500, fiscal_year__lte=2700),
                name="paper_fiscal_year_is_buddhist",
            ),
            models.CheckConstraint(
                condition=Q(digits__in=["", "thai", "arabic"]), name="paper_digits_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def status(self) -> PaperStatus:
        """Where it stands, as its latest proposal tells."""
        return PaperStatus(self.proposal.status) if self.proposal else PaperStatus.WRITING

    @property
    def is_open(self) -> bool:
        """Whether it may be written on."""
        return self.proposal is None or self.proposal.is_open_for_writing
