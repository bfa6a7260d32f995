"""What an address answered when it was tried, and who says that it opens all the same."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ita_portal.lifecycle import both_or_neither, known_values
from ita_portal.organisations.models import Office


def mark_of(address: str) -> str:
    """Return what an address is known by: it may be longer than an index can hold."""
    return hashlib.sha256(address.encode()).hexdigest()


class LinkVerdict(models.TextChoices):
    """Whether an outsider can open an address; the values of `rules.links.verdicts.Verdict`."""

    OPENS = "opens", "เปิดได้"
    FAILS = "fails", "เปิดไม่ได้"
    UNSURE = "unsure", "ยังบอกไม่ได้"


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """The questions that the worker and pages ask about links."""

    def of(self, office: Office) -> LinkCheckQuerySet:
        """Keep the links of one office."""
        return self.filter(office=office)

    def at(self, addresses: list[str]) -> LinkCheckQuerySet:
        """Keep these addresses."""
        return self.filter(mark__in=[mark_of(address) for address in addresses])

    def waiting(self) -> LinkCheckQuerySet:
        """Keep what is to be tried, what a person waits for first."""
        rows = self.exclude(asked=F("done"))
        return rows.order_by("-is_urgent", "asked_at", "pk")

    def due(self, now: datetime) -> LinkCheckQuerySet:
        """Keep what is to be tried again by now, and nobody has asked for yet."""
        return self.filter(next_try_at__lte=now, asked=F("done")).order_by("next_try_at")


class LinkCheck(models.Model):
    """An address that an office shows, as it answered (ผลการตรวจลิงก์): once an office.

    `verdict` is what follows from all `tries`, newest last, each a dict with `at`, `verdict`,
    `reason`, `status`, `seconds` and `final` (where it led). `words` and `mend` are for people.
    `failing_since` is the first try that failed after the last that opened. `asked` counts up
    when somebody wants it tried, `done` follows when that was done. A person's word
    (`confirmed_*`) holds until its day and for the reason it was given for.
    """

    Verdict = LinkVerdict

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    address = models.CharField("ลิงก์", max_length=1000)
    host = models.CharField("เว็บไซต์", max_length=255, blank=True, db_index=True)
    verdict = models.CharField("ผล", max_length=10, choices=LinkVerdict, default=LinkVerdict.UNSURE)
    reason = models.CharField("เหตุ", max_length=30, default="untried")
    words = models.TextField("สิ่งที่พบ", blank=True)
    mend = models.TextField("วิธีแก้", blank=True)
    tries = models.JSONField("การลองเปิด", default=list, blank=True)
    tried_at = models.DateTimeField("ลองเปิดเมื่อ", null=True)
    opened_at = models.DateTimeField("เปิดได้ล่าสุดเมื่อ", null=True)
    failing_since = models.DateTimeField("เปิดไม่ได้ตั้งแต่", null=True)
    next_try_at = models.DateTimeField("จะลองอีกเมื่อ", null=True)
    asked = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    claimed_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_because = models.TextField("เหตุผลที่ยืนยัน", blank=True)
    confirmed_for = models.CharField("เหตุที่ยืนยัน", max_length=30, blank=True)
    confirmed_until = models.DateTimeField("ยืนยันไว้ถึง", null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการตรวจลิงก์"
        indexes = [
            models.Index(fields=["next_try_at"], name="link_next_try"),
            models.Index(fields=["asked_at"], condition=~Q(asked=F("done")), name="link_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "mark"], name="link_once_an_office"),
            models.CheckConstraint(
                condition=Q(**known_values("verdict", LinkVerdict)), name="link_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=both_or_neither("confirmed_at", "confirmed_by"),
                name="link_confirmed_at_goes_with_by",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_because="") & Q(confirmed_until__isnull=False)),
                name="link_confirmed_has_reason_and_end",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_waiting(self) -> bool:
        """Whether it is about to be tried."""
        return self.asked != self.done

    @property
    def is_confirmed(self) -> bool:
        """Whether a person's word stands for it now: for this very reason, until its day."""
        return (
            self.confirmed_until is not None
            and self.confirmed_until > timezone.now()
            and self.confirmed_for == self.reason
        )
