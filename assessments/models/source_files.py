"""The papers and pictures by which an office was told its result."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from assessments.models.results import Result
from ita_portal.files.models import StoredFile


class ResultFileQuerySet(models.QuerySet["ResultFile"]):
    """The questions that pages and rules ask about source documents."""

    def of(self, result: Result) -> ResultFileQuerySet:
        """Keep the files of one result."""
        return self.filter(result=result)

    def for_list(self) -> ResultFileQuerySet:
        """Bring all that a row of the list shows, in the order in which they came."""
        return self.select_related("file", "added_by").order_by("added_at", "pk")


class ResultFile(models.Model):
    """A source document of a result (เอกสารแจ้งผล): what the office was told, as it got it."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="source_files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    note = models.CharField("คำอธิบาย", max_length=200, blank=True)
    added_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ResultFileQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารแจ้งผล"

    def __str__(self) -> str:
        return self.file.name
