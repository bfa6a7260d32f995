"""What an office reached in a fiscal year."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.framework import Framework, Indicator
from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Office


class ResultQuerySet(models.QuerySet["Result"]):
    """The questions that pages and rules ask about results."""

    def of(self, office: Office) -> ResultQuerySet:
        """Keep the results of one office."""
        return self.filter(office=office)

    def for_history(self) -> ResultQuerySet:
        """Bring the years in order with all that their totals are made of."""
        return (
            self.select_related("framework", "office")
            .prefetch_related("scores__indicator")
            .order_by("fiscal_year")
        )


class ResultStatus(models.TextChoices):
    """Where the result stands; RESULT_LIFECYCLE says what follows what."""

    DRAFT = "draft", "ร่าง"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"


class Result(models.Model):
    """An office's result of one fiscal year (ผลการประเมิน).

    Either it has scores of all the framework's indicators, from which everything is computed,
    or only the total that the office was told (years before 2562, or a year not broken down).
    What the office was told always stands beside what is computed, never instead of it.
    """

    Status = ResultStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    framework = models.ForeignKey(
        Framework, models.PROTECT, null=True, related_name="results", verbose_name="กรอบการประเมิน"
    )
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.DRAFT)
    published_total = models.DecimalField(
        "คะแนนรวมที่ได้รับแจ้ง", max_digits=5, decimal_places=2, null=True, blank=True
    )
    published_level = models.CharField("ระดับที่ได้รับแจ้ง", max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField("อันดับ", null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField("จากทั้งหมด", null=True, blank=True)
    national_mean = models.DecimalField(
        "ค่าเฉลี่ยของประเทศ", max_digits=5, decimal_places=2, null=True, blank=True
    )
    difference_answer = models.CharField("คำชี้แจงเมื่อคะแนนไม่ตรงกัน", max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการประเมิน"
        constraints = [
            models.UniqueConstraint(fields=["office", "fiscal_year"], name="result_once_a_year"),
            models.CheckConstraint(
                condition=Q(**known_values("status", ResultStatus)), name="result_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="confirmed", confirmed_at__isnull=False)
                | (~Q(status="confirmed") & Q(confirmed_at__isnull=True)),
                name="result_confirmed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="result_confirmed_by_goes_with_at",
            ),
            models.CheckConstraint(
                condition=Q(published_total__isnull=True)
                | Q(published_total__gte=0, published_total__lte=100),
                name="result_published_total_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(national_mean__isnull=True)
                | Q(national_mean__gte=0, national_mean__lte=100),
                name="result_national_mean_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(framework__isnull=False) | Q(published_total__isnull=False),
                name="result_has_indicators_or_a_total",
            ),
        ]

    def __str__(self) -> str:
        return f"ผลการประเมิน ปีงบประมาณ พ.ศ. {self.fiscal_year}"

    def indicator_scores(self) -> dict[int, Decimal]:
        """Return the entered scores by indicator number (percent); prefetch for lists."""
        return {score.indicator.number: score.score for score in self.scores.all()}


RESULT_LIFECYCLE = Lifecycle(
    {
        Result.Status.DRAFT: frozenset({Result.Status.CONFIRMED}),
        Result.Status.CONFIRMED: frozenset({Result.Status.DRAFT}),
    }
)


class IndicatorScore(models.Model):
    """The score of one indicator (คะแนนตัวชี้วัด), percent with two decimals."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    score = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "คะแนนตัวชี้วัด"
        constraints = [
            models.UniqueConstraint(fields=["result", "indicator"], name="score_once_a_result"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="score_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.score}"
