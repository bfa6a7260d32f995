"""What a piece of evidence says, whether it is still worked on or was proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ita_portal.files.models import StoredFile
from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import OfficeGroup


class EvidenceKind(models.TextChoices):
    """What the evidence is."""

    LINK = "link", "ลิงก์"
    TEXT = "text", "ข้อความ"
    FILE = "file", "ไฟล์"


class Content(models.Model):
    """A link, a text or a file under a title, what it is evidence of, and when it goes public.

    `components` are those of the item that it satisfies, in the item's words. From `starts_on`
    to `ends_on`, both days with it, is what it covers. Before `publish_at` nobody outside sees it,
    even when it was accepted; empty means as soon as it is.
    """

    kind = models.CharField("ชนิด", max_length=10, choices=EvidenceKind)
    title = models.CharField("ชื่อหลักฐาน", max_length=300)
    url = models.URLField("ลิงก์", max_length=1000, blank=True)
    text = models.TextField("ข้อความ", blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ไฟล์"
    )
    owner = models.ForeignKey(
        OfficeGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="กลุ่มที่รับผิดชอบ",
    )
    components = models.JSONField("องค์ประกอบที่แสดง", default=list, blank=True)
    starts_on = models.DateField("ข้อมูลตั้งแต่วันที่", null=True, blank=True)
    ends_on = models.DateField("ข้อมูลถึงวันที่", null=True, blank=True)
    publish_at = models.DateTimeField("เผยแพร่ตั้งแต่", null=True, blank=True)

    class Meta:
        abstract = True


CONTENT_FIELDS = tuple(field.name for field in Content._meta.local_fields)
"""The names of the fields above, to copy a content from one row to another."""


def content_constraints(prefix: str) -> list[models.CheckConstraint]:
    """Return what the database must know of a content; `prefix` makes the names of a table."""
    return [
        models.CheckConstraint(
            condition=Q(**known_values("kind", EvidenceKind)), name=f"{prefix}_kind_is_known"
        ),
        models.CheckConstraint(
            condition=(Q(kind="link", text="", file__isnull=True) & ~Q(url=""))
            | (Q(kind="text", url="", file__isnull=True) & ~Q(text=""))
            | Q(kind="file", url="", text="", file__isnull=False),
            name=f"{prefix}_holds_what_its_kind_says",
        ),
        models.CheckConstraint(
            condition=Q(starts_on__isnull=True)
            | Q(ends_on__isnull=True)
            | Q(ends_on__gte=F("starts_on")),
            name=f"{prefix}_covers_no_time_backwards",
        ),
    ]
