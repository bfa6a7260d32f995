"""A portal of its own with a real worker: other processes, a queue on disk, a database file."""

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
PATIENCE = 120
"""Seconds that one thing may take before the test gives up."""


class Portal:
    """A portal of its own in `folder`, and the worker that serves it."""

    def __init__(self, folder: Path, settings: str = "tests.jobs.worker_settings") -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            "ITA_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command: str) -> None:
        """Run a program of the portal to its end."""
        subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, check=True, timeout=PATIENCE
        )

    @contextmanager
    def worker(self, threads: int = 2) -> Iterator[subprocess.Popen[bytes]]:
        """Start a worker that does so many jobs at once; it is gone at the end."""
        command = [sys.executable, "-m", "celery", "-A", "ita_portal", "worker"]
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, "-P", "threads", "-c", str(threads), "-l", "INFO"],
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

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End a worker and all that it started at this moment, as a power cut does."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database file, or change it."""
        with closing(sqlite3.connect(self.folder / "ita.sqlite3", timeout=20)) as database:
            rows = database.execute(query, values).fetchall()
            database.commit()
            return rows

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
