"""Which addresses may be called at all: public ones of the web, and none inside a network.

Every hop is judged anew, and the address of the machine that was judged is the one that is
connected to: a name that changes its mind between the two (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

import idna

from disclosure.rules.links.verdicts import Reason

Resolver = Callable[[str, int], list[str]]
_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, with the clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",  # unspecified, loopback, and IPv4 written as IPv6
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",  # with Teredo
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)
"""**Source:** IANA's registries of special-purpose addresses, IPv4 and IPv6."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_INSIDE = re.compile(
    r"(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa)$"
)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_KEPT_SIGNS = "!#$%&'()*+,/:;=?@[]~"


class Barred(Exception):
    """The address is never called; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A judged address: the machines (`ips`) to connect to, and what to ask them for."""

    scheme: str
    host: str
    port: int
    ips: tuple[str, ...]
    path: str

    @property
    def named(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of a host. Raises Barred: unknown, or the portal cannot ask."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        unknown = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        is_unknown = error.errno in unknown
        raise Barred(Reason.UNKNOWN_HOST if is_unknown else Reason.OFFLINE) from error
    except (OSError, UnicodeError) as error:
        raise Barred(Reason.OFFLINE) from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class Guard:
    """Judges addresses. `opened` are pairs of address and port of a test's own server, which is
    called although it is private; in the portal it is empty.
    """

    ports: frozenset[int] = frozenset({80, 443})
    resolve: Resolver = resolve_host
    opened: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    def target(self, address: str) -> Target:
        """Return where to connect to for an address. Raises Barred when it is never called."""
        parts, host, port = _parts(address)
        literal = _literal(host)
        if literal is not None:
            self._require_public(str(literal), port, Reason.PRIVATE)
            ips = [str(literal)]
        self._require_port(port, host)
        if literal is None:
            ips = self.resolve(host, port)
            for ip in ips:
                self._require_public(ip, port, Reason.PRIVATE_NAME)
        if not ips:
            raise Barred(Reason.UNKNOWN_HOST)
        ips.sort(key=lambda ip: ":" in ip)  # many offices have no IPv6
        path = quote(parts.path or "/", safe=_KEPT_SIGNS)
        query = f"?{quote(parts.query, safe=_KEPT_SIGNS)}" if parts.query else ""
        return Target(parts.scheme, host, port, tuple(ips[:2]), f"{path}{query}")

    def _require_public(self, ip: str, port: int, reason: Reason) -> None:
        if (ip, port) not in self.opened and not is_public(ip):
            raise Barred(reason)

    def _require_port(self, port: int, host: str) -> None:
        if port not in self.ports and port not in {opened for _, opened in self.opened}:
            raise Barred(Reason.PORT)


def is_public(ip: str) -> bool:
    """Tell whether an address is one of the open internet, in whatever form it is written."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return False
        inner = _inside(found)
        if inner is not None:
            return is_public(str(inner))
    is_special = any(found in net for net in _NEVER if net.version == found.version)
    return found.is_global and not found.is_multicast and not is_special


def _inside(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, if it does."""
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found.sixtofour is not None:
        return found.sixtofour
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return None


def _parts(address: str) -> tuple[SplitResult, str, int]:
    address = address.strip()
    if _UNSAFE.search(address):
        raise Barred(Reason.MALFORMED)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Barred(Reason.MALFORMED) from error
    if parts.scheme not in {"http", "https"}:
        raise Barred(Reason.SCHEME if parts.scheme else Reason.MALFORMED)
    if "@" in parts.netloc:
        raise Barred(Reason.CREDENTIALS)
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    return parts, _ascii(host), port


def _ascii(host: str) -> str:
    """Return a host as machines write it; Thai names become their xn-- form."""
    if host.isascii():
        return host.lower().removesuffix(".")
    try:
        return idna.encode(host, uts46=True).decode().removesuffix(".")
    except idna.IDNAError as error:
        raise Barred(Reason.MALFORMED) from error


def _literal(host: str) -> _IPAddress | None:
    """Return the address that stands in place of a name; None for a name that may be asked for.

    Raises Barred for names of inner networks, and for numbers that only some programs read as an
    address (127.1, 0x7f000001, 017700000001, 2130706433).
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise Barred(Reason.PRIVATE)
    if "." not in host or _INSIDE.search(host):
        raise Barred(Reason.PRIVATE if host else Reason.MALFORMED)
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise Barred(Reason.MALFORMED)
    return None
