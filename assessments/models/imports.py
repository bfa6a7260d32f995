"""Score files that wait for the one who uploaded them to look at the preview and agree."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ita_portal.organisations.models import Office, User


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    """The questions that pages and rules ask about uploaded score files."""

    def held_by(self, user: User, office: Office) -> ImportFileQuerySet:
        """Keep what this person uploaded for this office: nobody else ever sees it."""
        return self.filter(user=user, office=office)


class ImportFile(models.Model):
    """An uploaded score file (ไฟล์คะแนนที่รอนำเข้า), kept for a day at most.

    The file itself lies in the private files under `key`, which nobody can guess; `name` is what
    its owner calls it, `size` is in bytes.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("อัปโหลดเมื่อ", auto_now_add=True, db_index=True)
    key = models.CharField(max_length=43, unique=True)
    name = models.CharField("ชื่อไฟล์", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("ขนาด")

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "ไฟล์คะแนนที่รอนำเข้า"

    def __str__(self) -> str:
        return self.name
