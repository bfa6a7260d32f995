"""What an office reached in a fiscal year."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.framework import Framework
from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Office


class ResultQuerySet(models.QuerySet["Result"]):
    """The questions that pages and rules ask about results."""

    def settled(self) -> ResultQuerySet:
        """Keep the results whose figures are the office's word: confirmed or locked."""
        return self.filter(status__in=SETTLED)

    def of(self, office: Office) -> ResultQuerySet:
        """Keep the results of one office."""
        return self.filter(office=office)

    def for_history(self) -> ResultQuerySet:
        """Bring the years in order with all that their totals are made of."""
        return (
            self.select_related("framework", "office")
            .prefetch_related("scores__indicator", "item_scores__item", "question_scores__question")
            .order_by("fiscal_year")
        )


class ResultStatus(models.TextChoices):
    """Where the result stands; RESULT_LIFECYCLE says what follows what."""

    DRAFT = "draft", "ร่าง"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    LOCKED = "locked", "ล็อกแล้ว"


SETTLED = (ResultStatus.CONFIRMED.value, ResultStatus.LOCKED.value)
"""The states in which the figures are the office's word."""


class Result(models.Model):
    """An office's result of one fiscal year (ผลการประเมิน).

    Either it has scores of all the framework's indicators, from which everything is computed,
    or only the total that the office was told (years before 2562, or a year not broken down).
    What the office was told always stands beside what is computed, never instead of it.

    `total` and `level` (a band's code) are what counts, kept whenever scores are written so that
    many offices can be compared in the database; None and "" while the scores are not whole.
    `published_points` holds the weighted points that were told as text by instrument code, e.g.
    {"IIT": "29.56"}; `respondents` how many people answered, e.g. {"IIT": 120, "EIT": 340}.
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
    published_points = models.JSONField("คะแนนตามแบบวัดที่ได้รับแจ้ง", default=dict)
    respondents = models.JSONField("จำนวนผู้ตอบ", default=dict)
    total = models.DecimalField("คะแนนรวม", max_digits=5, decimal_places=2, null=True)
    level = models.CharField("ระดับ", max_length=40, blank=True)
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

    locked_at = models.DateTimeField("ล็อกเมื่อ", null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการประเมิน"
        indexes = [models.Index(fields=["fiscal_year", "status"], name="result_year_status")]
        constraints = [
            models.UniqueConstraint(fields=["office", "fiscal_year"], name="result_once_a_year"),
            models.CheckConstraint(
                condition=Q(**known_values("status", ResultStatus)), name="result_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SETTLED, confirmed_at__isnull=False)
                | (~Q(status__in=SETTLED) & Q(confirmed_at__isnull=True)),
                name="result_confirmed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(status="locked", locked_at__isnull=False)
                | (~Q(status="locked") & Q(locked_at__isnull=True, locked_by__isnull=True)),
                name="result_locked_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                name="result_total_is_percent",
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

    @property
    def is_settled(self) -> bool:
        """Whether the figures are the office's word: confirmed or locked."""
        return self.status in SETTLED

    def indicator_scores(self) -> dict[int, Decimal]:
        """Return the scores that count, by indicator number (percent); prefetch for lists."""
        return {score.indicator.number: score.score for score in self.scores.all()}


RESULT_LIFECYCLE = Lifecycle(
    {
        Result.Status.DRAFT: frozenset({Result.Status.CONFIRMED}),
        Result.Status.CONFIRMED: frozenset({Result.Status.DRAFT, Result.Status.LOCKED}),
        Result.Status.LOCKED: frozenset({Result.Status.CONFIRMED}),
    }
)
