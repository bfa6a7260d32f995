"""The plan of a fiscal year: issues, their measures, and the steps of each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery

from assessments.models import Framework, Indicator, IndicatorScore, Result
from ita_portal.documents.models import Document, Proposal, ProposalComment
from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Office, OfficeGroup
from measures.models.findings import answer_words
from measures.models.notes import ReturnNote


class PlanQuerySet(models.QuerySet["Plan"]):
    """The questions that pages and rules ask about plans."""

    def of(self, office: Office) -> PlanQuerySet:
        """Keep the plans of one office."""
        return self.filter(office=office)

    def newest(self, fiscal_year: int | None = None) -> PlanQuerySet:
        """Keep the newest version of each year, or of `fiscal_year`: what is worked on."""
        later = Plan.objects.filter(replaces=OuterRef("pk"))
        return self._of_year(fiscal_year).exclude(Exists(later))

    def in_force(self, fiscal_year: int | None = None) -> PlanQuerySet:
        """Keep what holds in each year, or in `fiscal_year`: the newest version that was signed."""
        return self._latest(Q(proposal__status=Proposal.Status.APPROVED), fiscal_year)

    def published(self, fiscal_year: int | None = None) -> PlanQuerySet:
        """Keep what the public knows: the newest version whose announcement can be read."""
        return self._latest(Q(proposal__document__status=Document.Status.READY), fiscal_year)

    def _latest(self, holds: Q, fiscal_year: int | None) -> PlanQuerySet:
        later = Plan.objects.filter(holds, replaces=OuterRef("pk"))
        return self._of_year(fiscal_year).filter(holds).exclude(Exists(later))

    def _of_year(self, fiscal_year: int | None) -> PlanQuerySet:
        return self if fiscal_year is None else self.filter(fiscal_year=fiscal_year)

    def awaiting_decision(self) -> PlanQuerySet:
        """Keep the submitted ones, the longest waiting first."""
        submitted = self.filter(proposal__status=Proposal.Status.SUBMITTED)
        return submitted.order_by("proposal__submitted_at")

    def returned(self) -> PlanQuerySet:
        """Keep those that were sent back to be changed."""
        return self.filter(proposal__status=Proposal.Status.RETURNED)

    def with_proposal(self) -> PlanQuerySet:
        """Bring the latest proposal with its people and its paper, without their long words."""
        people = (f"proposal__{deed}_by" for deed in ("submitted", "returned", "approved"))
        before = "replaces__proposal__document"
        rows = self.select_related("office", "proposal__document", before, *people)
        papers = ("proposal", "proposal__document", "replaces__proposal", before)
        return rows.defer(*(f"{paper}__words" for paper in papers))

    def for_list(self) -> PlanQuerySet:
        """Bring all that a row of the list shows: 1 query, however many plans."""
        return (
            self.with_proposal()
            .annotate(
                issue_count=Count("issues", distinct=True),
                measure_count=Count("issues__measures", distinct=True),
            )
            .order_by("-fiscal_year")
        )

    def for_page(self) -> PlanQuerySet:
        """Bring a whole plan with the result it answers: 6 queries, however many rows.

        Measures bring the comment at them of the plan's latest proposal as `return_note`, and the
        plan tells as `has_framework` whether its year has one, as `has_comments` whether anything
        was said at a paragraph of its announcement, and as `import_note_count` what an import left
        to be looked at.
        """
        comments = ReturnNote.objects.filter(
            proposal=OuterRef("issue__plan__proposal"), measure_key=OuterRef("key")
        )
        measures = (
            Measure.objects.select_related("answers")
            .annotate(return_note=Subquery(comments.values("text")[:1]))
            .order_by("position", "pk")
        )
        measures = measures.prefetch_related("steps", "owners")
        issues = (
            Issue.objects.select_related("answers")
            .prefetch_related(Prefetch("measures", measures))
            .order_by("position", "pk")
        )
        scores = IndicatorScore.objects.select_related("indicator")
        plans = self.with_proposal().select_related("result__framework", "proposal__after")
        of_year = Framework.objects.filter(fiscal_year=OuterRef("fiscal_year"))
        own = Plan.objects.filter(pk=OuterRef("pk")).order_by()
        imported = own.annotate(count=Count("import_notes")).values("count")
        said = ProposalComment.objects.filter(proposal=OuterRef("proposal"))
        plans = plans.annotate(
            has_framework=Exists(of_year),
            has_comments=Exists(said),
            import_note_count=Subquery(imported),
        )
        return plans.defer(None).prefetch_related(
            Prefetch("issues", issues), Prefetch("result__scores", scores)
        )


class PlanStatus(models.TextChoices):
    """Where the plan stands, as its latest proposal says; PLAN_LIFECYCLE says what follows what."""

    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "เสนออนุมัติ"
    RETURNED = "returned", "ส่งคืนแก้ไข"
    APPROVED = "approved", "อนุมัติและลงนามแล้ว"


class PlanLayout(models.TextChoices):
    """How the announcement shows the measures."""

    PROSE = "prose", "ข้อความเป็นข้อ ๆ ตามด้าน"
    TABLE = "table", "ตารางมาตรการ"


class PlanBasis(models.TextChoices):
    """What the plan's issues are: the kinds of plan that the years have asked for."""

    ISSUES = "issues", "เจ็ดประเด็นการวิเคราะห์ (ตั้งแต่ปี 2567)"
    INTERNAL = "internal", "เจ็ดมาตรการภายใน (ก่อนปี 2567)"
    ASPECTS = "aspects", "ด้านตามตัวชี้วัดที่ต้องพัฒนา"
    OWN = "own", "หัวข้อที่สำนักงานกำหนดเอง"


