"""Several people at the same moment on a paper's way: each step is done once, and for all."""

from __future__ import annotations

import pytest

from ita_portal.documents.models import Bundle, Proposal
from ita_portal.documents.rules.bundles import bundle
from ita_portal.documents.rules.chain import endorse
from ita_portal.documents.rules.proposals import send_back, withdraw
from tests.documents.test_bundles import singles, two
from tests.documents.ways import DEPUTY, HEAD, set_chain
from tests.factories.documents import propose_paper
from tests.factories.organisations import AppointmentFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chained(office, administrator, group_head, deputy, director):
    set_chain(office, [HEAD, DEPUTY], by=administrator)
    return office


def test_two_endorsers_at_once_do_the_step_once(chained, officer, group_head):
    other = AppointmentFactory(office=chained, role=HEAD).user
    proposal = propose_paper(chained, officer)
    people = [group_head, other, group_head, other]

    outcomes = together(lambda: endorse(proposal, position=1, by=people.pop()))

    assert outcomes.count("done") == 1
    assert [one.state for one in proposal.endorsements.all()] == ["endorsed", "waiting"]


def test_a_bundle_is_decided_about_once_whichever_paper_was_opened(
    chained, officer, group_head, director
):
    first, second = two(chained, officer)
    deeds = [
        lambda: send_back(first, comment="แก้", by=director),
        lambda: withdraw(second, by=officer),
        lambda: send_back(second, comment="แก้", by=group_head),
        lambda: withdraw(first, by=officer),
    ]

    outcomes = together(lambda: deeds.pop()())

    assert outcomes.count("done") == 1
    assert len(set(Proposal.objects.values_list("status", flat=True))) == 1


def test_papers_come_into_one_bundle_and_not_into_two(chained, officer):
    numbers = [one.pk for one in singles(chained, officer)]
    titles = ["ก", "ข", "ค", "ง"]

    outcomes = together(lambda: bundle(numbers, title=titles.pop(), office=chained, by=officer))

    assert outcomes.count("done") == 1
    assert Bundle.objects.count() == 1
    assert Proposal.objects.exclude(bundle=None).count() == 2
