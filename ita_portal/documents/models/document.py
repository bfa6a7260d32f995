"""Official papers with their frozen words, and the signatures on them."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.documents.kinds import KINDS
from ita_portal.files.models import StoredFile
from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Appointment, Office
from ita_portal.thai.text import truncate

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that look or sound alike; 12 of them are 58 bits."""
CODE_LENGTH = 12
LONGEST_FILE_NAME = 255
"""In bytes; a Thai letter is three."""


def new_code() -> str:
    """Return a random code for a paper, e.g. "7K2M-9QXA-4TRC"; it tells nothing of the paper."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


class DocumentQuerySet(models.QuerySet["Document"]):
    """The questions that pages and rules ask about papers."""

    def of(self, office: Office) -> DocumentQuerySet:
        """Keep the papers of one office."""
        return self.filter(office=office)

    def published(self) -> DocumentQuerySet:
        """Keep what anybody may read: signed papers whose PDF stands."""
        return self.filter(status=Document.Status.READY, signature__isnull=False)

    def listed(self) -> DocumentQuerySet:
        """Keep what stands in public lists: published, in force, and no paper between people."""
        internal = [kind.code for kind in KINDS.values() if kind.is_internal]
        return self.published().filter(revoked_at__isnull=True).exclude(kind__in=internal)

    def for_list(self) -> DocumentQuerySet:
        """Bring all that a row of the list shows, latest first."""
        rows = self.select_related("office", "signature", "replaced_by", "seal__certificate")
        return rows.defer("replaced_by__words").order_by("-issued_at", "-pk")


class DocumentStatus(models.TextChoices):
    """Where the making of the PDF stands; DOCUMENT_LIFECYCLE says what follows what."""

    PENDING = "pending", "กำลังจัดทำ"
    READY = "ready", "พร้อมใช้"
    FAILED = "failed", "จัดทำไม่สำเร็จ"


class Document(models.Model):
    """An official paper (เอกสาร). Its words are frozen when it is issued; its PDF is made once.

    Never deleted, and never changed after its PDF stands; only that another paper was issued in
    its place is noted on it.
    """

    Status = DocumentStatus

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิดเอกสาร", max_length=30)
    code = models.CharField("รหัสเอกสาร", max_length=14, unique=True, default=new_code)
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    title = models.CharField("เรื่อง", max_length=400)
    words = models.JSONField()
    words_sha256 = models.CharField(max_length=64)
    duties = models.JSONField(default=list)
    dated_on = models.DateField("ลงวันที่")
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.PENDING)
    issued_at = models.DateTimeField("ออกเมื่อ", auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pdf = models.FileField("ไฟล์ PDF", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="แทนที่ด้วยฉบับ"
    )
    number_text = models.CharField("เลขที่", max_length=80, blank=True)
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="ฉบับลงนามบนกระดาษ"
    )
    revoked_at = models.DateTimeField("ยกเลิกเมื่อ", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoke_reason = models.CharField("เหตุที่ยกเลิก", max_length=500, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสาร"
        indexes = [
            models.Index(fields=["office", "fiscal_year", "status"]),
            models.Index(fields=["sha256"], name="document_by_its_file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("status", DocumentStatus)),
                name="document_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready")
                | (~Q(pdf="") & ~Q(sha256="") & Q(ready_at__isnull=False, pages__gte=1)),
                name="document_ready_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2500, fiscal_year__lte=2700),
                name="document_fiscal_year_is_buddhist",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
                name="document_revoked_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def superseded_by(self) -> Document | None:
        """The paper that holds in its place, once everybody can read that one."""
        newer = self.replaced_by
        return newer if newer and newer.status == DocumentStatus.READY else None

    @property
    def job_key(self) -> str:
        """The key of the background job that makes the PDF."""
        return f"documents.render:{self.pk}"

    @property
    def file_name(self) -> str:
        """The name under which the PDF is sent: what it is, in Thai, as long as a disk allows."""
        tail = f" ปีงบประมาณ {self.fiscal_year}.pdf"
        title, letters = self.title.replace("/", "-"), LONGEST_FILE_NAME
        while len(f"{title}{tail}".encode()) > LONGEST_FILE_NAME:
            letters -= 1
            title = truncate(title, letters)
        return f"{title}{tail}"


DOCUMENT_LIFECYCLE = Lifecycle(
    {
        Document.Status.PENDING: frozenset({Document.Status.READY, Document.Status.FAILED}),
        Document.Status.FAILED: frozenset({Document.Status.PENDING}),
    }
)


class SignatureMethod(models.TextChoices):
    """How a paper was signed."""

    ELECTRONIC = "electronic", "ลายมือชื่ออิเล็กทรอนิกส์"
    PAPER = "paper", "ลงนามบนกระดาษ"


class Signature(models.Model):
    """A signature on a paper: an electronic one (ลายมือชื่ออิเล็กทรอนิกส์), or one on paper.

    Keeps who signed, as what and under which power, as it stood at that moment, and from where
    it was confirmed. Of a paper that was signed by hand it tells whose signature the scan shows
    and who recorded it; `user` is the person who signed.

    **Source:** section 9 of the Electronic Transactions Act B.E. 2544: it identifies the
    signatory and shows the intent about the text. It is not a certificate-based signature.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="signature")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("ชื่อผู้ลงนาม", max_length=250)
    lines = models.JSONField("ตำแหน่ง")
    capacity = models.CharField("ลงนามในฐานะ", max_length=10, choices=Appointment.Capacity)
    order_number = models.CharField("คำสั่งที่ให้อำนาจ", max_length=100, blank=True)
    intent = models.CharField("ข้อความแสดงเจตนา", max_length=300)
    words_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField("ลงนามเมื่อ")
    method = models.CharField(
        "วิธีลงนาม", max_length=10, choices=SignatureMethod, default=SignatureMethod.ELECTRONIC
    )
    confirmed_from = models.GenericIPAddressField("ยืนยันจาก", null=True)
    device = models.CharField("อุปกรณ์", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "ลายมือชื่อ"
        constraints = [
            models.CheckConstraint(
                condition=Q(method="electronic", recorded_by__isnull=True)
                | Q(method="paper", recorded_by__isnull=False),
                name="signature_on_paper_was_recorded",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("method", SignatureMethod)),
                name="signature_method_is_known",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("capacity", Appointment.Capacity)),
                name="signature_capacity_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
