"""One row for every decision."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Reading only: the trail refuses to be changed."""

    def of(self, office_code: str) -> AuditQuerySet:
        """Keep the events of one office, latest first."""
        return self.filter(office_code=office_code).order_by("-at", "-pk")

    def update(self, **_: Any) -> NoReturn:  # noqa: ANN401 - Django's signature
        raise TypeError("the trail is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("the trail is never deleted")


class AuditEvent(models.Model):
    """What somebody did (บันทึกการดำเนินการ). No foreign keys: history outlives its subjects.

    `save` and `delete` only refuse: nobody shall change the trail by mistake.
    """

    at = models.DateTimeField("เมื่อ", auto_now_add=True, db_index=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField("โดย", max_length=250)
    office_code = models.CharField(max_length=32, db_index=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField("เรื่อง", max_length=250)
    detail = models.JSONField("รายละเอียด", default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึกการดำเนินการ"
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label}"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        if not self._state.adding:
            raise TypeError("the trail is never changed")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - Django's signature
        raise TypeError("the trail is never deleted")
