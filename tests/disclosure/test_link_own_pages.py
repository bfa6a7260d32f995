"""Links to the portal's own pages are judged without network, by what an outsider would get."""

from __future__ import annotations

import socket

import pytest

from disclosure.rules.links.own_pages import own_hosts, try_own_page
from disclosure.rules.links.verdicts import Reason
from disclosure.rules.links.working import try_once
from tests.factories.disclosure import EvidenceFactory, PaperFactory, kept_file

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


@pytest.fixture(autouse=True)
def _nobody_is_called(monkeypatch) -> None:
    def called(*_: object, **__: object) -> None:
        raise AssertionError("somebody was called")

    monkeypatch.setattr(socket, "getaddrinfo", called)
    monkeypatch.setattr(socket, "create_connection", called)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/o/sample1/", Reason.OK),
        ("/o/sample1/oit/2564/", Reason.OK),
        ("/o/sample1/oit/2564", Reason.OK),
        ("/o/sample1/oit/2564/O1/", Reason.OK),
        ("/o/sample1/oit/2564/O1/?from=sheet#evidence-1", Reason.OK),
        ("/o/sample1/oit/2564/O99/", Reason.OWN_HIDDEN),
        ("/o/sample1/oit/2499/O1/", Reason.OWN_HIDDEN),
        ("/o/nobody/oit/2564/O1/", Reason.OWN_HIDDEN),
        ("/no/such/page/", Reason.OWN_HIDDEN),
        ("/office/sample1/disclosure/2564/", Reason.LOGIN),
        ("/", Reason.HOME),
        ("", Reason.HOME),
    ],
)
def test_a_page_of_the_portal_is_judged_by_its_route_and_state(
    office, framework_2564, path, reason
):
    assert try_once(f"{HERE}{path}").reason is reason


def test_a_file_opens_once_it_is_accepted(office, item, officer):
    file = kept_file(office, officer)
    facts = {"office": office, "item": item, "kind": "file", "url": "", "file": file}
    waiting, shown = EvidenceFactory(**facts), EvidenceFactory(**facts, accepted=True)
    addresses = [f"{HERE}/o/sample1/oit/2564/O1/files/{one.pk}/" for one in (waiting, shown)]

    reasons = [try_own_page(one).reason for one in addresses]

    assert reasons == [Reason.OWN_HIDDEN, Reason.OK]


def test_a_paper_that_waits_for_its_file_is_hidden(office):
    paper = PaperFactory(office=office, status="pending", pdf="", ready_at=None)

    tried = try_own_page(f"{HERE}/o/sample1/documents/{paper.code}/")

    assert (tried.reason, tried.status) == (Reason.OWN_HIDDEN, 404)


def test_the_portal_on_ones_own_machine_is_known_by_its_port(settings):
    settings.BASE_URL = "http://localhost:8000"
    settings.LINKS_ARE_TRIED = True

    assert own_hosts() == {"localhost:8000"}
    assert try_once("http://localhost:6379/").reason is Reason.PRIVATE
