"""Several workers at the same moment: one has the job."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ita_portal.jobs import tasks
from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import enqueue
from tests.jobs import deeds

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(deed: Callable[[], object]) -> list[object]:
    """Do `deed` in several threads at once and return what each gave."""
    start = Barrier(AT_ONCE)

    def attempt(_: int) -> object:
        try:
            start.wait(timeout=10)
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(attempt, range(AT_ONCE)))


def test_four_workers_do_a_job_once(make_job):
    job = make_job(subject_id=7)

    together(lambda: tasks.run_job(job.pk))

    job.refresh_from_db()
    assert deeds.noted() == ["done 7"]
    assert (job.state, job.starts) == (Job.State.DONE, 1)


def test_a_worn_out_job_is_ended_once_by_four_sweeps(make_job, sent):
    make_job(
        subject_id=7,
        state=Job.State.RUNNING,
        owner="dead",
        starts=tasks.MAX_STARTS,
        lease_until="2020-01-01T00:00:00Z",
    )

    together(tasks.sweep)

    assert deeds.noted() == ["failed 7"]


def test_a_job_handed_over_four_times_at_once_is_one(db, sent):
    jobs = together(
        lambda: enqueue(task="tests.quick", subject_id=1, key="tests:1", title="งาน", office=None)
    )

    assert len({job.pk for job in jobs}) == Job.objects.count() == 1
    assert len(sent) == 1
