"""What leaves the portal of a case: its file as PDF, and the word that there is news."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.case import Case
from ita_portal.lifecycle import known_values


class CopyKind(models.TextChoices):
    """How much of a case its file shows."""

    FULL = "full", "ฉบับเต็ม สำหรับผู้รับเรื่อง"
    BLACKED = "blacked", "ฉบับปิดชื่อ สำหรับผู้ที่ต้องไม่เห็นชื่อ"


class CopyState(models.TextChoices):
    """Where the making of a file stands."""

    WAITING = "waiting", "กำลังจัดทำ"
    READY = "ready", "พร้อมดาวน์โหลด"
    FAILED = "failed", "จัดทำไม่สำเร็จ"


class CaseCopy(models.Model):
    """The file of a case as PDF (สำนวนเรื่องร้องเรียน), made by the worker, sealed, for some days.

    What is to be blacked out is `sealed`, bound to the random `mark`; so is the finished PDF,
    which lies on the disk as `key` until `until`.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="copies")
    kind = models.CharField("ฉบับ", max_length=10, choices=CopyKind)
    state = models.CharField("สถานะ", max_length=10, choices=CopyState, default=CopyState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้สั่งจัดทำ"
    )
    asked_on = models.DateField("สั่งเมื่อวันที่")
    until = models.DateField("เก็บถึงวันที่")
    mark = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    key = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "สำนวนเรื่องร้องเรียน"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("kind", CopyKind)), name="complaint_copy_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("state", CopyState)),
                name="complaint_copy_state_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(state="ready") & ~Q(key=""))
                | (Q(state__in=["waiting", "failed"], key="")),
                name="complaint_copy_ready_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"


class NewsAddress(models.Model):
    """Where somebody wants to hear that there is news of their case (ที่อยู่แจ้งข่าว), sealed.

    The address lies under the key of the name. `has_news` until it was told, which is done once
    a day at most; `sent_on` is the day. Who wants to hear no more has no row.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="news")
    sealed = models.BinaryField()
    has_news = models.BooleanField("มีข่าวที่ยังไม่แจ้ง", default=False)
    sent_on = models.DateField("แจ้งครั้งล่าสุดเมื่อวันที่", null=True)

    class Meta:
        verbose_name = "ที่อยู่แจ้งข่าวเรื่องร้องเรียน"

    def __str__(self) -> str:
        return f"news address {self.pk}"
