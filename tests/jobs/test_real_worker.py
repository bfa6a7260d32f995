"""A worker as it runs in an office: another process, a queue on disk, a database in a file.

It is killed in the middle of a job, and started again. Lost must be nothing, done twice nothing.
"""

from __future__ import annotations

import time

import pytest

from tests.jobs.real_portal import PATIENCE, Portal

ORDER = """
import sys, django
django.setup()
from django.db import transaction
from ita_portal.jobs.rules import enqueue
from ita_portal.jobs.tasks import send
for task, number, messages in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
    with transaction.atomic():
        job = enqueue(
            task=task, subject_id=int(number), key=f"tests:{number}", title="x", office=None
        )
    for _ in range(int(messages) - 1):
        send(job.pk)
"""


def order(portal: Portal, task: str, *numbers: int, messages: int = 1) -> None:
    """Hand over jobs as a web process does, each with so many messages."""
    words = [word for n in numbers for word in (f"tests.{task}", str(n), str(messages))]
    portal.run("-c", ORDER, *words)


def job_of(portal: Portal, number: int) -> tuple[object, ...]:
    """Return state and number of starts of a job."""
    return portal.ask("SELECT state, starts FROM jobs_job WHERE key = ?", f"tests:{number}")[0]


@pytest.fixture
def portal(tmp_path) -> Portal:
    """Give a portal with an empty database in a file."""
    made = Portal(tmp_path)
    made.run("manage.py", "migrate", "-v", "0")
    return made


def test_a_killed_worker_loses_nothing_and_does_nothing_twice(portal):
    order(portal, "slow", 1)
    with portal.worker() as worker:
        portal.wait_for(lambda: portal.deeds == ["begun 1"], "the job was not begun")
        portal.kill(worker)
    assert job_of(portal, 1) == ("running", 1)

    portal.pretend_that_time_went_by()
    (portal.folder / "go").touch()
    order(portal, "quick", *range(2, 8), messages=3)
    order(portal, "broken", 8)
    (portal.folder / "queue" / "messages" / "0_spoilt.celery.msg").touch()
    with portal.worker() as worker:
        portal.wait_for(
            lambda: not portal.ask("SELECT 1 FROM jobs_job WHERE finished_at IS NULL"),
            "jobs were left over",
        )
        portal.wait_for(
            lambda: not list((portal.folder / "queue" / "messages").iterdir()),
            "messages were left over",
        )
        worker.terminate()
        ended = worker.wait(PATIENCE)

    assert job_of(portal, 1) == ("done", 2)
    assert [job_of(portal, number) for number in range(2, 8)] == [("done", 1)] * 6
    assert job_of(portal, 8) == ("failed", 1)
    assert sorted(portal.deeds) == sorted(
        ["begun 1", "begun 1", *(f"done {number}" for number in range(1, 8)), "failed 8"]
    )
    assert portal.ask("SELECT count(*) FROM jobs_heartbeat") == [(1,)]
    assert ended == 0


def test_a_broker_that_is_away_does_not_hold_up_who_hands_over_work(portal):
    portal.environment["REDIS_URL"] = "redis://127.0.0.1:1/0"
    begun = time.monotonic()

    order(portal, "quick", 1)

    assert job_of(portal, 1) == ("queued", 0)
    assert time.monotonic() - begun < 10
