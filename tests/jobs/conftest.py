"""Jobs whose work is in `deeds`, and a queue that only remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.utils import timezone

from ita_portal.jobs import tasks
from ita_portal.jobs.models import Job
from tests.jobs import deeds


@pytest.fixture(autouse=True)
def _deeds(settings) -> Iterator[None]:
    """Let the portal know the work of the tests, and nothing of earlier ones."""
    settings.JOB_HANDLERS = {
        f"tests.{name}": (f"tests.jobs.deeds.{name}", "tests.jobs.deeds.failed")
        for name in ("quick", "no_disk", "no_fonts", "broken", "again")
    } | {"tests.deaf": ("tests.jobs.deeds.broken", "tests.jobs.deeds.deaf")}
    deeds.forget()
    yield
    deeds.forget()


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    """Give the ids of the jobs whose message went into the queue."""
    messages: list[int] = []
    monkeypatch.setattr(tasks, "run_job", SimpleNamespace(delay=messages.append))
    return messages


@pytest.fixture
def make_job(db) -> Callable[..., Job]:
    """Give a function that writes a job."""

    def make(**facts: object) -> Job:
        number = Job.objects.count() + 1
        defaults = {
            "key": f"tests:{number}",
            "task": "tests.quick",
            "title": "งานของการทดสอบ",
            "subject_id": number,
            "not_before": timezone.now(),
        }
        return Job.objects.create(**{**defaults, **facts})

    return make
