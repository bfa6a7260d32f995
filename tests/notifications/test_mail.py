"""Mail: each message once, when a server is named; rather none than two."""

from __future__ import annotations

import os
import runpy
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import BadHeaderError
from django.core.mail.backends import locmem
from django.utils import timezone

from ita_portal.jobs.models import Job
from ita_portal.notifications import tasks
from ita_portal.notifications.models import Message
from ita_portal.notifications.rules import gather, mark_read
from ita_portal.notifications.tasks import hand_over, send_waiting
from tests.architecture.house import ROOT
from tests.factories.organisations import UserFactory
from tests.notifications.conftest import DAY, Killed, reminder


@pytest.fixture(autouse=True)
def _server(settings, officer) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.BASE_URL = "https://ita.example.org"
    officer.email = "officer@example.org"
    officer.save()


@pytest.fixture
def server_says(monkeypatch):
    """Give a function that lets the server answer each mail with an error."""

    def say(error: BaseException) -> None:
        def refuse(*_: object) -> None:
            raise error

        monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)

    return say


def test_a_mail_says_what_the_message_says_with_whole_addresses(tell_one, officer, office):
    message = tell_one()

    send_waiting(1)

    (letter,) = mail.outbox
    assert letter.subject == "[พอร์ทัล ITA] แผนถูกส่งคืน"
    assert letter.to == ["officer@example.org"]
    assert letter.body.startswith(f"เรียน {officer.full_name}\n\nแผนถูกส่งคืน\n\n- แผนมาตรการปี 2568\n")
    assert "  https://ita.example.org/office/sample1/plans/2568/\n" in letter.body
    assert "\nhttps://ita.example.org/office/sample1/messages/\n" in letter.body
    assert office.name in letter.body
    assert letter.content_subtype == "plain"
    assert letter.extra_headers["Message-ID"] == f"<message-{message.pk}@ita.example.org>"
    message.refresh_from_db()
    assert message.mailed_at is not None


def test_signs_are_not_written_as_a_web_page_writes_them(tell_one):
    tell_one(subject="“ก” & <ข>", lines=[("1 < 2 & 3", "")], office=None)

    send_waiting(1)

    assert "“ก” & <ข>" in mail.outbox[0].body
    assert "1 < 2 & 3" in mail.outbox[0].body
    assert "\nhttps://ita.example.org/\n" in mail.outbox[0].body


def test_a_message_is_mailed_once_however_often_it_is_asked_for(tell_one):
    tell_one()

    for minute in range(3):
        send_waiting(minute)

    assert len(mail.outbox) == 1


def test_without_a_server_nothing_is_handed_over_and_nothing_sent(
    tell_one, settings, count_queries
):
    settings.EMAIL_HOST = ""
    tell_one()

    with count_queries() as asked:
        hand_over()
        send_waiting(1)

    assert len(asked) == 0
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ("dummy", 587, True, False, "ita-portal@localhost")),
        ({"EMAIL_HOST": "m"}, ("smtp", 587, True, False, "ita-portal@localhost")),
        ({"EMAIL_HOST": "m", "EMAIL_USE_SSL": "on"}, ("smtp", 465, False, True, "x@example.org")),
        (
            {"EMAIL_HOST": "m", "EMAIL_USE_TLS": "off", "EMAIL_PORT": "25"},
            ("smtp", 25, False, False, "x@example.org"),
        ),
    ],
    ids=str,
)
def test_the_settings_come_from_the_environment(monkeypatch, told, expected):
    """Without a server no mail goes anywhere, also not to a screen; with one it is encrypted."""
    for name in [name for name in os.environ if name.startswith("EMAIL_")]:
        monkeypatch.delenv(name)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    if expected[-1].startswith("x@"):
        monkeypatch.setenv("EMAIL_HOST_USER", "x@example.org")

    found = runpy.run_path(str(ROOT / "ita_portal" / "mail.py"))

    backend = found["EMAIL_BACKEND"].split(".")[-2]
    names = ("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "DEFAULT_FROM_EMAIL")
    assert (backend, *(found[name] for name in names)) == expected


def test_only_who_has_an_address_and_has_not_read_is_mailed(tell_one, coordinator, officer):
    tell_one(user=coordinator)
    mark_read(tell_one(key="read"))
    gone = UserFactory(email="gone@example.org", is_active=False)
    tell_one(user=gone)
    old = tell_one(key="old")
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))

    hand_over()
    send_waiting(1)

    assert mail.outbox == []
    assert not Job.objects.exists()


def test_what_waits_is_sent_by_a_job(tell_one, run_jobs):
    tell_one()

    hand_over()
    run_jobs()

    assert len(mail.outbox) == 1
    assert Job.objects.get().state == Job.State.DONE


