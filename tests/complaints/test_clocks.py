"""The clocks: working days, pauses, reminders, and what the director sees of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from complaints.models import (
    KEEP_FIELDS,
    Case,
    Clock,
    ComplaintSettings,
    DayOff,
    Event,
    Happening,
    Status,
)
from complaints.rules.clocks import Limits, Step, due_of, paused_days, reckon, reckon_all
from complaints.rules.handling import ask, inform, move
from complaints.rules.limiting import add_day_off, late_count, set_limits
from complaints.rules.reminding import remind
from complaints.rules.tracking import answer
from complaints.tasks import do_day
from ita_portal.errors import Refused, Stale
from ita_portal.notifications.models import Line
from ita_portal.thai.working_days import after
from tests.complaints.cast import TRACK, case_of, hidden, received, words
from tests.complaints.test_handling import where

MONDAY = date(2026, 11, 23)
LIMITS = Limits(15, 30, 90, frozenset())
SETTINGS = "/office/sample1/complaints/settings/"
VALUES = {
    "first_answer_days": 10,
    "progress_days": 20,
    "end_days": 60,
    "reports_per_hour": 5,
    "files_per_report": 10,
    **dict.fromkeys(KEEP_FIELDS, 5),
}


def step(days: int, what: str, status: str = "checking") -> Step:
    """Return what happened some days after Monday."""
    return Step(MONDAY + timedelta(days=days), what, status)


def test_the_first_answer_is_due_fifteen_working_days_after_the_receipt():
    # From 24 November: Father's Day is observed on the 7th, Constitution Day is the 10th.
    due = due_of(MONDAY, [step(0, "received", "received")], LIMITS)

    assert (due.on, due.what) == (date(2026, 12, 16), Clock.FIRST)


def test_a_question_stops_the_clock_until_its_answer_and_is_no_answer_itself():
    asked, answered = step(1, "asked", "asking"), step(8, "answered")
    plain = due_of(MONDAY, [], LIMITS)

    assert due_of(MONDAY, [asked], LIMITS) is None
    later = due_of(MONDAY, [asked, answered], LIMITS)
    assert later.what == Clock.FIRST
    assert later.on == after(plain.on, 5)


def test_a_question_answered_on_the_same_day_stops_nothing():
    steps = [step(1, "asked", "asking"), step(1, "answered")]

    assert due_of(MONDAY, steps, LIMITS) == due_of(MONDAY, [], LIMITS)


def test_after_the_first_answer_the_next_report_is_owed_and_the_result_at_last():
    told = [step(3, "informed"), step(60, "informed")]

    assert due_of(MONDAY, told[:1], LIMITS).what == Clock.PROGRESS
    end = due_of(MONDAY, [*told, step(110, "informed")], LIMITS)
    assert (end.what, end.on) == (Clock.END, after(MONDAY, 90))


def test_nothing_is_owed_when_the_result_was_told():
    assert due_of(MONDAY, [step(5, "moved", "told")], LIMITS) is None


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=12))
def test_a_pause_never_brings_a_day_nearer(moves):
    """Whatever is asked and answered: the day only moves away, by what was paused at most."""
    on, steps = 0, []
    for days, is_asked in moves:
        on += days
        steps.append(step(on, "moved", "asking" if is_asked else "checking"))
    due = due_of(MONDAY, steps, LIMITS)
    plain = due_of(MONDAY, [], LIMITS)

    paused = paused_days(steps)
    if due:
        assert plain.on <= due.on <= after(plain.on, len(paused))
    else:
        assert steps[-1].status == "asking"


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Give a complaint of today."""
    return case_of(office)


def aged(case: Case, days: int) -> Case:
    """Let the case have come so many days earlier."""
    case.received_on -= timedelta(days=days)
    case.save(update_fields=["received_on"])
    Event.objects.filter(case=case).update(on=case.received_on)
    reckon(case)
    return case


def test_a_case_knows_its_day_from_the_start_and_through_its_life(case, complaint_officer):
    assert case.due_on == after(case.received_on, 15)

    ask(case, "ใคร", once_token="a", by=complaint_officer)
    case.refresh_from_db()
    assert (case.due_on, case.due_what) == (None, "")

    answer(case, "เขา", once_token="b")
    inform(case, "กำลังตรวจ", once_token="c", by=complaint_officer)
    case.refresh_from_db()
    assert case.due_what == Clock.PROGRESS


def test_progress_is_told_once_and_seen_with_the_code(office, complaint_officer, client):
    receipt = received(office)
    for _ in range(2):
        inform(receipt.case, "ตรวจเอกสารแล้ว", once_token="c", by=complaint_officer)

    page = words(client.post(TRACK, {"code": receipt.code}))
    assert page.count("ตรวจเอกสารแล้ว") == 1
    assert Event.objects.filter(what=Happening.INFORMED).count() == 1


def test_who_was_told_the_result_is_not_told_of_progress(case, complaint_officer):
    Case.objects.update(status="told", ending="mended")

    with pytest.raises(Refused, match="แจ้งผลแล้ว"):
        inform(case, "x", once_token="c", by=complaint_officer)


def test_words_with_a_step_are_the_first_answer(case, complaint_officer):
    step_to = {"once_token": "m", "ending": "", "by": complaint_officer}
    move(case, Status.CHECKING, words="กำลังดูให้", **step_to)

    case.refresh_from_db()
    assert case.due_what == Clock.PROGRESS


