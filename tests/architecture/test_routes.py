"""Every address of the portal: whom it lets in, and whom it sends away, and how.

Visitor → sign-in, outsider → 404, insider without the right → 403
(404 at a case of complaint), and nobody → 500.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from disclosure.models import HandIn
from disclosure.rules.handing_in.freezing import freeze
from ita_portal.organisations.access import ROLE_PERMISSIONS, Permission
from ita_portal.organisations.models import Appointment
from ita_portal.organisations.pages import OfficePage
from tests.architecture.house import routes

PUBLIC = {
    "home:offices",
    "home:healthz",
    "home:office_sitemap",
    "home:public_office",
    "home:robots",
    "home:sitemap",
    "organisations:sign_in",
    "documents:verify_form",
    "documents:verify",
    "documents:public",
    "documents:public_list",
    "documents:pdf",
    "documents:words_pdf",
    "complaints:channels",
    "complaints:new",
    "complaints:statistics",
    "complaints:statistics_data",
    "complaints:statistics_year",
    "complaints:statistics_year_data",
    "complaints:guideline",
    "complaints:track",
    "complaints:follow",
    "assessments:public_results",
    "disclosure:news",
    "disclosure:news_feed",
    "disclosure:note_item",
    "disclosure:office_search",
    "disclosure:public_latest",
    "disclosure:public_year",
    "disclosure:public_item",
    "disclosure:public_file",
    "disclosure:handed_in",
    "disclosure:handed_copy",
    "disclosure:handed_item",
    "disclosure:handed_file",
    "disclosure:search",
    "measures:public",
    "opendata:open_data",
    "opendata:dictionary",
    "opendata:index",
    "opendata:data",
}
"""Pages for everybody."""

TAKES_A_FORM = {
    "documents:verify_form": "looks into a file, keeps nothing, changes nothing",
    "complaints:new": "who complains has no account and gets no cookie; a token stands in the form",
    "complaints:track": "who has the code sees the complaint",
    "complaints:follow": "who has the code adds to the complaint",
    "disclosure:note_item": "who says that an item does not open has no account",
}
"""Public pages that take a form, each with its reason; they need no cookie either."""

OWN = {"home:start", "organisations:account", "organisations:sign_out"}
"""Pages for everybody who is signed in, about themselves."""

CHECKS_ITSELF = {
    "disclosure:evidence_withdraw": "authors may withdraw their own, others need another right",
    "documents:proposal_lead_on": "who proposed, endorses or signs one leads it past an empty post",
    "documents:proposal_number_anew": "who numbers papers or signs them has the portal number one",
    "documents:proposal_withdraw": "who proposed a paper may take it back, nobody else may",
    "notifications:read": "everybody marks their own messages, and no others",
    "notifications:read_all": "everybody marks their own messages, and no others",
}
"""Pages that change something for which a right to look is enough to come in, and why."""

OWN_GROUP = {
    "measures:progress_step",
    "measures:progress_send",
    "measures:progress_copy",
    "measures:progress_file_remove",
}
"""Pages for the people of one group, and for nobody of another one."""

ROUTES = list(routes())
STAFF = [(name, pattern, view) for name, pattern, view in ROUTES if name not in PUBLIC | OWN]
METHODS = ("get", "post")
ROLES = {
    "officer": Appointment.Role.OFFICER,
    "group_head": Appointment.Role.GROUP_HEAD,
    "coordinator": Appointment.Role.COORDINATOR,
    "deputy": Appointment.Role.DEPUTY_DIRECTOR,
    "director": Appointment.Role.DIRECTOR,
    "administrator": Appointment.Role.ADMINISTRATOR,
    "supervisor": Appointment.Role.SUPERVISOR,
    "complaint_officer": Appointment.Role.COMPLAINT_OFFICER,
    "substitute": Appointment.Role.COMPLAINT_SUBSTITUTE,
}


def needed(view: type[OfficePage], method: str) -> Permission:
    """Return the right that a page asks for."""
    return view.method_permissions.get(method, view.permission)


def changes_something(view: type) -> bool:
    """Tell whether the page takes a form."""
    return hasattr(view, "post")


@pytest.mark.parametrize(("name", "pattern", "view"), STAFF, ids=[name for name, *_ in STAFF])
def test_a_page_is_public_by_name_or_names_its_right(name, pattern, view):
    assert issubclass(view, OfficePage)
    assert isinstance(view.permission, Permission)
    assert pattern.startswith("office/<str:office>/")
    assert set(view.method_permissions) <= set(METHODS)


@pytest.mark.parametrize(("name", "pattern", "view"), STAFF, ids=[name for name, *_ in STAFF])
def test_a_page_that_changes_something_asks_for_more_than_a_look(name, pattern, view):
    looks = changes_something(view) and needed(view, "post").endswith(".view")

    assert looks == (name in CHECKS_ITSELF)


def test_what_is_said_to_be_public_is_there():
    assert {name for name, *_ in ROUTES} >= PUBLIC | OWN | set(CHECKS_ITSELF)


def test_public_pages_of_an_office_stand_under_o():
    of_an_office = [
        pattern for name, pattern, _ in ROUTES if name in PUBLIC and "office" in pattern
    ]

    assert all(pattern.startswith("o/<str:office>/") for pattern in of_an_office)


def test_a_name_of_an_address_is_given_once():
    names = [name for name, *_ in ROUTES]

    assert len(names) == len(set(names))
    assert not [name for name in names if name.endswith(":None")]


def address(name: str, pattern: str, places: dict[str, dict[str, object]]) -> str:
    """Return the address of a page, its places filled in."""
    room = name.partition(":")[0] + ":"
    values = {**places[""], **places.get(room, {}), **places.get(name, {})}
    wanted = {key: value for key, value in values.items() if f":{key}>" in pattern}
    return reverse(name, kwargs=wanted)


def ask(client: Client, method: str, where: str) -> int | str:
    """Return the status of the answer, or the mistake; nothing is left in the database."""
    try:
        with transaction.atomic():
            response = getattr(client, method)(where)
            if response.streaming:
                response.file_to_stream = b"".join(response)
            transaction.set_rollback(True)
    except Exception as mistake:  # noqa: BLE001 - a mistake of any kind is the finding
        return f"500: {mistake!r}"
    return response.status_code


def answers(client: Client, places: dict[str, dict[str, object]]) -> dict[tuple[str, str], object]:
    """Return what every page of the staff side answers to both methods."""
    return {
        (name, method): ask(client, method, address(name, pattern, places))
        for name, pattern, _ in STAFF
        for method in METHODS
    }


def test_a_visitor_is_asked_to_sign_in_everywhere(places):
    found = answers(Client(), places)

    wrong = {key: got for key, got in found.items() if got != (302 if key[1] == "get" else 401)}
    assert wrong == {}


@pytest.mark.parametrize("who", ["stranger", "outsider"])
def test_who_does_not_belong_to_the_office_finds_nothing_anywhere(places, login, request, who):
    found = answers(login(request.getfixturevalue(who)), places)

    assert {key: got for key, got in found.items() if got != 404} == {}


@pytest.mark.parametrize("who", ROLES)
def test_an_insider_finds_what_the_matrix_says(places, login, request, who):
    found = answers(login(request.getfixturevalue(who)), places)

    may = ROLE_PERMISSIONS[ROLES[who]]
    views = {name: view for name, _, view in STAFF}
    wrong = {
        (name, method): got
        for (name, method), got in found.items()
        if not fits(name, method, views[name], got, has_right=needed(views[name], method) in may)
    }
    assert wrong == {}


def fits(name: str, method: str, view: type, got: object, *, has_right: bool) -> bool:
    """Tell whether an answer is the right one for somebody of the office."""
    if not has_right:
        return got == (404 if view.is_secret else 403)
    if not hasattr(view, method):
        return got == 405
    if got == 403:
        return name in CHECKS_ITSELF or (name in OWN_GROUP and method == "post")
    return got in {200, 302, 404, 409, 422}


def test_a_page_opens_for_somebody(places, login, request):
    """A page that nobody can open would pass every test above."""
    closed = {}
    for name, pattern, view in STAFF:
        if not hasattr(view, "get"):
            continue
        able = [who for who, role in ROLES.items() if needed(view, "get") in ROLE_PERMISSIONS[role]]
        client = login(request.getfixturevalue(able[0]))
        got = ask(client, "get", address(name, pattern, places))
        if got not in {200, 302}:
            closed[name] = got

    assert closed == {}


NOWHERE = {
    "year": 9999,
    "code": "ไม่มี",
    "case": "ไม่มี",
    "to": "ไม่มี",
    "what": "ไม่มี",
    "item": "O999",
    "pk": 10**18,
    "file": 10**18,
    "finding": 10**18,
    "link": 10**18,
    "number": 10**18,
    "dataset": "nothing",
}
TOO_BIG = {
    "year": 10**30,
    "code": "x" * 500,
    "case": "x" * 500,
    "to": "x" * 500,
    "what": "x" * 500,
    "item": "<O1>",
    "pk": 10**30,
    "file": 10**30,
    "finding": 10**30,
    "link": 10**30,
    "number": 10**30,
    "dataset": "x" * 500,
}


@pytest.mark.parametrize("wrong", [NOWHERE, TOO_BIG], ids=["nowhere", "too big"])
@pytest.mark.parametrize("who", ["coordinator", "director", "administrator", "complaint_officer"])
def test_a_thing_that_is_not_there_is_not_found_and_no_mistake(places, login, request, who, wrong):
    client = login(request.getfixturevalue(who))
    elsewhere = {"": {**places[""], **wrong}}

    found = {
        (name, method): ask(client, method, address(name, pattern, elsewhere))
        for name, pattern, _ in STAFF
        for method in METHODS
    }

    fine = {200, 302, 403, 404, 405, 422}
    assert {key: got for key, got in found.items() if got not in fine} == {}


def test_a_public_page_opens_for_a_visitor(places):
    freeze(HandIn.objects.get().pk)  # the worker makes the copy

    found = opened(places)

    well = found.pop("home:healthz")
    assert well in {200, 503}
    assert {name: got for name, got in found.items() if got not in {200, 302}} == {}


def opened(places: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return what every public page answers to a visitor."""
    public = [(name, pattern) for name, pattern, _ in ROUTES if name in PUBLIC]
    return {name: ask(Client(), "get", address(name, pattern, places)) for name, pattern in public}


