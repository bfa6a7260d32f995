"""Handing over work, sending it again, trying again, and the sign of life."""

import os
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from ita_portal.errors import Refused
from ita_portal.jobs import tasks
from ita_portal.jobs.models import Heartbeat, Job
from ita_portal.jobs.rules import enqueue, try_again, worker_answers
from ita_portal.jobs.tasks import MAX_STARTS, heartbeat, sweep, tidy
from tests.jobs import deeds

State = Job.State
SECOND = timedelta(seconds=1)


def hand_over(key="tests:1", subject_id=1):
    """Hand a job over as a rule does."""
    return enqueue(task="tests.quick", subject_id=subject_id, key=key, title="งาน", office=None)


def ago(seconds):
    """Return the moment so many seconds ago."""
    return timezone.now() - seconds * SECOND


def left_behind(make_job, **facts):
    """Write a job whose worker died."""
    defaults = {"state": State.RUNNING, "owner": "dead", "lease_until": ago(1), "starts": 1}
    return make_job(**{**defaults, **facts})


def failed(make_job, **facts):
    """Write a job that has failed."""
    return make_job(state=State.FAILED, finished_at=ago(9), starts=4, error="ก", **facts)


def test_the_message_is_sent_when_the_deed_is_committed(
    db, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = hand_over()
        before = list(sent)

    job.refresh_from_db()
    assert before == []
    assert sent == [job.pk]
    assert job.sent_at is not None


def test_a_deed_that_was_undone_sends_nothing(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        hand_over()
        transaction.set_rollback(True)

    assert sent == []
    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = hand_over()
        second = hand_over(subject_id=2)

    assert first == second
    assert sent == [first.pk]
    assert Job.objects.get().subject_id == 1


def test_a_key_that_was_done_is_not_done_again(make_job, sent, django_capture_on_commit_callbacks):
    make_job(key="tests:1", state=State.DONE, finished_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        hand_over()

    assert sent == []


def test_a_queue_that_is_away_does_not_hold_up_the_deed(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    def away(job_id):
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks.run_job, "delay", away, raising=False)
    with django_capture_on_commit_callbacks(execute=True):
        job = hand_over()

    job.refresh_from_db()
    assert job.state == State.QUEUED


def test_the_sweep_sends_what_was_lost_while_the_queue_was_away(make_job, sent):
    lost = make_job(sent_at=ago(16))

    sweep()

    lost.refresh_from_db()
    assert sent == [lost.pk]
    assert lost.sent_at > ago(5)


@pytest.mark.parametrize(
    ("facts", "is_sent"),
    [
        ({}, True),
        ({"sent_at": 60}, True),
        ({"sent_at": 3}, False),
        ({"not_before": -30}, False),
        ({"state": State.DONE, "finished_at": 1}, False),
        ({"state": State.FAILED, "finished_at": 1}, False),
        ({"state": State.RUNNING, "owner": "x", "lease_until": -30}, False),
        ({"state": State.RUNNING, "owner": "x", "lease_until": 1, "sent_at": 95}, True),
    ],
)
def test_the_sweep_sends_what_waits_too_long_and_nothing_else(make_job, sent, facts, is_sent):
    """Times are seconds ago."""
    make_job(**{n: ago(fact) if isinstance(fact, int) else fact for n, fact in facts.items()})

    sweep()

    assert bool(sent) is is_sent


def test_the_longest_waiting_goes_first(make_job, sent):
    jobs = [make_job() for _ in range(3)]

    sweep()

    assert sent == [job.pk for job in jobs]


def test_a_job_whose_workers_died_at_every_start_is_ended_by_the_sweep(make_job, sent):
    job = left_behind(make_job, subject_id=7, starts=MAX_STARTS)

    sweep()

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error == "ตัวทำงานเบื้องหลังหยุดกลางคันหลายครั้ง"
    assert deeds.noted() == ["failed 7"]
    assert sent == []


def test_a_worn_out_job_is_ended_once(make_job, sent):
    left_behind(make_job, subject_id=7, starts=MAX_STARTS)

    sweep()
    sweep()

    assert deeds.noted() == ["failed 7"]


def test_a_job_that_has_just_moved_on_is_not_ended(make_job):
    job = left_behind(make_job, starts=MAX_STARTS)
    Job.objects.update(state=State.DONE, finished_at=timezone.now())

    tasks._end_worn_out(job)

    job.refresh_from_db()
    assert job.state == State.DONE
    assert deeds.noted() == []


def test_a_job_that_cannot_be_ended_does_not_keep_the_sweep_from_the_others(make_job, sent):
    left_behind(make_job, task="tests.deaf", starts=MAX_STARTS)
    worn_out = left_behind(make_job, starts=MAX_STARTS)
    waiting = make_job()

    sweep()

    worn_out.refresh_from_db()
    assert worn_out.state == State.FAILED
    assert sent[-1] == waiting.pk


def test_a_failed_job_is_tried_again_from_the_start(
    make_job, sent, django_capture_on_commit_callbacks
):
    failed(make_job, key="tests:1")

    with django_capture_on_commit_callbacks(execute=True):
        job = try_again("tests:1")

    assert (job.state, job.starts, job.error) == (State.QUEUED, 0, "")
    assert job.finished_at is None
    assert sent == [job.pk]


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE])
def test_only_a_failed_job_is_tried_again(make_job, sent, state):
    facts = {"owner": "x", "lease_until": ago(-9)} if state == State.RUNNING else {}
    ended = {"finished_at": ago(1)} if state == State.DONE else {}
    make_job(key="tests:1", state=state, **facts, **ended)

    with pytest.raises(Refused, match="ไม่ต้องสั่งทำใหม่"):
        try_again("tests:1")

    assert Job.objects.get().state == state
    assert sent == []


def test_pressing_twice_tries_again_once(make_job, sent, django_capture_on_commit_callbacks):
    failed(make_job, key="tests:1")

    with django_capture_on_commit_callbacks(execute=True):
        try_again("tests:1")
        with pytest.raises(Refused):
            try_again("tests:1")

    assert len(sent) == 1


def test_the_failed_jobs_of_an_office_are_its_own(make_job, office, other_office):
    mine = failed(make_job, office=office)
    failed(make_job, office=other_office)
    make_job(office=office)

    assert list(Job.objects.failed_of(office)) == [mine]


def test_the_worker_does_not_answer_before_its_first_sign_of_life(db):
    assert not worker_answers()


def test_the_worker_answers_for_a_minute_after_each_sign_of_life(db, time_machine):
    time_machine.move_to("2026-11-21T01:00:00Z", tick=False)
    heartbeat()
    heartbeat()

    time_machine.move_to("2026-11-21T01:00:59Z", tick=False)
    within = worker_answers()
    time_machine.move_to("2026-11-21T01:01:01Z", tick=False)
    after = worker_answers()

    assert (within, after) == (True, False)
    assert Heartbeat.objects.count() == 1


def test_the_health_page_says_what_does_not_answer(client, db):
    silent = client.get("/healthz")
    heartbeat()
    alive = client.get("/healthz")

    assert (silent.status_code, silent.json()["reason"]) == (503, "queue or worker")
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})


def test_tidying_up_removes_old_jobs_that_are_done_and_no_others(make_job):
    month = 31 * 24 * 3600
    make_job(state=State.DONE, finished_at=ago(month))
    kept = [
        make_job(state=State.DONE, finished_at=ago(3600)),
        make_job(state=State.FAILED, finished_at=ago(month)),
        make_job(not_before=ago(month)),
    ]

    tidy()

    assert list(Job.objects.order_by("pk")) == kept


def test_tidying_up_removes_sessions_that_have_ended(db):
    Session.objects.create(session_key="old", session_data="", expire_date=ago(1))
    Session.objects.create(session_key="new", session_data="", expire_date=ago(-60))

    tidy()

    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_tidying_up_removes_messages_that_were_read_an_hour_ago(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    done = tmp_path / "queue" / "done"
    done.mkdir(parents=True)
    (done / "new.celery.msg").touch()
    old = done / "old.celery.msg"
    old.touch()
    os.utime(old, (0, 0))

    tidy()

    assert [path.name for path in done.iterdir()] == ["new.celery.msg"]
