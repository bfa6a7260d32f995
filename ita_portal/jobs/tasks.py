"""What the worker and the scheduler run: one job, the sweep, the sign of life, tidying up.

All are safe to run twice and at the same time.
"""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from axes.models import AccessAttempt, AccessLog
from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from ita_portal.files.rules import sweep as sweep_files
from ita_portal.jobs.kinds import handler_of
from ita_portal.jobs.models import Heartbeat, Job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long a worker may be silent about a job before another takes it: longer than any job."""
MAX_STARTS = 4
NEEDS_A_HAND = (FileNotFoundError, PermissionError)
"""OSErrors that no waiting heals, such as fonts that are not installed: the office reads at once
what is wrong, and has the job done again when it has been mended."""

RESEND_AFTER = timedelta(seconds=15)
KEEP_DONE = timedelta(days=30)
DAY_BEGINS = 7
"""The hour, in Bangkok, from which the deeds of the day are done."""
DAY_AGAIN_AFTER = timedelta(minutes=15)
"""How long after it failed a deed of the day is done again."""


@shared_task(name="jobs.run")
def run_job(job_id: int) -> None:
    """Do one job, if no other worker has it or has done it.

    An OSError (disk, network) puts the job back with a growing pause; one that waiting does not
    heal, any other error, and an OSError at the last start end it as failed, which its subject
    and the site then show.
    """
    token = str(uuid.uuid4())
    if not _claim(job_id, token):
        return
    heartbeat()  # a long row of jobs holds up the scheduler's sign of life, not the worker
    job = Job.objects.get(pk=job_id)
    try:
        handler_of(job.task).run(job.subject_id)
    except NEEDS_A_HAND as error:
        _fail(job, token, f"{type(error).__name__}: {error}")
    except OSError as error:
        _put_back(job, token, error)
    except Exception as error:
        _fail(job, token, f"{type(error).__name__}: {error}")
        raise
    else:
        Job.objects.filter(pk=job_id, owner=token, state=Job.State.RUNNING).update(
            state=Job.State.DONE, finished_at=timezone.now(), error=""
        )


def _claim(job_id: int, token: str) -> bool:
    """Take the job with one UPDATE; False when it is not to be had (any more)."""
    now = timezone.now()
    taken = (
        Job.objects.claimable(now)
        .filter(pk=job_id, starts__lt=MAX_STARTS)
        .update(
            state=Job.State.RUNNING, owner=token, lease_until=now + LEASE, starts=F("starts") + 1
        )
    )
    return taken == 1


def _put_back(job: Job, token: str, error: OSError) -> None:
    if job.starts >= MAX_STARTS:
        _fail(job, token, f"{type(error).__name__}: {error}")
        return
    pause = timedelta(seconds=5 * 3**job.starts)
    Job.objects.filter(pk=job.pk, owner=token, state=Job.State.RUNNING).update(
        state=Job.State.QUEUED,
        lease_until=None,
        sent_at=None,
        not_before=timezone.now() + pause,
        error=str(error)[:300],
    )
    logger.warning("job %s put back after start %s: %s", job.key, job.starts, error)


def _fail(job: Job, token: str, error: str) -> None:
    """End the job as failed, if the token still holds it."""
    _end_failed(job, Job.objects.filter(owner=token, state=Job.State.RUNNING), error)


def _end_failed(job: Job, held: QuerySet[Job], error: str) -> None:
    """End the job as failed and tell its subject, both or neither, if it is among `held`."""
    with transaction.atomic():
        ended = held.filter(pk=job.pk).update(
            state=Job.State.FAILED, finished_at=timezone.now(), error=error[:300]
        )
        if ended:
            _tell_subject(job)
    if ended:
        logger.error("job %s failed: %s", job.key, error)


def _tell_subject(job: Job) -> None:
    """Let the job's room note the failure; a task that no room does (any more) has none."""
    try:
        handler = handler_of(job.task)
    except (KeyError, ImportError):
        logger.exception("job %s: nobody does %s", job.key, job.task)
        return
    handler.failed(job.subject_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Send again what waits too long, and end what has died too often.

    This, not the queue, is what makes no job get lost: a message that vanished with a worker
    or a broker is sent anew from its row.
    """
    now = timezone.now()
    for job in Job.objects.claimable(now).filter(starts__gte=MAX_STARTS):
        _end_worn_out(job)
    waiting = Job.objects.claimable(now).exclude(sent_at__gte=now - RESEND_AFTER)
    for job_id in waiting.order_by("pk").values_list("pk", flat=True)[:500]:
        send(job_id)


def _end_worn_out(job: Job) -> None:
    """End a job whose workers died at every start; a job that just moved on is left alone.

    One that cannot be ended must not keep the sweep from the others.
    """
    unmoved = Job.objects.filter(owner=job.owner, state=job.state, starts=job.starts)
    try:
        _end_failed(job, unmoved.claimable(timezone.now()), "ตัวทำงานเบื้องหลังหยุดกลางคันหลายครั้ง")
    except Exception:
        logger.exception("job %s could not be ended", job.key)


def send(job_id: int) -> None:
    """Put the job's message in the queue; a queue that is away is no error, the sweep repeats."""
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())
    try:
        run_job.delay(job_id)
    except Exception:  # noqa: BLE001 - kombu raises many kinds, and none may hold up the caller
        logger.warning("job %s could not be sent now; the sweep will try again", job_id)


