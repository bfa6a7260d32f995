"""The plan of a fiscal year: issues, their measures, and the steps of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Prefetch, Q

from assessments.models import Indicator, Result
from ita_portal.documents.models import Document
from ita_portal.lifecycle import Lifecycle, both_or_neither, known_values
from ita_portal.organisations.models import Office, OfficeGroup


class PlanQuerySet(models.QuerySet["Plan"]):
    """The questions that pages and rules ask about plans."""

    def of(self, office: Office) -> PlanQuerySet:
        """Keep the plans of one office."""
        return self.filter(office=office)

    def awaiting_decision(self) -> PlanQuerySet:
        """Keep the submitted ones, the longest waiting first."""
        return self.filter(status=Plan.Status.SUBMITTED).order_by("submitted_at")

    def for_list(self) -> PlanQuerySet:
        """Bring all that a row of the list shows: 1 query, however many plans."""
        return (
            self.select_related("office", "announcement", "submitted_by", "approved_by")
            .annotate(
                issue_count=Count("issues", distinct=True),
                measure_count=Count("issues__measures", distinct=True),
            )
            .order_by("-fiscal_year")
        )

    def for_page(self) -> PlanQuerySet:
        """Bring a whole plan with the result it answers: 7 queries, however many rows."""
        measures = Measure.objects.prefetch_related("steps", "owners").order_by("position", "pk")
        issues = (
            Issue.objects.select_related("answers")
            .prefetch_related(Prefetch("measures", measures))
            .order_by("position", "pk")
        )
        return self.select_related(
            "office",
            "result__framework",
            "announcement",
            "submitted_by",
            "returned_by",
            "approved_by",
        ).prefetch_related(Prefetch("issues", issues), "result__scores__indicator")


class PlanStatus(models.TextChoices):
    """Where the plan stands; PLAN_LIFECYCLE says what follows what."""

    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "เสนออนุมัติ"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    APPROVED = "approved", "อนุมัติและลงนามแล้ว"


class PlanLayout(models.TextChoices):
    """How the announcement shows the measures."""

    PROSE = "prose", "ข้อความเป็นข้อ ๆ ตามด้าน"
    TABLE = "table", "ตารางมาตรการ"


class Plan(models.Model):
    """An office's measures for one fiscal year (มาตรการส่งเสริมคุณธรรมและความโปร่งใส)."""

    Status = PlanStatus
    Layout = PlanLayout

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, related_name="+", verbose_name="ผลการประเมินที่ตอบ"
    )
    layout = models.CharField("รูปแบบประกาศ", max_length=10, choices=Layout, default=Layout.PROSE)
    subject = models.CharField("เรื่อง", max_length=300)
    opening = models.TextField("ความนำ", blank=True)
    closing = models.TextField("ข้อความปิดท้าย", blank=True)
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    words = models.JSONField(null=True)
    words_sha256 = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField("เสนอเมื่อ", null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    returned_at = models.DateTimeField("ส่งคืนเมื่อ", null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    return_comment = models.TextField("ความเห็นที่ส่งคืน", blank=True)
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    announcement = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนมาตรการ"
        constraints = [
            models.UniqueConstraint(fields=["office", "fiscal_year"], name="plan_once_a_year"),
            models.CheckConstraint(
                condition=Q(**known_values("status", PlanStatus)), name="plan_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("layout", PlanLayout)), name="plan_layout_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted")
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, words__isnull=False),
                name="plan_submitted_has_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_comment="")),
                name="plan_returned_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="approved",
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    announcement__isnull=False,
                )
                | (~Q(status="approved") & Q(approved_at__isnull=True, announcement__isnull=True)),
                name="plan_approved_is_signed_and_announced",
            ),
            *(
                models.CheckConstraint(
                    condition=both_or_neither(f"{deed}_at", f"{deed}_by"),
                    name=f"plan_{deed}_at_goes_with_by",
                )
                for deed in ("submitted", "returned", "approved")
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="plan_is_not_approved_by_who_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการ ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def is_open(self) -> bool:
        """Whether it may be edited: a draft, or one that was sent back."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}


PLAN_LIFECYCLE = Lifecycle(
    {
        Plan.Status.DRAFT: frozenset({Plan.Status.SUBMITTED}),
        Plan.Status.SUBMITTED: frozenset({Plan.Status.APPROVED, Plan.Status.RETURNED}),
        Plan.Status.RETURNED: frozenset({Plan.Status.SUBMITTED}),
    }
)


class Issue(models.Model):
    """An issue or aspect of the plan (ประเด็น/ด้าน), under which its measures stand."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="issues")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("ประเด็น/ด้าน", max_length=300)
    purpose = models.TextField("วัตถุประสงค์", blank=True)
    answers = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ตัวชี้วัดที่ตอบ",
    )

    class Meta:
        verbose_name = "ประเด็น"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """One measure (มาตรการ): what is done, by which groups, when, and how it is followed up."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("มาตรการ", max_length=500)
    every_group = models.BooleanField("ทุกกลุ่ม/หน่วย", default=False)
    owners = models.ManyToManyField(
        OfficeGroup, blank=True, related_name="+", verbose_name="ผู้รับผิดชอบ"
    )
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)
    monitoring = models.TextField("การกำกับติดตาม", blank=True)

    class Meta:
        verbose_name = "มาตรการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One step of a measure (ขั้นตอน/วิธีการปฏิบัติ); its number is made, never typed."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.TextField("ขั้นตอน")

    class Meta:
        verbose_name = "ขั้นตอน"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
