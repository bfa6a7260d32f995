"""The scores of a result, from indicators down to single items and questions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value

from assessments.models.framework import Indicator, OITItem, Question
from assessments.models.results import Result
from ita_portal.lifecycle import known_values


class ScoreDetail(models.TextChoices):
    """What an indicator's score comes from."""

    TOLD = "told", "คะแนนตัวชี้วัดที่ได้รับแจ้ง"
    ITEMS = "items", "คำนวณจากคะแนนข้อ OIT"
    QUESTIONS = "questions", "คำนวณจากคะแนนข้อคำถาม"


class IndicatorScore(models.Model):
    """The score of one indicator (คะแนนตัวชี้วัด) that counts, percent with two decimals.

    Where all its items or questions are known, `score` is what they give, rounded for show, and
    `published` is what the office was told beside it, if anything. Otherwise `score` is what was
    told. Rows of items and questions, not this rounded figure, are what totals are computed from.
    """

    Detail = ScoreDetail

    result = models.ForeignKey(Result, models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    score = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)
    detail = models.CharField(
        "ที่มา", max_length=10, choices=Detail, default=Detail.TOLD, db_default=Value("told")
    )
    published = models.DecimalField(
        "คะแนนที่ได้รับแจ้ง", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "คะแนนตัวชี้วัด"
        constraints = [
            models.UniqueConstraint(fields=["result", "indicator"], name="score_once_a_result"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="score_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("detail", ScoreDetail)), name="score_detail_is_known"
            ),
            models.CheckConstraint(
                condition=Q(published__isnull=True)
                | (~Q(detail="told") & Q(published__gte=0, published__lte=100)),
                name="score_published_stands_beside_a_computed_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.score}"


class ItemScore(models.Model):
    """The mark of one OIT item (คะแนนข้อ OIT), percent; which marks may be is the year's fact."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="item_scores")
    item = models.ForeignKey(OITItem, models.PROTECT, related_name="+")
    score = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "คะแนนข้อ OIT"
        constraints = [
            models.UniqueConstraint(fields=["result", "item"], name="item_score_once_a_result"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="item_score_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.score}"


class QuestionScore(models.Model):
    """The score of one IIT or EIT question (คะแนนข้อคำถาม), percent with two decimals."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="question_scores")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    score = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "คะแนนข้อคำถาม"
        constraints = [
            models.UniqueConstraint(
                fields=["result", "question"], name="question_score_once_a_result"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="question_score_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.score}"