@pytest.mark.parametrize("wrong", [NOWHERE, TOO_BIG], ids=["nowhere", "too big"])
def test_a_public_page_of_nothing_is_not_found_and_no_mistake(places, wrong):
    found = opened({"": {**places[""], **wrong, "office": "nowhere"}})

    patterns = {name: pattern for name, pattern, _ in ROUTES}
    assert {name: got for name, got in found.items() if not isinstance(got, int)} == {}
    assert {name for name, got in found.items() if "<" in patterns[name] and got != 404} == set()


def test_a_public_page_takes_no_form_and_needs_no_cookie(places):
    wrong = {}
    for name, pattern, _ in ROUTES:
        if name not in PUBLIC - {"organisations:sign_in"}:
            continue
        client, where = Client(), address(name, pattern, places)
        posted = ask(client, "post", where)
        ask(client, "get", where)
        if posted != (422 if name in TAKES_A_FORM else 405) or client.cookies:
            wrong[name] = (posted, client.cookies)

    assert wrong == {}


def test_every_page_forbids_scripts_and_styles_that_are_not_ours(places, login, officer):
    for name, pattern, _ in ROUTES:
        if name not in PUBLIC | OWN:
            continue
        response = login(officer).get(address(name, pattern, places))
        policy = response["Content-Security-Policy"]
        if response.streaming:
            b"".join(response)
        if "default-src 'none'" not in policy:  # a file, in which nothing at all may run
            assert "script-src 'self';" in f"{policy};", name
            assert "style-src 'self';" in f"{policy};", name
        assert "unsafe" not in policy, name
