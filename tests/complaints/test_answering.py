"""Answer templates: filled in from the case, changed before they are sent."""

from __future__ import annotations

import pytest

from complaints.models import AnswerTemplate, Message
from complaints.rules.answering import STARTERS, choices_of, filled, keep_template, words_for
from ita_portal.errors import Refused, Stale
from ita_portal.thai.dates import full_date
from tests.complaints.cast import case_of, words

PAGE = "/office/sample1/complaints/templates/"


def test_every_starter_is_filled_in_whole(office, complaint_officer):
    case = case_of(office)

    for _, told in STARTERS.values():
        assert "{" not in filled(told, case)
    assert full_date(case.due_on) in words_for(case, "receive")
    assert office.name in words_for(case, "receive")
    assert "…" in words_for(case, "result")


def test_an_offices_own_stands_before_the_portals(office, other_office, complaint_officer):
    own = keep_template(office, name="ของเรา", words="วันนี้ {วันนี้}", by=complaint_officer)
    case = case_of(office)

    assert choices_of(office)[0] == (f"own-{own.pk}", "ของเรา")
    assert choices_of(other_office)[0][0] == "receive"
    assert words_for(case, f"own-{own.pk}").startswith("วันนี้ ")
    AnswerTemplate.objects.update(office=other_office)
    assert words_for(case, f"own-{own.pk}") == ""


@pytest.mark.parametrize("key", ["own-", "own-x", "own-²", "own-" + "9" * 30, "nothing", "{}"])
def test_a_key_of_nothing_gives_nothing(key, office, complaint_officer):
    assert words_for(case_of(office), key) == ""


def test_a_place_that_nothing_fills_is_refused(office, complaint_officer):
    with pytest.raises(Refused, match="ชื่อผู้ร้อง"):
        keep_template(office, name="ก", words="เรียน {ชื่อผู้ร้อง}", by=complaint_officer)


def test_a_name_is_given_once_and_who_was_slower_reads_of_it(office, complaint_officer):
    row = keep_template(office, name="ก", words="ก", by=complaint_officer)

    with pytest.raises(Refused, match="ชื่อนี้"):
        keep_template(office, name="ก", words="ข", by=complaint_officer)
    keep_template(office, name="ข", words="ข", by=complaint_officer, pk=row.pk, revision=1)
    with pytest.raises(Stale):
        keep_template(office, name="ค", words="ค", by=complaint_officer, pk=row.pk, revision=1)


def test_a_template_begins_an_answer_and_sends_nothing(office, complaint_officer, login):
    case = case_of(office)
    client = login(complaint_officer)

    page = words(client.get(f"/office/sample1/complaints/{case.seal}/?answer=witness&in=ask"))
    step = words(
        client.get(f"/office/sample1/complaints/{case.seal}/steps/checking/?answer=going&in=words")
    )

    assert "มีผู้ใดรู้เห็นเรื่องนี้บ้าง" in page.split('id="ask_words"')[1][:600]
    assert "มีผู้ใดรู้เห็นเรื่องนี้บ้าง" not in page.split('id="inform_words"')[1][:600]
    assert "อยู่ระหว่างสืบข้อเท็จจริง" in step
    assert not Message.objects.exists()


def test_templates_are_kept_changed_and_removed_on_pages(office, complaint_officer, login):
    client = login(complaint_officer)
    assert STARTERS["when"][1] in words(client.get(f"{PAGE}?from=when"))

    refused = client.post(PAGE, {"name": "ก", "words": "{ใคร}"})
    assert refused.status_code == 422
    assert "{ใคร}" in words(refused)
    assert client.post(PAGE, {"name": "ก", "words": "ข้อความ"}).status_code == 302
    row = AnswerTemplate.objects.get()
    one = f"{PAGE}{row.pk}/"
    assert "ข้อความ" in words(client.get(one))
    assert client.post(one, {"name": "", "words": "x", "revision": 1}).status_code == 422
    assert client.post(one, {"name": "ข", "words": "ใหม่", "revision": 1}).status_code == 302
    assert client.post(f"{one}remove/").status_code == 302
    assert not AnswerTemplate.objects.exists()


def test_templates_of_another_office_are_not_found(office, other_office, complaint_officer, login):
    row = AnswerTemplate.objects.create(
        office=other_office, name="ก", words="ข", changed_by=complaint_officer
    )
    client = login(complaint_officer)

    assert client.get(f"{PAGE}{row.pk}/").status_code == 404
    client.post(f"{PAGE}{row.pk}/remove/")
    assert AnswerTemplate.objects.exists()
