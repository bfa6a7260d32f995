"""Following one's complaint with the code: what is seen and added, and what a wrong one gets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.models import Attachment, Case, Message, Status
from complaints.rules import limits
from complaints.rules.handling import ask
from complaints.rules.plain_words import MEANINGS
from complaints.rules.proving import WORK_BITS, _sum
from complaints.rules.tracking import case_of_ticket, ticket_for
from tests.complaints.cast import (
    FOLLOW,
    NEW,
    TRACK,
    hidden,
    received,
    text_file,
    words,
    work_for,
)


@pytest.fixture
def receipt(office, complaint_officer):
    """Give a complaint that came in."""
    return received(office, content={"what": "เรื่องที่เล่าไว้"})


def opened(client, receipt) -> str:
    """Return the page of the case."""
    return words(client.post(TRACK, {"code": receipt.code}))


def fields_of(page: str, **more: object) -> dict[str, object]:
    """Return the form for adding to the case."""
    return {"ticket": hidden(page, "ticket"), "token": hidden(page, "token"), **more}


def test_every_state_has_plain_words():
    assert set(MEANINGS) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_the_page_says_what_the_state_means(client, receipt, status):
    ending = "mended" if status in {"decided", "told", "closed"} else ""
    Case.objects.update(status=status, ending=ending)

    page = opened(client, receipt)

    assert MEANINGS[status].means in page
    assert ("ว่ากล่าวตักเตือนหรือแก้ไขแล้ว" in page) == bool(ending)


def test_the_page_does_not_repeat_what_was_told(client, receipt):
    """Somebody may look over the shoulder."""
    page = opened(client, receipt)

    assert "เรื่องที่เล่าไว้" not in page
    assert "นางสาวทดลอง" not in page


def test_the_office_asks_and_the_person_answers(client, receipt, complaint_officer):
    ask(receipt.case, "เกิดขึ้นวันไหน", once_token="a", by=complaint_officer)
    page = opened(client, receipt)
    asked = words(client.post(FOLLOW, fields_of(page, words="วันจันทร์")))

    receipt.case.refresh_from_db()
    assert "เกิดขึ้นวันไหน" in page
    assert "วันจันทร์" in asked
    assert receipt.case.status == Status.CHECKING


def test_an_answer_sent_twice_is_one(client, receipt):
    fields = fields_of(opened(client, receipt), words="คำตอบ")

    for _ in range(3):
        client.post(FOLLOW, fields)

    assert Message.objects.count() == 1


def test_more_files_come_later_and_the_same_one_once(client, receipt):
    for _ in range(2):
        fields = fields_of(opened(client, receipt), words="", files=[text_file("ก.txt", "ก")])
        page = words(client.post(FOLLOW, fields))

    assert "ก.txt" in page
    assert Attachment.objects.count() == 1


def test_an_empty_answer_is_asked_for_and_stores_nothing(client, receipt):
    response = client.post(FOLLOW, fields_of(opened(client, receipt), words="   "))

    assert response.status_code == 422
    assert "โปรดพิมพ์ข้อความหรือเลือกไฟล์" in words(response)
    assert not Message.objects.exists()


def test_too_long_an_answer_is_kept_on_the_page(client, receipt):
    typed = "ก" * 20_001

    response = client.post(FOLLOW, fields_of(opened(client, receipt), words=typed))

    assert response.status_code == 422
    assert typed in words(response)


def test_a_ticket_opens_its_own_case_until_tomorrow(receipt, office, monkeypatch):
    ticket = ticket_for(receipt.case)
    today = timezone.localdate()

    assert case_of_ticket(ticket) == receipt.case
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=2))
    assert case_of_ticket(ticket) is None


@pytest.mark.parametrize("ticket", ["", "x", "ก" * 50, "a:b", "0" * 5000])
def test_a_strange_ticket_opens_nothing_and_gives_the_words_back(client, receipt, ticket):
    response = client.post(FOLLOW, {"ticket": ticket, "token": "x", "words": "พิมพ์ไว้ยาวมาก"})

    assert response.status_code == 422
    assert "พิมพ์ไว้ยาวมาก" in words(response)


def test_the_form_of_one_case_is_not_taken_for_another(client, receipt, office):
    other = received(office)
    mine, theirs = opened(client, receipt), opened(client, other)

    mixed = {"ticket": hidden(mine, "ticket"), "token": hidden(theirs, "token"), "words": "ก"}

    assert client.post(FOLLOW, mixed).status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize("typed", ["1" * 20, "", "ไม่รู้", "<script>", "\x00" * 9, "9" * 100_000])
def test_every_wrong_code_gets_the_same_answer(client, receipt, typed):
    response = client.post(TRACK, {"code": typed})

    assert response.status_code == 422
    assert "ไม่พบเรื่องของรหัสนี้" in words(response)
    assert "<script>" not in words(response).partition("<main")[2]


def test_a_wrong_code_a_thousand_times_ends_in_a_question_that_a_person_can_answer(
    client, receipt, monkeypatch
):
    monkeypatch.setattr(limits, "TRIES_PER_HOUR", 5)
    for _ in range(5):
        assert client.post(TRACK, {"code": "1" * 20}).status_code == 422

    stopped = client.post(TRACK, {"code": receipt.code})
    token = hidden(words(stopped), "token")
    answered = {"code": receipt.code, "token": token, "sum": str(sum(_sum(token)))}

    assert stopped.status_code == 429
    assert receipt.code in words(stopped)
    assert client.post(TRACK, answered).status_code == 200


def test_work_opens_the_way_for_the_code_that_was_typed_and_for_no_other(
    client, receipt, monkeypatch
):
    monkeypatch.setattr(limits, "TRIES_PER_HOUR", 0)
    token = hidden(words(client.get(TRACK)), "token")
    work = work_for(token, bits=WORK_BITS, bound_to=receipt.code)

    right = client.post(TRACK, {"code": receipt.code, "token": token, "work": work})
    other = client.post(TRACK, {"code": "1" * 20, "token": token, "work": work})

    assert right.status_code == 200
    assert other.status_code == 429


def test_a_lost_key_is_told_and_is_no_mistake_and_a_new_complaint_stays_on_the_page(
    client, receipt, settings, filled
):
    fields = filled(what="เรื่องที่ยังไม่ถูกรับ")
    (settings.DATA_DIR / "keys" / "complaints.key").rename(settings.DATA_DIR / "keys" / "away")
    try:
        response = client.post(TRACK, {"code": receipt.code})
        new = client.post(NEW, fields)
    finally:
        (settings.DATA_DIR / "keys" / "away").rename(settings.DATA_DIR / "keys" / "complaints.key")

    assert response.status_code == new.status_code == 503
    assert "เปิดผนึกไม่ได้" in words(response)
    assert "เรื่องที่ยังไม่ถูกรับ" in words(new)
    assert Case.objects.count() == 1


def test_who_follows_a_link_to_the_case_is_asked_for_the_code(client, db):
    assert client.get(FOLLOW).headers["Location"] == TRACK


def test_the_receipt_leads_to_the_case_without_typing_the_code(client, filled):
    page = words(client.post(NEW, filled()))

    assert client.post(FOLLOW, {"ticket": hidden(page, "ticket")}).status_code == 200
