"""Opening a hidden name: a reason, a second person, and the one who is named reads of it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.models import Event, Happening, NameOpening, Way
from complaints.rules.naming import ask_for_name, decide_name, name_for
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import TRACK, case_of, received, words
from tests.complaints.test_handling import where
from tests.factories.organisations import AppointmentFactory

NAME = "นางสาวทดลอง"
REASON = "ต้องสอบถ้อยคำด้วยตนเอง"


@pytest.fixture
def receipt(office, complaint_officer):
    """Give the receipt of a complaint with a hidden name."""
    return received(office, way=Way.HIDDEN)


@pytest.fixture
def second(office):
    """Give another handler."""
    return AppointmentFactory(office=office, role=Appointment.Role.COMPLAINT_OFFICER).user


def deciding(opening: NameOpening) -> str:
    """Return the address at which it is decided."""
    case = opening.case
    return reverse("complaints:case_name_decide", args=[case.office.code, case.seal, opening.pk])


def test_a_name_is_opened_by_two_and_the_person_reads_of_it(
    receipt, complaint_officer, second, login, client
):
    page = where(receipt.case, "case_name")
    asking, allowing = login(complaint_officer), login(second)
    assert asking.post(page, {"words": REASON}).status_code == 302
    assert NAME not in words(asking.get(page))

    assert REASON in words(allowing.get(page))
    allowing.post(deciding(NameOpening.objects.get()), {"allowed": "yes"})

    assert NAME in words(asking.get(page))
    assert NAME not in words(allowing.get(page))
    told = words(client.post(TRACK, {"code": receipt.code}))
    assert "ชื่อของท่านถูกเปิดดู" in told
    assert REASON in told
    seen = Event.objects.filter(case=receipt.case).values_list("what", flat=True)
    assert {"name_asked", "name_opened", "name_read"} <= set(seen)
    assert AuditEvent.objects.filter(verb="complaints.name_opened", by_id=second.pk).count() == 1


def test_who_asks_does_not_allow_it_alone(receipt, complaint_officer, second, login):
    opening = ask_for_name(receipt.case, REASON, by=complaint_officer)

    with pytest.raises(Refused, match="ของตนเอง"):
        decide_name(opening, allowed=True, by=complaint_officer)
    login(complaint_officer).post(deciding(opening), {"allowed": "yes"})

    opening.refresh_from_db()
    assert opening.allowed is None
    assert name_for(receipt.case, complaint_officer) == []


def test_the_database_wants_two_people_as_well(receipt, complaint_officer):
    today = timezone.localdate()
    facts = {"asked_by": complaint_officer, "asked_on": today, "mark": "m", "sealed": b""}
    decided = {"decided_by": complaint_officer, "decided_on": today, "allowed": True}

    with pytest.raises(IntegrityError), transaction.atomic():
        NameOpening.objects.create(case=receipt.case, **facts, **decided)


def test_where_one_alone_handles_cases_no_name_is_opened(receipt, complaint_officer, login):
    answered = login(complaint_officer).post(where(receipt.case, "case_name"), {"words": REASON})

    assert answered.status_code == 422
    assert "แต่งตั้งเพิ่ม" in words(answered)
    assert not NameOpening.objects.exists()


def test_without_a_reason_nothing_is_asked(receipt, complaint_officer, second, login):
    answered = login(complaint_officer).post(where(receipt.case, "case_name"), {"words": "  "})

    assert answered.status_code == 422
    assert not NameOpening.objects.exists()


def test_a_refusal_keeps_the_name_and_is_not_told_as_an_opening(
    receipt, complaint_officer, second, client
):
    opening = ask_for_name(receipt.case, REASON, by=complaint_officer)
    decide_name(opening, allowed=False, by=second)
    decide_name(opening, allowed=True, by=second)

    assert name_for(receipt.case, complaint_officer) == []
    assert "ถูกเปิดดู" not in words(client.post(TRACK, {"code": receipt.code}))
    assert Event.objects.filter(what=Happening.NAME_KEPT, by=second).count() == 1


def test_a_name_that_was_opened_closes_after_a_week(receipt, complaint_officer, second):
    opening = ask_for_name(receipt.case, REASON, by=complaint_officer)
    decide_name(opening, allowed=True, by=second)
    assert name_for(receipt.case, complaint_officer)

    NameOpening.objects.update(decided_on=timezone.localdate() - timedelta(days=7))

    assert name_for(receipt.case, complaint_officer) == []


def test_one_wish_waits_at_a_time(receipt, complaint_officer, second):
    ask_for_name(receipt.case, REASON, by=complaint_officer)

    with pytest.raises(Refused, match="รอพิจารณาอยู่แล้ว"):
        ask_for_name(receipt.case, "อีกครั้ง", by=second)


def test_the_second_person_is_told_without_a_number(receipt, complaint_officer, second):
    ask_for_name(receipt.case, REASON, by=complaint_officer)

    line = Line.objects.get(user=second)
    assert REASON not in line.text
    assert receipt.case.label not in line.text


def test_the_reason_lies_under_seal(receipt, complaint_officer, second):
    ask_for_name(receipt.case, REASON, by=complaint_officer)
    dump = io.StringIO()

    call_command("dumpdata", stdout=dump)

    assert REASON not in dump.getvalue()


@pytest.mark.parametrize("way", [Way.NAMED, Way.UNNAMED])
def test_what_is_not_hidden_has_no_such_page(office, complaint_officer, second, login, way):
    case = case_of(office, way=way)

    assert login(complaint_officer).get(where(case, "case_name")).status_code == 404
    with pytest.raises(Refused, match="ไม่มีชื่อที่ปกปิด"):
        ask_for_name(case, REASON, by=complaint_officer)


def test_a_case_that_goes_round_is_decided_by_substitutes_and_the_trail_says_nothing(
    office, complaint_officer, substitute, login
):
    other = AppointmentFactory(office=office, role=Appointment.Role.COMPLAINT_SUBSTITUTE).user
    case = case_of(office, way=Way.HIDDEN, about_director=True)
    opening = ask_for_name(case, REASON, by=substitute)

    assert login(complaint_officer).get(where(case, "case_name")).status_code == 404
    assert login(complaint_officer).post(deciding(opening)).status_code == 404
    decide_name(opening, allowed=True, by=other)

    assert name_for(case, substitute)
    assert not AuditEvent.objects.filter(verb="complaints.name_opened").exists()
