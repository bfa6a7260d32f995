"""Jobs, and the sign of life of the worker."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from ita_portal.lifecycle import known_values
from ita_portal.organisations.models import Office


class JobQuerySet(models.QuerySet["Job"]):
    """The questions that the worker, the sweep and pages ask about jobs."""

    def claimable(self, now: datetime) -> JobQuerySet:
        """Keep those that a worker may take: waiting, or left behind by one that died."""
        return self.filter(
            Q(state=Job.State.QUEUED, not_before__lte=now)
            | Q(state=Job.State.RUNNING, lease_until__lt=now)
        )

    def failed_of(self, office: Office) -> JobQuerySet:
        """Keep the failed ones of an office, latest first."""
        return self.filter(office=office, state=Job.State.FAILED).order_by("-finished_at")


class JobState(models.TextChoices):
    """Where the job stands."""

    QUEUED = "queued", "รอดำเนินการ"
    RUNNING = "running", "กำลังดำเนินการ"
    DONE = "done", "เสร็จแล้ว"
    FAILED = "failed", "ไม่สำเร็จ"


class Job(models.Model):
    """One piece of background work (งานเบื้องหลัง), known by its `key`: the same key, one job.

    The message in the queue carries the id alone. A worker takes the row with one conditional
    UPDATE that leaves its token; only the holder of the token may end the job.
    """

    State = JobState

    key = models.CharField(max_length=120, unique=True)
    task = models.CharField(max_length=60)
    title = models.CharField("งาน", max_length=200)
    subject_id = models.BigIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.QUEUED)
    starts = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=36, blank=True)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField("สิ้นสุดเมื่อ", null=True)
    error = models.CharField("สาเหตุ", max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "งานเบื้องหลัง"
        indexes = [models.Index(fields=["state", "not_before"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(**known_values("state", JobState)), name="job_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="job_finished_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | (Q(lease_until__isnull=False) & ~Q(owner="")),
                name="job_running_has_owner_and_lease",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When the worker last answered: one row, written by a job of the scheduler."""

    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "สัญญาณชีพของตัวทำงานเบื้องหลัง"

    def __str__(self) -> str:
        return self.seen_at.isoformat()
