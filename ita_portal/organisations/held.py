"""Keeps what was typed when a session has ended or a form has grown too old.

Nothing is stored on the server: the fields travel through the sign-in page and come back as a
form that the person sends again with one press.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from ita_portal.organisations.forms import SignInForm

NEVER_HELD = {"csrfmiddlewaretoken", "intent"}
"""Beside these no field is held that has "password" in its name."""


def held_fields(request: HttpRequest) -> list[list[str]]:
    """Return the posted fields as name and value pairs, without passwords and tokens."""
    return [
        [name, value]
        for name, values in request.POST.lists()
        if name not in NEVER_HELD and "password" not in name
        for value in values
    ]


def read_held(text: str) -> list[list[str]] | None:
    """Read what `held_fields` made, empty for a form of one button; None for anything else."""
    try:
        pairs = json.loads(text)
    except ValueError:
        return None
    if not isinstance(pairs, list):
        return None
    return [
        [pair[0], pair[1]]
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(p, str) for p in pair)
    ]


def safe_next(request: HttpRequest, address: str) -> str:
    """Return `address` if it lies within the portal, else the page after sign-in."""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and inside else resolve_url(settings.LOGIN_REDIRECT_URL)


def page_before(request: HttpRequest) -> str:
    """Return the page of the portal from which the request was sent."""
    return safe_next(request, request.headers.get("Referer", ""))


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page; a form that was sent is carried along.

    A page that asks for a part of itself (htmx) gets a sentence in its place: the sign-in page
    would else stand in the middle of it, and what was typed around it would go.
    """
    if "HX-Request" in request.headers:
        address = safe_next(request, request.headers.get("HX-Current-URL", ""))
        return render(request, "organisations/signed_out.html", {"next": address})
    if request.method != "POST":
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
    context = {
        "form": SignInForm(request),
        "next": request.get_full_path(),
        "back": page_before(request),
        "held": json.dumps(held_fields(request), ensure_ascii=False),
    }
    return render(request, "organisations/sign_in.html", context, status=401)


def same_origin(request: HttpRequest) -> bool:
    """Tell whether the form came from a page of this portal (and not from another site)."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:  # not an address at all
        return False
