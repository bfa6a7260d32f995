"""The pages of a paper as they would be signed, kept as pictures while somebody reads them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Office

PAPER_FILE = "paper.pdf"
"""The file beside the pictures from which they were made: the copy to print and sign by hand."""


def picture_name(page: int, size: str) -> str:
    """Return the file name of the picture of a page, from 1, in the size "large" or "small"."""
    return f"{page}-{size}.webp"


class Preview(models.Model):
    """The pages of a paper before it is signed (ภาพหน้าเอกสารก่อนลงนาม); never public.

    Known by the fingerprint of its words: what another person would sign, or on another day, is
    another one. `sizes` is the width and height in pixels of each page's readable picture, empty
    until all pictures stand. It goes some days after it was last asked for.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    words_sha256 = models.CharField(max_length=64)
    words = models.JSONField()
    sizes = models.JSONField(default=list)
    pages = models.PositiveIntegerField("จำนวนหน้า", default=0)
    made_at = models.DateTimeField("จัดทำเมื่อ", null=True)
    asked_at = models.DateTimeField("เปิดอ่านเมื่อ")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ภาพหน้าเอกสารก่อนลงนาม"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "words_sha256"], name="preview_once_an_office"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, pages=0) | Q(made_at__isnull=False, pages__gte=1),
                name="preview_made_has_its_pages",
            ),
        ]

    def __str__(self) -> str:
        return self.words_sha256[:12]

    @property
    def job_key(self) -> str:
        """The key of the background job that makes the pictures."""
        return f"documents.preview:{self.pk}"

    @property
    def job(self) -> Job | None:
        """The job that makes the pictures, as it stands now; one query each time."""
        return Job.objects.filter(key=self.job_key).first()

    @property
    def folder(self) -> Path:
        """Where the pictures lie in the private folder."""
        name = f"{self.pk}-{self.words_sha256[:16]}"
        return Path(settings.PRIVATE_FILES) / "previews" / name

    @property
    def shown(self) -> list[tuple[int, int, int]]:
        """Number, width and height of each page of which there is a picture."""
        return [(number, width, height) for number, (width, height) in enumerate(self.sizes, 1)]
