"""Links are judged as an outsider meets them, on a server that answers in every way."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from disclosure.rules.links.guard import Guard
from disclosure.rules.links.limits import Limits
from disclosure.rules.links.trying import LinkTry, missing_beside, try_link
from disclosure.rules.links.verdicts import Reason, Verdict
from tests.disclosure.link_server import Server, serving

QUICK = Limits(connect_seconds=2, silent_seconds=0.4, whole_seconds=1.2)
SCHOOL = "www.school.example.ac.th"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def tried(server: Server, path: str, host: str = SCHOOL, **more: object) -> LinkTry:
    """Try a page of the server, whatever host it is said to be."""
    guard = Guard(
        resolve=lambda _host, _port: ["127.0.0.1"],
        opened=frozenset({("127.0.0.1", server.server_port)}),
    )
    address = f"http://{host}:{server.server_port}{path}"
    return try_link(address, guard=guard, limits=QUICK, **more)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/", Reason.OK),
        ("/plan", Reason.OK),
        ("/plan#table-3", Reason.OK),
        ("/แผน ปี 2564", Reason.OK),
        ("/packed", Reason.OK),
        ("/old-thai", Reason.OK),
        ("/plan.pdf", Reason.OK),
        ("/huge.zip", Reason.OK),
        ("/moved", Reason.OK),
        ("/meta", Reason.OK),
        ("/renews", Reason.OK),
        ("/no-head", Reason.OK),
        ("/no-range", Reason.OK),
        ("/with-login-form", Reason.OK),
        ("/about-404", Reason.OK),
        ("/article.php?id=5", Reason.OK),
        ("/401", Reason.LOGIN),
        ("/members", Reason.LOGIN),
        ("/inside", Reason.LOGIN),
        ("/login.php", Reason.LOGIN),
        ("/404", Reason.NOT_FOUND),
        ("/410", Reason.GONE),
        ("/soft", Reason.SOFT_404),
        ("/soft-english", Reason.SOFT_404),
        ("/article.php?id=77", Reason.SOFT_404),
        ("/to-error", Reason.SOFT_404),
        ("/to-front", Reason.HOME),
        ("/to-index", Reason.HOME),
        ("/500", Reason.SERVER_ERROR),
        ("/503", Reason.SERVER_ERROR),
        ("/loop", Reason.LOOP),
        ("/many/1", Reason.LOOP),
        ("/403", Reason.FORBIDDEN),
        ("/challenge", Reason.FORBIDDEN),
        ("/429", Reason.BUSY),
        ("/slow", Reason.SLOW),
        ("/drip", Reason.SLOW),
        ("/endless", Reason.ENDLESS),
        ("/drop", Reason.BROKEN),
        ("/garbage", Reason.BROKEN),
        ("/cookie", Reason.ODD),
        ("/304", Reason.ODD),
        ("/204", Reason.EMPTY),
        ("/blank", Reason.EMPTY),
        ("/empty.pdf", Reason.EMPTY),
        ("/spa/plan", Reason.SAME_AS_MISSING),
    ],
)
def test_an_answer_is_judged_rightly(server, path, reason):
    begun = time.monotonic()

    found = tried(server, path)

    assert found.reason is reason
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/to-metadata", Reason.PRIVATE),
        ("/to-localhost", Reason.PRIVATE),
        ("/to-file", Reason.SCHEME),
        ("/to-password", Reason.CREDENTIALS),
        ("/to-nowhere", Reason.MALFORMED),
    ],
)
def test_a_page_may_send_nobody_inside(server, path, reason):
    assert tried(server, path).reason is reason


@pytest.mark.parametrize(
    ("path", "host", "reason"),
    [
        ("/file/d/1/view", "drive.google.com", Reason.DRIVE),
        ("/file/d/1/view", SCHOOL, Reason.LOGIN),
        ("/asks", "drive.google.com", Reason.DRIVE),
        ("/403", "school.sharepoint.com", Reason.DRIVE),
        ("/open", "drive.google.com", Reason.OK),
    ],
)
def test_a_shared_drive_that_asks_first_is_a_wall(server, path, host, reason):
    assert tried(server, path, host).reason is reason


def test_the_three_verdicts(server):
    verdicts = {path: tried(server, path).verdict for path in ("/plan", "/404", "/403")}

    assert verdicts == {
        "/plan": Verdict.OPENS,
        "/404": Verdict.FAILS,
        "/403": Verdict.UNSURE,
    }


def test_the_portal_comes_as_an_outsider(server):
    server.asked.clear()

    tried(server, "/plan")

    methods = [method for method, *_ in server.asked]
    _, host, _, headers = server.asked[-1]
    assert methods == ["HEAD", "GET"]
    assert host == f"{SCHOOL}:{server.server_port}"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)
    assert headers["Range"].startswith("bytes=0-")


def test_no_proxy_of_the_environment_is_asked(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")

    assert tried(server, "/plan").reason is Reason.OK


def test_a_file_is_not_read_for_knowing_that_it_is_there(server):
    server.asked.clear()

    tried(server, "/huge.zip")

    assert [method for method, *_ in server.asked] == ["HEAD"]


def test_what_a_host_asks_of_the_next_visit_is_told(server):
    assert tried(server, "/429").retry_after == 7200
    assert tried(server, "/503").retry_after == 0
    assert tried(server, "/404").retry_after is None


def test_where_a_link_led_is_told(server):
    found = tried(server, "/moved")

    assert found.final.endswith("/plan")
    assert found.status == 200


def test_the_portals_own_pages_are_not_called(server):
    server.asked.clear()

    found = tried(server, "/plan", own_hosts={SCHOOL})

    assert (found.reason, server.asked) == (Reason.OWN, [])


def test_a_closed_door_is_told():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    guard = Guard(opened=frozenset({("127.0.0.1", port)}))

    found = try_link(f"http://127.0.0.1:{port}/", guard=guard, limits=QUICK)

    assert found.reason is Reason.CLOSED


@pytest.mark.parametrize(
    ("address", "beside"),
    [
        ("http://a.th/", ""),
        ("http://a.th/x/y.pdf", "http://a.th/x/ita-portal-asks-for-no-page-7c1f0e9a.pdf"),
        ("http://a.th/x/y/", "http://a.th/x/ita-portal-asks-for-no-page-7c1f0e9a"),
        ("http://a.th/?p=12&lang=th", "http://a.th/?p=98765432187&lang=th"),
    ],
)
def test_a_surely_missing_address_stands_beside_the_link(address, beside):
    assert missing_beside(address) == beside
