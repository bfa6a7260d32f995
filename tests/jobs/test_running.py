"""One job: taken by one worker, done once, put back, or ended as failed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from ita_portal.jobs import tasks
from ita_portal.jobs.kinds import handler_of
from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import MAX_STARTS, run_job
from tests.jobs import deeds

State = Job.State
MINUTE = timedelta(minutes=1)


def running(make_job, **facts):
    """Write a job that a worker has."""
    defaults = {
        "state": State.RUNNING,
        "owner": "somebody",
        "starts": 1,
        "lease_until": timezone.now() + MINUTE,
    }
    return make_job(**{**defaults, **facts})


def test_a_job_is_done_and_ends(make_job):
    job = make_job(subject_id=7)

    run_job(job.pk)

    job.refresh_from_db()
    assert deeds.noted() == ["done 7"]
    assert (job.state, job.starts, job.error) == (State.DONE, 1, "")
    assert job.finished_at is not None


def test_a_message_that_comes_twice_does_nothing_the_second_time(make_job):
    job = make_job(subject_id=7)

    run_job(job.pk)
    run_job(job.pk)

    assert deeds.noted() == ["done 7"]


def test_a_message_of_a_job_that_is_no_more_does_nothing(db):
    run_job(10**9)

    assert deeds.noted() == []


def test_two_workers_at_once_are_one_too_many(make_job, monkeypatch):
    job = make_job(task="tests.again")
    monkeypatch.setattr(deeds, "again", lambda subject: (run_job(job.pk), deeds.note("x")), False)

    run_job(job.pk)

    assert deeds.noted() == ["x"]


def test_one_of_two_workers_gets_the_job(make_job):
    job = make_job()

    taken = [tasks._claim(job.pk, token) for token in ("first", "second")]

    job.refresh_from_db()
    assert taken == [True, False]
    assert (job.owner, job.starts) == ("first", 1)


@pytest.mark.parametrize(
    ("lease", "taken"), [(timedelta(seconds=5), False), (timedelta(seconds=-1), True)]
)
def test_a_job_is_taken_over_only_from_a_worker_that_has_been_silent_too_long(
    make_job, lease, taken
):
    job = running(make_job, lease_until=timezone.now() + lease)

    assert tasks._claim(job.pk, "another") is taken


def test_a_job_whose_workers_died_too_often_is_taken_by_nobody(make_job):
    job = running(make_job, starts=MAX_STARTS, lease_until=timezone.now() - MINUTE)

    assert tasks._claim(job.pk, "another") is False


def test_a_job_put_off_is_not_taken_before_its_time(make_job):
    job = make_job(not_before=timezone.now() + MINUTE)

    run_job(job.pk)

    assert deeds.noted() == []


@pytest.mark.parametrize(("earlier", "pause"), [(0, 15), (1, 45), (2, 135)])
def test_trouble_with_the_world_puts_the_job_back_with_a_growing_pause(make_job, earlier, pause):
    job = make_job(task="tests.no_disk", starts=earlier, sent_at=timezone.now())
    begun = timezone.now()

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.starts, job.error) == (State.QUEUED, earlier + 1, "no space left")
    assert timedelta(0) <= job.not_before - begun - timedelta(seconds=pause) < MINUTE / 6
    assert job.lease_until is job.sent_at is job.finished_at is None
    assert deeds.noted() == []


def test_a_job_that_was_put_back_and_then_succeeds_forgets_the_trouble(make_job, settings):
    job = make_job(task="tests.no_disk", subject_id=7)
    run_job(job.pk)

    Job.objects.update(not_before=timezone.now(), task="tests.quick")
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.starts, job.error) == (State.DONE, 2, "")


def test_trouble_at_the_last_start_ends_the_job_and_tells_its_subject(make_job):
    job = make_job(task="tests.no_disk", subject_id=7, starts=MAX_STARTS - 1)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.starts) == (State.FAILED, MAX_STARTS)
    assert job.error == "OSError: no space left"
    assert job.finished_at is not None
    assert deeds.noted() == ["failed 7"]


def test_what_no_waiting_heals_ends_the_job_at_once(make_job):
    job = make_job(task="tests.no_fonts", subject_id=7)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.starts) == (State.FAILED, 1)
    assert job.error == "FileNotFoundError: no fonts here"
    assert deeds.noted() == ["failed 7"]


def test_a_mistake_ends_the_job_at_once_and_is_seen_in_the_log_too(make_job):
    job = make_job(task="tests.broken", subject_id=7)

    with pytest.raises(ValueError, match="a mistake"):
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.starts, job.error) == (State.FAILED, 1, "ValueError: a mistake")
    assert deeds.noted() == ["failed 7"]


def test_a_task_that_no_room_does_fails_and_does_not_hang(make_job):
    job = make_job(task="gone.away")

    with pytest.raises(KeyError):
        run_job(job.pk)

    job.refresh_from_db()
    assert job.state == State.FAILED


def test_job_and_subject_fail_together_or_not_at_all(make_job):
    job = make_job(task="tests.deaf")

    with pytest.raises(RuntimeError, match="cannot be told"):
        run_job(job.pk)

    job.refresh_from_db()
    assert job.state == State.RUNNING  # the sweep ends it when its lease is over


@pytest.mark.parametrize("outcome", ["quick", "broken", "no_disk"])
def test_a_worker_that_lost_its_job_does_not_end_it(make_job, monkeypatch, outcome):
    """It was silent too long, and another one has the job now."""
    job = make_job(task="tests.again")
    work = getattr(deeds, outcome)

    def lose(subject):
        Job.objects.update(owner="another")
        deeds.forget()
        work(subject)

    monkeypatch.setattr(deeds, "again", lose, False)
    try:
        run_job(job.pk)
    except ValueError:
        assert outcome == "broken"

    job.refresh_from_db()
    assert (job.state, job.owner, job.finished_at) == (State.RUNNING, "another", None)
    assert "failed 1" not in deeds.noted()


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "lost"}, "job_state_is_known|job_finished_has_its_time"),
        ({"state": State.DONE}, "job_finished_has_its_time"),
        ({"finished_at": timezone.now()}, "job_finished_has_its_time"),
        ({"state": State.RUNNING, "owner": "x"}, "job_running_has_owner_and_lease"),
        (
            {"state": State.RUNNING, "lease_until": timezone.now()},
            "job_running_has_owner_and_lease",
        ),
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(make_job, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_job(**facts)


def test_every_task_of_the_settings_has_its_two_functions(settings):
    settings.JOB_HANDLERS = settings._wrapped.default_settings.JOB_HANDLERS

    for task in settings.JOB_HANDLERS:
        handler = handler_of(task)

        assert callable(handler.run)
        assert callable(handler.failed)
