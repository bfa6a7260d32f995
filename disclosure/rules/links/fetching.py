"""One request to one machine that was judged before: little is read, and never for long.

The standard library's client is used, since it follows nothing, keeps nothing, asks no proxy,
and takes a connection that was opened to a given address; a larger one would have to be kept
from all of that.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import certifi

from disclosure.rules.links.guard import Target
from disclosure.rules.links.limits import Limits
from disclosure.rules.links.verdicts import Reason

HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; ITA-portal; link check)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_CHUNK = 16_384
_NO_CHAIN = {20, 21}
"""OpenSSL's codes for a chain that ends at an unknown issuer: browsers may find it themselves."""


class Unanswered(Exception):
    """There is no answer; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What a machine answered. `body` is its beginning; `end` is how the reading ended: "whole",
    "cut" (enough was read), "endless", "slow" or "broken"; "head" where no body was asked for.
    """

    status: int
    headers: http.client.HTTPMessage
    body: bytes = b""
    end: str = "whole"

    def header(self, name: str) -> str:
        """Return a header, "" where there is none."""
        told = (self.headers.get(name) or "").strip()
        return told.encode("latin-1", "replace").decode("utf-8", "replace")

    @property
    def media_type(self) -> str:
        """What it says that it is, e.g. "text/html"."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the web, also where it does not say what it is."""
        if self.media_type in {"text/html", "application/xhtml+xml"}:
            return True
        return not self.media_type and self.body.lstrip()[:1] == b"<"


@cache
def trusted() -> ssl.SSLContext:
    """Return whom to trust: what the system trusts, and Mozilla's list where that has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Pinned(http.client.HTTPConnection):
    """A connection to the machine that was judged, whatever its name leads to by now."""

    def __init__(self, target: Target, ip: str, *, timeout: float, tls: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._target, self._ip, self._tls = target, ip, tls
        self.raw: socket.socket | None = None

    def connect(self) -> None:
        sock = socket.create_connection((self._ip, self.port), self.timeout)
        self.raw = sock.dup()
        self.sock = sock
        if self._target.scheme == "https":
            self.sock = self._tls.wrap_socket(sock, server_hostname=self._target.host)

    def hang_up(self) -> None:
        """End the connection from another thread, so that whoever reads it stops waiting."""
        with contextlib.suppress(OSError):
            if self.raw is not None:
                self.raw.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        if self.raw is not None:
            self.raw.close()


def fetch(
    target: Target,
    method: str,
    *,
    limits: Limits,
    until: float,
    tls: ssl.SSLContext | None = None,
    part: bool = False,
) -> Answer:
    """Ask for a page with HEAD or GET; `until` is the end of the whole try (`time.monotonic`).

    With `part` only the beginning is asked for. Raises Unanswered.
    """
    error: Unanswered | None = None
    for ip in target.ips:
        try:
            return _fetch(target, ip, method, limits, until, tls or trusted(), part=part)
        except Unanswered as failed:
            error = failed
            if failed.reason not in {Reason.CLOSED, Reason.OFFLINE}:
                break
    raise error or Unanswered(Reason.CLOSED)


def _fetch(
    target: Target,
    ip: str,
    method: str,
    limits: Limits,
    until: float,
    tls: ssl.SSLContext,
    *,
    part: bool,
) -> Answer:
    left = until - time.monotonic()
    if left <= 0:
        raise Unanswered(Reason.SLOW)
    connection = _Pinned(target, ip, timeout=min(limits.connect_seconds, left), tls=tls)
    with _told(until), contextlib.closing(connection), _watched(connection.hang_up, left):
        connection.connect()
        connection.sock.settimeout(min(limits.silent_seconds, left))
        connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", target.named)
        for name, value in HEADERS.items():
            connection.putheader(name, value)
        if part:
            connection.putheader("Range", f"bytes=0-{limits.page_bytes - 1}")
        connection.endheaders()
        response = connection.getresponse()
        body, end = _read(response, limits, until) if method == "GET" else (b"", "head")
        return Answer(response.status, response.msg, _plain(response, body, limits), end)


@contextmanager
def _watched(hang_up: Callable[[], None], seconds: float) -> Iterator[None]:
    """Hang up after so many seconds: a machine that sends a letter now and then is never silent."""
    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _told(until: float) -> Iterator[None]:
    """Turn what went wrong into Unanswered with its reason."""
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unanswered(_reason(error, until)) from error


def _reason(error: Exception, until: float) -> Reason:
    if isinstance(error, TimeoutError) or time.monotonic() >= until:
        return Reason.SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return Reason.TLS_CHAIN if error.verify_code in _NO_CHAIN else Reason.BAD_TLS
    if isinstance(error, ssl.SSLError):
        return Reason.TLS_CHAIN
    code = error.errno if isinstance(error, OSError) else None
    if code in {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM}:
        return Reason.OFFLINE
    is_refused = isinstance(error, ConnectionRefusedError)
    if is_refused or code in {errno.EHOSTUNREACH, errno.EHOSTDOWN}:
        return Reason.CLOSED
    return Reason.BROKEN


def _read(response: http.client.HTTPResponse, limits: Limits, until: float) -> tuple[bytes, str]:
    """Read the beginning of the body, and tell how the reading ended.

    A page that does not say how long it is, is read on (and thrown away) until it ends, or until
    it is clear that it does not.
    """
    kept, read = bytearray(), 0
    is_page = "html" in (response.headers.get("Content-Type") or "")
    most = limits.ends_within_bytes if is_page and response.length is None else limits.page_bytes
    while read < most:
        try:
            chunk = response.read1(_CHUNK)
        except (OSError, http.client.HTTPException, ValueError) as error:
            is_late = isinstance(error, TimeoutError) or time.monotonic() >= until
            return bytes(kept), "slow" if is_late else "broken"
        if not chunk:
            return bytes(kept), "slow" if time.monotonic() >= until else "whole"
        read += len(chunk)
        kept += chunk[: max(0, limits.page_bytes - len(kept))]
    return bytes(kept), "cut" if most == limits.page_bytes else "endless"


def _plain(response: http.client.HTTPResponse, body: bytes, limits: Limits) -> bytes:
    """Return the body unpacked, as much as is read of a page; as it is where that fails."""
    coding = (response.headers.get("Content-Encoding") or "").strip().lower()
    if coding not in {"gzip", "x-gzip", "deflate"}:
        return body
    try:
        return zlib.decompressobj(wbits=47).decompress(body, limits.page_bytes)
    except zlib.error:
        return b""
