"""One try of one address, as an outsider: pure network, it knows no database.

HEAD first, then GET for what must be read, without cookies and without a past; every address on
the way is judged by the guard before it is called.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from disclosure.rules.links import judging
from disclosure.rules.links.fetching import Answer, Unanswered, fetch
from disclosure.rules.links.guard import Barred, Guard
from disclosure.rules.links.limits import LIMITS, Limits
from disclosure.rules.links.pages import WebPage, read_page
from disclosure.rules.links.verdicts import TOLD, Reason, Verdict

_REDIRECTS = {301, 302, 303, 307, 308}
_UNREACHED = {
    Reason.CLOSED,
    Reason.OFFLINE,
    Reason.BAD_TLS,
    Reason.TLS_CHAIN,
    Reason.UNKNOWN_HOST,
}
_SURELY_MISSING = "ita-portal-asks-for-no-page-7c1f0e9a"
_MISSING_NUMBER = "98765432187"


@dataclass(frozen=True)
class LinkTry:
    """What one try gave. `final` is where it led, `retry_after` in seconds what the host asks."""

    reason: Reason
    status: int | None = None
    final: str = ""
    seconds: float = 0.0
    retry_after: int | None = None

    @property
    def verdict(self) -> Verdict:
        """What this one try says; it condemns nothing by itself (`tries.standing`)."""
        return TOLD[self.reason].verdict

    @property
    def words(self) -> str:
        """The sentence for people."""
        return TOLD[self.reason].words

    @property
    def mend(self) -> str:
        """What to do about it, "" for nothing."""
        return TOLD[self.reason].mend


def try_link(
    address: str,
    *,
    own_hosts: Collection[str] = (),
    guard: Guard | None = None,
    limits: Limits = LIMITS,
    tls: ssl.SSLContext | None = None,
) -> LinkTry:
    """Try an address once. Raises nothing for a bad address or a bad answer.

    `own_hosts` are the portal's own, with or without port: they are not called, the reason is
    then `Reason.OWN`.
    `guard`, `limits` and `tls` are for tests, which have servers of their own.
    """
    begun = time.monotonic()
    visit = _Visit(address.strip(), frozenset(own_hosts), guard or Guard(), limits, begun, tls=tls)
    found = visit.go()
    return replace(found, seconds=round(time.monotonic() - begun, 2))


@dataclass
class _Visit:
    """The way from the first address to where it leads."""

    first: str
    own_hosts: frozenset[str]
    guard: Guard
    limits: Limits
    begun: float
    tls: ssl.SSLContext | None = None
    at: str = ""
    seen: set[str] = field(default_factory=set)
    wants_cookies: bool = False

    def go(self) -> LinkTry:
        """Follow the address to its end, and judge what is there."""
        self.at = self.first
        try:
            return self._follow()
        except Barred as barred:
            return LinkTry(barred.reason, final=self.at)
        except Unanswered as unanswered:
            return LinkTry(unanswered.reason, final=self.at)

    def _follow(self) -> LinkTry:
        for _ in range(self.limits.redirects + 1):
            if not self.own_hosts.isdisjoint(hosts_of(self.at)):
                return LinkTry(Reason.OWN, final=self.at)
            if self.at in self.seen:
                break
            self.seen.add(self.at)
            answer = self._ask(self.at)
            to = self._onwards(answer)
            if not to:
                return self._judge(answer)
            if judging.is_sign_in(to):
                return self._ended(judging.judge_status(self.first, to, answer), answer, to)
            self.at = to
        return LinkTry(Reason.ODD if self.wants_cookies else Reason.LOOP, final=self.at)

    def _onwards(self, answer: Answer) -> str:
        """Return where the answer sends us on to, "" when it does not."""
        self.wants_cookies = self.wants_cookies or bool(answer.header("Set-Cookie"))
        if answer.status in _REDIRECTS and answer.header("Location"):
            return self._joined(answer.header("Location"))
        if answer.status == 200 and answer.is_page and answer.body:
            refresh = _page(answer).refresh
            to = self._joined(refresh) if refresh else ""
            return "" if to == self.at else to  # a page that only renews itself leads nowhere
        return ""

    def _joined(self, to: str) -> str:
        try:
            joined = urlsplit(urljoin(self.at, to))
        except ValueError as error:
            raise Barred(Reason.MALFORMED) from error
        return urlunsplit(joined._replace(fragment=""))

    def _ask(self, address: str) -> Answer:
        """Ask for the head; where that does not settle it, for the beginning of the page."""
        try:
            head = self._fetch(address, "HEAD")
        except Unanswered as unanswered:
            if unanswered.reason in _UNREACHED:
                raise
        else:
            if head.status in _REDIRECTS and head.header("Location"):
                return head
            if head.status == 200 and _is_file(head):
                return head
        answer = self._fetch(address, "GET", part=True)
        return self._fetch(address, "GET") if answer.status == 416 else answer

    def _fetch(self, address: str, method: str, *, part: bool = False) -> Answer:
        target = self.guard.target(address)
        until = self.begun + self.limits.whole_seconds
        return fetch(target, method, limits=self.limits, until=until, tls=self.tls, part=part)

    def _judge(self, answer: Answer) -> LinkTry:
        reason = judging.judge_status(self.first, self.at, answer)
        if reason is None:
            reason = _of_body(answer) or self._of_page(answer)
        return self._ended(reason, answer, self.at)

    def _of_page(self, answer: Answer) -> Reason:
        if not answer.is_page or not answer.body:
            return Reason.OK
        page = _page(answer)
        reason = judging.judge_page(self.first, self.at, page)
        if reason is not None:
            return reason
        doubt = judging.suspicion(page)
        if doubt is None:
            return Reason.OK
        return judging.judge_doubtful(doubt, is_same=self._is_as_missing(page))

    def _is_as_missing(self, page: WebPage) -> bool | None:
        """Tell whether an address beside it that is surely missing looks the same."""
        beside = missing_beside(self.at)
        if not beside:
            return False
        try:
            answer = self._fetch(beside, "GET", part=True)
        except (Unanswered, Barred):
            return None
        if answer.status != 200 or not answer.is_page:
            return None if answer.status in {403, 429} or answer.status >= 500 else False
        return judging.are_same(page, _page(answer))

    def _ended(self, reason: Reason | None, answer: Answer, final: str) -> LinkTry:
        return LinkTry(reason or Reason.ODD, answer.status, final, retry_after=_retry_after(answer))


def hosts_of(address: str) -> set[str]:
    """Return the host of an address, alone and with its port. Raises Barred if it is unreadable."""
    try:
        parts = urlsplit(address)
        return {parts.hostname or "", parts.netloc.lower()} - {""}
    except ValueError as error:
        raise Barred(Reason.MALFORMED) from error


def missing_beside(address: str) -> str:
    """Return an address of the same place that surely does not exist; "" at the front page."""
    parts = urlsplit(address)
    if parts.query:
        pairs = [(name, _missing(value)) for name, value in parse_qsl(parts.query)]
        return urlunsplit(parts._replace(query=urlencode(pairs), fragment="")) if pairs else ""
    place, slash, name = parts.path.rstrip("/").rpartition("/")
    if not slash:
        return ""
    _, dot, ending = name.rpartition(".")
    path = f"{place}/{_SURELY_MISSING}{f'.{ending}' if dot else ''}"
    return urlunsplit(parts._replace(path=path, fragment=""))


def _missing(value: str) -> str:
    return _MISSING_NUMBER if value.isdigit() else value


def _page(answer: Answer) -> WebPage:
    return read_page(answer.body, answer.header("Content-Type"))


def _is_file(head: Answer) -> bool:
    """Tell whether a head speaks of a file that holds something: it opens, and need not be read."""
    is_named = bool(head.media_type) and not head.is_page
    return is_named and head.header("Content-Length") != "0"


def _of_body(answer: Answer) -> Reason | None:
    """Judge how the reading ended; None when enough was read."""
    if answer.end == "endless":
        return Reason.ENDLESS
    if answer.is_page and answer.end in {"slow", "broken"}:
        return Reason.SLOW if answer.end == "slow" else Reason.BROKEN
    if answer.body or answer.end == "head":
        return None
    return {"slow": Reason.SLOW, "broken": Reason.BROKEN}.get(answer.end, Reason.EMPTY)


def _retry_after(answer: Answer) -> int | None:
    """Return the seconds that the host asks to be left alone; None when it does not."""
    told = answer.header("Retry-After")
    if told.isascii() and told.isdigit():
        return int(told[:9])
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, int((at - datetime.now(UTC)).total_seconds()))
