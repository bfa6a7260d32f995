"""What the search knows of everything public."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from disclosure.models.evidence import Evidence, EvidenceVersion
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office


class PublicTextQuerySet(models.QuerySet["PublicText"]):
    """The questions that the search asks."""

    def public(self) -> PublicTextQuerySet:
        """Keep what everybody may see at this moment, whatever the rows say."""
        evidence = Q(evidence__shown=F("version"))
        papers = Document.objects.listed()
        return self.filter(evidence | Q(document__in=papers), office__is_active=True)


class PublicText(models.Model):
    """The words of one public thing (ข้อความที่ค้นได้): evidence as it is shown, or a paper.

    Made when the thing becomes public and gone with it, in the same transaction; the words of a
    file follow by the worker (`is_read`). `title`, `heading` (the item) and `text` are each in one
    line. `grams` are what the database's own index is made of: a column beside this model on
    PostgreSQL, a table kept by triggers on SQLite (see the migration that made them). So a
    migration that alters this table has to make the triggers anew on SQLite.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    evidence = models.OneToOneField(Evidence, models.CASCADE, null=True, related_name="+")
    version = models.ForeignKey(EvidenceVersion, models.CASCADE, null=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    title = models.CharField("ชื่อ", max_length=400)
    heading = models.TextField("ข้อ", blank=True)
    text = models.TextField("ข้อความ", blank=True)
    grams = models.TextField(blank=True)
    is_read = models.BooleanField("อ่านไฟล์แล้ว", default=True)

    objects = PublicTextQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความที่ค้นได้"
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, version__isnull=False, document__isnull=True)
                | Q(evidence__isnull=True, version__isnull=True, document__isnull=False),
                name="public_text_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title
