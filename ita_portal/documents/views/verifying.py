"""Verification for everybody: by code, by QR, or by the file itself; nobody has to sign in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.cache import cache
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ita_portal.documents.rules.codes import read_code
from ita_portal.documents.rules.verifying import (
    MOST_BYTES,
    TOO_LARGE,
    Copy,
    Finding,
    Verdict,
    kept_file_is_whole,
    verify_code,
    verify_file,
)
from ita_portal.errors import Refused
from ita_portal.organisations.visitors import address_of

FILES_A_MINUTE = 20
"""That are looked into for one address; behind one there may be a whole office."""
NO_FILE = "โปรดเลือกไฟล์ PDF ที่ต้องการตรวจสอบ"
EMPTY = "ไฟล์ที่เลือกว่างเปล่า โปรดเลือกไฟล์ที่มีเนื้อหา"
TOO_MANY = (
    f"มีการตรวจไฟล์จากที่นี่เกิน {FILES_A_MINUTE} ครั้งในหนึ่งนาที โปรดรอสักครู่แล้วลองใหม่ หรือตรวจด้วยรหัสเอกสาร"
)


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class VerifyForm(View):
    """Ask for a paper's code, typed in any way, or for the file, and say what it is.

    A file changes nothing and is not kept, so the form needs no token and sets no cookie.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("code", "")
        if typed:
            code = read_code(typed)
            if code:
                return redirect("documents:verify", code=code)
        return _form(request, typed=typed, wrong=bool(typed))

    def post(self, request: HttpRequest) -> HttpResponse:
        if _is_too_often(request):
            return _form(request, problem=TOO_MANY, status=429)
        upload = request.FILES.get("file")
        if not isinstance(upload, UploadedFile) or not upload.size:
            return _form(request, problem=EMPTY if upload else NO_FILE, status=422)
        try:
            finding = _looked_at(upload)
        except Refused as refused:
            return _form(request, problem=refused.message, status=503)
        context = {"finding": finding, "document": finding.document, "name": upload.name}
        return render(request, "documents/verify.html", context)


class Verify(View):
    """Say in one sentence whether a paper with this code was issued by this portal."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        canonical = read_code(code)
        finding = verify_code(canonical)
        document = finding.document
        if document and canonical != code:
            return redirect("documents:verify", code=canonical)
        context = {
            "code": code,
            "finding": finding,
            "document": document,
            "is_damaged": document is not None and not kept_file_is_whole(document),
        }
        return render(request, "documents/verify.html", context, status=200 if document else 404)


def _form(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "documents/verify_form.html", context, status=status)


def _looked_at(upload: UploadedFile) -> Finding:
    """Return what the uploaded file is; what was put on the disk for it goes with the request."""
    if (upload.size or 0) > MOST_BYTES:
        return Finding(Verdict.UNKNOWN, copy=Copy.OTHER, hint=TOO_LARGE)
    with _on_disk(upload) as path:
        return verify_file(path)


@contextmanager
def _on_disk(upload: UploadedFile) -> Iterator[Path]:
    """Give the path of the upload while it is looked into."""
    if isinstance(upload, TemporaryUploadedFile):
        upload.flush()
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile() as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def _is_too_often(request: HttpRequest) -> bool:
    """Count this file for the visitor's address, and tell whether it is one too many."""
    minute = int(time.time()) // 60
    key = f"verify-file:{address_of(request)}:{minute}"
    if cache.add(key, 1, timeout=120):
        return False
    try:
        return cache.incr(key) > FILES_A_MINUTE
    except ValueError:  # the minute is over just now
        return False
