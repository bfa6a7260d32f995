"""Handing over work, trying again, and whether the background answers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.jobs.models import Heartbeat, Job
from ita_portal.jobs.tasks import send
from ita_portal.organisations.models import Office
from ita_portal.thai.text import truncate

ALIVE_WITHIN = timedelta(seconds=60)
LONGEST_TITLE = 200


def enqueue(*, task: str, subject_id: int, key: str, title: str, office: Office | None) -> Job:
    """Write a job in the caller's transaction and send it when that has been committed.

    The same `key` gives the same job: calling twice does nothing the second time. A title that
    is longer than its column is cut.
    """
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "task": task,
            "subject_id": subject_id,
            "title": _cut(title),
            "office": office,
            "not_before": timezone.now(),
        },
    )
    if created:
        transaction.on_commit(partial(send, job.pk))
    return job


def _cut(title: str) -> str:
    """Return the title in as many characters as the column holds; a letter may be several."""
    letters = LONGEST_TITLE
    while len(title) > LONGEST_TITLE:
        letters -= 1
        title = truncate(title, letters)
    return title


@transaction.atomic
def try_again(key: str) -> Job:
    """Start a failed job anew. Raises Refused when it is not failed (any more)."""
    job = Job.objects.select_for_update().get(key=key)
    if job.state != Job.State.FAILED:
        raise Refused("งานนี้ไม่ได้อยู่ในสถานะไม่สำเร็จแล้ว จึงไม่ต้องสั่งทำใหม่")
    job.state, job.starts, job.error = Job.State.QUEUED, 0, ""
    job.finished_at = job.lease_until = job.sent_at = None
    job.not_before = timezone.now()
    job.save()
    transaction.on_commit(partial(send, job.pk))
    return job


def worker_answers() -> bool:
    """Tell whether the worker gave a sign of life within the last minute."""
    return Heartbeat.objects.filter(seen_at__gte=timezone.now() - ALIVE_WITHIN).exists()


_OPEN = (Job.State.QUEUED, Job.State.RUNNING)


def day_is_under_way() -> bool:
    """Tell whether a deed of the day waits or is being done."""
    return Job.objects.filter(task__in=settings.DAILY_JOBS, state__in=_OPEN).exists()


def is_busy(task: str, *, pause: timedelta) -> bool:
    """Tell whether a job of this kind waits, is being done, or failed less than `pause` ago."""
    failed = Q(state=Job.State.FAILED, finished_at__gte=timezone.now() - pause)
    return Job.objects.filter(Q(state__in=_OPEN) | failed, task=task).exists()
