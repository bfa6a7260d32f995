"""Limits of an hour: for the office as a whole, never for a person, and never at a loss."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from complaints.models import Attachment, Case, ComplaintSettings
from complaints.rules import limits
from complaints.rules.limits import TooMany, take
from complaints.rules.proving import WORK_BITS, has_worked, new_token, question, read_token
from complaints.rules.receiving import Source, receive
from tests.complaints.cast import (
    NEW,
    filled_form,
    received,
    text_file,
    told,
    words,
    work_for,
)


def test_an_hour_takes_so_many_and_the_next_one_again(db, monkeypatch):
    for _ in range(3):
        take("a", "reports", most=3)
    with pytest.raises(TooMany):
        take("a", "reports", most=3)
    take("b", "reports", most=3)

    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    take("a", "reports", most=3)


def test_what_is_refused_is_not_counted(db):
    take("a", "bytes", amount=9, most=10)
    with pytest.raises(TooMany):
        take("a", "bytes", amount=2, most=10)

    take("a", "bytes", amount=1, most=10)


def test_opening_the_form_changes_the_count_as_well_so_that_it_tells_nothing(client, office):
    take("sample1", "reports", most=10)
    before = cache.get("complaints.reports.sample1")
    client.get(NEW)

    assert cache.get("complaints.reports.sample1") == before


def test_an_office_takes_ten_an_hour_and_the_eleventh_keeps_its_words(
    client, office, complaint_officer
):
    for _ in range(10):
        received(office)

    response = client.post(NEW, filled_form(client, office, what="คนที่สิบเอ็ด"))

    assert response.status_code == 429
    assert "คนที่สิบเอ็ด" in words(response)
    assert Case.objects.count() == 10


def test_who_answers_a_sum_leaves_room_for_those_who_worked(client, office, complaint_officer):
    for _ in range(6):
        client.post(NEW, filled_form(client, office))
    fields = filled_form(client, office, sum="")
    worked = {**fields, "work": work_for(fields["token"], bits=WORK_BITS)}

    assert Case.objects.count() == 5
    assert client.post(NEW, worked).status_code == 200


def test_an_office_may_be_stricter(client, office, complaint_officer):
    ComplaintSettings.objects.create(office=office, reports_per_hour=2, files_per_report=1)
    files = [text_file("1.txt", "1"), text_file("2.txt", "2")]
    page = words(client.post(NEW, filled_form(client, office, files=files)))

    assert Attachment.objects.count() == 1
    assert "ครั้งละไม่เกิน 1 ไฟล์" in page
    assert client.post(NEW, filled_form(client, office)).status_code == 429


def test_what_the_staff_records_is_not_held_up_by_a_flood(office, complaint_officer):
    for _ in range(10):
        received(office)

    receive(office, told(), once_token="by hand", source=Source("post", by=complaint_officer))

    assert Case.objects.count() == 11


def test_files_beyond_the_hour_are_told_and_the_complaint_is_kept(
    client, office, complaint_officer, monkeypatch
):
    monkeypatch.setattr(limits, "FILES_PER_HOUR", 1)
    files = [text_file("1.txt", "1"), text_file("2.txt", "2")]

    page = words(client.post(NEW, filled_form(client, office, files=files)))

    assert (Case.objects.count(), Attachment.objects.count()) == (1, 1)
    assert "2.txt: ขณะนี้มีผู้ส่งเรื่อง" in page


@pytest.mark.parametrize("number", ["", "x", "-1", "๑๒", "9" * 13, "1.5", "²"])
def test_what_is_no_number_proves_no_work(number):
    assert not has_worked("token", number)


def test_work_is_proven_for_its_own_token_alone():
    work = work_for("one", bits=WORK_BITS)

    assert has_worked("one", work)
    assert sum(has_worked(f"other {n}", work) for n in range(20)) == 0


def test_a_token_is_good_for_its_own_form_for_two_days(monkeypatch):
    token = new_token("new:a")
    today = timezone.localdate()

    assert read_token(token, purpose="new:a")
    assert not read_token(token, purpose="new:b")
    assert not read_token(token + "x", purpose="new:a")
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=2))
    assert not read_token(token, purpose="new:a")


def test_the_sum_is_asked_in_thai_words():
    assert "บวก" in question(new_token("new:a"))
