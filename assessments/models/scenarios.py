"""Scores that were tried out and kept by name; the real ones stand in `Result`."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models

from ita_portal.organisations.models import Office


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """The questions that pages and rules ask about scenarios."""

    def of(self, office: Office, fiscal_year: int) -> ScenarioQuerySet:
        """Keep the scenarios of one office and year."""
        return self.filter(office=office, fiscal_year=fiscal_year)

    def for_list(self) -> ScenarioQuerySet:
        """Bring them newest first, with who kept them."""
        return self.select_related("created_by").order_by("-created_at", "-pk")


class Scenario(models.Model):
    """Supposed scores of an office's year (สถานการณ์สมมติ), complete; never part of a result.

    `scores` holds the percent of every indicator as text by its number: {"9": "95.00"}.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    # Four times what may be typed: putting letters together (NFC) can make a text longer.
    name = models.CharField("ชื่อ", max_length=240)
    scores = models.JSONField("คะแนน")
    created_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เก็บ"
    )

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "สถานการณ์สมมติ"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "name"], name="scenario_name_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (ปีงบประมาณ พ.ศ. {self.fiscal_year})"

    def indicator_scores(self) -> dict[int, Decimal]:
        """Return the supposed scores by indicator number (percent)."""
        return {int(number): Decimal(score) for number, score in self.scores.items()}