def test_the_digest_waits_for_all_deeds_of_the_day_and_other_mail_does_not(
    tell_one, officer, settings
):
    settings.DAILY_JOBS = ["measures.remind"]
    deed = Job.objects.create(
        key="x", task="measures.remind", title="x", subject_id=1, not_before=timezone.now()
    )
    gather([reminder(officer, "a")], day=DAY)
    tell_one()

    send_waiting(1)
    early = [letter.subject for letter in mail.outbox]
    gather([reminder(officer, "b")], day=DAY)
    Job.objects.filter(pk=deed.pk).update(state=Job.State.DONE, finished_at=timezone.now())
    send_waiting(2)

    assert early == ["[พอร์ทัล ITA] แผนถูกส่งคืน"]
    assert "เรื่อง a" in mail.outbox[1].body
    assert "เรื่อง b" in mail.outbox[1].body
    assert len(mail.outbox) == 2


def test_a_mistake_before_the_mail_goes_out_costs_nobody_their_mail(tell_one, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a mistake")

    tell_one()
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "letter_of", broken)
        with pytest.raises(RuntimeError):
            send_waiting(1)

    send_waiting(2)

    assert len(mail.outbox) == 1


def test_killed_while_it_sends_a_mail_is_not_sent_again(tell_one, server_says, monkeypatch):
    message = tell_one()
    server_says(Killed())
    with pytest.raises(Killed):
        send_waiting(1)
    monkeypatch.undo()

    send_waiting(2)

    message.refresh_from_db()
    assert mail.outbox == []
    assert message.mail_begun_at is not None
    assert message.mailed_at is None


def test_a_server_that_is_away_takes_no_mail_and_the_job_comes_again(tell_one, monkeypatch):
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    tell_one()
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "open", away)
        with pytest.raises(ConnectionRefusedError):
            send_waiting(1)

    send_waiting(1)

    assert len(mail.outbox) == 1


def test_a_server_that_stays_away_is_not_asked_every_minute(tell_one, monkeypatch, run_jobs):
    tell_one()
    minute = 60.0
    monkeypatch.setattr("time.time", lambda: minute)
    hand_over()
    minute += 60
    hand_over()
    while_one_waits = Job.objects.count()
    Job.objects.update(state=Job.State.FAILED, finished_at=timezone.now())
    hand_over()
    after_it_failed = Job.objects.count()

    Job.objects.update(finished_at=timezone.now() - tasks.TRY_AGAIN_AFTER)
    hand_over()
    run_jobs()

    assert (while_one_waits, after_it_failed, Job.objects.count()) == (1, 1, 2)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"officer@example.org": (450, b"later")}),
        smtplib.SMTPDataError(451, b"later"),
    ],
    ids=str,
)
def test_not_now_is_tried_again_after_a_while(tell_one, server_says, error, monkeypatch):
    tell_one()
    server_says(error)
    send_waiting(1)
    monkeypatch.undo()
    send_waiting(2)
    at_once = len(mail.outbox)

    monkeypatch.setattr(tasks, "MAIL_WITHIN", timedelta(days=3))
    Message.objects.update(mail_not_before=timezone.now())
    send_waiting(3)

    assert at_once == 0
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"officer@example.org": (550, b"unknown")}),
        smtplib.SMTPDataError(554, b"never"),
        smtplib.SMTPServerDisconnected("gone"),
        TimeoutError(),
    ],
    ids=str,
)
def test_never_and_perhaps_are_left_alone(tell_one, server_says, error, monkeypatch):
    tell_one()
    server_says(error)
    send_waiting(1)
    monkeypatch.undo()

    Message.objects.update(mail_not_before=timezone.now())
    send_waiting(2)

    assert mail.outbox == []
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), BadHeaderError("x")],
    ids=str,
)
def test_a_lasting_no_to_one_does_not_keep_the_others_from_their_mail(tell_one, monkeypatch, error):
    good = UserFactory(email="good@example.org")
    tell_one()
    tell_one(user=good)
    send = locmem.EmailBackend.send_messages

    def choosy(self, letters):
        if letters[0].to == ["officer@example.org"]:
            raise error
        return send(self, letters)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", choosy)
    send_waiting(1)

    assert [letter.to for letter in mail.outbox] == [["good@example.org"]]


def test_a_long_row_of_mails_is_cut_and_goes_on_in_the_next_minute(tell_one, monkeypatch):
    tell_one(key="a")
    tell_one(key="b")
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "WORK_FOR", -1)
        send_waiting(1)
    none = len(mail.outbox)

    send_waiting(2)

    assert (none, len(mail.outbox)) == (0, 2)


def test_a_server_that_hangs_up_costs_the_others_only_time(tell_one, server_says, monkeypatch):
    tell_one(key="a")
    tell_one(key="b")
    server_says(smtplib.SMTPDataError(421, b"too busy"))
    send_waiting(1)
    monkeypatch.undo()
    untouched = Message.objects.filter(mail_begun_at__isnull=True).count()

    Message.objects.update(mail_not_before=timezone.now())
    send_waiting(2)

    assert untouched == 2
    assert len(mail.outbox) == 2
