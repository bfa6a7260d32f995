"""The steps: each asks for what the rule wants, keeps it sealed, and ends in one of five ways."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from complaints.models import Case, Event, Happening, Message, Status
from complaints.rules.handling import move, next_steps
from complaints.rules.steps import endings_after, passed_steps
from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import TRACK, case_of, hidden, received, words
from tests.complaints.test_handling import where
from tests.factories.documents import issue_paper


def step_of(case: Case, to: str) -> str:
    """Return the address of a step."""
    return reverse("complaints:case_step", args=[case.office.code, case.seal, to])


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Give a usual complaint."""
    return case_of(office)


def take(client, case: Case, to: str, **fields: object):
    """Send the form of a step, as its page gives it."""
    page = client.get(step_of(case, to))
    assert page.status_code == 200
    sent = {"token": hidden(words(page), "token"), "on": case.received_on.isoformat(), **fields}
    return client.post(step_of(case, to), sent)


def at(case: Case, status: str, ending: str = "") -> Case:
    """Set the case to a state."""
    case.status, case.ending = status, ending
    case.save(update_fields=["status", "ending"])
    return case


WHOLE = [
    ("checking", {}),
    ("complete", {"particulars": ["person", "acts"]}),
    ("proposed", {"proposal": "take_up", "note": "เข็มความเห็น"}),
    ("fact_finding", {"paper": "คำสั่งที่ 12/2569"}),
    ("findings", {"note": "เข็มข้อเท็จจริง"}),
    ("decided", {"ending": "mended", "measure": "warned"}),
    ("told", {"words": "ว่ากล่าวแล้ว"}),
    ("closed", {}),
]


def test_a_case_goes_from_receipt_to_its_end_and_the_person_is_told(
    office, complaint_officer, login, client
):
    receipt = received(office)
    case, handler = receipt.case, login(complaint_officer)
    for to, fields in WHOLE:
        assert take(handler, case, to, **fields).status_code == 302, to

    case.refresh_from_db()
    assert (case.status, case.ending) == ("closed", "mended")
    assert next_steps(case) == []
    done = Event.objects.filter(what=Happening.MOVED)
    assert list(done.values_list("status", flat=True)) == [to for to, _ in WHOLE]
    assert "ว่ากล่าวแล้ว" in words(client.post(TRACK, {"code": receipt.code}))


def test_every_step_shows_who_when_and_its_paper(case, complaint_officer, login):
    client = login(complaint_officer)
    for to, fields in WHOLE[:5]:
        take(client, case, to, **fields)

    page = words(client.get(where(case)))

    assert page.count(complaint_officer.full_name) >= 5
    for told in ("คำสั่งที่ 12/2569", "เข็มความเห็น", "เข็มข้อเท็จจริง", "รับไว้พิจารณา"):
        assert told in page


def test_what_is_written_at_a_step_lies_under_seal(case, complaint_officer, login):
    client = login(complaint_officer)
    for to, fields in WHOLE[:5]:
        take(client, case, to, **fields)
    dump = io.StringIO()

    call_command("dumpdata", stdout=dump)

    assert "เข็ม" not in dump.getvalue()
    assert "12/2569" not in dump.getvalue()


def test_a_paper_of_the_portal_is_chosen_and_reached_from_its_step(
    case, complaint_officer, director, login
):
    paper = issue_paper(Appointment.objects.get(user=director))
    at(case, "proposed")
    client = login(complaint_officer)

    answered = take(client, case, "fact_finding", paper_code=paper.code)

    assert answered.status_code == 302
    assert passed_steps(case)[-1].paper_code == paper.code
    assert f"/documents/{paper.code}/" in words(client.get(where(case)))


def test_the_person_never_reads_what_is_written_for_the_handlers(
    office, complaint_officer, login, client
):
    receipt = received(office)
    handler = login(complaint_officer)
    for to, fields in WHOLE[:6]:
        take(handler, receipt.case, to, **fields)

    page = words(client.post(TRACK, {"code": receipt.code}))

    assert "เข็ม" not in page
    assert complaint_officer.full_name not in page


