"""Retention: warned first, never while it is open or the person wrote; nothing but figures left."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from complaints.models import Attachment, Case, Event, Message, NameOpening, PurgedFigure, Way
from complaints.rules.filing import add_file, path_of
from complaints.rules.handling import note
from complaints.rules.limiting import set_limits
from complaints.rules.naming import ask_for_name
from complaints.rules.retention import keep_longer, kept_until, purge, purge_due, warn
from complaints.rules.tracking import answer, find
from complaints.tasks import do_day
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import case_of, received, text_file, words
from tests.complaints.test_clocks import VALUES
from tests.complaints.test_handling import where
from tests.factories.organisations import AppointmentFactory

TODAY = timezone.localdate


def closed(case: Case, ending: str = "not_taken_up", years: int = 3) -> Case:
    """Close the case so many years ago."""
    day = TODAY() - timedelta(days=years * 366)
    facts = {"status": "closed", "ending": ending, "closed_on": day, "told_on": day}
    Case.objects.filter(pk=case.pk).update(**facts, due_on=None, due_what="")
    Event.objects.filter(case=case).update(on=day)
    Attachment.objects.filter(case=case).update(on=day)
    case.refresh_from_db()
    return case


def warned(case: Case, days: int = 31) -> Case:
    """Let the warning be so many days old."""
    Case.objects.filter(pk=case.pk).update(purge_warned_on=TODAY() - timedelta(days=days))
    case.refresh_from_db()
    return case


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Give a usual complaint."""
    return case_of(office)


@pytest.mark.parametrize(
    ("ending", "kind", "years"),
    [
        ("not_taken_up", "delay", 2),
        ("unfounded", "delay", 5),
        ("proceedings", "delay", 10),
        ("not_taken_up", "corruption", 10),
    ],
)
def test_how_long_depends_on_ending_and_kind(case, ending, kind, years):
    Case.objects.update(kind=kind)
    case = closed(case, ending, years=0)

    assert kept_until(case).year == case.closed_on.year + years


def test_an_office_sets_its_own_years(case, office, director):
    set_limits(office, {**VALUES, "keep_not_taken_up": 7}, revision=0, by=director)
    case = closed(case, years=0)

    assert kept_until(case).year == case.closed_on.year + 7


def test_an_open_case_is_kept_for_good(case, complaint_officer):
    Case.objects.update(status="told", ending="mended", purge_warned_on=TODAY() - timedelta(99))

    assert kept_until(case) is None
    assert purge_due(TODAY() + timedelta(days=9999)) == 0
    assert not purge(case.pk, today=TODAY())
    with pytest.raises(Refused, match="ยังไม่ปิด"):
        keep_longer(case, by=complaint_officer)


def test_nothing_goes_without_a_warning_a_month_before(case, complaint_officer):
    closed(case)
    assert purge_due(TODAY()) == 0

    assert (warn(TODAY()), warn(TODAY())) == (1, 0)

    assert Line.objects.filter(user=complaint_officer, text__contains="ถูกทำลาย").count() == 1
    assert purge_due(TODAY()) == 0
    assert purge_due(TODAY() + timedelta(days=29)) == 0
    assert purge_due(TODAY() + timedelta(days=30)) == 1


@pytest.mark.parametrize("days", [0, 89])
def test_nothing_goes_when_the_person_just_wrote(case, days):
    warned(closed(case))
    answer(case, "ยังมีอีก", once_token="x")
    Event.objects.filter(what="answered").update(on=TODAY() - timedelta(days=days))

    assert purge_due(TODAY()) == 0

    Event.objects.update(on=TODAY() - timedelta(days=90))
    assert purge_due(TODAY()) == 1


def test_nothing_goes_when_the_person_just_sent_a_file(case):
    warned(closed(case))
    add_file(case, text_file("a.txt", "new"))

    assert purge_due(TODAY()) == 0


def test_a_handler_keeps_a_case_for_a_year_more(case, complaint_officer, login):
    warned(closed(case))

    page = login(complaint_officer).get(where(case))
    assert "เก็บต่ออีกหนึ่งปี" in words(page)
    assert login(complaint_officer).post(where(case, "case_keep")).status_code == 302

    case.refresh_from_db()
    assert kept_until(case) == TODAY() + timedelta(days=365)
    assert purge_due(TODAY()) == 0


def test_a_purge_leaves_figures_and_nothing_else(
    office, complaint_officer, django_capture_on_commit_callbacks
):
    AppointmentFactory(office=office, role=Appointment.Role.COMPLAINT_OFFICER)
    receipt = received(office, way=Way.HIDDEN)
    case = receipt.case
    file = add_file(case, text_file("a.txt", "inside"))
    note(case, "บันทึก", once_token="n", by=complaint_officer)
    ask_for_name(case, "เหตุ", by=complaint_officer)
    warn(TODAY() + timedelta(days=9999))
    case = warned(closed(case))
    keys = bytes(case.content_key).decode(), bytes(case.identity_key).decode()

    with django_capture_on_commit_callbacks(execute=True):
        assert purge(case.pk, today=TODAY())

    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    for trace in (case.seal, case.code_hash, file.key, *keys):
        assert trace not in dump.getvalue()
    assert not path_of(file.key).exists()
    assert find(receipt.code) is None
    for model in (Case, Message, Attachment, Event, NameOpening):
        assert not model.objects.exists()
    row = PurgedFigure.objects.get()
    assert (row.count, row.kind, row.ending) == (1, case.kind, "not_taken_up")
    assert AuditEvent.objects.get(verb="complaints.purged").detail == {}


@transaction.atomic
def _broken_off(case: Case) -> None:
    purge(case.pk, today=TODAY())
    raise RuntimeError("the disk is gone")


def test_a_purge_that_breaks_off_takes_nothing(case):
    file = add_file(case, text_file("a.txt", "inside"))
    warned(closed(case))

    with pytest.raises(RuntimeError):
        _broken_off(case)

    assert Case.objects.get().pk == case.pk
    assert path_of(file.key).exists()


def test_the_trail_says_nothing_of_a_purged_case_that_went_round(office, substitute):
    AppointmentFactory(office=office, role=Appointment.Role.COMPLAINT_OFFICER)
    case = warned(closed(case_of(office, about_director=True)))

    assert purge(case.pk, today=TODAY())

    assert not AuditEvent.objects.filter(verb="complaints.purged").exists()


def test_the_number_of_a_purged_case_is_not_given_again(office, complaint_officer):
    case_of(office)
    last = warned(closed(case_of(office)))
    purge(last.pk, today=TODAY())

    assert case_of(office).number == last.number + 1


def test_the_daily_job_warns_and_purges(case):
    warned(closed(case))

    do_day(TODAY().toordinal())

    assert not Case.objects.exists()


def test_who_does_not_see_a_case_does_not_keep_it(office, complaint_officer, substitute, login):
    apart = closed(case_of(office, about_director=True))

    assert login(complaint_officer).post(where(apart, "case_keep")).status_code == 404
