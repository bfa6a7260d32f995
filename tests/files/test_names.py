"""A name is what its owner calls the file: kept whole, shown, sent back, never on the disk."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.disk import path_of
from ita_portal.files.models import LONGEST_NAME, StoredFile
from ita_portal.files.names import NAMELESS, cleaned_name, name_to_send, suffix_of
from ita_portal.files.rules import keep
from ita_portal.files.sending import disposition
from ita_portal.files.uploads import MOST_STORED, given_name
from tests.files import samples

LONG_THAI = "ประกาศเจตจำนงสุจริตของผู้บริหาร" * 9  # 279 letters

CLEANED = [
    ("ประกาศ.pdf", "ประกาศ.pdf"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\ครู\\ผล.pdf", "ผล.pdf"),
    ("โฟลเดอร์/ผล.pdf", "ผล.pdf"),
    ("ผล\0.pdf\0.exe", "ผล.pdf.exe"),
    ("ผล\u202efdp.exe", "ผลfdp.exe"),
    ("บรรทัด\r\nSet-Cookie: a=b\n.pdf", "บรรทัด Set-Cookie: a=b .pdf"),
    ("นํ้า.pdf", "น้ำ.pdf"),
    ("  .. ", NAMELESS),
    ("", NAMELESS),
    ("///", NAMELESS),
    (".htaccess", "htaccess"),
    ("ผล ITA  2567 .pdf", "ผล ITA 2567 .pdf"),
]


@pytest.mark.parametrize(("given_as", "cleaned"), CLEANED)
def test_a_name_is_cleaned(given_as, cleaned):
    assert cleaned_name(given_as) == cleaned


def test_a_name_of_300_thai_letters_stays_whole_and_goes_back_whole(office, officer, tmp_path):
    name = f"{LONG_THAI}{'ก' * 17}.pdf"

    file = StoredFile(name=cleaned_name(name), media_type="application/pdf")

    assert len(name) == 300
    assert file.name == name
    assert disposition(file, inline=False).count("%E0") == 296


def test_a_longer_name_keeps_its_ending():
    name = cleaned_name("ก" * 1000 + ".pdf")

    assert len(name) == LONGEST_NAME
    assert name.endswith("ก….pdf")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("ผล.PDF", "pdf"),
        ("ผล.tar.gz", "gz"),
        ("ลงวันที่ 25 มิ.ย. 2563", ""),
        ("ผล.2567", ""),
        ("ผล", ""),
    ],
)
def test_an_ending_is_told_from_a_date(name, suffix):
    assert suffix_of(name) == suffix


def test_a_file_without_an_ending_gets_one_on_its_way_out():
    assert name_to_send("แจ้งผล 25 มิ.ย. 2563", "application/pdf") == "แจ้งผล 25 มิ.ย. 2563.pdf"
    assert name_to_send("แจ้งผล.PDF", "application/pdf") == "แจ้งผล.PDF"


def test_a_name_cannot_break_out_of_its_header():
    file = StoredFile(name='a"; filename=b.exe\r\nX: y.pdf', media_type="application/pdf")

    header = disposition(file, inline=True)

    assert header.isascii()
    assert not set(header) & set("\r\n")
    assert header.startswith("inline; filename=\"file.pdf\"; filename*=UTF-8''a%22%3B%20")


@given(st.text(max_size=600))
def test_any_name_becomes_a_harmless_one(given_as):
    name = cleaned_name(given_as)

    assert 1 <= len(name) <= LONGEST_NAME
    assert cleaned_name(name) == name
    assert not set(name) & set("/\\\0\r\n\t\u202e")
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text(max_size=300).map(lambda stem: f"{stem}.pdf"))
def test_no_name_ever_reaches_the_disk(folder, given_as):
    file = keep([samples.pdf()], name=given_as, office=None, by=None, accept=DOCUMENTS)

    path = path_of(file.key)
    assert path.relative_to(folder).parts == ("kept", file.key[:2], file.key)
    assert set(file.key) <= set("0123456789abcdef")


def uploaded(name: str, data: bytes) -> UploadedFile:
    """Return the file as a page gets it from a browser."""
    boundary = "b0undary"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    request = RequestFactory().post(
        "/", body, content_type=f"multipart/form-data; boundary={boundary}"
    )
    return request.FILES["f"]


def test_an_upload_brings_its_whole_name():
    name = f"{LONG_THAI}{'ก' * 17}.pdf"

    file = uploaded(name, b"x")

    assert given_name(file) == name
    assert len(file.name) == 255  # what Django leaves of it
    file.close()


def test_an_upload_without_end_does_not_fill_the_disk(monkeypatch):
    monkeypatch.setattr("ita_portal.files.uploads.MOST_STORED", 100_000)

    file = uploaded("ก.pdf", b"x" * 1_000_000)

    assert file.size == 1_000_000
    assert len(file.read()) < 200_000
    file.close()
    assert 3 * DOCUMENTS.max_bytes <= MOST_STORED


def test_the_portal_takes_every_upload_that_way(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["ita_portal.files.uploads.BoundedUpload"]
