"""What an office writes about a result: causes, points to develop, answers to the issues."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.framework import Indicator, OITItem, SubIndicator
from assessments.models.results import Result
from ita_portal.documents.models import Proposal
from ita_portal.organisations.models import Office


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    """The questions that pages and rules ask about analyses."""

    def of(self, office: Office) -> AnalysisQuerySet:
        """Keep the analyses of one office."""
        return self.filter(office=office)

    def for_page(self) -> AnalysisQuerySet:
        """Bring an analysis with all that hangs on it."""
        return self.select_related(
            "office", "updated_by", "proposal__returned_by", "proposal__document"
        ).prefetch_related(
            "sentences",
            "causes__indicator",
            "points__indicator",
            "points__subindicator",
            "points__item",
            "answers",
        )


class Analysis(models.Model):
    """The written analysis of a year's result (การวิเคราะห์ผลการประเมิน), one for a result.

    `target` is the score (percent) that the office sets itself; the gap is measured against it.
    `proposal` is its report as it was last proposed; while that one awaits its decision, and once
    it is approved, nothing is written here.
    `revision` counts the saves of everything that hangs on it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    result = models.OneToOneField(Result, models.PROTECT, related_name="+")
    target = models.DecimalField("เป้าหมาย", max_digits=5, decimal_places=2, null=True, blank=True)
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, related_name="+", verbose_name="รายงานที่เสนอ"
    )
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = "การวิเคราะห์ผล"
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gt=0, target__lte=100),
                name="analysis_target_is_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"การวิเคราะห์ผล {self.result_id}"

    @property
    def is_open(self) -> bool:
        """Whether it may be written on: never proposed, sent back, or withdrawn."""
        return self.proposal is None or self.proposal.is_open_for_writing


class AnalysisSentence(models.Model):
    """A sentence of the analysis that was edited (ข้อความวิเคราะห์), with the figures it says.

    A sentence that nobody touched has no row: it is built anew from the figures. `key` names its
    place among the built ones. `figures` are what the figures were when it was written, as text
    by their keys, e.g. {"total": "91.25"}: if one is different today, the sentence is marked.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="sentences")
    key = models.CharField(max_length=60)
    text = models.TextField("ข้อความ")
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = "ข้อความวิเคราะห์"
        constraints = [
            models.UniqueConstraint(fields=["analysis", "key"], name="sentence_once_an_analysis"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Cause(models.Model):
    """Why an indicator is weak (สาเหตุ): chosen from a short list, and in the office's words.

    `codes` are keys of the list in the rules.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="causes")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    codes = models.JSONField("สาเหตุ", default=list)
    text = models.TextField("คำอธิบาย", blank=True)

    class Meta:
        verbose_name = "สาเหตุ"
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "indicator"], name="cause_once_an_analysis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.text[:60]}"


class DevelopmentPoint(models.Model):
    """A point to develop (ประเด็นที่ต้องพัฒนา) under a sub-indicator, or at one of its items.

    `finding` says what was wrong, `proposal` what the office is going to do about it.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    subindicator = models.ForeignKey(SubIndicator, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(OITItem, models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    finding = models.TextField("ประเด็นที่ต้องพัฒนา", blank=True)
    proposal = models.TextField("แนวทางการพัฒนา", blank=True)

    class Meta:
        verbose_name = "ประเด็นที่ต้องพัฒนา"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.finding[:80]


class IssueAnswer(models.Model):
    """What the analysis says to one of the year's fixed issues (ประเด็นการวิเคราะห์).

    Issues are the seven of the years from 2567, before them the seven internal measures; `title`
    is kept as it was answered.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("ประเด็น", max_length=400)
    text = models.TextField("ผลการวิเคราะห์", blank=True)

    class Meta:
        verbose_name = "ผลการวิเคราะห์ตามประเด็น"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "title"], name="issue_answered_once"),
        ]

    def __str__(self) -> str:
        return self.title
