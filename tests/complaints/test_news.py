"""The mail that there is news: never what, once a day, until its owner wants no more."""

from __future__ import annotations

import smtplib
from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from complaints.models import Case, NewsAddress, Way
from complaints.rules.handling import ask, inform, note
from complaints.rules.news import hand_over, send_news, stop
from complaints.rules.relocking import lock_anew
from complaints.tasks import do_day
from ita_portal.jobs.models import Job
from tests.complaints.cast import FOLLOW, NEW, TRACK, case_of, hidden, received, words

ADDRESS = "teller@example.com"
DAYS = [date(2026, 11, day).toordinal() for day in range(1, 6)]


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    settings.DEFAULT_FROM_EMAIL = "งานร้องเรียน สพป. <portal@example.com>"


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Return the case of somebody who wants to hear of news."""
    identity = {"name": "นางสาวทดลอง เล่าเรื่อง", "email": ADDRESS}
    return case_of(office, identity=identity, wants_news=True)


def test_the_mail_says_that_there_is_news_and_nothing_else(case, office, complaint_officer):
    ask(case, "เข็มในคำถาม", once_token="1", by=complaint_officer)

    send_news(DAYS[0])

    letter = mail.outbox[0]
    whole = letter.message().as_string() + letter.body + letter.subject
    assert letter.to == [ADDRESS]
    assert letter.from_email == "portal@example.com"
    told = (office.name, office.short_name, office.code, case.seal, case.label, "เข็ม", "เล่าเรื่อง")
    for secret in (*told, "ร้องเรียน", "complaint", "track", "รหัส", "http"):
        assert secret not in whole


def test_all_news_of_a_day_is_one_mail_and_old_news_is_none(case, complaint_officer):
    for number in range(3):
        inform(case, f"ข่าวที่ {number}", once_token=str(number), by=complaint_officer)

    for day in (DAYS[0], DAYS[0], DAYS[1]):
        send_news(day)

    assert len(mail.outbox) == 1
    inform(case, "ข่าวใหม่", once_token="9", by=complaint_officer)
    send_news(DAYS[0])
    assert len(mail.outbox) == 1
    send_news(DAYS[1])
    assert len(mail.outbox) == 2


def test_a_note_of_the_handlers_is_no_news(case, complaint_officer):
    note(case, "บันทึก", once_token="1", by=complaint_officer)

    send_news(DAYS[0])

    assert mail.outbox == []


def test_who_did_not_ask_for_it_gets_none(office, complaint_officer):
    silent = case_of(office, identity={"name": "ก", "email": ADDRESS})
    unnamed = case_of(office, way=Way.UNNAMED, wants_news=True)
    for one in (silent, unnamed):
        inform(one, "ข่าว", once_token=f"{one.pk}", by=complaint_officer)

    send_news(DAYS[0])

    assert mail.outbox == []
    assert not NewsAddress.objects.exists()


def test_its_owner_stops_it_on_the_page_of_the_case(office, complaint_officer, client):
    identity = {"name": "ก", "email": ADDRESS}
    receipt = received(office, identity=identity, wants_news=True)
    page = words(client.post(TRACK, {"code": receipt.code}))
    assert "เลิกส่งอีเมล" in page

    ended = words(client.post(FOLLOW, {"ticket": hidden(page, "ticket"), "stop_news": "yes"}))

    assert "เลิกส่งอีเมลแล้ว" in ended
    assert not NewsAddress.objects.exists()
    inform(receipt.case, "ข่าว", once_token="1", by=complaint_officer)
    send_news(DAYS[0])
    assert mail.outbox == []
    assert not stop(receipt.case)


def test_the_address_lies_under_seal_opens_after_a_change_of_keys_and_goes_with_the_case(
    case, complaint_officer
):
    assert ADDRESS.encode() not in bytes(NewsAddress.objects.get().sealed)

    lock_anew()
    case.refresh_from_db()
    inform(case, "ข่าว", once_token="1", by=complaint_officer)
    send_news(DAYS[0])

    assert mail.outbox[0].to == [ADDRESS]
    case.delete()
    assert not NewsAddress.objects.exists()


@pytest.mark.parametrize(("code", "sent"), [(450, 1), (550, 0)])
def test_a_server_that_says_not_now_is_asked_on_another_day(
    code, sent, case, complaint_officer, monkeypatch, caplog
):
    inform(case, "ข่าว", once_token="1", by=complaint_officer)
    refusal = smtplib.SMTPRecipientsRefused({ADDRESS: (code, ADDRESS.encode())})

    def refuse(*_: object) -> int:
        raise refusal

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        send_news(DAYS[0])
    send_news(DAYS[0])
    send_news(DAYS[1])

    assert len(mail.outbox) == sent
    assert ADDRESS not in caplog.text


def test_the_days_mails_are_handed_to_the_worker_once_and_name_nothing(case, complaint_officer):
    inform(case, "ข่าว", once_token="1", by=complaint_officer)
    for _ in range(2):
        do_day(timezone.localdate().toordinal())

    job = Job.objects.get(task="complaints.news")

    assert job.office is None
    assert "ร้องเรียน" not in job.title


def test_without_mail_nothing_is_handed_over(case, complaint_officer, settings):
    settings.EMAIL_HOST = ""
    inform(case, "ข่าว", once_token="1", by=complaint_officer)

    hand_over(date(2026, 11, 1))
    send_news(DAYS[0])

    assert not Job.objects.filter(task="complaints.news").exists()
    assert mail.outbox == []


@pytest.mark.parametrize(("email", "status"), [(ADDRESS, 200), ("ไม่ใช่อีเมล", 422), ("", 422)])
def test_the_form_asks_for_an_address_that_mail_reaches(filled, client, email, status):
    fields = filled(way="hidden", name="ก ข", phone="081", email=email, news="on")

    assert client.post(NEW, fields).status_code == status
    assert NewsAddress.objects.count() == (status == 200)


def test_of_the_unnamed_no_address_is_kept_even_if_it_was_typed(filled, client):
    assert client.post(NEW, filled(way="unnamed", email=ADDRESS, news="on")).status_code == 200
    assert not NewsAddress.objects.exists()
