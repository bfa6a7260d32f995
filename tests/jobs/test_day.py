"""The deeds of the day: each once a day, from seven in the morning in Bangkok."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ita_portal import schedule
from ita_portal.jobs import tasks
from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import day_is_under_way
from tests.jobs import deeds


@pytest.fixture(autouse=True)
def _two_deeds(settings) -> None:
    settings.DAILY_JOBS = ["tests.quick", "tests.broken"]


@pytest.fixture
def at(time_machine):
    """Give a function that sets the clock, in world time."""

    def set_clock(*moment: int) -> None:
        time_machine.move_to(datetime(*moment, tzinfo=UTC), tick=False)

    return set_clock


def keys() -> list[str]:
    """Return the keys of all jobs."""
    return sorted(Job.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ((2026, 2, 28, 23, 59, 59), None),
        ((2026, 3, 1, 0, 0), "2026-03-01"),
        ((2026, 3, 1, 16, 59), "2026-03-01"),
        ((2026, 3, 1, 17, 0), None),
        ((2026, 3, 2, 0, 0), "2026-03-02"),
    ],
    ids=str,
)
def test_the_day_is_that_of_bangkok_and_begins_at_seven(db, at, moment, day):
    at(*moment)

    tasks.begin_day()

    assert keys() == ([f"tests.broken:{day}", f"tests.quick:{day}"] if day else [])


def test_each_deed_is_handed_over_once_a_day_and_done(db, at):
    for moment in [(2026, 3, 1, 1), (2026, 3, 1, 2), (2026, 3, 1, 9), (2026, 3, 2, 1)]:
        at(*moment)
        tasks.begin_day()
    for job in Job.objects.filter(task="tests.quick").order_by("pk"):
        tasks.run_job(job.pk)

    days = [date(2026, 3, 1), date(2026, 3, 2)]
    assert deeds.noted() == [f"done {day.toordinal()}" for day in days]
    assert len(keys()) == 4


def test_after_a_standstill_the_day_begins_when_the_portal_is_back_and_missed_ones_do_not(db, at):
    at(2026, 3, 1, 1)
    tasks.begin_day()

    at(2026, 3, 9, 8, 30)
    tasks.begin_day()

    assert {key.rpartition(":")[2] for key in keys()} == {"2026-03-01", "2026-03-09"}


def test_a_deed_that_failed_leaves_the_others_alone_and_is_not_begun_again_at_once(db, at):
    at(2026, 3, 1, 1)
    tasks.begin_day()
    with pytest.raises(ValueError, match="a mistake"):
        tasks.run_job(Job.objects.get(task="tests.broken").pk)
    under_way = day_is_under_way()
    tasks.run_job(Job.objects.get(task="tests.quick").pk)

    tasks.begin_day()

    assert Job.objects.get(task="tests.broken").state == Job.State.FAILED
    assert (under_way, day_is_under_way()) == (True, False)
    assert len(keys()) == 2


def test_a_deed_that_failed_is_done_again_the_same_day_and_once_by_two_schedulers(db, at):
    at(2026, 3, 1, 1)
    tasks.begin_day()
    job = Job.objects.get(task="tests.broken")
    with pytest.raises(ValueError, match="a mistake"):
        tasks.run_job(job.pk)
    quick = Job.objects.get(task="tests.quick")
    tasks.run_job(quick.pk)

    at(2026, 3, 1, 1, 16)
    for _ in range(2):
        tasks.begin_day()

    job.refresh_from_db()
    quick.refresh_from_db()
    assert (job.state, job.starts, job.finished_at) == (Job.State.QUEUED, 0, None)
    assert quick.state == Job.State.DONE
    assert len(keys()) == 2
    with pytest.raises(ValueError, match="a mistake"):
        tasks.run_job(job.pk)


def test_the_sweep_sends_what_the_day_brought(db, at, sent):
    at(2026, 3, 1, 1)
    tasks.begin_day()

    tasks.sweep()

    assert len(sent) == 2


def test_a_minute_like_any_other_costs_one_query(db, at, count_queries):
    at(2026, 3, 1, 1)
    tasks.begin_day()

    with count_queries() as asked:
        tasks.begin_day()

    assert len(asked) == 1


def test_every_deed_of_the_day_is_a_job_that_a_room_does():
    assert set(schedule.DAILY_JOBS) <= set(schedule.JOB_HANDLERS)
