"""Links to the portal's own pages: judged by what the portal itself would answer an outsider."""

from __future__ import annotations

import io
from functools import cache
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase
from django.urls import is_valid_path, reverse

from disclosure.rules.links.guard import Barred
from disclosure.rules.links.trying import LinkTry, hosts_of
from disclosure.rules.links.verdicts import Reason

_HOPS = 4


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def own_hosts() -> frozenset[str]:
    """Return the hosts under which the portal itself is reached.

    On one's own machine it shares its name with others, and is told from them by its port.
    """
    base = urlsplit(settings.BASE_URL)
    is_shared = base.hostname in {"localhost", "127.0.0.1", "::1"}
    return frozenset({base.netloc if is_shared else base.hostname or ""} - {""})


def is_own(address: str) -> bool:
    """Tell whether an address leads to a page of the portal itself."""
    try:
        return not own_hosts().isdisjoint(hosts_of(address))
    except Barred:
        return False


def try_own_page(address: str) -> LinkTry:
    """Judge an address of the portal without network, by its route and its state at this moment.

    The page is made as for somebody who is not signed in. One that leads to the sign-in page is a
    wall, one that is not public yet or is not there any more is hidden.
    """
    for _ in range(_HOPS):
        if urlsplit(address).path in {"", "/"}:
            return LinkTry(Reason.HOME, final=address)
        response = answer_of(address)
        if response is None:
            return LinkTry(Reason.OWN_HIDDEN, status=404, final=address)
        status, to = response.status_code, response.headers.get("Location", "")
        _let_go(response)
        if not (300 <= status < 400 and to):
            return LinkTry(_reason(status), status=status, final=address)
        if urlsplit(to).path == reverse(settings.LOGIN_URL):
            return LinkTry(Reason.LOGIN, status=status, final=to)
        address = urljoin(address, to)
    return LinkTry(Reason.LOOP, final=address)


def _let_go(response: HttpResponseBase) -> None:
    """Close the file that it would send. Its own `close` would tell the whole process that a
    request has ended, and the connection of a transaction under way would be closed with it.
    """
    for closer in getattr(response, "_resource_closers", ()):
        closer()


def _reason(status: int) -> Reason:
    if status == 200:
        return Reason.OK
    if status in {403, 404, 410}:
        return Reason.OWN_HIDDEN
    return Reason.SERVER_ERROR if status >= 500 else Reason.ODD


def answer_of(address: str) -> HttpResponseBase | None:
    """Return what an outsider would get; None for an address that is no page of the portal."""
    parts, base = urlsplit(address), urlsplit(settings.BASE_URL)
    path = unquote(parts.path)
    if not (is_valid_path(path) or is_valid_path(f"{path}/")):
        return None
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "HTTP_HOST": base.netloc,
        "HTTP_X_FORWARDED_PROTO": base.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": base.scheme,
        "wsgi.input": io.BytesIO(),
    }
    return _handler().get_response(WSGIRequest(environ))
