"""Asking for tries of links, and what is known of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.models import LinkCheck
from disclosure.rules.links.checking import ask_links, latest, try_year
from ita_portal.jobs.models import Job
from tests.factories.disclosure import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _links_are_tried(settings) -> None:
    """Have links asked for; no job runs here, so nobody is called."""
    settings.LINKS_ARE_TRIED = True


PAGE = "https://www.example.go.th/plan.pdf"


def test_an_address_is_kept_once_an_office_and_asked_once(office, other_office):
    for _ in range(2):
        ask_links(office, [PAGE, PAGE])
    ask_links(other_office, [PAGE])

    assert LinkCheck.objects.of(office).count() == 1
    assert LinkCheck.objects.of(office).get().asked == 1
    assert Job.objects.filter(task="disclosure.links").count() == 1


def test_an_address_that_nobody_asked_about_is_not_known(office, other_office):
    ask_links(other_office, [PAGE])

    assert latest(office, [PAGE]) == {}


def test_what_was_tried_within_the_hour_is_left_alone(office):
    ask_links(office, [PAGE])
    now = timezone.now()
    LinkCheck.objects.update(done=1, tried_at=now - timedelta(minutes=30))

    assert ask_links(office, [PAGE], unless_within=timedelta(hours=1)) == 0
    assert ask_links(office, [PAGE], unless_within=timedelta(minutes=10)) == 1


def test_all_links_of_a_year_are_asked_for(office, item, officer):
    shown = EvidenceFactory(office=office, item=item, accepted=True)
    EvidenceFactory(office=office, item=item, withdrawn=True)

    count = try_year(office, 2564, officer)

    assert count == 1
    assert latest(office, [shown.url])[shown.url].is_urgent
