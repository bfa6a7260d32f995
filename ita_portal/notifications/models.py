"""Messages to people, and the lines of which they are made."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from ita_portal.organisations.models import Office, User

REMINDER = "reminder"
"""The purpose of the digest that gathers what is due: at most one a person and day."""


class MessageQuerySet(models.QuerySet["Message"]):
    """The questions that pages and the sender of mail ask about messages."""

    def of(self, user: User, office: Office) -> MessageQuerySet:
        """Keep those to `user` about `office`, and those about no office or several."""
        return self.filter(Q(office=office) | Q(office__isnull=True), user=user)

    def unread(self) -> MessageQuerySet:
        """Keep those that nobody has marked as read."""
        return self.filter(read_at__isnull=True)

    def for_list(self) -> MessageQuerySet:
        """Bring all that the page shows: unread ones first, then the latest."""
        is_read = Case(When(read_at__isnull=True, then=Value(0)), default=Value(1))
        return self.order_by(is_read, "-created_at", "-pk").prefetch_related("lines")

    def for_mail(self) -> MessageQuerySet:
        """Bring all that a mail says."""
        return self.select_related("user", "office").prefetch_related("lines")

    def to_mail(self, *, now: datetime, since: datetime) -> MessageQuerySet:
        """Keep those told after `since` that wait for their mail; what was read needs none."""
        return self.unread().filter(
            ~Q(user__email=""),
            user__is_active=True,
            mail_begun_at__isnull=True,
            mail_not_before__lte=now,
            created_at__gte=since,
        )


class Message(models.Model):
    """One message (ข้อความแจ้ง) to one person; the same `key` is never told a person twice.

    `purpose` is a short code. Of the purpose "reminder" a person has at most one message a day,
    which gathers lines. `mail_begun_at` is written before the mail goes out: whoever wrote it
    sends, and nobody sends again; `mailed_at` is empty when the mail was cut off or refused.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ถึง"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", verbose_name="สำนักงาน"
    )
    key = models.CharField(max_length=150)
    purpose = models.CharField(max_length=30)
    day = models.DateField("ของวันที่")
    subject = models.TextField("เรื่อง")
    created_at = models.DateTimeField("แจ้งเมื่อ", default=timezone.now)
    read_at = models.DateTimeField("อ่านเมื่อ", null=True)
    mail_not_before = models.DateTimeField(default=timezone.now)
    mail_begun_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField("ส่งอีเมลเมื่อ", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความแจ้ง"
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="message_unread_of_user"
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(mail_begun_at__isnull=True),
                name="message_waits_for_mail",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="message_once_a_person"),
            models.UniqueConstraint(
                fields=["user", "day"],
                condition=Q(purpose=REMINDER),
                name="message_one_reminder_a_day",
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(mail_begun_at__lte=F("mailed_at")),
                name="message_mailed_after_it_was_begun",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Line(models.Model):
    """One line of a message (บรรทัดของข้อความแจ้ง), with the page where it is dealt with.

    A line of a digest has the `key` of what it reminds of, which a person is told once in all
    days; lines of other messages have none. Rows, not one value in the message: two that gather
    for the same person at the same moment both keep what they brought.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="lines")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=150, blank=True)
    text = models.TextField("ข้อความ")
    href = models.TextField("หน้า", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "บรรทัดของข้อความแจ้ง"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~Q(key=""), name="line_told_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(href="") | (Q(href__startswith="/") & ~Q(href__startswith="//")),
                name="line_leads_into_the_portal",
            ),
        ]

    def __str__(self) -> str:
        return self.text
