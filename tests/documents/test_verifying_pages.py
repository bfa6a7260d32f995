"""The verification page: for everybody, on a phone, with a code or with the file."""

import io

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.documents.views import verifying
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper, with_pdf

PDF = b"%PDF-1.7 a paper"


@pytest.fixture(autouse=True)
def _no_files_yet():
    """Forget how many files came from here."""
    cache.clear()


@pytest.fixture
def paper(director) -> Document:
    """Give a paper that is public."""
    return with_pdf(issue_paper(Appointment.objects.get(user=director)), PDF)


def send(client: Client, content: bytes, name: str = "ประกาศ.pdf"):
    """Send a file as the form does."""
    return client.post("/verify/", {"file": SimpleUploadedFile(name, content)})


def words(response) -> str:
    return response.content.decode()


def test_a_visitor_sends_the_file_and_reads_one_sentence(client, paper, office):
    response = send(client, PDF)

    page = words(response)
    assert response.status_code == 200
    assert f"เป็นเอกสารจริง “{paper.title}” ออกโดย{office.name}" in page
    assert "ประกาศ.pdf" in page
    assert f"/o/sample1/documents/{paper.code}/document.pdf" in page


def test_an_altered_file_leads_to_the_genuine_one(client, paper):
    page = words(send(client, b"%PDF-1.7 (" + paper.code.encode() + b") changed"))

    assert "ไฟล์ถูกแก้ไข" in page
    assert "อย่าใช้ข้อความในไฟล์นี้" in page
    assert f"/o/sample1/documents/{paper.code}/document.pdf" in page


def test_an_altered_copy_of_a_revoked_paper_says_both(client, paper, director):
    Document.objects.update(revoked_at=timezone.now(), revoked_by=director, revoke_reason="ออกผิดปี")

    page = words(send(client, b"%PDF-1.7 (" + paper.code.encode() + b") changed"))

    assert "ไฟล์ถูกแก้ไข" in page
    assert "ออกผิดปี" in page


def test_a_revoked_paper_is_told_by_its_code(client, paper, director):
    Document.objects.update(revoked_at=timezone.now(), revoked_by=director, revoke_reason="ออกผิดปี")

    page = words(client.get(f"/verify/{paper.code}/"))

    assert "เอกสารถูกยกเลิกแล้ว" in page
    assert "ออกผิดปี" in page


def test_a_foreign_file_is_told(client, paper):
    page = words(send(client, b"%PDF-1.7 of others"))

    assert "ไฟล์นี้ไม่ใช่เอกสารที่ออกจากพอร์ทัลนี้" in page


@pytest.mark.parametrize("sent", [{}, {"file": "words"}], ids=["nothing", "words"])
def test_without_a_file_the_form_asks_for_one(client, db, sent):
    response = client.post("/verify/", sent)

    assert response.status_code == 422
    assert verifying.NO_FILE in words(response)
    assert 'aria-invalid="true"' in words(response)


def test_an_empty_file_is_told(client, db):
    response = send(client, b"")

    assert response.status_code == 422


def test_a_file_beyond_the_limit_is_answered_without_looking(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_BYTES", 10)
    monkeypatch.setattr(verifying, "verify_file", None)

    assert "64 เมกะไบต์" in words(send(client, b"x" * 11))


@time_machine.travel("2026-11-21T10:00+07:00", tick=False)
def test_nobody_keeps_the_portal_busy_with_files(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "FILES_A_MINUTE", 2)

    answers = [send(client, b"x").status_code for _ in range(4)]

    assert answers == [200, 200, 429, 429]


@time_machine.travel("2026-11-21T10:00+07:00", tick=False)
def test_another_visitor_is_not_held_up_by_the_first(client, db, monkeypatch):
    monkeypatch.setattr(verifying, "FILES_A_MINUTE", 1)
    for _ in range(3):
        send(client, b"x")

    other = Client(REMOTE_ADDR="203.0.113.9")

    assert send(other, b"x").status_code == 200


def test_no_cookie_no_token_and_nothing_is_kept(paper, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client = Client(enforce_csrf_checks=True)

    response = send(client, PDF)
    response.close()

    assert response.status_code == 200
    assert not client.cookies
    assert list(tmp_path.iterdir()) == []
    assert "no-store" in response["Cache-Control"]


def test_a_name_with_markup_is_only_words(client, db):
    page = words(send(client, b"x", name="<b>ก</b>.pdf"))

    assert "<b>ก" not in page


def test_the_portals_own_copy_is_looked_at_too(client, paper, settings):
    (settings.PRIVATE_FILES / paper.pdf.name).write_bytes(b"%PDF-1.7 spoiled")

    page = words(client.get(f"/verify/{paper.code}/"))

    assert "ไม่ตรงกับฉบับที่ออก" in page


def test_a_broken_upload_is_no_mistake(client, db):
    body = io.BytesIO(b'--x\r\nContent-Disposition: form-data; name="file"')

    response = client.generic(
        "POST", "/verify/", body.read(), content_type="multipart/form-data; boundary=x"
    )

    assert response.status_code in {400, 422}


def test_the_page_asks_no_more_of_the_database_than_it_has_to(client, paper, count_queries):
    with count_queries() as queries:
        client.get(f"/verify/{paper.code}/")

    assert len(queries) == 1