@shared_task(name="jobs.begin_day")
def begin_day() -> None:
    """Hand over the deeds of the day, from seven in the morning in Bangkok on, each once.

    One that failed is handed over again a quarter of an hour later, as long as the day lasts:
    a deed is safe to repeat, and what failed by mistake may be mended meanwhile.

    Asked every minute, so that a portal that stood still begins its day when it is back; a day
    that it missed whole is not made up for: a deed does what is due on the day it is done. The
    work of a deed is given its day as an ordinal (`date.fromordinal`).
    """
    now = timezone.localtime()
    if now.hour < DAY_BEGINS:
        return
    today = now.date()
    keys = {f"{task}:{today.isoformat()}": task for task in settings.DAILY_JOBS}
    known = {job.key: job for job in Job.objects.filter(key__in=keys)}
    number = today.toordinal()
    missing = [
        Job(key=key, task=task, title="งานประจำวัน", subject_id=number, not_before=now)
        for key, task in keys.items()
        if key not in known
    ]
    if missing:  # the sweep sends them; a second scheduler may have been quicker
        Job.objects.bulk_create(missing, ignore_conflicts=True)
    if any(job.state == Job.State.FAILED for job in known.values()):
        _begin_again(list(known), now)


def _begin_again(keys: list[str], now: datetime) -> None:
    """Queue the failed ones anew whose pause is over, each once, whoever else does the same."""
    failed = Job.objects.filter(
        key__in=keys, state=Job.State.FAILED, finished_at__lt=now - DAY_AGAIN_AFTER
    )
    failed.update(
        state=Job.State.QUEUED,
        starts=0,
        finished_at=None,
        lease_until=None,
        sent_at=None,
        not_before=now,
    )


@shared_task(name="jobs.heartbeat")
def heartbeat() -> None:
    """Note that scheduler, queue, worker and database all work together at this moment."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"seen_at": timezone.now()})


@worker_ready.connect
def first_heartbeat(**_: object) -> None:
    """Send the first sign of life and sweep as soon as a worker stands, not a period later."""
    with contextlib.suppress(Exception):  # the tables may not be there yet
        heartbeat()
        sweep()
    connection.close()


@shared_task(name="jobs.tidy")
def tidy() -> None:
    """Remove what has no more use: old jobs, sessions, tries to sign in, messages, files."""
    old = timezone.now() - KEEP_DONE
    Job.objects.filter(state=Job.State.DONE, finished_at__lt=old).delete()
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=old).delete()
    AccessLog.objects.filter(attempt_time__lt=old).delete()
    done = Path(settings.DATA_DIR) / "queue" / "done"
    for message in done.glob("*.msg"):
        with contextlib.suppress(FileNotFoundError):
            if message.stat().st_mtime < time.time() - 3600:
                message.unlink()
    sweep_files()