def test_a_pause_is_told_to_the_person_and_to_the_staff(office, complaint_officer, client, login):
    receipt = received(office)
    ask(receipt.case, "ใคร", once_token="a", by=complaint_officer)

    assert "หยุดนับ" in words(client.post(TRACK, {"code": receipt.code}))
    handler = login(complaint_officer)
    assert "หยุดนับ" in words(handler.get(where(receipt.case)))
    assert "หยุดนับ" in words(handler.get("/office/sample1/complaints/"))


def test_the_person_reads_until_when_and_that_it_is_late(office, complaint_officer, client):
    receipt = received(office)
    assert "สำนักงานต้องแจ้งผล" in words(client.post(TRACK, {"code": receipt.code}))

    aged(receipt.case, 100)

    assert "เลยกำหนดแล้ว" in words(client.post(TRACK, {"code": receipt.code}))


def test_handlers_tell_of_progress_on_the_page(case, complaint_officer, login):
    client = login(complaint_officer)
    token = hidden(words(client.get(where(case))), "token")

    empty = client.post(where(case, "case_inform"), {"token": token, "words": " "})
    assert empty.status_code == 422
    client.post(where(case, "case_inform"), {"token": token, "words": "คืบหน้า"})

    assert Event.objects.filter(what=Happening.INFORMED, by=complaint_officer).exists()


def test_near_and_late_are_reminded_of_once_each_without_a_number(case, complaint_officer):
    near = case.due_on - timedelta(days=1)
    for day in (near, near, case.due_on, case.due_on + timedelta(1), case.due_on + timedelta(2)):
        remind(day)

    told = Line.objects.filter(user=complaint_officer, key__contains=case.seal)
    texts = list(told.order_by("pk").values_list("text", flat=True))
    assert [("ใกล้ครบ" in text, "เลย" in text) for text in texts] == [(True, False), (False, True)]
    assert not [text for text in texts if case.label in text]


def test_of_a_case_that_goes_round_the_substitute_alone_is_reminded(
    office, complaint_officer, substitute
):
    case = case_of(office, about_director=True)

    remind(case.due_on)

    told = Line.objects.filter(key__contains=case.seal)
    assert [line.user for line in told] == [substitute]


def test_the_director_sees_how_many_are_late_and_never_those_that_go_round(
    case, office, substitute, director, login
):
    aged(case, 100)
    aged(case_of(office, about_director=True), 100)
    page = words(login(director).get(SETTINGS))

    assert late_count(office) == 1
    assert "เลยกำหนด 1 เรื่อง" in page
    assert "เลยกำหนด 1 เรื่อง" in words(login(director).get("/office/sample1/"))
    assert case.seal not in page


def test_the_register_shows_what_is_late(case, complaint_officer, login):
    client = login(complaint_officer)
    assert "ไม่มีเรื่องที่เลยกำหนด" in words(client.get("/office/sample1/complaints/?show=late"))

    aged(case, 100)

    assert case.label in words(client.get("/office/sample1/complaints/?show=late"))


def test_new_limits_move_the_days_of_open_cases(case, office, director, login):
    client = login(director)

    answered = client.post(SETTINGS, {**VALUES, "first_answer_days": "๑๐", "revision": 0})

    case.refresh_from_db()
    assert answered.status_code == 302
    assert case.due_on == after(case.received_on, 10)


@pytest.mark.parametrize(
    "changes", [{"first_answer_days": "0"}, {"end_days": "5"}, {"progress_days": "บ่อย"}]
)
def test_limits_that_make_no_sense_are_told_and_kept(changes, office, director, login):
    answered = login(director).post(SETTINGS, {**VALUES, **changes, "revision": 0})

    assert answered.status_code == 422
    assert next(iter(changes.values())) in words(answered)
    assert not ComplaintSettings.objects.exists()


def test_the_database_refuses_senseless_limits_too(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintSettings.objects.create(office=office, end_days=3)


def test_two_who_set_limits_do_not_overwrite_each_other(office, director, login):
    set_limits(office, VALUES, revision=0, by=director)
    with pytest.raises(Stale):
        set_limits(office, VALUES, revision=0, by=director)

    page = login(director).post(SETTINGS, {**VALUES, "progress_days": "33", "revision": 0})

    assert page.status_code == 422
    assert hidden(words(page), "revision") == "1"
    assert 'value="33"' in words(page)


def test_an_office_adds_a_day_off_once_and_takes_it_away(case, office, director, login):
    client, day = login(director), after(case.received_on, 2)
    before = case.due_on
    for status in (302, 422):
        sent = {"on": day.isoformat(), "name": "งานจังหวัด"}
        assert client.post(f"{SETTINGS}days-off/", sent).status_code == status
    case.refresh_from_db()
    assert case.due_on == after(before, 1)

    client.post(f"{SETTINGS}days-off/{DayOff.objects.get().pk}/")

    case.refresh_from_db()
    assert case.due_on == before


def test_a_holiday_that_came_with_a_release_counts_from_the_next_night(case, office, director):
    add_day_off(office, on=after(case.received_on, 2), name="x", by=director)
    Case.objects.update(due_on=None, due_what="")

    do_day(case.received_on.toordinal())

    case.refresh_from_db()
    assert case.due_on == after(case.received_on, 15, off={DayOff.objects.get().on})
    assert reckon_all(office) == 1


def test_the_public_reads_steps_and_limits(client, office, director):
    set_limits(office, VALUES, revision=0, by=director)

    page = words(client.get("/o/sample1/complaints/"))

    assert "ภายใน 10 วันทำการ" in page
    assert "ภายใน 60 วันทำการ" in page
