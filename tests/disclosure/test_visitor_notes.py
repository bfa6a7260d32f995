"""Visitors say that an item does not open or is not right; the group that keeps it answers."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from complaints.rules.limits import TooMany
from complaints.rules.proving import new_token, question
from disclosure.models import Entry, NoteStatus, VisitorNote
from disclosure.rules import noting
from disclosure.rules.heading import year_head
from disclosure.rules.noting import answer_note, note_item, notes_waiting_for
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import AppointmentFactory, GroupFactory

PAGE = "/o/sample1/oit/2564/O1/"
FORM = f"{PAGE}report/"
STAFF = "/office/sample1/disclosure/2564/O1/notes/"
_WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
NUMBERS = dict(zip(_WORDS, range(10), strict=True))


@pytest.fixture(autouse=True)
def _empty_hour():
    cache.clear()


def words(response) -> str:
    return response.content.decode()


def form(**fields: object) -> dict[str, object]:
    """Return a form as a person without scripts sends it."""
    token = new_token("note:sample1.2564.O1")
    total = sum(NUMBERS[word] for word in question(token).split(" บวก "))
    return {"token": token, "sum": str(total), "kind": "cannot_open", "words": "", **fields}


def note(office, *, kind="wrong", said="", evidence=None) -> VisitorNote:
    head = year_head(office.code, 2564)
    return note_item(head, "O1", kind=kind, words=said, evidence=evidence)


def test_a_visitor_says_that_a_piece_does_not_open_and_nothing_of_them_is_kept(
    client, office, item
):
    piece = EvidenceFactory(office=office, item=item, accepted=True)
    assert piece.title in words(client.get(FORM, {"evidence": piece.pk}))

    response = client.post(
        FORM, form(evidence=piece.pk, words="ขึ้นว่าไม่พบหน้า"), REMOTE_ADDR="203.0.113.9"
    )

    kept = VisitorNote.objects.get()
    assert "ได้รับแจ้งแล้ว" in words(response)
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert (kept.evidence, kept.kind, kept.words) == (piece, "cannot_open", "ขึ้นว่าไม่พบหน้า")
    everything = str(list(VisitorNote.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "203.0.113" not in everything
    assert {field.name for field in VisitorNote._meta.fields} == {
        "id", "office", "fiscal_year", "code", "evidence", "kind", "words", "times", "noted_on",
        "last_on", "status", "answer", "answered_at", "answered_by",
    }  # fmt: skip


def test_the_page_of_the_item_says_that_it_is_looked_into_and_never_the_visitor_s_words(
    client, office, item
):
    note(office, said="เจ้าหน้าที่ชื่อนั้นทำผิด")

    page = words(client.get(PAGE))

    assert "มีผู้แจ้งว่าข้อมูลไม่ตรง" in page
    assert "สำนักงานกำลังตรวจสอบ" in page
    assert "ทำผิด" not in page


def test_the_answer_of_the_office_stands_on_the_page_of_the_item(client, office, item, officer):
    answer_note(note(office), status=NoteStatus.MENDED, words="แก้ตัวเลขแล้ว", by=officer)

    page = words(client.get(PAGE))

    assert "แก้ตัวเลขแล้ว" in page
    assert "กำลังตรวจสอบ" not in page


def test_the_same_said_again_is_one_task(office, item):
    for _ in range(3):
        note(office, kind="cannot_open")
    note(office, kind="wrong")

    assert sorted(VisitorNote.objects.values_list("kind", "times")) == [
        ("cannot_open", 3),
        ("wrong", 1),
    ]


def test_a_flood_is_held_at_the_item_and_at_the_office(office, item, client, monkeypatch):
    for number in range(noting.AN_HOUR_AT_ITEM):
        note(office, said=str(number))
    with pytest.raises(TooMany):
        note(office, said="one more")
    answer = client.post(FORM, form(words="คำของฉัน"))

    assert answer.status_code == 429
    assert "คำของฉัน" in words(answer)
    assert VisitorNote.objects.count() == noting.AN_HOUR_AT_ITEM


def test_more_open_notes_than_an_item_bears_are_only_counted(office, item, monkeypatch):
    monkeypatch.setattr(noting, "MOST_OPEN", 2)
    for number in range(4):
        note(office, said=str(number))

    assert sum(VisitorNote.objects.values_list("times", flat=True)) == 4
    assert VisitorNote.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"token": "strange"}, "เปิดไว้นานเกินไป"),
        ({"sum": "99"}, "โปรดตอบคำถามนี้"),
        ({"kind": ""}, "กรุณาเลือก"),
        ({"kind": "<b>"}, "กรุณาเลือก"),
        ({"words": "ก" * 1001}, "1001"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_what_was_typed(client, office, item, fields, said):
    answer = client.post(FORM, form(**{"words": "คำของฉัน", **fields}))

    assert answer.status_code == 422
    assert said in words(answer)
    assert "error-summary" in words(answer)
    assert not VisitorNote.objects.exists()


def test_a_program_that_fills_every_field_is_thanked_and_forgotten(client, office, item):
    answer = client.post(FORM, form(website="http://spam.example"))

    assert answer.status_code == 200
    assert not VisitorNote.objects.exists()


@pytest.mark.parametrize(
    "where",
    [
        "/o/sample1/oit/2564/O99/report/",
        "/o/none/oit/2564/O1/report/",
        "/o/sample1/oit/2400/O1/report/",
    ],
)
def test_there_is_no_form_for_what_does_not_exist(client, office, item, where):
    assert client.get(where).status_code == 404
    assert client.post(where, form()).status_code == 404


def test_evidence_that_is_not_public_or_of_another_office_is_not_named(
    client, office, other_office, item
):
    hidden = EvidenceFactory(office=office, item=item, title="ร่างลับ")
    others = EvidenceFactory(office=other_office, item=item, title="ของที่อื่น", accepted=True)

    for piece in (hidden, others):
        assert piece.title not in words(client.get(FORM, {"evidence": piece.pk}))
        client.post(FORM, form(evidence=piece.pk, words=str(piece.pk)))

    assert set(VisitorNote.objects.values_list("evidence", flat=True)) == {None}


def test_a_note_is_a_task_of_the_group_that_keeps_the_item(office, item, coordinator):
    group = GroupFactory(office=office, name="กลุ่มนโยบายและแผน")
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", owner=group)
    member = AppointmentFactory(office=office, role="officer", group=group).user
    other = AppointmentFactory(office=office, role="officer", group=office.groups.first()).user

    told = note(office)

    assert list(notes_waiting_for(member, office)) == [told]
    assert not notes_waiting_for(other, office)
    assert not notes_waiting_for(coordinator, office)


def test_a_note_about_what_nobody_keeps_is_the_coordinator_s(office, item, coordinator, officer):
    told = note(office)

    assert list(notes_waiting_for(coordinator, office)) == [told]
    assert not notes_waiting_for(officer, office)


def test_the_deputy_group_answers_while_nobody_is_in_the_owner_group(office, item, coordinator):
    owner, deputy = (GroupFactory(office=office, name=name) for name in ("กลุ่มหนึ่ง", "กลุ่มสอง"))
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", owner=owner, deputy=deputy)
    stand_in = AppointmentFactory(office=office, role="officer", group=deputy).user

    told = note(office)

    assert list(notes_waiting_for(stand_in, office)) == [told]
    assert not notes_waiting_for(coordinator, office)


def test_the_staff_answer_once_and_the_trail_tells_it(login, office, item, coordinator):
    told = note(office)
    client = login(coordinator)
    assert "ข้อมูลไม่ตรง ข้อ O1" in words(client.get("/office/sample1/inbox/"))
    answer = {"status": "not_so", "answer": "ตรวจแล้ว ข้อมูลตรงกับต้นฉบับ"}

    client.post(f"{STAFF}{told.pk}/", answer)
    again = client.post(f"{STAFF}{told.pk}/", answer)

    told.refresh_from_db()
    assert (told.status, told.answered_by) == ("not_so", coordinator)
    assert again.status_code == 422
    assert AuditEvent.objects.filter(verb="note.answered").count() == 1
    assert "ข้อมูลไม่ตรง ข้อ O1" not in words(client.get("/office/sample1/inbox/"))


def test_an_answer_without_words_is_asked_for_again(login, office, item, coordinator):
    told = note(office)

    response = login(coordinator).post(f"{STAFF}{told.pk}/", {"status": "mended", "answer": " "})

    assert response.status_code == 422
    assert "กรุณาเขียนคำตอบ" in words(response)
    with pytest.raises(Refused):
        answer_note(told, status=NoteStatus.MENDED, words=" \u200b", by=coordinator)


def test_a_note_of_another_office_is_not_there(login, office, item, other_office, coordinator):
    day = timezone.localdate()
    theirs = VisitorNote.objects.create(
        office=other_office, fiscal_year=2564, code="O1", kind="wrong", noted_on=day, last_on=day
    )

    response = login(coordinator).post(
        f"{STAFF}{theirs.pk}/", {"status": "mended", "answer": "แก้แล้ว"}
    )

    assert response.status_code == 404
