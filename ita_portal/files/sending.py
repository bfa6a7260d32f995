"""Sending a kept file so that nothing in it can run in the portal's name."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from ita_portal.files.disk import place_of
from ita_portal.files.models import SUFFIXES, MediaType, StoredFile
from ita_portal.files.names import name_to_send
from ita_portal.files.rules import opened

SHOWN = frozenset({MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
"""What a browser shows by itself; everything else goes out as a download."""
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
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


def public_response(
    request: HttpRequest, file: StoredFile, *, changed_at: datetime
) -> HttpResponseBase:
    """Return the answer that sends `file` to everybody, or a part of it, or that it is unchanged.

    A copy may be kept, but is asked about each time (304): what is withdrawn is gone at once.
    `changed_at` is when it became public. A part is sent for one range (RFC 9110); nginx looks
    after ranges itself. Raises Refused as `opened`.
    """
    etag = f'"{file.sha256}"'
    changed = int(changed_at.timestamp())
    same = get_conditional_response(request, etag=etag, last_modified=changed)
    answer = same or _whole_or_part(request, file, etag)
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(changed)
    return answer


def _whole_or_part(request: HttpRequest, file: StoredFile, etag: str) -> HttpResponseBase:
    if settings.ACCEL_PREFIX:
        return response(file, inline=True)
    wanted = _range_of(request, file.size, etag)
    if wanted is None:
        answer = response(file, inline=True)
        answer.headers["Accept-Ranges"] = "bytes"
        return answer
    if not wanted:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    with opened(file) as source:
        source.seek(wanted.start)
        part = HttpResponse(source.read(len(wanted)), status=206, content_type=file.media_type)
    told = f"bytes {wanted.start}-{wanted.stop - 1}/{file.size}"
    part.headers["Content-Range"] = told
    part.headers["Accept-Ranges"] = "bytes"
    part.headers["Content-Disposition"] = disposition(file, inline=file.media_type in SHOWN)
    part.headers["Content-Security-Policy"] = _policy(file)
    part.headers["X-Content-Type-Options"] = "nosniff"
    return part


def _range_of(request: HttpRequest, size: int, etag: str) -> range | None:
    """Return the bytes that are asked for: None for all, an empty range for none there are."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1 if last else size))


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