class Plan(models.Model):
    """An office's measures for one fiscal year (มาตรการส่งเสริมคุณธรรมและความโปร่งใส).

    Where it stands is told by its latest proposal; without one it is a draft. An approved plan
    never changes: a change in mid-year is a new version with rows of its own. Issues, measures
    and steps carry a `key` that stays the same through the versions.
    """

    Status = PlanStatus
    Layout = PlanLayout
    Basis = PlanBasis

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="แทนฉบับ"
    )
    basis = models.CharField("ประเภทแผน", max_length=10, choices=Basis, default=Basis.OWN)
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, related_name="+", verbose_name="ผลการประเมินที่ตอบ"
    )
    layout = models.CharField("รูปแบบประกาศ", max_length=10, choices=Layout, default=Layout.PROSE)
    subject = models.CharField("เรื่อง", max_length=300)
    opening = models.TextField("ความนำ", blank=True)
    closing = models.TextField("ข้อความปิดท้าย", blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, related_name="+", verbose_name="ฉบับที่เสนอล่าสุด"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนมาตรการ"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "version"], name="plan_version_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True)
                | Q(version__gt=1, replaces__isnull=False),
                name="plan_later_version_replaces_one",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("basis", PlanBasis)), name="plan_basis_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("layout", PlanLayout)), name="plan_layout_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการ ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    @property
    def status(self) -> PlanStatus:
        """Where the plan stands; one whose proposal was withdrawn is a draft again."""
        if not self.proposal or self.proposal.status == Proposal.Status.WITHDRAWN:
            return PlanStatus.DRAFT
        return PlanStatus(self.proposal.status)

    @property
    def announcement(self) -> Document | None:
        """The signed announcement, once there is one."""
        return self.proposal.document if self.proposal else None

    @property
    def announcement_in_force(self) -> Document | None:
        """The signed announcement that holds now: its own, or that of the version before."""
        before = self.replaces.announcement if self.replaces else None
        return self.announcement or before

    @property
    def is_open(self) -> bool:
        """Whether it may be edited: a draft, or one that was sent back."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}


PLAN_LIFECYCLE = Lifecycle(
    {
        Plan.Status.DRAFT: frozenset({Plan.Status.SUBMITTED}),
        Plan.Status.SUBMITTED: frozenset(
            {Plan.Status.APPROVED, Plan.Status.RETURNED, Plan.Status.DRAFT}
        ),
        Plan.Status.RETURNED: frozenset({Plan.Status.SUBMITTED}),
    }
)


LONGEST_FINDING = 440
"""Letters of a name of a finding: a word before the longest title of an issue of an analysis."""


class Issue(models.Model):
    """An issue or aspect of the plan (ประเด็น/ด้าน), under which its measures stand.

    One that is `part_of` another is a part of that issue (๒.๑); parts have no parts. It answers
    an indicator, or a `finding` of the analysis as `measures.rules.answering` names it, or none.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="issues")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    part_of = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="parts", verbose_name="เป็นส่วนของ"
    )
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
    finding = models.CharField("ข้อที่ตอบจากการวิเคราะห์", max_length=LONGEST_FINDING, blank=True)

    class Meta:
        verbose_name = "ประเด็น"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(finding=""),
                name="issue_answers_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def answer_words(self) -> str:
        """What the issue answers, in words; "" for nothing."""
        return answer_words(self.answers, self.finding)


class Measure(models.Model):
    """One measure (มาตรการ): what is done, by which groups, when, and how it is followed up.

    `answers` is the weak indicator, or `finding` what else of the analysis it answers, where it
    is not that of its issue. `budget` is in baht; `no_budget` says in so many words that none is
    used.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="measures")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField("มาตรการ", max_length=500)
    every_group = models.BooleanField("ทุกกลุ่ม/หน่วย", default=False)
    owners = models.ManyToManyField(
        OfficeGroup, blank=True, related_name="+", verbose_name="ผู้รับผิดชอบ"
    )
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)
    monitoring = models.TextField("การกำกับติดตาม", blank=True)
    target = models.TextField("เป้าหมาย", blank=True)
    budget = models.DecimalField(
        "งบประมาณ (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    no_budget = models.BooleanField("ไม่ใช้งบประมาณ", default=False)
    answers = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ตัวชี้วัดที่ตอบ",
    )
    finding = models.CharField("ข้อที่ตอบจากการวิเคราะห์", max_length=LONGEST_FINDING, blank=True)

    class Meta:
        verbose_name = "มาตรการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(finding=""),
                name="measure_answers_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0, no_budget=False),
                name="measure_budget_or_none",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def answer_words(self) -> str:
        """What the measure itself answers, in words; "" when that is told by its issue."""
        return answer_words(self.answers, self.finding)


class Step(models.Model):
    """One step of a measure (ขั้นตอน/วิธีการปฏิบัติ); its number is made, never typed.

    One that is `part_of` another is a sub-step of it; sub-steps have none. Without a period of
    its own it has that of its measure.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    part_of = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="parts", verbose_name="เป็นส่วนของ"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField("ขั้นตอน")
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)

    class Meta:
        verbose_name = "ขั้นตอน"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="step_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
