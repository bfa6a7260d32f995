"""Sending a kept file so that nothing in it can run in the portal's name."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase

from ita_portal.files.disk import place_of
from ita_portal.files.models import SUFFIXES, MediaType, StoredFile
from ita_portal.files.names import name_to_send
from ita_portal.files.rules import opened

SHOWN = frozenset({MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
"""What a browser shows by itself; everything else goes out as a download."""
_POLICY = "default-src 'none'; frame-ancestors 'none'"


def response(file: StoredFile, *, inline: bool) -> HttpResponseBase:
    """Return the answer that sends `file`: its bytes as they were kept, under its own name.

    The caller has checked the right to see it. `inline` asks to show it in the browser, which is
    done for PDF and pictures only. No copy is kept on the way or in the browser. Behind nginx
    (setting ACCEL_PREFIX) the file is sent by nginx itself. Raises Refused as `opened`.
    """
    source = opened(file)
    answer: HttpResponseBase
    if settings.ACCEL_PREFIX:
        source.close()
        answer = HttpResponse(content_type=file.media_type)
        answer.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{place_of(file.key)}"
    else:
        answer = FileResponse(source, content_type=file.media_type)
        answer.headers["Content-Length"] = str(file.size)
    shown = inline and file.media_type in SHOWN
    answer.headers["Content-Disposition"] = disposition(file, inline=shown)
    answer.headers["Content-Security-Policy"] = _policy(file)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def download(data: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return the answer that sends bytes which are no kept file, always as a download.

    Nothing of it is kept on the way or in the browser. The caller has checked the right to see it.
    """
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = _named(name, media_type, kind="attachment")
    answer.headers["Content-Security-Policy"] = f"{_POLICY}; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def disposition(file: StoredFile, *, inline: bool) -> str:
    """Return the header that names the file.

    **Source:** RFC 6266 and RFC 5987: a Thai name goes as UTF-8, with a plain one for old programs.
    """
    return _named(file.name, file.media_type, kind="inline" if inline else "attachment")


def _named(name: str, media_type: str, *, kind: str) -> str:
    quoted = quote(name_to_send(name, media_type), safe="")
    plain = f"file.{SUFFIXES[media_type][0]}"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quoted}"


def _policy(file: StoredFile) -> str:
    """A browser shows no PDF in a sandbox; one with a script is never kept."""
    return _POLICY if file.media_type == MediaType.PDF else f"{_POLICY}; sandbox"
