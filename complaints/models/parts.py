"""What belongs to a complaint: words to and fro, files, and what happened when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.case import Case, Status
from ita_portal.lifecycle import known_values


class Author(models.TextChoices):
    """Who wrote a message, and who may read it."""

    PERSON = "person", "ผู้ร้องเรียน"
    OFFICE = "office", "สำนักงาน"
    NOTE = "note", "บันทึกภายใน"


class Message(models.Model):
    """Words about a complaint (ข้อความ), under seal; a note is read by its handlers alone.

    Only the day is kept, whoever wrote: the hour of an answer tells of the one who was asked.
    `once` is the fingerprint of the form that brought it, so that a form sent twice is one message.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    author = models.CharField("ผู้เขียน", max_length=10, choices=Author)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="โดย"
    )
    on = models.DateField("วันที่")
    once = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "ข้อความของเรื่องร้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("author", Author)), name="complaint_author_is_known"
            ),
            models.CheckConstraint(
                condition=Q(author="person", by__isnull=True)
                | (~Q(author="person") & Q(by__isnull=False)),
                name="complaint_message_of_staff_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Attachment(models.Model):
    """A file given with a complaint (ไฟล์แนบ): its bytes lie on the disk under seal, as `key`.

    Name, type and size are sealed too. `once` is a fingerprint that only the case's key can make;
    the same file given twice is one.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    author = models.CharField("ผู้ส่ง", max_length=10, choices=Author)
    on = models.DateField("วันที่")
    key = models.CharField(max_length=40, unique=True)
    once = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "ไฟล์แนบเรื่องร้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="complaint_file_once"),
            models.CheckConstraint(
                condition=Q(**known_values("author", Author)), name="complaint_sender_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Happening(models.TextChoices):
    """What may happen to a complaint; the later steps of handling add theirs."""

    RECEIVED = "received", "รับเรื่อง"
    READ = "read", "เปิดอ่าน"
    MOVED = "moved", "เปลี่ยนสถานะ"
    ASKED = "asked", "ถามผู้ร้องเรียน"
    INFORMED = "informed", "แจ้งความคืบหน้าหรือผลแก่ผู้ร้องเรียน"
    ANSWERED = "answered", "ผู้ร้องเรียนส่งข้อความหรือไฟล์เพิ่ม"
    NOTED = "noted", "เขียนบันทึกภายใน"
    FILE_READ = "file_read", "เปิดไฟล์แนบ"
    NAME_ASKED = "name_asked", "ขอเปิดชื่อผู้ร้องเรียน"
    NAME_OPENED = "name_opened", "อนุญาตให้เปิดชื่อผู้ร้องเรียน"
    NAME_KEPT = "name_kept", "ไม่อนุญาตให้เปิดชื่อผู้ร้องเรียน"
    NAME_READ = "name_read", "เปิดดูชื่อผู้ร้องเรียน"
    KEPT_LONGER = "kept_longer", "เก็บเรื่องต่อ"
    SET_APART = "set_apart", "ส่งให้ผู้รับเรื่องแทน"
    MERGED = "merged", "รวมเรื่อง"
    SPLIT = "split", "แยกเรื่องที่รวมไว้"
    LINKED = "linked", "บันทึกว่าเกี่ยวข้องกับอีกเรื่องหนึ่ง"
    UNLINKED = "unlinked", "ยกเลิกว่าเกี่ยวข้องกับอีกเรื่องหนึ่ง"
    COMPARED = "compared", "หาเรื่องที่คล้ายกัน"
    COPY_ASKED = "copy_asked", "สั่งจัดทำสำนวนฉบับเต็ม"
    BLACKED_ASKED = "blacked_asked", "สั่งจัดทำสำนวนฉบับปิดชื่อ"
    COPY_TAKEN = "copy_taken", "ดาวน์โหลดสำนวน"


class Event(models.Model):
    """What happened (เหตุการณ์ของเรื่อง), on which day, and who of the staff did it.

    Never an hour: an officer's deed at once after an arrival would tell when that was. `status` is
    the one that the case had after it. What was written at a step is `sealed`, bound to its
    random `mark`.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    what = models.CharField("เหตุการณ์", max_length=15, choices=Happening)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="โดย"
    )
    on = models.DateField("วันที่")
    status = models.CharField("สถานะหลังจากนั้น", max_length=15, choices=Status)
    mark = models.CharField(max_length=32, blank=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = "เหตุการณ์ของเรื่องร้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("what", Happening)), name="complaint_event_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("status", Status)),
                name="complaint_event_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
