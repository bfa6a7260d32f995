"""One byte changed anywhere in a published PDF, sealed or not: file, page and command find it."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as real_settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ita_portal.documents.models import Document
from ita_portal.documents.rules import verifying
from ita_portal.documents.rules.inspecting import Inspected
from ita_portal.documents.rules.installing import install
from ita_portal.documents.rules.verifying import Verdict, verify_file
from ita_portal.documents.tasks import render_document
from ita_portal.organisations.models import Appointment
from tests.documents import authority
from tests.factories.documents import issue_paper

AT = st.floats(min_value=0, max_value=1, exclude_max=True)
"""Where in a file, as a part of its length."""
BIT = st.integers(min_value=0, max_value=7)
SEAL = rb"/ByteRange|/Contents <|/Sig\b|/DocTimeStamp|/AcroForm|/Prev|trailer"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(params=["plain", "sealed"])
def published(request, office, administrator, director) -> tuple[Document, bytes]:
    """Give a paper that is public and the bytes of its PDF, with and without a seal."""
    if request.param == "sealed":
        data = authority.container()
        install(office, data=data, password=authority.PASSWORD, by=administrator)
    document = issue_paper(Appointment.objects.get(user=director))
    render_document(document.pk)
    document.refresh_from_db()
    data = (Path(real_settings.PRIVATE_FILES) / document.pdf.name).read_bytes()
    assert (b"/ByteRange" in data) == (request.param == "sealed")
    return document, data


def changed(data: bytes, place: int, bit: int) -> bytes:
    """Return the file with one bit of one byte turned."""
    other = bytearray(data)
    other[place] ^= 1 << bit
    return bytes(other)


def around_the_seal(data: bytes) -> list[int]:
    """Return places in the structures of a seal, and a net over the seal itself."""
    starts = [found.start() + 2 for found in re.finditer(SEAL, data)]
    seal = re.search(rb"/Contents <[0-9a-f]{200,}>", data)
    return [*starts, *(range(seal.start(), seal.end(), 977) if seal else ())]


def test_the_file_is_never_genuine_and_its_paper_is_named(published, tmp_path, monkeypatch):
    """No program has to open it: whole bytes alone tell whose it was."""
    monkeypatch.setattr(verifying, "inspected", lambda _: Inspected(is_pdf=True))
    document, data = published
    path, wrong = tmp_path / "in-hand.pdf", {}

    for place in [*range(0, len(data), 419), *around_the_seal(data)]:
        path.write_bytes(changed(data, place, place % 8))
        found = verify_file(path)
        if (found.verdict, found.document) != (Verdict.ALTERED, document):
            wrong[place] = found.verdict

    assert wrong == {}


@settings(
    max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@example(at=0.0, bit=0)
@example(at=0.9999999, bit=3)
@given(at=AT, bit=BIT)
def test_page_and_command_find_it(published, tmp_path, client, at, bit):
    document, data = published
    content = changed(data, int(at * len(data)), bit)
    cache.clear()  # nobody is too often here

    page = client.post("/verify/", {"file": SimpleUploadedFile("ประกาศ.pdf", content)})
    status, told = command(tmp_path, content)

    said = page.content.decode()
    assert "ไฟล์ถูกแก้ไข" in said
    assert "เอกสารจริง</span>" not in said
    assert f"/o/sample1/documents/{document.code}/document.pdf" in said
    assert (status, told["verdict"], told["document"]["code"]) == (1, "altered", document.code)


def test_unchanged_it_is_genuine_for_page_and_command(published, tmp_path, client):
    document, data = published

    page = client.post("/verify/", {"file": SimpleUploadedFile("ประกาศ.pdf", data)})
    status, told = command(tmp_path, data)

    assert "ไฟล์ตรงกับฉบับที่ออกทุกไบต์" in page.content.decode()
    assert (status, told["verdict"], told["document"]["code"]) == (0, "genuine", document.code)


def command(folder: Path, content: bytes) -> tuple[int | None, dict]:
    """Return exit status and answer of the command for a file with this content."""
    path, out = folder / "file.pdf", StringIO()
    path.write_bytes(content)
    try:
        call_command("verify_document", path, "--json", stdout=out)
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())
