"""A worker as it runs in an office: another process, a queue on disk, a database in a file.

It is killed in the middle of a job, and started again. Lost must be nothing, done twice nothing.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
"""Seconds that one thing may take before the test gives up."""

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


class Portal:
    """A portal of its own in `folder`, and the worker that serves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            "ITA_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command: str) -> None:
        """Run a program of the portal to its end."""
        subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, check=True, timeout=PATIENCE
        )

    def order(self, task: str, *numbers: int, messages: int = 1) -> None:
        """Hand over jobs as a web process does, each with so many messages."""
        words = [word for n in numbers for word in (f"tests.{task}", str(n), str(messages))]
        self.run("-c", ORDER, *words)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start a worker; it is gone at the end."""
        command = [sys.executable, "-m", "celery", "-A", "ita_portal", "worker"]
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, "-P", "threads", "-c", "2", "-l", "INFO"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database file, or change it."""
        with closing(sqlite3.connect(self.folder / "ita.sqlite3", timeout=20)) as database:
            rows = database.execute(query, values).fetchall()
            database.commit()
            return rows

    def job(self, number: int) -> tuple[object, ...]:
        """Return state and number of starts of a job."""
        found = self.ask("SELECT state, starts FROM jobs_job WHERE key = ?", f"tests:{number}")
        return found[0]

    def pretend_that_time_went_by(self) -> None:
        """Let the lease of a job be over, for which a test cannot wait."""
        long_ago = "2020-01-01 00:00:00"
        self.ask("UPDATE jobs_job SET lease_until = ?, sent_at = ?", long_ago, long_ago)

    @property
    def deeds(self) -> list[str]:
        """What the work has noted so far."""
        file = self.folder / "deeds.log"
        return file.read_text().split("\n")[:-1] if file.exists() else []

    def wait_for(self, what: Callable[[], bool], words: str) -> None:
        """Wait until it is so, and fail with the worker's log when it takes too long."""
        until = time.monotonic() + PATIENCE
        while not what():
            if time.monotonic() > until:
                log = (self.folder / "worker.log").read_text(errors="replace")
                pytest.fail(f"{words}: {self.deeds}\n{log[-3000:]}")
            time.sleep(0.05)


@pytest.fixture
def portal(tmp_path) -> Portal:
    """Give a portal with an empty database in a file."""
    made = Portal(tmp_path)
    made.run("manage.py", "migrate", "-v", "0")
    return made


def test_a_killed_worker_loses_nothing_and_does_nothing_twice(portal):
    portal.order("slow", 1)
    with portal.worker() as worker:
        portal.wait_for(lambda: portal.deeds == ["begun 1"], "the job was not begun")
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert portal.job(1) == ("running", 1)

    portal.pretend_that_time_went_by()
    (portal.folder / "go").touch()
    portal.order("quick", *range(2, 8), messages=3)
    portal.order("broken", 8)
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

    assert portal.job(1) == ("done", 2)
    assert [portal.job(number) for number in range(2, 8)] == [("done", 1)] * 6
    assert portal.job(8) == ("failed", 1)
    assert sorted(portal.deeds) == sorted(
        ["begun 1", "begun 1", *(f"done {number}" for number in range(1, 8)), "failed 8"]
    )
    assert portal.ask("SELECT count(*) FROM jobs_heartbeat") == [(1,)]
    assert ended == 0


def test_a_broker_that_is_away_does_not_hold_up_who_hands_over_work(portal):
    portal.environment["REDIS_URL"] = "redis://127.0.0.1:1/0"
    begun = time.monotonic()

    portal.order("quick", 1)

    assert portal.job(1) == ("queued", 0)
    assert time.monotonic() - begun < 10
