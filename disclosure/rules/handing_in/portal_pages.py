"""What a page of the portal that stands at an item by itself says at the moment of handing in."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from disclosure.models import FrozenKind
from disclosure.rules.handing_in.places import whole
from disclosure.rules.links.own_pages import answer_of
from disclosure.rules.pieces import Piece


def portal_page(piece: Piece) -> dict[str, Any]:
    """Return the page as a visitor gets it now, without network: its words, type and hash.

    Raises ValueError when a page that stands on an item does not open.
    """
    response = answer_of(whole(piece.href))
    if response is None or response.status_code != 200:
        raise ValueError(f"the page {piece.href} does not open")
    data = _bytes(response)
    media_type = response.headers["Content-Type"].partition(";")[0]
    suffix = "csv" if media_type == "text/csv" else "html"
    return {
        "kind": FrozenKind.PAGE.value,
        "title": piece.title,
        "anchor": piece.anchor,
        "address": whole(piece.href),
        "url": whole(piece.href),
        "public_since": piece.changed_at.isoformat(),
        "owner": piece.owner,
        "components": [],
        "file": {
            "name": f"{piece.title}.{suffix}",
            "media_type": media_type,
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "content": data.decode(),
        },
        "inside": {"findings": []},
    }


def _bytes(response: HttpResponseBase) -> bytes:
    if isinstance(response, HttpResponse):
        return bytes(response.content)
    if isinstance(response, StreamingHttpResponse):
        return bytes(response.getvalue())
    raise TypeError("an answer without a body")
