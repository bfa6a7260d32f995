"""Handling: who sees a case, what may be done with it, and that it goes round whom it is about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from complaints.models import Case, Event, Happening, Message, Status, Way
from complaints.rules.filing import add_file
from complaints.rules.handling import ask, move, set_apart
from complaints.rules.sealing import content_of
from complaints.rules.tracking import find
from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import case_of, code_on, hidden, picture, text_file, words
from tests.factories.organisations import AppointmentFactory

REGISTER = "/office/sample1/complaints/"
RECORD = f"{REGISTER}record/"


def where(case: Case, name: str = "case", **more: object) -> str:
    """Return an address of a case."""
    return reverse(f"complaints:{name}", args=[case.office.code, case.seal, *more.values()])


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Give a usual complaint."""
    return case_of(office, content={"what": "เรื่องลับเฉพาะ", "who": "เสมียน"})


@pytest.fixture
def apart(office, complaint_officer, substitute) -> Case:
    """Give a complaint about the director."""
    return case_of(office, about_director=True)


@pytest.mark.parametrize(
    "who",
    [
        *("officer", "coordinator", "group_head", "director", "deputy", "administrator"),
        *("supervisor", "stranger", "outsider"),
    ],
)
def test_nobody_but_the_handlers_sees_a_case(case, login, request, who):
    client = login(request.getfixturevalue(who))

    assert client.get(where(case)).status_code == 404
    assert client.get(REGISTER).status_code == (404 if who in {"stranger", "outsider"} else 403)


def test_a_handler_of_another_office_finds_nothing(case, other_office, login):
    theirs = AppointmentFactory(office=other_office, role=Appointment.Role.COMPLAINT_OFFICER).user
    client = login(theirs)

    assert client.get(where(case)).status_code == 404
    assert client.get(where(case).replace("sample1", "other1")).status_code == 404


@pytest.mark.parametrize("name", ["case", "case_ask", "case_note", "case_inform", "case_apart"])
def test_a_case_against_the_director_does_not_exist_for_the_usual_handler(
    apart, complaint_officer, login, name
):
    client = login(complaint_officer)

    assert client.post(where(apart, name), {"words": "x"}).status_code in {404, 405}
    assert client.get(where(apart, name)).status_code in {404, 405}
    assert apart.label not in words(client.get(f"{REGISTER}?show=all"))


def test_the_substitute_sees_what_goes_round_and_nothing_else(case, apart, substitute, login):
    client = login(substitute)

    assert client.get(where(apart)).status_code == 200
    assert client.get(where(case)).status_code == 404
    assert apart.label in words(client.get(REGISTER))


def test_who_was_given_both_duties_all_the_same_sees_no_case_that_goes_round(
    apart, complaint_officer, office, login
):
    AppointmentFactory(
        user=complaint_officer, office=office, role=Appointment.Role.COMPLAINT_SUBSTITUTE
    )

    assert login(complaint_officer).get(where(apart)).status_code == 404


def test_who_holds_the_directors_power_today_sees_no_case_that_goes_round(
    apart, substitute, office, login
):
    AppointmentFactory(user=substitute, office=office, role=Appointment.Role.DIRECTOR)

    assert login(substitute).get(where(apart)).status_code == 404


def test_a_file_of_a_case_is_fetched_by_its_handlers_alone_and_that_is_noted(
    case, complaint_officer, substitute, login
):
    file = add_file(case, text_file("หลักฐาน.txt", "เนื้อหา"))
    address = where(case, "case_file", pk=file.pk)

    answer = login(complaint_officer).get(address)

    assert answer.content.decode() == "เนื้อหา"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert login(substitute).get(address).status_code == 404
    assert Event.objects.filter(what=Happening.FILE_READ, by=complaint_officer).count() == 1


def test_a_photograph_comes_without_what_the_camera_wrote(case, complaint_officer, login):
    file = add_file(case, picture())

    answer = login(complaint_officer).get(where(case, "case_file", pk=file.pk))

    assert answer.content.startswith(b"\xff\xd8")
    assert b"TelephoneOfTheWitness" not in answer.content


def test_a_hidden_name_is_not_shown_and_a_given_one_is(office, complaint_officer, login):
    named, hidden_ = case_of(office), case_of(office, way=Way.HIDDEN)
    client = login(complaint_officer)

    assert "นางสาวทดลอง" in words(client.get(where(named)))
    page = words(client.get(where(hidden_)))
    assert "นางสาวทดลอง" not in page
    assert "0810000000" not in page


def test_reading_is_noted_once_a_day_and_person(case, complaint_officer, login):
    client = login(complaint_officer)
    for _ in range(3):
        client.get(where(case))

    assert Event.objects.filter(what=Happening.READ, by=complaint_officer).count() == 1


def test_a_question_waits_for_its_answer_and_is_asked_once(case, complaint_officer, login):
    client = login(complaint_officer)
    token = hidden(words(client.get(where(case))), "token")
    for _ in range(2):
        client.post(where(case, "case_ask"), {"token": token, "words": "วันไหน"})

    case.refresh_from_db()
    assert case.status == Status.ASKING
    assert Message.objects.count() == 1


