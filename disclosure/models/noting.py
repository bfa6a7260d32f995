"""What visitors say of a public item: that it does not open, or is not right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from disclosure.models.evidence import Evidence
from ita_portal.lifecycle import Lifecycle, both_or_neither, known_values
from ita_portal.organisations.models import Office


class NoteKind(models.TextChoices):
    """What is wrong with the item."""

    CANNOT_OPEN = "cannot_open", "เปิดไม่ได้"
    WRONG = "wrong", "ข้อมูลไม่ตรง"


class NoteStatus(models.TextChoices):
    """Where the note stands."""

    OPEN = "open", "รอตรวจสอบ"
    MENDED = "mended", "แก้ไขแล้ว"
    NOT_SO = "not_so", "ตรวจแล้วไม่พบปัญหา"


class VisitorNoteQuerySet(models.QuerySet["VisitorNote"]):
    """The questions that pages and rules ask about notes."""

    def of_item(self, office_id: int, fiscal_year: int, code: str) -> VisitorNoteQuerySet:
        """Keep the notes about one item of a year."""
        return self.filter(office_id=office_id, fiscal_year=fiscal_year, code=code)

    def open(self) -> VisitorNoteQuerySet:
        """Keep what nobody has answered yet."""
        return self.filter(status=NoteStatus.OPEN)


class VisitorNote(models.Model):
    """A visitor's word that an item does not open or is not right (ข้อที่ผู้ชมแจ้ง).

    Nothing of the visitor is kept, not even the hour. Of what stands open already under the same
    words only the `times` are counted, and the day it was last said.
    """

    Kind = NoteKind
    Status = NoteStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    code = models.CharField("ข้อ", max_length=10)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("เรื่องที่แจ้ง", max_length=12, choices=NoteKind)
    words = models.TextField("รายละเอียด", blank=True)
    times = models.PositiveIntegerField("จำนวนครั้ง", default=1)
    noted_on = models.DateField("แจ้งเมื่อ")
    last_on = models.DateField("แจ้งล่าสุดเมื่อ")
    status = models.CharField("สถานะ", max_length=10, choices=NoteStatus, default=NoteStatus.OPEN)
    answer = models.TextField("คำตอบ", blank=True)
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = VisitorNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อที่ผู้ชมแจ้ง"
        ordering = ["-last_on", "-pk"]
        indexes = [models.Index(fields=["office", "fiscal_year", "code"], name="note_of_item")]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("kind", NoteKind)), name="note_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("status", NoteStatus)), name="note_status_is_known"
            ),
            models.CheckConstraint(
                condition=both_or_neither("answered_at", "answered_by"),
                name="note_answered_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=Q(status="open", answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(status="open") & ~Q(answer="")),
                name="note_is_open_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ปี {self.fiscal_year}: {self.get_kind_display()}"


NOTE_LIFECYCLE = Lifecycle({NoteStatus.OPEN: frozenset({NoteStatus.MENDED, NoteStatus.NOT_SO})})
