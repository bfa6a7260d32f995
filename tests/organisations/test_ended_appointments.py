"""Whoever finds a page closed because an appointment has ended reads that, and since when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.organisations.models import Appointment
from ita_portal.thai.dates import full_date
from tests.documents.numbering import propose_order, shown_to
from tests.factories.organisations import AppointmentFactory


@pytest.fixture
def signing(office, officer, director, login):
    """Give what a director sends from a page that was opened while the appointment still held."""
    proposal = propose_order(office, officer)
    typed = {
        "password": "pass-word-1",
        "intent": "on",
        "words_sha256": shown_to(director, proposal),
    }
    place = reverse("documents:proposal_approve", args=[office.code, proposal.pk])
    client = login(director)
    return lambda: client.post(place, typed)


def end(user) -> str:
    """Let the appointments of somebody end with yesterday; return that day as pages write it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=user, role="director").update(ends_on=yesterday)
    return full_date(yesterday)


def test_a_director_whose_appointment_ended_this_morning_reads_why_nothing_was_signed(
    signing, director
):
    day = end(director)

    answer = signing()

    assert answer.status_code == 403
    assert f"สิ้นสุดเมื่อวันที่ {day}" in answer.content.decode()
    assert not Document.objects.exists()


def test_so_does_a_deputy_who_acted_for_the_director_and_still_is_deputy(signing, office, director):
    AppointmentFactory(user=director, office=office, role="deputy")
    day = end(director)

    answer = signing()

    assert answer.status_code == 403
    assert f"สิ้นสุดเมื่อวันที่ {day}" in answer.content.decode()


def test_who_never_had_the_right_reads_nothing_of_an_end(login, office, officer, deputy):
    end(officer)
    proposal = propose_order(office, officer)

    answer = login(deputy).post(
        reverse("documents:proposal_approve", args=[office.code, proposal.pk])
    )

    assert answer.status_code == 403
    assert "สิ้นสุด" not in answer.content.decode()


def test_for_who_was_never_in_the_office_the_page_does_not_exist(login, office, stranger):
    end(stranger)

    answer = login(stranger).get(reverse("home:office", args=[office.code]))

    assert answer.status_code == 404