def test_an_empty_question_is_asked_for_again(case, complaint_officer, login):
    response = login(complaint_officer).post(where(case, "case_ask"), {"words": " "})

    assert response.status_code == 422
    assert not Message.objects.exists()


def test_a_form_from_an_old_page_keeps_what_was_typed(case, complaint_officer, login):
    response = login(complaint_officer).post(
        where(case, "case_note"), {"token": "old", "words": "พิมพ์ไว้นาน"}
    )

    assert response.status_code == 422
    assert "พิมพ์ไว้นาน" in words(response)


def moved(case: Case, to: str, by, **facts: str) -> Case:
    """Lead a case on."""
    return move(case, Status(to), by=by, once_token=to, **facts)


def test_a_step_that_may_not_follow_is_refused(case, complaint_officer):
    with pytest.raises(Refused, match="รับเรื่องแล้ว"):
        moved(case, "closed", complaint_officer)


def test_what_was_decided_is_not_asked_about(case, complaint_officer):
    Case.objects.update(status="decided", ending="mended")

    with pytest.raises(Refused, match="พิจารณาเสร็จแล้ว"):
        ask(case, "อะไร", once_token="x", by=complaint_officer)


def test_a_case_that_turns_out_to_be_about_the_director_is_handed_over_for_good(
    case, complaint_officer, substitute, login
):
    client = login(complaint_officer)

    response = client.post(where(case, "case_apart"), {"about": ["director"]})

    assert response.headers["Location"] == REGISTER
    assert client.get(where(case)).status_code == 404
    assert login(substitute).get(where(case)).status_code == 200


def test_nothing_is_handed_over_where_there_is_no_substitute(case, complaint_officer):
    with pytest.raises(Refused, match="ผู้รับเรื่องแทน"):
        set_apart(case, about_director=True, about_handler=False, by=complaint_officer)
    with pytest.raises(Refused, match="เกี่ยวกับใคร"):
        set_apart(case, about_director=False, about_handler=False, by=complaint_officer)


def recording(client, **changes: object) -> dict[str, object]:
    """Return the filled-in form of a complaint that came by telephone."""
    fields = {
        "token": hidden(words(client.get(RECORD)), "token"),
        "channel": "telephone",
        "received_on": "๒๐ พ.ย. ๒๕๖๙",
        "received_time": "09.30",
        "kind": "neglect",
        "what": "โทรมาเล่า",
        "standing": "affected",
        "way": "named",
        "name": "นางผู้โทร",
        "phone": "02",
    }
    return {**fields, **changes}


def test_what_came_by_telephone_is_recorded_with_a_receipt(complaint_officer, login):
    client = login(complaint_officer)

    page = words(client.post(RECORD, recording(client)))

    case = Case.objects.get()
    assert find(code_on(page)) == case
    assert (case.channel, case.recorded_by) == ("telephone", complaint_officer)
    assert str(case.received_on) == "2026-11-20"
    assert case.received_time.hour == 9
    assert content_of(case)["what"] == "โทรมาเล่า"


def test_of_the_unnamed_no_hour_is_recorded(complaint_officer, login):
    client = login(complaint_officer)

    client.post(RECORD, recording(client, way="unnamed"))

    assert Case.objects.get().received_time is None


def test_a_record_sent_twice_is_one_case(complaint_officer, login):
    client = login(complaint_officer)
    fields = recording(client)

    pages = [code_on(words(client.post(RECORD, fields))) for _ in range(2)]

    assert pages[0] == pages[1]
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"received_on": "1 ม.ค. 2599"}, "อนาคต"),
        ({"received_on": "เมื่อวาน"}, "เมื่อวาน"),
        ({"received_time": "บ่าย"}, "09.30"),
        ({"what": ""}, "โปรดกรอก"),
        ({"channel": "web"}, 'href="#channel"'),
    ],
)
def test_a_wrong_record_is_told_and_kept(complaint_officer, login, changes, told):
    client = login(complaint_officer)

    response = client.post(RECORD, recording(client, **changes))

    assert response.status_code == 422
    assert told in words(response)
    assert "นางผู้โทร" in words(response)
    assert not Case.objects.exists()


def test_who_records_a_case_against_the_director_gives_the_receipt_and_sees_it_no_more(
    complaint_officer, substitute, login
):
    client = login(complaint_officer)

    page = words(client.post(RECORD, recording(client, about=["director"])))

    assert code_on(page)
    assert client.get(where(Case.objects.get())).status_code == 404


def test_numbers_follow_each_other_in_the_year(office, complaint_officer):
    labels = [case_of(office).label for _ in range(3)]

    assert [label.partition("/")[0] for label in labels] == ["1", "2", "3"]


def test_the_register_asks_no_more_when_it_grows(
    office, complaint_officer, login, count_queries, monkeypatch
):
    monkeypatch.setattr("complaints.rules.receiving.limits.take", lambda *_, **__: None)
    client, asked = login(complaint_officer), []
    for more in (1, 10):
        for _ in range(more):
            case_of(office)
        with count_queries() as queries:
            client.get(REGISTER)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12


def test_an_empty_register_says_what_belongs_there(complaint_officer, login):
    assert "ไม่มีเรื่องที่ค้างอยู่" in words(login(complaint_officer).get(REGISTER))
