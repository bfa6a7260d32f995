"""What an import could not put into the plan, kept until somebody has looked at it."""

from __future__ import annotations

from django.db import models

from measures.models.plan import Plan


class ImportNote(models.Model):
    """A text of an imported file that fits nowhere, or that somebody should compare (เรื่องที่ต้องตรวจ).

    `row` is where it stands in the file, None for the file as a whole. It goes when somebody says
    that it was looked at; the trail keeps its words.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="import_notes")
    file_name = models.CharField("ไฟล์", max_length=255)
    row = models.PositiveIntegerField("แถว", null=True)
    text = models.TextField("ข้อความ")
    made_at = models.DateTimeField("นำเข้าเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "เรื่องที่ต้องตรวจจากการนำเข้า"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
