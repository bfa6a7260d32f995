"""A file that somebody gave to the portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import both_or_neither, known_values
from ita_portal.organisations.models import Office

LONGEST_NAME = 400
"""In characters; a name of 300 Thai letters is kept whole."""


class MediaType(models.TextChoices):
    """What a file is, as its content shows; the name alone decides only between CSV and text."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "ภาพ JPEG"
    PNG = "image/png", "ภาพ PNG"
    WEBP = "image/webp", "ภาพ WebP"
    HEIC = "image/heic", "ภาพ HEIC"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)"
    CSV = "text/csv", "CSV"
    TEXT = "text/plain", "ข้อความ (.txt)"


SUFFIXES: dict[str, tuple[str, ...]] = {
    MediaType.PDF: ("pdf",),
    MediaType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    MediaType.PNG: ("png",),
    MediaType.WEBP: ("webp",),
    MediaType.HEIC: ("heic", "heif", "hif"),
    MediaType.XLSX: ("xlsx",),
    MediaType.DOCX: ("docx",),
    MediaType.CSV: ("csv",),
    MediaType.TEXT: ("txt", "text"),
}
"""How names of a type may end; the usual ending first."""

PICTURES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.HEIC})


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """The questions that rules ask about files."""

    def of(self, office: Office) -> StoredFileQuerySet:
        """Keep the files of one office."""
        return self.filter(office=office)


class StoredFile(models.Model):
    """A kept file (ไฟล์ที่เก็บไว้). Its content never changes; it goes when nothing needs it.

    It lies in the private folder under `key`, which nobody can guess; `name` is what its owner
    calls it and never reaches the disk. `size` is in bytes, `width` and `height` are in pixels, as
    the picture is stored. `office` and `made_by` are empty for what belongs to no office yet, or
    came from somebody who shall not be known.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", verbose_name="สำนักงาน"
    )
    key = models.CharField(max_length=40, unique=True)
    name = models.CharField("ชื่อไฟล์", max_length=LONGEST_NAME)
    media_type = models.CharField("ชนิดไฟล์", max_length=80, choices=MediaType)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("ขนาด")
    width = models.PositiveIntegerField("ความกว้าง", null=True)
    height = models.PositiveIntegerField("ความสูง", null=True)
    made_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="โดย"
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "ไฟล์ที่เก็บไว้"
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("media_type", MediaType)),
                name="stored_file_type_is_known",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=both_or_neither("width", "height"), name="stored_file_width_with_height"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, of which width and height are known."""
        return self.media_type in PICTURES
