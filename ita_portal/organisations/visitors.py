"""From where a visitor comes, for counting wrong passwords."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """Return the visitor's IP address; None when nothing is known.

    Behind the proxy, where alone https is spoken, every visitor comes from the proxy's own
    address. It names theirs in X-Forwarded-For, last of all: what stands before that may have
    been sent by the visitor.
    """
    if settings.HTTPS:
        named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(named))
        except ValueError:
            pass
    return request.META.get("REMOTE_ADDR") or None
