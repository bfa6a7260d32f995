"""The opening of a hidden name: asked for by one person, allowed by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models.case import Case


class NameOpening(models.Model):
    """A wish to open a hidden name (การขอเปิดชื่อ), with its reason under seal.

    Only who did not ask may decide it. `allowed` is empty until then. Days alone are kept.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="openings")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ขอ"
    )
    asked_on = models.DateField("ขอเมื่อวันที่")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ผู้พิจารณา",
    )
    decided_on = models.DateField("พิจารณาเมื่อวันที่", null=True)
    allowed = models.BooleanField("อนุญาต", null=True)
    mark = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "การขอเปิดชื่อผู้ร้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, allowed__isnull=True)
                | (
                    Q(decided_by__isnull=False, decided_on__isnull=False, allowed__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="complaint_name_opened_by_two",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(allowed__isnull=True),
                name="complaint_one_open_wish_for_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"name opening {self.pk}"