@pytest.mark.parametrize(
    ("status", "to", "fields", "told"),
    [
        ("complete", "proposed", {}, "เสนอให้รับ ไม่รับ"),
        ("complete", "proposed", {"proposal": "not_take_up", "note": "พิมพ์ไว้"}, "เหตุที่ไม่รับ"),
        ("complete", "proposed", {"proposal": "pass_on"}, "หน่วยงานที่ส่งต่อ"),
        ("proposed", "fact_finding", {"note": "พิมพ์ไว้"}, "คำสั่งแต่งตั้ง"),
        ("fact_finding", "findings", {}, "สรุปผล"),
        ("proposed", "decided", {"note": "พิมพ์ไว้"}, "เลือกผลการพิจารณา"),
        ("proposed", "decided", {"ending": "not_taken_up"}, "เหตุที่ไม่รับ"),
        ("proposed", "decided", {"ending": "unfounded"}, "ผลการพิจารณา"),
        ("findings", "decided", {"ending": "mended"}, "สั่งให้ทำอะไร"),
        ("proposed", "fact_finding", {"paper": "x", "on": "1 ม.ค. 2599"}, "อนาคต"),
        ("proposed", "fact_finding", {"paper_code": "ABCD"}, "error"),
    ],
)
def test_what_a_step_lacks_is_told_and_what_was_typed_is_kept(
    case, complaint_officer, login, status, to, fields, told
):
    answered = take(login(complaint_officer), at(case, status), to, **fields)

    case.refresh_from_db()
    assert (answered.status_code, case.status) == (422, status)
    assert told in words(answered)
    assert fields.get("note", "") in words(answered)


def test_without_findings_nobody_is_cleared_or_blamed(case):
    assert set(endings_after("proposed")) == {"not_taken_up", "passed_on"}
    assert "not_taken_up" not in endings_after("findings")


@pytest.mark.parametrize(
    ("ending", "fields", "told"),
    [
        ("not_taken_up", {"reasons": ["court", "unnamed"]}, "อยู่ในศาล"),
        ("passed_on", {"body": "nacc"}, "ป.ป.ช."),
    ],
)
def test_the_words_of_the_result_begin_with_what_was_decided(
    case, complaint_officer, login, ending, fields, told
):
    client = login(complaint_officer)
    take(client, at(case, "proposed"), "decided", ending=ending, **fields)

    page = words(client.get(step_of(case, "told")))

    assert told in page.partition('name="words"')[2]


def test_telling_needs_words(case, complaint_officer, login):
    answered = take(login(complaint_officer), at(case, "decided", "passed_on"), "told", words=" ")

    assert answered.status_code == 422
    assert "ข้อความแจ้งผล" in words(answered)


def test_the_same_step_sent_twice_is_one(case, complaint_officer, login):
    client = login(complaint_officer)
    token = hidden(words(client.get(step_of(case, "checking"))), "token")

    sent = {"token": token, "words": "เริ่มตรวจ"}
    answers = [client.post(step_of(case, "checking"), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Message.objects.count() == 1
    assert Event.objects.filter(what=Happening.MOVED).count() == 1


@pytest.mark.parametrize("to", ["closed", "asking", "nowhere"])
def test_a_step_that_has_no_place_does_not_exist(case, complaint_officer, login, to):
    assert login(complaint_officer).get(step_of(case, to)).status_code == 404


def test_the_rule_itself_refuses_a_step_that_lacks_something(case, complaint_officer):
    with pytest.raises(Refused, match="คำสั่งแต่งตั้ง"):
        move(at(case, "proposed"), Status.FACT_FINDING, by=complaint_officer, once_token="x")


def test_nobody_leads_on_a_case_that_goes_round_them(office, complaint_officer, substitute, login):
    apart = case_of(office, about_director=True)

    assert login(complaint_officer).get(step_of(apart, "checking")).status_code == 404
    assert login(complaint_officer).post(step_of(apart, "checking")).status_code == 404
    assert login(substitute).get(step_of(apart, "checking")).status_code == 200
