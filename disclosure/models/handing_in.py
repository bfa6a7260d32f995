"""A year that was handed in: what was public at that moment, and the copies that were made of it.

A row here never changes but for what came after the moment: whether a copy was made, what was
taken out of it and why. Triggers of the database hold to that (migration 0005).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from disclosure.models.evidence import Evidence, EvidenceVersion
from ita_portal.files.models import StoredFile
from ita_portal.lifecycle import both_or_neither, known_values
from ita_portal.organisations.models import Office


class CopyStatus(models.TextChoices):
    """Whether the copy that was asked for last stands."""

    PENDING = "pending", "กำลังทำสำเนา"
    READY = "ready", "สำเนาพร้อมแล้ว"
    FAILED = "failed", "ทำสำเนาไม่สำเร็จ"


class HandInQuerySet(models.QuerySet["HandIn"]):
    """The questions that pages ask about what was handed in."""

    def of(self, office_id: int, fiscal_year: int) -> HandInQuerySet:
        """Keep those of an office's year, the latest first, without their snapshots."""
        rows = self.filter(office_id=office_id, fiscal_year=fiscal_year)
        return rows.defer("snapshot").order_by("-number")


class HandIn(models.Model):
    """The act of handing in a year's checklist (การส่งแบบตรวจ): who, when, and all that stood there.

    `number` counts within the office and year. `snapshot` holds every item with its public pieces,
    who accepted them, what was found and answered, and how its links answered; its hash is that
    of its JSON with sorted keys. `readiness` are the three figures; `note` says why it was handed
    in though something was open. `copies_asked` counts the copies that shall stand one after the
    other: another one is asked for when something is taken out.
    """

    Status = CopyStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    number = models.PositiveSmallIntegerField("ครั้งที่")
    handed_at = models.DateTimeField("ส่งเมื่อ")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_by_name = models.CharField("ผู้ส่ง", max_length=250)
    handed_by_title = models.CharField("ตำแหน่งผู้ส่ง", max_length=250, blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    readiness = models.JSONField("ความพร้อม")
    not_applicable = models.JSONField("ข้อที่ไม่เกี่ยวข้อง", default=list)
    snapshot = models.JSONField("สิ่งที่เผยแพร่อยู่")
    snapshot_sha256 = models.CharField(max_length=64)
    status = models.CharField(
        "สำเนา", max_length=10, choices=CopyStatus, default=CopyStatus.PENDING
    )
    copies_asked = models.PositiveSmallIntegerField(default=1)

    objects = HandInQuerySet.as_manager()

    class Meta:
        verbose_name = "การส่งแบบตรวจ"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "number"], name="hand_in_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="hand_in_is_counted_from_one"),
            models.CheckConstraint(
                condition=Q(**known_values("status", CopyStatus)), name="hand_in_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"แบบตรวจปีงบประมาณ {self.fiscal_year} ครั้งที่ {self.number}"

    @property
    def job_key(self) -> str:
        """The key of the job that makes the copy that was asked for last."""
        return f"disclosure.freeze:{self.pk}:{self.copies_asked}"


class FrozenKind(models.TextChoices):
    """What a frozen piece is."""

    LINK = "link", "ลิงก์"
    TEXT = "text", "ข้อความ"
    FILE = "file", "ไฟล์"
    PAPER = "paper", "เอกสารของพอร์ทัล"
    PAGE = "page", "หน้าของพอร์ทัล"


class FrozenPiece(models.Model):
    """A piece that was public at an item when the year was handed in (หลักฐาน ณ วันที่ส่ง).

    A version of evidence, a paper of the portal by its code, or a page that stands by itself.
    `anchor` is its place in the page of its item, `path` where its file lies in the copies. Who
    takes it out of the copies says why; its hash and this row stay.
    """

    Kind = FrozenKind

    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="pieces")
    position = models.PositiveSmallIntegerField()
    code = models.CharField("ข้อ", max_length=10)
    kind = models.CharField("ชนิด", max_length=10, choices=FrozenKind)
    title = models.CharField("ชื่อหลักฐาน", max_length=400)
    anchor = models.CharField(max_length=200)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(EvidenceVersion, models.PROTECT, null=True, related_name="+")
    document_code = models.CharField("รหัสเอกสาร", max_length=14, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    taken_out_at = models.DateTimeField("นำออกเมื่อ", null=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_out_because = models.TextField("เหตุที่นำออก", blank=True)

    class Meta:
        verbose_name = "หลักฐานที่เก็บไว้ ณ วันที่ส่ง"
        ordering = ["position"]
        indexes = [models.Index(fields=["sha256"], name="frozen_piece_by_its_file")]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "position"], name="frozen_piece_place_once"),
            models.CheckConstraint(
                condition=Q(**known_values("kind", FrozenKind)), name="frozen_piece_kind_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind="paper", version__isnull=True) & ~Q(document_code=""))
                | Q(kind="page", version__isnull=True, document_code="")
                | (
                    ~Q(kind__in=["paper", "page"])
                    & Q(version__isnull=False, evidence__isnull=False, document_code="")
                ),
                name="frozen_piece_is_a_version_a_paper_or_a_page",
            ),
            models.CheckConstraint(
                condition=both_or_neither("taken_out_at", "taken_out_by"),
                name="frozen_piece_taken_out_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=Q(taken_out_by__isnull=True, taken_out_because="")
                | (Q(taken_out_by__isnull=False) & ~Q(taken_out_because="")),
                name="frozen_piece_taken_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_taken_out(self) -> bool:
        """Whether what it holds is no longer in the copies."""
        return self.taken_out_at is not None


class FrozenArchive(models.Model):
    """A copy as one ZIP (ชุดสำเนา): its place in the private folder, and the hash of its bytes.

    `replaced_at` is when another took its place since something was taken out: its bytes are then
    gone, its hash stays.
    """

    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="archives")
    number = models.PositiveSmallIntegerField("ชุดที่")
    place = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("ขนาด")
    files = models.PositiveIntegerField("จำนวนไฟล์")
    made_at = models.DateTimeField("ทำเมื่อ")
    replaced_at = models.DateTimeField("แทนที่เมื่อ", null=True)

    class Meta:
        verbose_name = "ชุดสำเนาที่เก็บไว้"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "number"], name="frozen_archive_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.hand_in} ชุดที่ {self.number}"
