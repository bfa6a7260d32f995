"""Several schedulers at the same moment: one day is begun, and begun again, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ita_portal.jobs import tasks
from ita_portal.jobs.models import Job
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _at_any_hour(settings, monkeypatch) -> None:
    settings.DAILY_JOBS = ["tests.quick", "tests.broken"]
    monkeypatch.setattr(tasks, "DAY_BEGINS", 0)


def test_four_schedulers_begin_a_day_once():
    outcomes = together(tasks.begin_day)

    assert outcomes == ["done"] * 4
    assert sorted(Job.objects.values_list("task", flat=True)) == ["tests.broken", "tests.quick"]


def test_four_schedulers_begin_a_failed_deed_again_once():
    tasks.begin_day()
    past = timezone.now() - timedelta(minutes=16)
    Job.objects.filter(task="tests.broken").update(state=Job.State.FAILED, finished_at=past)

    together(tasks.begin_day)

    states = Job.objects.order_by("task").values_list("state", "starts")
    assert list(states) == [(Job.State.QUEUED, 0)] * 2
