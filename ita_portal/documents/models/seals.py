"""The office's certificate, and the seals that were put on papers with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ita_portal.documents.models.document import Document
from ita_portal.lifecycle import both_or_neither
from ita_portal.organisations.models import Office


class Certificate(models.Model):
    """A certificate (PKCS#12) with which the office seals its papers (ใบรับรองอิเล็กทรอนิกส์).

    `container` holds the file and its password, encrypted with a key that is not in the
    database. An office has at most one in use; a removed one keeps its facts, not its container.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    container = models.BinaryField()
    subject = models.CharField("ออกให้แก่", max_length=400)
    issuer = models.CharField("ผู้ออก", max_length=400)
    serial = models.CharField("หมายเลข", max_length=80)
    fingerprint = models.CharField(max_length=64)
    valid_from = models.DateTimeField("เริ่มใช้")
    valid_until = models.DateTimeField("หมดอายุ")
    installed_at = models.DateTimeField("ติดตั้งเมื่อ")
    installed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField("ถอดเมื่อ", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "ใบรับรองของสำนักงาน"
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(removed_at__isnull=True),
                name="certificate_one_in_use_per_office",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"),
                name="certificate_removed_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Seal(models.Model):
    """What is known of the seal on a paper's PDF (ตราประทับอิเล็กทรอนิกส์, PAdES).

    `trusted_time` tells whether a time-stamp server vouched for the moment. Without a seal,
    `note` says why it was left off although the office has a certificate.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="seal")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    is_sealed = models.BooleanField(default=True)
    trusted_time = models.BooleanField(default=False)
    sealed_at = models.DateTimeField("ผนึกเมื่อ")
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    class Meta:
        verbose_name = "ตราประทับ"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sealed=True) | ~Q(note=""), name="seal_left_off_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.note or "ผนึกแล้ว"
