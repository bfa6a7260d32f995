"""A complaint: what may stand in the open, and what is under seal."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.lifecycle import Lifecycle, known_values
from ita_portal.organisations.models import Office


class Channel(models.TextChoices):
    """The way by which a complaint reached the office."""

    WEB = "web", "แบบฟอร์มบนเว็บไซต์"
    IN_PERSON = "in_person", "มาด้วยตนเอง"
    TELEPHONE = "telephone", "โทรศัพท์"
    BOX = "box", "ตู้รับเรื่องร้องเรียน"
    POST = "post", "ไปรษณีย์"
    EMAIL = "email", "อีเมล"
    FACEBOOK = "facebook", "เฟซบุ๊ก"
    DIRECTOR_LINE = "director_line", "สายตรงผู้อำนวยการ"


class Way(models.TextChoices):
    """How much who complains tells of themselves."""

    NAMED = "named", "ระบุชื่อ"
    HIDDEN = "hidden", "ระบุชื่อ แต่ขอปกปิด"
    UNNAMED = "unnamed", "ไม่ระบุชื่อ"


class Kind(models.TextChoices):
    """What a complaint is about.

    **Source:** the announcements of area offices on handling complaints, clause on subjects;
    procurement and all else are counted apart, as offices publish them.
    """

    CORRUPTION = "corruption", "ทุจริตต่อหน้าที่ราชการ"
    OFFENCE = "offence", "กระทำผิดต่อตำแหน่งหน้าที่ราชการ"
    NEGLECT = "neglect", "ละเลยหน้าที่ตามที่กฎหมายกำหนด"
    DELAY = "delay", "ปฏิบัติหน้าที่ล่าช้าเกินสมควร"
    BEYOND_POWER = "beyond_power", "ทำนอกเหนืออำนาจหรือขัดต่อกฎหมาย"
    PROCUREMENT = "procurement", "การจัดซื้อจัดจ้าง"
    OTHER = "other", "เรื่องอื่น หรือไม่แน่ใจ"


class Status(models.TextChoices):
    """How far a complaint has come."""

    RECEIVED = "received", "รับเรื่องแล้ว"
    CHECKING = "checking", "ตรวจว่ารายการครบหรือไม่"
    ASKING = "asking", "ขอข้อมูลเพิ่ม"
    COMPLETE = "complete", "รายการครบแล้ว"
    PROPOSED = "proposed", "เสนอผู้มีอำนาจพิจารณา"
    FACT_FINDING = "fact_finding", "สืบข้อเท็จจริง"
    FINDINGS = "findings", "รายงานผลการสืบข้อเท็จจริง"
    DECIDED = "decided", "สั่งการแล้ว"
    TOLD = "told", "แจ้งผู้ร้องแล้ว"
    CLOSED = "closed", "ปิดเรื่อง"


class Ending(models.TextChoices):
    """What was decided; five different things that "closed" alone would hide."""

    NOT_TAKEN_UP = "not_taken_up", "ไม่รับไว้พิจารณา"
    PASSED_ON = "passed_on", "ส่งต่อหน่วยงานที่มีอำนาจ"
    UNFOUNDED = "unfounded", "ยุติเรื่อง ไม่พบการกระทำผิด"
    MENDED = "mended", "ว่ากล่าวตักเตือนหรือแก้ไขแล้ว"
    PROCEEDINGS = "proceedings", "ดำเนินการทางวินัยหรือคดี"


class Clock(models.TextChoices):
    """What the office owes the person next, within a number of working days."""

    FIRST = "first", "แจ้งผลหรือความคืบหน้าครั้งแรก"
    PROGRESS = "progress", "แจ้งความคืบหน้า"
    END = "end", "แจ้งผลการพิจารณา"


_S = Status
LIFECYCLE = Lifecycle(
    {
        _S.RECEIVED: frozenset({_S.CHECKING}),
        _S.CHECKING: frozenset({_S.ASKING, _S.COMPLETE}),
        _S.ASKING: frozenset({_S.CHECKING, _S.COMPLETE}),
        _S.COMPLETE: frozenset({_S.ASKING, _S.PROPOSED}),
        _S.PROPOSED: frozenset({_S.FACT_FINDING, _S.DECIDED, _S.ASKING}),
        _S.FACT_FINDING: frozenset({_S.FINDINGS, _S.ASKING}),
        _S.FINDINGS: frozenset({_S.DECIDED, _S.FACT_FINDING}),
        _S.DECIDED: frozenset({_S.TOLD}),
        _S.TOLD: frozenset({_S.CLOSED}),
    }
)
"""Which step may follow which. Not taken up and passed on are decisions: PROPOSED → DECIDED."""


ENDED = [_S.DECIDED.value, _S.TOLD.value, _S.CLOSED.value]
"""The states of a complaint about which was decided."""
FINISHED = [_S.TOLD.value, _S.CLOSED.value]
"""The states in which nothing is left to do for the person."""


class CaseQuerySet(models.QuerySet["Case"]):
    """The questions that pages and rules ask about complaints."""

    def of(self, office: Office) -> CaseQuerySet:
        """Keep the complaints about one office."""
        return self.filter(office=office)

    def usual(self) -> CaseQuerySet:
        """Keep those about neither the director nor who handles complaints."""
        return self.filter(is_apart=False)

    def apart(self) -> CaseQuerySet:
        """Keep those that go round the director and the usual handlers."""
        return self.filter(is_apart=True)

    def late(self, today: date) -> CaseQuerySet:
        """Keep those of which a limit has passed before `today`."""
        return self.filter(due_on__lt=today)

    def for_list(self) -> CaseQuerySet:
        """Bring what the register shows, latest first, and nothing that is under seal."""
        plain = ("office_id", "fiscal_year", "is_apart", "number", "received_on", "channel", "way")
        state = ("kind", "status", "ending", "seal", "due_on", "due_what", "merged_into_id")
        return self.only(*plain, *state).order_by("-fiscal_year", "-number")


class Case(models.Model):
    """A complaint (เรื่องร้องเรียน). What was told is sealed with a key of its own.

    `content_key` and `identity_key` are that key and the one of the person's name, locked with
    keys that are not in the database; without them the sealed fields are noise for good, which is
    how a case is purged. Of the unnamed nothing finer than the day is kept. `seal` is random, names
    the case in addresses and binds each sealed part to it. `is_apart` says that the case goes round
    the director and the usual handlers; such cases are numbered in a series of their own, so that
    no gap in the usual one tells of them. `due_on` is the last day of what the office owes next,
    as complaints.rules.clocks reckons it; empty while the person is asked, and at the end.
    A case that was `merged_into` a leading one goes with it step by step; `status_alone` is the
    one that it had before.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="สำนักงาน")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    number = models.PositiveIntegerField("ลำดับที่")
    received_on = models.DateField("รับเมื่อวันที่")
    received_time = models.TimeField("เวลา", null=True)
    channel = models.CharField("ช่องทาง", max_length=15, choices=Channel)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="ผู้บันทึก"
    )
    way = models.CharField("การเปิดเผยชื่อ", max_length=10, choices=Way)
    kind = models.CharField("เรื่อง", max_length=15, choices=Kind)
    is_apart = models.BooleanField("แยกทะเบียน", default=False)
    about_director = models.BooleanField("ร้องเรียนผู้อำนวยการ", default=False)
    about_handler = models.BooleanField("ร้องเรียนผู้รับเรื่อง", default=False)
    status = models.CharField("สถานะ", max_length=15, choices=Status, default=Status.RECEIVED)
    ending = models.CharField("ผลการพิจารณา", max_length=15, choices=Ending, blank=True)
    due_on = models.DateField("ครบกำหนดวันที่", null=True)
    due_what = models.CharField("กำหนดของ", max_length=10, choices=Clock, blank=True)
    told_on = models.DateField("แจ้งผลเมื่อวันที่", null=True)
    closed_on = models.DateField("ปิดเมื่อวันที่", null=True)
    keep_until = models.DateField("เก็บต่อถึงวันที่", null=True)
    purge_warned_on = models.DateField("เตือนก่อนทำลายเมื่อวันที่", null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followers", verbose_name="รวมกับเรื่อง"
    )
    status_alone = models.CharField("สถานะก่อนรวม", max_length=15, choices=Status, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    seal = models.CharField(max_length=32, unique=True)
    content_key = models.BinaryField()
    content = models.BinaryField()
    identity_key = models.BinaryField(null=True)
    identity = models.BinaryField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "เรื่องร้องเรียน"
        indexes = [
            # It answers the register by itself: the rows are large, with what is sealed in them.
            models.Index(
                fields=["office", "-fiscal_year", "-number", "is_apart", "status"],
                name="complaint_register",
            ),
            models.Index(fields=["office", "is_apart", "due_on"], name="complaint_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_what="")
                | Q(due_on__isnull=False, **known_values("due_what", Clock)),
                name="complaint_due_says_what",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, status_alone="")
                | (
                    Q(merged_into__isnull=False, **known_values("status_alone", Status))
                    & ~Q(merged_into=F("pk"))
                ),
                name="complaint_merged_keeps_its_own_status",
            ),
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "is_apart", "number"],
                name="complaint_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(is_apart=False, about_director=False, about_handler=False)
                | (Q(is_apart=True) & (Q(about_director=True) | Q(about_handler=True))),
                name="complaint_apart_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ending="") | Q(**known_values("ending", Ending)),
                name="complaint_ending_is_known",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=ENDED) & ~Q(ending=""))
                | (~Q(status__in=ENDED) & Q(ending="")),
                name="complaint_decided_has_an_ending",
            ),
            models.CheckConstraint(
                condition=Q(**known_values("channel", Channel)), name="complaint_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("way", Way)), name="complaint_way_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("kind", Kind)), name="complaint_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(**known_values("status", Status)), name="complaint_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(way="unnamed")
                | Q(identity__isnull=True, identity_key__isnull=True, received_time__isnull=True),
                name="complaint_unnamed_has_no_name_and_no_hour",
            ),
            models.CheckConstraint(
                condition=Q(channel="web", recorded_by__isnull=True, received_time__isnull=True)
                | (~Q(channel="web") & Q(recorded_by__isnull=False)),
                name="complaint_recorded_by_somebody_unless_web",
            ),
        ]

    def __str__(self) -> str:
        return f"เรื่องที่ {self.label}"

    @property
    def label(self) -> str:
        """Its number in the register, e.g. "7/2569"; "พ 1/2569" in the series apart."""
        return f"{'พ ' if self.is_apart else ''}{self.number}/{self.fiscal_year}"
