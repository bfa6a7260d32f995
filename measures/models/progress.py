"""The rounds of reporting, and what each group notes on the steps that are its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ita_portal.documents.models import Proposal
from ita_portal.files.models import StoredFile
from ita_portal.lifecycle import Lifecycle, both_or_neither, known_values
from ita_portal.organisations.models import Office, OfficeGroup
from measures.models.plan import Measure, Plan, Step


class RoundMonths(models.IntegerChoices):
    """Which part of the fiscal year a round reports on, from its first day."""

    SIX = 6, "รอบ 6 เดือน"
    TWELVE = 12, "รอบ 12 เดือน"


class Round(models.Model):
    """A round of reporting (รอบรายงาน) of an office and fiscal year: 6 or 12 months.

    It opens by itself on `opens_on`; figures and results count up to `cut_off_on`; groups are
    asked to be done by `due_on`. The coordinator sets all three, often before the period ends.
    """

    Months = RoundMonths

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    months = models.PositiveSmallIntegerField("รอบ", choices=Months)
    opens_on = models.DateField("เปิดรอบ")
    cut_off_on = models.DateField("ข้อมูล ณ วันที่")
    due_on = models.DateField("ครบกำหนดส่ง")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("เปิดเมื่อ", null=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "รอบรายงาน"
        ordering = ["fiscal_year", "months"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "months"], name="round_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(months__in=[6, 12]), name="round_is_of_6_or_12_months"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="round_is_due_after_it_opens"
            ),
            models.CheckConstraint(
                condition=both_or_neither("opened_at", "plan"), name="round_opens_on_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_months_display()} ปีงบประมาณ พ.ศ. {self.fiscal_year}"


class GroupReportStatus(models.TextChoices):
    """Where a group's part stands; GROUP_REPORT_LIFECYCLE says what follows what."""

    OPEN = "open", "รอรายงาน"
    SENT = "sent", "ส่งแล้ว"
    RETURNED = "returned", "ส่งคืนแก้ไข"


class GroupReport(models.Model):
    """What one group reports in a round (รายงานของกลุ่ม): its steps, sent as one part."""

    Status = GroupReportStatus

    round = models.ForeignKey(Round, models.CASCADE, related_name="parts")
    group = models.ForeignKey(OfficeGroup, models.PROTECT, related_name="+")
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.OPEN)
    sent_at = models.DateTimeField("ส่งเมื่อ", null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_late = models.BooleanField("ส่งหลังครบกำหนด", default=False)
    returned_at = models.DateTimeField("ส่งคืนเมื่อ", null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    return_comment = models.TextField("ความเห็นที่ส่งคืน", blank=True)

    class Meta:
        verbose_name = "รายงานของกลุ่ม"
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], name="group_reports_once_a_round"),
            models.CheckConstraint(
                condition=Q(**known_values("status", GroupReportStatus)),
                name="group_report_status_is_known",
            ),
            models.CheckConstraint(
                condition=both_or_neither("sent_at", "sent_by"),
                name="group_report_sent_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="group_report_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_comment="")),
                name="group_report_returned_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.get_status_display()}"


GROUP_REPORT_LIFECYCLE = Lifecycle(
    {
        GroupReport.Status.OPEN: frozenset({GroupReport.Status.SENT}),
        GroupReport.Status.SENT: frozenset({GroupReport.Status.RETURNED}),
        GroupReport.Status.RETURNED: frozenset({GroupReport.Status.SENT}),
    }
)


class StepState(models.TextChoices):
    """How far a step is."""

    NOT_STARTED = "not_started", "ยังไม่เริ่ม"
    UNDER_WAY = "under_way", "อยู่ระหว่าง"
    DONE = "done", "แล้วเสร็จ"
    NOT_POSSIBLE = "not_possible", "ทำไม่ได้"


class StepReport(models.Model):
    """What a group notes on one step (ผลการดำเนินการตามขั้นตอน).

    Of a step with sub-steps these are noted, not the step; a measure without steps is noted as
    one, without `step`. `step_key` is the key of what is noted through all versions of the plan,
    so a note stays when the plan changes; `step` and `measure` are the rows of the version that
    the round was opened or carried on with. `is_dropped` says that the version in force has it
    no more. `percent` is 0–100, `budget_used` baht.
    """

    State = StepState

    part = models.ForeignKey(GroupReport, models.CASCADE, related_name="steps")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    step_key = models.UUIDField()
    is_dropped = models.BooleanField("ไม่มีในแผนฉบับปัจจุบัน", default=False)
    state = models.CharField("สถานะ", max_length=20, choices=State, blank=True)
    result = models.TextField("ผลการดำเนินการ", blank=True)
    started_on = models.DateField("เริ่มจริง", null=True, blank=True)
    finished_on = models.DateField("เสร็จจริง", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("ร้อยละ", null=True, blank=True)
    budget_used = models.DecimalField(
        "งบประมาณที่ใช้", max_digits=14, decimal_places=2, null=True, blank=True
    )
    obstacles = models.TextField("ปัญหา/อุปสรรค", blank=True)
    suggestions = models.TextField("ข้อเสนอแนะ", blank=True)
    is_late = models.BooleanField("บันทึกหลังครบกำหนด", default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField("บันทึกเมื่อ", null=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "ผลการดำเนินการตามขั้นตอน"
        constraints = [
            models.UniqueConstraint(fields=["part", "step_key"], name="step_reported_once_a_part"),
            models.CheckConstraint(
                condition=both_or_neither("updated_at", "updated_by"),
                name="step_noted_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="") | Q(**known_values("state", StepState)),
                name="step_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="step_percent_is_one"
            ),
            models.CheckConstraint(
                condition=Q(budget_used__isnull=True) | Q(budget_used__gte=0),
                name="step_budget_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(finished_on__isnull=True)
                | Q(finished_on__gte=F("started_on")),
                name="step_finishes_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_key}: {self.state}"


class StepFile(models.Model):
    """A file or photo that shows what was done (ไฟล์และภาพประกอบ), with its caption."""

    report = models.ForeignKey(StepReport, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField("คำบรรยาย", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "ไฟล์ประกอบ"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.file_id)
